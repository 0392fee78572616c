import Foundation
import SehatApp
import SehatCore
import SehatStore

/// The real server, killed again and again while cashiers bill and take money and clerks register people.
///
/// After every kill the server is started again and the database is asked for all that was answered since the kill before;
/// at every hospital's end, and now and then in between, all of it is looked at: every answer, the audit chain, and what only
/// a torn transaction leaves behind; at the end every page, too. New hospitals are made as the campaign goes on, so that each
/// is of the size of a busy week and the looks stay quick.
public struct CrashCampaign: Sendable {
    /// How much a campaign does.
    public struct Size: Sendable {
        let kills: Int
        /// Answers between two kills, on average; from a tenth of it to nearly twice as many.
        let answers: Int
        /// Kills of one hospital.
        let killsOfOne: Int
        /// Kills between two looks at everything, the whole audit chain with it.
        let killsBetweenLooks: Int
        let cashiers: Int
        let clerks: Int

        public init(
            kills: Int, answers: Int, killsOfOne: Int = 40, killsBetweenLooks: Int = 1, cashiers: Int = 64,
            clerks: Int = 0
        ) {
            self.kills = kills
            self.answers = answers
            self.killsOfOne = killsOfOne
            self.killsBetweenLooks = killsBetweenLooks
            self.cashiers = cashiers
            self.clerks = clerks
        }
    }

    /// What was done so far.
    public struct Count: Sendable {
        public var hospitals = 0
        public var kills = 0
        public var commands = 0
        public var bills = 0
        public var payments = 0
        /// What was found wrong; the campaign ends with the first.
        public var faults: [String] = []
    }

    private enum Worker: Sendable {
        case cashier(CrashClient)
        case clerk(CrashClerk)

        func work(_ caller: Caller, _ tally: CrashTally, isLast: Bool = false) async -> Worker {
            switch self {
            case .cashier(let client): .cashier(await client.work(caller, tally, isLast: isLast))
            case .clerk(let clerk): .clerk(await clerk.work(caller, tally, isLast: isLast))
            }
        }
    }

    /// A hospital under attack.
    private struct Ground {
        let hospital: Hospital
        let books: CrashBooks
        let token: String
        let tally = CrashTally()
    }

    private let size: Size

    public init(_ size: Size) {
        self.size = size
    }

    /// Goes on until so many kills were survived, or something is wrong.
    ///
    /// - Parameter told: hears the count after every kill.
    /// - Throws: when the server does not start.
    public func run(_ told: (Count) -> Void = { _ in }) async throws -> Count {
        var count = Count()
        while count.kills < size.kills, count.faults.isEmpty {
            count.hospitals += 1
            try await one(min(size.killsOfOne, size.kills - count.kills), &count, told)
        }
        return count
    }

