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
        try await runner(test).runDue()
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
