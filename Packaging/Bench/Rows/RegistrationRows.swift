import Foundation
import Synchronization
import TestKit

/// Registering patients over TLS, beside one-row commits in a plain loop on the same SQLCipher and disk.
enum RegistrationRows {
    private struct Round {
        var rate: Double
        var p99: Double
        var ratio: Double
        var processor: Double
    }

    static func run(_ setting: Setting) async throws {
        let data = setting.scratch.appending(path: "registration")
        let server = try await DemoServer.start(setting, data: data)
        let seconds = Double(setting.rounds(4, quick: 1))
        let bareCount = setting.rounds(400, quick: 100)
        let names = NameSource()
        var flushes: [Double] = []
        var bares: [Double] = []
        var rounds: [Int: [Round]] = [:]
        try await server.signedIn { caller in
            _ = try await measure(caller, clients: 8, seconds: 0.5, names)
            for _ in 0..<setting.rounds(5, quick: 1) {
                for clients in [1, 16, 64] {
                    flushes.append(StoreMeasuring.flush(in: setting.scratch, rounds: 60))
                    let before = try StoreMeasuring.bareCommits(in: setting.scratch, count: bareCount)
                    let used = try server.processorTime()
                    let times = try await measure(caller, clients: clients, seconds: seconds, names)
                    let processor = (try server.processorTime() - used) / Double(max(times.count, 1))
                    let after = try StoreMeasuring.bareCommits(in: setting.scratch, count: bareCount)
                    let bare = (before + after) / 2
                    bares.append(bare)
                    let rate = Double(times.count) / seconds
                    rounds[clients, default: []].append(
                        Round(
                            rate: rate, p99: Figures.percentile(times, 0.99), ratio: rate / bare, processor: processor))
                }
            }
        }
        let memory = try server.memory()
        await server.stop()
        setting.print(Row(name: "flush.fdatasync", value: Figures.median(flushes), unit: "ms"))
        setting.print(Row(name: "bare.oneRowCommits", value: Figures.median(bares), unit: "1/s"))
        for clients in [1, 16, 64] {
            let found = rounds[clients] ?? []
            setting.print(
                Row(
                    name: "registration.clients\(clients)", value: Figures.median(found.map(\.rate)), unit: "1/s",
                    reference: Figures.median(bares), ratio: Figures.median(found.map(\.ratio)),
                    goal: clients == 1 ? .ratioAtLeast(0.65) : clients == 64 ? .ratioAtLeast(4) : .none))
            setting.print(
                Row(
                    name: "registration.clients\(clients).processor", value: Figures.median(found.map(\.processor)),
                    unit: "ms"))
        }
        setting.print(
            Row(
                name: "registration.clients16.p99", value: Figures.median((rounds[16] ?? []).map(\.p99)), unit: "ms",
                goal: .valueAtMost(95)))
        setting.print(Row(name: "memory.afterLoad", value: memory.resident, unit: "MB", goal: .valueAtMost(170)))
    }

    /// The milliseconds of every registration of so many clients in so much time; one that fails ends the run.
    private static func measure(
        _ caller: Caller, clients: Int, seconds: Double, _ names: NameSource
    ) async throws -> [Double] {
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var times: [Double] = []
                    while (ContinuousClock.now - start).seconds < seconds {
                        times.append(try await caller.timed("POST", "/api/patients", names.next()).milliseconds)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }
}

/// People to register, each once: names in three scripts, phones that nobody else has.
final class NameSource: Sendable {
    private let count = Mutex(0)
    private static let given = ["محمد", "عائشہ", "Bilal", "Fatima", "सुनीता", "राजेश", "عمران", "Sana", "زینب", "Imran"]
    private static let family = ["چوہدری", "Khan", "شرما", "Qureshi", "वर्मा", "بٹ", "Malik", "Siddiqui", "अंसारी", "Raza"]
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

    /// The body of a registration.
    func next() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        var rest = number
        var middle = ""
        for _ in 0..<4 {
            middle.append(Self.letters[rest % 26])
            rest /= 26
        }
        let name = "\(Self.given[number % 10]) \(middle) \(Self.family[number / 10 % 10])"
        return """
            {"name":"\(name)","sex":"\(number % 2 == 0 ? "male" : "female")","ageYears":\(1 + number % 90),\
            "phone":"03\(String(format: "%09d", 100_000_000 + number * 7919 % 899_999_999))","reasonForNew":"Another person"}
            """
    }
}
