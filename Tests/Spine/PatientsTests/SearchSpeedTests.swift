import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// How long a search takes; run with `SEHAT_PATIENTS=1000000` in the environment, since filling takes minutes.
@Suite struct SearchSpeedTests {
    private static let wanted = ProcessInfo.processInfo.environment["SEHAT_PATIENTS"].flatMap { Int($0) }

    /// Patients straight into the tables, many to a transaction: the audit has one entry for each thousand.
    private func fill(_ test: TestStore, _ count: Int) async throws {
        for start in stride(from: 0, to: count, by: 1000) {
            try await test.write { tx in
                var population = NamePopulation(seed: UInt64(start) + 1)
                for number in start..<min(start + 1000, count) {
                    let facts = population.next(number)
                    var record = PatientRecord(
                        id: tx.newID(), mrn: RecordNumber.format(Int64(number + 1)), name: "", otherName: nil,
                        sex: facts.sex, birthDate: nil, birthDateEstimated: false, phone: nil, hasNoPhone: false,
                        phoneKey: nil, guardianRelation: nil, guardianName: nil, address: nil, language: nil,
                        nameKeys: "",
                        reasonForNew: nil, createdAt: tx.now, updatedAt: tx.now, version: 1)
                    record.take(facts)
                    try record.insert(tx.db)
                    try IdentifierRows.insert(facts.identifiers, of: record.id, in: tx)
                    try SearchRows.insert(PatientKeys(facts), of: record.id, in: tx)
                }
                tx.audit("patients.patient.made")
            }
        }
    }

    private func spread(
        _ name: String, _ test: TestStore, _ texts: [String]
    ) async throws {
        var times: [Double] = []
        var rows = 0
        for text in texts {
            let (seconds, count) = try await test.read { tx in
                let clock = ContinuousClock()
                var found = 0
                let time = try clock.measure {
                    found = try Searching.search(text, limit: 25, after: nil, in: tx).items.count
                }
                return (Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1000, found)
            }
            times.append(seconds)
            rows += count
        }
        times.sort()
        let at = { (share: Double) in times[min(Int(Double(times.count) * share), times.count - 1)] }
        let line = [at(0.5), at(0.95), at(0.99), times.last ?? 0].map { String(format: "%.2f", $0) }.joined(
            separator: " / ")
        print("\(name): p50 / p95 / p99 / max ms \(line); \(texts.count) searches, \(rows) rows")
    }

    @Test(.enabled(if: wanted != nil)) func searchesAreQuickWhateverTheSize() async throws {
        let count = try #require(Self.wanted)
        let test = try TestStore.patients()
        defer { test.remove() }
        let clock = ContinuousClock()
        print("filled with \(count) in \(try await clock.measure { try await fill(test, count) })")
        var queries = NamePopulation(seed: 1)
        let people = (0..<1000).map { queries.next($0) }
        let words = people.map { $0.names.primary.split(separator: " ").map(String.init) }
        try await spread("record number", test, (1...500).map { RecordNumber.format(Int64($0 * count / 500)) })
        try await spread("phone, whole", test, people.prefix(500).compactMap(\.phone))
        try await spread("phone, last 7", test, people.prefix(500).compactMap { $0.phone.map { String($0.suffix(7)) } })
        try await spread("phone, last 4", test, people.prefix(500).compactMap { $0.phone.map { String($0.suffix(4)) } })
        try await spread("identifier", test, people.flatMap { $0.identifiers.map(\.value) })
        try await spread("whole name", test, people.map(\.names.primary))
        try await spread("whole other name", test, people.compactMap(\.names.other))
        try await spread("first word", test, words.compactMap(\.first))
        try await spread("three letters", test, words.compactMap { $0.last.map { String($0.prefix(3)) } })
        try await spread("first and last, begun", test, words.map { $0[0].prefix(4) + " " + ($0.last ?? "").prefix(3) })
        try await spread("one letter each", test, words.map { $0.map { String($0.prefix(1)) }.joined(separator: " ") })
        try await spread(
            "both scripts", test,
            people.compactMap { one in
                one.names.other.map { $0.split(separator: " ")[0] + " " + one.names.primary.split(separator: " ")[0] }
            })
        try await spread(
            "strangers", test,
            words.map { "\($0[0]) " + String(($0.last ?? "").reversed()) }
                + ["fatima gill", "khan bugti", "zainab muhammad", "muhammad zainab gill", "ali fatima khan ahmad"])
        let registering = try await test.write { tx in
            try clock.measure {
                for number in 0..<200 {
                    var input = NewPatient(name: people[number].names.primary, sex: people[number].sex)
                    (input.otherName, input.birthDate) = (people[number].names.other, people[number].birthDate)
                    input.phone = "0300-000\(1000 + number)"
                    input.guardianName = "Nobody \(number)"
                    do { _ = try Registering.register(input, in: tx) } catch is Problem {}
                }
            }
        }
        print("registering with the look for duplicates: \(registering / 200) each")
    }
}
