import Foundation
import SehatApp
import SehatStore
import TestKit
import Testing

/// The real server on a disk that fills up while cashiers work: it says so, loses nothing, leaves nothing half done, and
/// goes on by itself when there is room.
@Suite(.serialized) struct FullDiskTests {
    private static let clients = 16

    @Test(.timeLimit(.minutes(3))) func aDiskThatFillsUpWhileBillingLosesNothingAndHeals() async throws {
        let disk = try SmallDisk(megabytes: 96)
        let hospital = try await Hospital.open(at: disk.directory.appending(path: "data"))
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: Self.clients)
        let token = try await hospital.token(roles: ["cashier", "supervisor", "auditor"])
        hospital.close()
        let server = try await ServerProcess.start(
            data: hospital.directory.url, options: ["--plain-http", "--disk-reserve-mib", "2"])
        let books = CrashBooks(file: hospital.directory.database, key: hospital.key)
        let tally = CrashTally()
        let clients = ground.patients.enumerated().map { number, patient in
            CrashClient(number: number, patient: patient, services: ground.services)
        }
        try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            #expect(try await caller.json("GET", "/api/health")["isDiskLow"].flag == false)
            let ballast = try disk.fill(leaving: 1 << 20)
            let stopped = await Self.work(clients, caller, tally)
            try await Self.expectFull(caller, books, tally)
            try FileManager.default.removeItem(at: ballast)
            _ = await Self.work(stopped, caller, tally, isLast: true)
            #expect(await tally.takeFaults() == [])
            let audit = try await caller.json("GET", "/api/audit/verify")
            #expect(audit["fault"] == .null, "\(audit)")
        }
        #expect(await server.stop() == 0)
        let answered = await tally.answered
        #expect(answered.bills.count == answered.payments.count && answered.bills.count >= Self.clients)
        #expect(try books.faults(answered, unanswered: 0) == [])
        let report = try StoreCheck.verify(file: hospital.directory.database, key: hospital.key, depth: .full)
        #expect(report.isGood, "\(report.faults)")
    }

    /// Every cashier works until it is refused, or, where `isLast`, until nothing of it is open.
    private static func work(
        _ clients: [CrashClient], _ caller: Caller, _ tally: CrashTally, isLast: Bool = false
    ) async -> [CrashClient] {
        await withTaskGroup(of: CrashClient.self) { group in
            for client in clients { group.addTask { await client.work(caller, tally, isLast: isLast) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Each cashier was told in words; what was answered is there; what was refused is not.
    private static func expectFull(_ caller: Caller, _ books: CrashBooks, _ tally: CrashTally) async throws {
        let faults = await tally.takeFaults()
        #expect(faults.count == clients)
        for fault in faults {
            #expect(fault.contains(": 507 ") && fault.contains("app.full"), "\(fault)")
            #expect(fault.contains("The server's disk is full. Nothing was saved."), "\(fault)")
        }
        let answered = await tally.answered
        #expect(!answered.bills.isEmpty)
        #expect(try books.faults(answered, unanswered: 0) == [])
        #expect(try await caller.json("GET", "/api/health")["isDiskLow"].flag == true)
        // What is there can still be listed; a record that is opened needs room for the entry that says who opened it.
        let newest = try #require(answered.bills.values.max())
        let listed = try await caller.json("GET", "/api/bills?limit=100")["items"].items.compactMap {
            $0["number"].text
        }
        #expect(listed.contains(newest))
    }
}
