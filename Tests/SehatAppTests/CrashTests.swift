import Foundation
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// The real server, killed again and again while 64 cashiers bill and take money.
@Suite(.serialized) struct CrashTests {
    /// `SEHAT_KILLS` for the long run.
    private static let kills = ProcessInfo.processInfo.environment["SEHAT_KILLS"].flatMap { Int($0) } ?? 20
    private static let clients = 64

    @Test(.timeLimit(.minutes(600))) func nothingAnsweredIsEverLost() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: Self.clients)
        let token = try await hospital.token(roles: ["cashier", "supervisor", "auditor"])
        hospital.close()
        let books = CrashBooks(file: hospital.directory.database, key: hospital.key)
        let tally = CrashTally()
        var clients = ground.patients.enumerated().map { number, patient in
            CrashClient(number: number, patient: patient, services: Array(ground.services.prefix(1 + number % 5)))
        }
        for number in 1...Self.kills {
            clients = try await Self.round(hospital, books, token, clients, tally)
            #expect(await tally.faults.prefix(3) == [])
            // A long run that is stopped has a count all the same.
            if number.isMultiple(of: 50) {
                let answered = await tally.answered
                print(
                    "\(number) kills, \(answered.bills.count) bills and \(answered.payments.count) payments, none lost")
            }
        }
        try await Self.finish(hospital, books, token, clients, tally)
        #expect(await tally.faults.prefix(3) == [])
        let answered = await tally.answered
        #expect(answered.bills.count > Self.kills && answered.payments.count > Self.kills)
        let report = try StoreCheck.verify(file: hospital.directory.database, key: hospital.key, depth: .full)
        #expect(report.isGood, "\(report.faults)")
        try books.expect(answered, unanswered: 0)
    }

    /// Starts the server, checks what was answered before, and kills it after some answers.
    private static func round(
        _ hospital: Hospital, _ books: CrashBooks, _ token: String, _ clients: [CrashClient], _ tally: CrashTally
    ) async throws -> [CrashClient] {
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let goal = Int.random(in: 5...60)
        return try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            try await check(caller, books, tally)
            await tally.startRound()
            return await withTaskGroup(of: CrashClient?.self) { group in
                group.addTask {
                    await tally.reached(goal)
                    await server.crash()
                    return nil
                }
                for client in clients { group.addTask { await client.work(caller, tally) } }
                var back: [CrashClient] = []
                for await client in group {
                    guard let client else { continue }
                    back.append(client)
                    if back.count == clients.count { await tally.release() }
                }
                return back
            }
        }
    }

    /// The recovered database holds all that was answered, the chain is whole, and the API shows it.
    private static func check(_ caller: Caller, _ books: CrashBooks, _ tally: CrashTally) async throws {
        let answered = await tally.answered
        try books.expect(answered, unanswered: clients)
        if let id = await tally.newest {
            let bill = try await caller.json("GET", "/api/bills/\(id)")
            #expect(bill["number"].text == answered.bills[id])
            if let paid = answered.payments[id] {
                #expect(bill["status"].text == "settled")
                #expect(bill["payments"].items.map { $0["id"].text } == [paid.payment])
                #expect(bill["payments"][0]["receiptNumber"].text == paid.receipt)
            }
        }
        let audit = try await caller.call("GET", "/api/audit/verify")
        #expect(audit.status == 200, "\(audit)")
        #expect(try audit.json()["fault"] == .null, "\(audit)")
    }

    /// Every cashier asks again what was not answered; then the server stops in order.
    private static func finish(
        _ hospital: Hospital, _ books: CrashBooks, _ token: String, _ clients: [CrashClient], _ tally: CrashTally
    ) async throws {
        let server = try await ServerProcess.start(data: hospital.directory.url)
        try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            try await check(caller, books, tally)
            await withTaskGroup(of: Void.self) { group in
                for client in clients {
                    group.addTask { _ = await client.work(caller, tally, isLast: true) }
                }
            }
            let day = hospital.store.hospital.businessDay(of: Instant(Date()))
            let takings = try await caller.json("GET", "/api/ledger/takings?from=\(day.adding(days: -1))&to=\(day)")
            #expect((takings["received"]["amount"].number ?? 0) > 0)
        }
        #expect(await server.stop() == 0)
    }
}