    private func one(_ kills: Int, _ count: inout Count, _ told: (Count) -> Void) async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let made = try await hospital.ground(patients: size.cashiers)
        let token = try await hospital.token(roles: ["cashier", "supervisor", "auditor"])
        hospital.close()
        let ground = Ground(
            hospital: hospital, books: CrashBooks(file: hospital.directory.database, key: hospital.key), token: token)
        var workers: [Worker] = made.patients.enumerated().map { number, patient in
            .cashier(
                CrashClient(number: number, patient: patient, services: Array(made.services.prefix(1 + number % 5))))
        }
        workers += (0..<size.clerks).map { .clerk(CrashClerk(number: $0)) }
        let before = count
        for number in 1...kills {
            workers = try await round(ground, workers, isWhole: number.isMultiple(of: size.killsBetweenLooks), &count)
            count.kills += 1
            let answered = await ground.tally.answered
            count.commands = before.commands + answered.count
            count.bills = before.bills + answered.bills.count
            count.payments = before.payments + answered.payments.count
            count.faults += await ground.tally.faults.prefix(3)
            told(count)
            if !count.faults.isEmpty { return }
        }
        count.faults += try await finish(ground, workers)
        count.commands = before.commands + (await ground.tally.answered.count)
    }

    /// Starts the server, checks what was answered before, and kills it after some answers.
    private func round(
        _ ground: Ground, _ workers: [Worker], isWhole: Bool, _ count: inout Count
    ) async throws -> [Worker] {
        let server = try await ServerProcess.start(data: ground.hospital.directory.url)
        let tally = ground.tally
        let goal = Int.random(in: max(1, size.answers / 10)...max(1, size.answers * 19 / 10))
        let (faults, back) = try await Caller.with(server.url) { caller in
            let caller = caller.with(token: ground.token)
            let answered = await tally.answered
            let fresh = await tally.takeFresh()
            var faults =
                isWhole
                ? try ground.books.faults(answered, unanswered: workers.count)
                : try ground.books.faults(since: fresh, of: answered.count, unanswered: workers.count)
            faults += try await Self.look(caller, answered, newest: await tally.newest, isWhole: isWhole)
            await tally.startRound()
            let back = await withTaskGroup(of: Worker?.self) { group in
                group.addTask {
                    await tally.reached(goal)
                    await server.crash()
                    return nil
                }
                for worker in workers { group.addTask { await worker.work(caller, tally) } }
                var back: [Worker] = []
                for await worker in group {
                    guard let worker else { continue }
                    back.append(worker)
                    if back.count == workers.count { await tally.release() }
                }
                return back
            }
            return (faults, back)
        }
        count.faults += faults
        return back
    }

    /// The API shows the newest bill as it was answered, and where wanted a whole chain.
    private static func look(
        _ caller: Caller, _ answered: CrashTally.Answered, newest: String?, isWhole: Bool
    ) async throws -> [String] {
        var faults: [String] = []
        if let id = newest {
            let bill = try await patiently { try await caller.json("GET", "/api/bills/\(id)") }
            let paid = answered.payments[id]
            let isRight =
                bill["number"].text == answered.bills[id]
                && (paid == nil
                    || bill["status"].text == "settled"
                        && bill["payments"].items.map { $0["id"].text } == [paid?.payment]
                        && bill["payments"][0]["receiptNumber"].text == paid?.receipt)
            if !isRight { faults.append("bill \(id) is shown as \(bill)") }
        }
        if isWhole {
            let audit = try await patiently { try await caller.call("GET", "/api/audit/verify") }
            if try audit.status != 200 || audit.json()["fault"] != .null { faults.append("\(audit)") }
        }
        return faults
    }

    /// On a machine that has no time for the campaign an answer may take longer than a caller waits.
    private static func patiently<Value: Sendable>(_ ask: () async throws -> Value) async throws -> Value {
        for _ in 0..<60 {
            do {
                return try await ask()
            } catch let refused as Caller.Refused {
                throw refused
            } catch {}
        }
        return try await ask()
    }

    /// Everybody asks again what was not answered; then the server stops in order, and all is looked at.
    private func finish(_ ground: Ground, _ workers: [Worker]) async throws -> [String] {
        let server = try await ServerProcess.start(data: ground.hospital.directory.url)
        let tally = ground.tally
        var faults = try await Caller.with(server.url) { caller in
            let caller = caller.with(token: ground.token)
            let answered = await tally.answered
            var faults = try ground.books.faults(
                since: await tally.takeFresh(), of: answered.count, unanswered: workers.count)
            var workers = workers
            // Again where an answer took longer than a caller waits; who has nothing open asks nothing.
            for _ in 0..<20 {
                workers = await withTaskGroup(of: Worker.self) { group in
                    for worker in workers { group.addTask { await worker.work(caller, tally, isLast: true) } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
            }
            faults += try await Self.look(
                caller, await tally.answered, newest: await tally.newest, isWhole: true)
            let day = ground.hospital.store.hospital.businessDay(of: Instant(Date()))
            let takings = try await Self.patiently {
                try await caller.json("GET", "/api/ledger/takings?from=\(day.adding(days: -1))&to=\(day)")
            }
            if takings["received"]["amount"].number ?? 0 <= 0 { faults.append("nothing was taken: \(takings)") }
            return faults
        }
        let status = await server.stop()
        if status != 0 { faults.append("the server ended with \(status)") }
        let answered = await tally.answered
        let report = try StoreCheck.verify(
            file: ground.hospital.directory.database, key: ground.hospital.key, depth: .full)
        faults += await tally.faults.prefix(3) + report.faults
        return faults + (try ground.books.faults(answered, unanswered: 0))
    }
}
