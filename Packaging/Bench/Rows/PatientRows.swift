import Foundation
import Patients
import SehatCore
import SehatStore
import TestKit

/// Finding one of very many patients, in the server's own search: every kind of query, without the network. Times are
/// processor time of the thread that searches, so that other work on the machine does not count.
enum PatientRows {
    /// Figures are for so many patients where `--patients` says nothing else.
    static let usualCount = 1_000_000
    private static let batch = 10_000
    private static let clerk = Principal.user("ayesha", .patientsRead, .patientsRegister, .patientsUpdate)

    static func run(_ setting: Setting) async throws {
        let count = setting.isQuick ? 5_000 : setting.manyPatients
        let names = setting.names
        let small = try TestStore.make([PatientsModule.module()], directory: nil) { $0.clock = .system }
        defer { small.remove() }
        let smallRegistrations = try await registrations(setting, small, from: 1)
        // A directory that is kept is filled once.
        let isFilled = setting.kept.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
        // Row numbers are made of the time, so a clock that stood still would make those of the run before again.
        let test = try TestStore.make([PatientsModule.module()], directory: setting.kept) { $0.clock = .system }
        defer { if setting.kept == nil { test.remove() } else { try? test.store.close() } }
        if !isFilled {
            let time = try await ContinuousClock().measure { try await fill(test, count, names) }
            try test.store.checkpoint()
            setting.print(Row(name: "patients.loaded", value: Double(count) / time.seconds, unit: "1/s"))
        }
        try await measure(setting, test, count, smallRegistrations)
    }

    /// Every kind of query, the room that finding takes, and a registration beside one into an empty database.
    static func measure(
        _ setting: Setting, _ test: TestStore, _ count: Int, _ smallRegistrations: Double
    ) async throws {
        try await sizes(setting, test)
        for (kind, texts) in try queries(setting.rounds(500, quick: 40), of: count, setting.names) {
            try await search(setting, test, kind, texts)
        }
        let registrations = try await registrations(setting, test, from: Int.random(in: 1...1000) * 1000)
        setting.print(
            Row(
                name: "patients.registration", value: registrations, unit: "ms", reference: smallRegistrations,
                goal: .ratioAtMost(1.5)))
    }

    /// The people through the real store, so many to a command.
    static func fill(_ test: TestStore, _ count: Int, _ names: URL) async throws {
        var population = try Population(names, seed: 1)
        for start in stride(from: 0, to: count, by: batch) {
            let people = (start..<min(start + batch, count)).map { population.next($0).input }
            try await test.store.write(as: clerk) { tx in try Loading.load(people, in: tx) }
        }
    }

    /// What is kept for finding, beside the patients' own rows.
    private static func sizes(_ setting: Setting, _ test: TestStore) async throws {
        let (table, index) = try await test.store.read(as: clerk) { tx in try SearchSize.measure(in: tx) }
        setting.print(
            Row(
                name: "patients.index", value: Double(index) / 1e6, unit: "MB", reference: Double(table) / 1e6,
                goal: .ratioAtMost(1.5)))
    }

