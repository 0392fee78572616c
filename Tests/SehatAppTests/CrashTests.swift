import Foundation
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// The real server, killed again and again while 64 cashiers bill and take money.
///
/// Takes minutes, so it is run on its own: `SEHAT_CRASH=1 Packaging/test CrashTests`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["SEHAT_CRASH"] == "1")) struct CrashTests {
    private static let kills = 20
    private static let clients = 64

    @Test(.timeLimit(.minutes(10))) func nothingAnsweredIsEverLost() async throws {
        let hospital = try await Hospital.open()
        let ground = try await hospital.ground(patients: Self.clients)
        let token = try await hospital.token(roles: ["cashier", "supervisor", "auditor"])
        hospital.close()
        defer { hospital.remove() }
        let tally = CrashTally()
        var clients = ground.patients.enumerated().map { number, patient in
            CrashClient(number: number, patient: patient, services: Array(ground.services.prefix(1 + number % 5)))
        }
        for _ in 0..<Self.kills {
            clients = try await Self.round(hospital, token, clients, tally)
            #expect(await tally.faults.prefix(3) == [])
        }
        try await Self.finish(hospital, token, clients, tally)
        #expect(await tally.faults.prefix(3) == [])
        try await Self.checkAll(hospital, tally)
    }

    /// Starts the server, checks what the round before was answered, and kills it after some answers.
    private static func round(
        _ hospital: Hospital, _ token: String, _ clients: [CrashClient], _ tally: CrashTally
    ) async throws -> [CrashClient] {
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let goal = Int.random(in: 5...40)
        return try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            try await checkRecent(caller, tally)
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

    private static func checkRecent(_ caller: Caller, _ tally: CrashTally) async throws {
        let bills = await tally.bills
        let payments = await tally.payments
        for id in await tally.recent {
            let bill = try await caller.json("GET", "/api/bills/\(id)")
            #expect(bill["number"].text == bills[id])
            guard let paid = payments[id] else { continue }
            #expect(bill["status"].text == "settled")
            #expect(bill["payments"].items.map { $0["id"].text } == [paid.payment])
            #expect(bill["payments"][0]["receiptNumber"].text == paid.receipt)
        }
        let audit = try await caller.call("GET", "/api/audit/verify")
        #expect(audit.status == 200, "\(audit)")
        #expect(try audit.json()["fault"] == .null, "\(audit)")
    }

    /// Every cashier asks again what was not answered; then the server stops in order.
    private static func finish(
        _ hospital: Hospital, _ token: String, _ clients: [CrashClient], _ tally: CrashTally
    ) async throws {
        let server = try await ServerProcess.start(data: hospital.directory.url)
        try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            try await checkRecent(caller, tally)
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

    /// What the database says once nobody is at work: all that was answered, nothing else, nothing twice.
    private static func checkAll(_ closed: Hospital, _ tally: CrashTally) async throws {
        let report = try StoreCheck.verify(file: closed.directory.database, key: closed.key, depth: .full)
        #expect(report.isGood, "\(report.faults)")
        let hospital = try await Hospital.open(at: closed.directory.url, key: closed.key)
        defer { hospital.close() }
        let bills = Int64(await tally.bills.count)
        let payments = Int64(await tally.payments.count)
        #expect(bills > Int64(kills) && payments > 0)
        for (table, series, action, wanted) in [
            ("billingBill", "bill", "billing.bill.issued", bills),
            ("billingPayment", "receipt", "billing.payment.received", payments),
        ] {
            #expect(try await hospital.count("SELECT count(*) FROM \(table)") == wanted)
            #expect(try await hospital.count("SELECT count(DISTINCT sequence) FROM \(table)") == wanted)
            #expect(try await hospital.count("SELECT max(sequence) FROM \(table)") == wanted)
            #expect(
                try await hospital.count("SELECT sum(value) FROM storeSeries WHERE name LIKE 'billing.\(series)%'") == wanted)
            let audited = """
                SELECT count(DISTINCT a.entityID) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
                JOIN \(table) t ON t.id = a.entityID WHERE e.action = '\(action)'
                """
            #expect(try await hospital.count(audited) == wanted)
        }
        #expect(try await hospital.count("SELECT count(*) FROM billingBill WHERE status <> 'settled'") == bills - payments)
    }
}
