import Foundation
import TestKit

/// Finding patients, answers that somebody waits for, and the takings, over TLS. Times are those of the client.
enum QueryRows {
    static func run(_ setting: Setting) async throws {
        let server = try await DemoServer.start(setting, data: setting.scratch.appending(path: "query"))
        try await server.signedIn { caller in
            let known = try await fill(setting, caller)
            try await searches(setting, caller, known)
            try await rates(setting, caller, known)
            try await takings(setting, caller)
        }
        await server.stop()
    }

    private struct Known: Sendable {
        let mrn: String
        let name: String
    }

    /// Registers the patients among whom is searched.
    private static func fill(_ setting: Setting, _ caller: Caller) async throws -> [Known] {
        let names = NameSource()
        let clients = 16
        return try await withThrowingTaskGroup(of: [Known].self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var known: [Known] = []
                    for _ in 0..<(setting.isQuick ? 500 : setting.patients) / clients {
                        let patient = try await caller.json("POST", "/api/patients", names.next())
                        known.append(
                            Known(mrn: patient["mrn"].text ?? "", name: patient["names"]["primary"].text ?? ""))
                    }
                    return known
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Every search is for another patient, by the first name and the beginning of the next.
    private static func searches(_ setting: Setting, _ caller: Caller, _ known: [Known]) async throws {
        var times: [Double] = []
        for index in 0..<setting.rounds(1000, quick: 50) {
            let words = known[index * 7919 % known.count].name.split(separator: " ")
            let typed = words.prefix(2).joined(separator: " ")
            let text = typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let (answer, time) = try await caller.timed("GET", "/api/patients?limit=20&q=\(text)")
            guard try !answer.json()["items"].items.isEmpty else { throw NotFound(typed: typed) }
            times.append(time)
        }
        let name = "search.patients\(known.count)"
        setting.print(Row(name: "\(name).p50", value: Figures.median(times), unit: "ms", goal: .valueAtMost(5)))
        setting.print(
            Row(name: "\(name).p99", value: Figures.percentile(times, 0.99), unit: "ms", goal: .valueAtMost(20)))
    }

    private struct NotFound: Error { let typed: String }

    /// How many requests eight connections get answered: for scale, since there is no other server beside it.
    private static func rates(_ setting: Setting, _ caller: Caller, _ known: [Known]) async throws {
        let paths = [
            ("json.session", ["/api/session"]), ("json.patientByMRN", known.map { "/api/patients?q=\($0.mrn)" }),
        ]
        for (name, paths) in paths {
            let seconds = Double(setting.rounds(5, quick: 1))
            let start = ContinuousClock.now
            let count = try await withThrowingTaskGroup(of: Int.self) { group in
                for client in 0..<8 {
                    group.addTask {
                        var count = 0
                        while (ContinuousClock.now - start).seconds < seconds {
                            _ = try await caller.timed("GET", paths[(count * 8 + client) % paths.count])
                            count += 1
                        }
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            setting.print(Row(name: name, value: Double(count) / seconds, unit: "1/s"))
        }
    }

    /// The takings of a day and of a year; both come from the totals of days, however many bills these had.
    private static func takings(_ setting: Setting, _ caller: Caller) async throws {
        let desk = try await BillDesk.open(caller)
        for _ in 0..<setting.rounds(300, quick: 10) { _ = try await desk.serve(caller) }
        let today = try await caller.json("GET", "/api/ledger/takings")["to"].text ?? ""
        let year = today.prefix(4)
        for (name, query, goal) in [
            ("takings.day", "day=\(today)", 5.0), ("takings.year", "from=\(year)-01-01&to=\(today)", 44),
        ] {
            var times: [Double] = []
            for _ in 0..<setting.rounds(200, quick: 20) {
                times.append(try await caller.timed("GET", "/api/ledger/takings?\(query)").milliseconds)
            }
            setting.print(Row(name: name, value: Figures.median(times), unit: "ms", goal: .valueAtMost(goal)))
        }
    }
}
