import GRDB
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Patients

@Suite struct PairsTests {
    private func pairs(_ test: TestStore, _ status: PairStatus = .open) async throws -> [PairView] {
        try await test.read { tx in try Pairs.list(Pairs.Query(status: status), in: tx).items }
    }

    private func runner(_ test: TestStore) -> JobRunner {
        JobRunner(
            store: test.store, handlers: PatientsModule.module().jobs,
            logger: LogRecorder().logger)
    }

    @Test func whoIsRegisteredInSpiteOfALikelyDuplicateIsOnTheList() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let fill: @Sendable (inout NewPatient) -> Void = {
            $0.phone = "03001234567"
            $0.birthDate = CalendarDay(year: 1992, month: 3, day: 3)
        }
        let first = try await test.register("Muhammad Usman Chaudhry", fill)
        #expect(try await pairs(test).isEmpty)
        let second = try await test.register("Muhammad Usman Chaudhry", fill)
        try await test.register("Zubaida Khatoon", sex: .female)
        let found = try await pairs(test)
        #expect(found.map { [$0.first.id, $0.second.id] } == [[first.id, second.id]])
        #expect(found.first?.score ?? 0 >= 60)

        // A changed name and telephone make two people of them.
        try await test.write { tx in
            var change = PatientChange()
            (change.name, change.phone) = ("Tariq Mehmood", "03219998887")
            change.birthDate = CalendarDay(year: 1950, month: 1, day: 1)
            _ = try Registering.update(second.id, change, version: 1, in: tx)
        }
        #expect(try await pairs(test).isEmpty)
    }

    @Test func dismissedPairsStayAwayAndSayWhy() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        for _ in 1...2 {
            try await test.register("Muhammad Usman Chaudhry") { $0.phone = "03001234567" }
        }
        let pair = try #require(try await pairs(test).first)
        let blank = try await problem {
            _ = try await test.write { tx in try Pairs.dismiss(pair.id, reason: " ", in: tx) }
        }
        #expect(blank?.fields.first?.field == "reason")
        _ = try await test.write { tx in try Pairs.dismiss(pair.id, reason: "Father and son", in: tx) }
        let again = try await problem {
            _ = try await test.write { tx in try Pairs.dismiss(pair.id, reason: "Father and son", in: tx) }
        }
        #expect(again?.code == "patients.pair.decided")
        try await test.write { tx in
            try PairSearch.begin(in: tx)
            tx.audit("test")
        }
        try await runner(test).runDue()
        #expect(try await pairs(test).isEmpty)
        #expect(try await pairs(test, .dismissed).map(\.decision) == ["Father and son"])
    }

    /// Rows that came by another way are found when the schedule asks for it, chunk after chunk.
    @Test func theNightFindsWhatNobodySaw() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let first = try await test.register("Muhammad Usman Chaudhry") { $0.phone = "03001234567" }
        for number in 0..<(PairSearch.chunk + 20) {
            let letters =
                String(UnicodeScalar(UInt8(97 + number / 26))) + String(UnicodeScalar(UInt8(97 + number % 26)))
            try await test.register("Patient \(letters)x \(letters)y")
        }
        let last = try await test.register("Muhammad Usman Chaudhry") { $0.phone = "03001234567" }
        try await test.write { tx in
            try tx.db.execute(sql: "DELETE FROM patientsPair")
            tx.audit("test")
        }
        try await runner(test).runDue()
        #expect(try await pairs(test).isEmpty, "nobody has asked")
        try await test.write { tx in
            try PairSearch.begin(in: tx)
            tx.audit("test")
        }
        // Each part leaves a pause behind it.
        while try await runner(test).runDue() > 0 { test.clock.advance(seconds: 60) }
        #expect(try await pairs(test).map { [$0.first.id, $0.second.id] } == [[first.id, last.id]])
        #expect(try await test.read { tx in try JobOutbox.list(.queued, in: tx) }.isEmpty, "the last part is the last")
    }

    @Test func theThresholdIsASettingAndStartsTheSearchAnew() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Ahmad Ali") { $0.phone = "03001234567" }
        try await test.register("Zubaida Khatoon", sex: .female) { $0.phone = "03001234567" }
        #expect(try await pairs(test).isEmpty, "relatives with one telephone")
        let bad = try await problem {
            _ = try await test.write { tx in try PairSettings.set(PairSettings(threshold: 0), in: tx) }
        }
        #expect(bad?.fields.first?.field == "threshold")
        _ = try await test.write { tx in try PairSettings.set(PairSettings(threshold: 20), in: tx) }
        try await runner(test).runDue()
        #expect(try await pairs(test).count == 1)
    }

    /// The likeness from which on names count as similar decides at registration too.
    @Test func theLikenessOfNamesIsASetting() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        for limit in [39, 101] {
            let problem = try await problem {
                _ = try await test.write { tx in try PairSettings.set(PairSettings(nameThreshold: limit), in: tx) }
            }
            #expect(problem?.fields.map(\.field) == ["nameThreshold"])
        }
        func isAskedBack(_ name: String) async throws -> Bool {
            let problem = try await problem {
                _ = try await test.register(name) { input in
                    (input.phone, input.reasonForNew) = ("0300-1234567", nil)
                }
            }
            return problem?.code == "patients.duplicate.likely"
        }
        try await test.register("Rasheed Ahmad Qureshi") { $0.phone = "0300-1234567" }
        let score = try #require(NameSimilarity.score(["Rashid Ahmed Quraishi"], ["Rasheed Ahmad Qureshi"]))
        try #require((60..<100).contains(score), "\(score)")
        #expect(try await isAskedBack("Rashid Ahmed Quraishi"))
        _ = try await test.write { tx in try PairSettings.set(PairSettings(nameThreshold: score + 1), in: tx) }
        #expect(try await !isAskedBack("Rashid Ahmed Quraishi"))
    }

    /// Whichever of two records was there first, the score is the same; and it follows a change.
    @Test func scoresAreSymmetricAndFollowChanges() async throws {
        var generator = SeededGenerator(seed: 8)
        var population = NamePopulation(seed: 3)
        let people = (0..<12).map { population.next($0) }
        for _ in 0..<12 {
            var pair = [people.randomElement(using: &generator), people.randomElement(using: &generator)].compactMap {
                $0
            }
            if Bool.random(using: &generator) { pair[1].names = pair[0].names }
            if Bool.random(using: &generator) { pair[1].birthDate = pair[0].birthDate }
            if Bool.random(using: &generator) { pair[1].phone = pair[0].phone }
            pair[1].sex = pair[0].sex
            for index in pair.indices { pair[index].identifiers = [] }
            var scores: [[Int]] = []
            for order in [pair, pair.reversed()] {
                let test = try TestStore.patients()
                defer { test.remove() }
                let probe = DuplicateProbe(order[1])
                let facts = order[0]
                try await test.write { tx in
                    let record = PatientRecord(facts, id: tx.newID(), mrn: RecordNumber.format(1), at: tx.now)
                    try record.insert(tx.db)
                    try SearchRows.insert(PatientKeys(facts), of: record.id, in: tx)
                    tx.audit("patients.patient.made")
                }
                scores.append(try await test.read { tx in try Duplicates.candidates(probe, in: tx).map(\.score) })
            }
            #expect(scores[0] == scores[1], "\(pair[0].names) \(pair[1].names)")
        }
    }

    @Test func mergedPairsLeaveTheListAndAWrongMergeIsNotProposedAgain() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        for _ in 1...2 {
            try await test.register("Muhammad Usman Chaudhry") { $0.phone = "03001234567" }
        }
        let pair = try #require(try await pairs(test).first)
        let merging = Merging(parts: [.master])
        let input = MergeInput(loserID: pair.second.id, reason: "Same person", version: 1, loserVersion: 1)
        let merge = try await test.write { tx in try merging.merge(into: pair.first.id, input, in: tx) }
        #expect(try await pairs(test).isEmpty)
        _ = try await test.write { tx in try merging.unmerge(merge.id, UnmergeInput(reason: "Twins"), in: tx) }
        #expect(try await pairs(test).isEmpty)
        #expect(try await pairs(test, .dismissed).map(\.decision) == ["Twins"])
    }
}