    /// What is typed, by kind; all for people of the same population.
    private static func queries(_ rounds: Int, of count: Int, _ names: URL) throws -> [(String, [String])] {
        var population = try Population(names, seed: 1)
        var random = Seeded(state: 5)
        var people: [Population.Person] = []
        let step = max(1, min(count, 60_000) / rounds)
        for number in 0..<rounds * step {
            let person = population.next(number)
            if number % step == 0 { people.append(person) }
        }
        func words(_ spell: (Population.Name) -> String) -> [String] {
            people.map { $0.words.map(spell).joined(separator: " ") }
        }
        func latin(_ name: Population.Name) -> String { name.latin[0] }
        return [
            ("mrn", (1...rounds).map { RecordNumber.format(Int64($0 * (count / rounds))) }),
            ("phone.full", people.compactMap(\.input.phone)),
            ("phone.last7", people.compactMap { $0.input.phone.map { String($0.suffix(7)) } }),
            ("phone.last4", people.compactMap { $0.input.phone.map { String($0.suffix(4)) } }),
            ("cnic", people.flatMap { ($0.input.identifiers ?? []).filter { $0.type == .cnic }.map(\.value) }),
            ("panel", people.flatMap { ($0.input.identifiers ?? []).filter { $0.type == .panel }.map(\.value) }),
            ("name.latin", words(latin)), ("name.urdu", words(\.urdu)), ("name.hindi", words(\.hindi)),
            ("name.word", people.map { latin($0.words[0]) }),
            ("name.prefix", people.map { $0.words.map { latin($0).prefix(4) }.joined(separator: " ") }),
            ("name.prefix.one", people.map { String(latin($0.words[0]).prefix(3)) }),
            ("name.misspelt", people.map { $0.words.map { misspelt(latin($0), &random) }.joined(separator: " ") }),
            ("name.swapped", people.map { $0.words.reversed().map(latin).joined(separator: " ") }),
            ("name.joined", people.map { $0.words.map(latin).joined() }),
            ("name.split", people.map { split(latin($0.words[0])) + " " + latin($0.words[$0.words.count - 1]) }),
            (
                "name.stranger",
                people.map { latin($0.words[0]) + " " + String(latin($0.words[$0.words.count - 1]).reversed()) }
            ),
        ]
    }

    /// One letter left out, doubled or exchanged with its neighbour.
    private static func misspelt(_ word: String, _ random: inout Seeded) -> String {
        var letters = Array(word)
        guard letters.count > 3 else { return word }
        let at = Int.random(in: 1..<letters.count - 1, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: letters.remove(at: at)
        case 1: letters.insert(letters[at], at: at)
        default: letters.swapAt(at, at + 1)
        }
        return String(letters)
    }

    private static func split(_ word: String) -> String {
        word.count < 6 ? word : word.prefix(word.count / 2) + " " + word.dropFirst(word.count / 2)
    }

    private static func search(_ setting: Setting, _ test: TestStore, _ kind: String, _ texts: [String]) async throws {
        var times: [Double] = []
        var found = 0
        for text in texts {
            let (time, isFound) = try await test.store.read(as: clerk) { tx in
                var isFound = false
                let start = Figures.threadTime()
                isFound = try !Searching.search(text, limit: 12, after: nil, in: tx).items.isEmpty
                return (Figures.threadTime() - start, isFound)
            }
            times.append(time)
            if isFound { found += 1 }
        }
        let name = "patients.search.\(kind)"
        setting.print(Row(name: "\(name).p50", value: Figures.median(times), unit: "ms", goal: .valueAtMost(5)))
        setting.print(
            Row(name: "\(name).p99", value: Figures.percentile(times, 0.99), unit: "ms", goal: .valueAtMost(20)))
        setting.print(Row(name: "\(name).answered", value: Double(found) / Double(max(texts.count, 1)), unit: "share"))
    }

    /// Milliseconds of one registration with its look for duplicates, in the write transaction.
    private static func registrations(_ setting: Setting, _ test: TestStore, from first: Int) async throws -> Double {
        var population = try Population(setting.names, seed: UInt64(first) + 77)
        var times: [Double] = []
        for number in 0..<setting.rounds(300, quick: 30) {
            var person = population.next(20_000_000 + first + number).input
            person.identifiers = nil
            let input = person
            times.append(
                try await test.store.write(as: clerk) { tx in
                    let start = Figures.threadTime()
                    do {
                        _ = try Registering.register(input, in: tx)
                    } catch let problem as Problem where problem.code == "patients.duplicate.likely" {
                        tx.audit("patients.duplicate.shown")
                    }
                    return Figures.threadTime() - start
                })
        }
        return Figures.median(times)
    }
}
