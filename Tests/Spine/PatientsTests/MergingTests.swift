import GRDB
import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

@Suite struct MergingTests {
    private let merging = Merging(parts: [.master])

    private func compared(
        _ survivor: PatientView, _ loser: PatientView, take: [MergeField] = [], reason: String = "Registered twice"
    ) -> MergeInput {
        MergeInput(
            loserID: loser.id, take: take, reason: reason, version: survivor.version, loserVersion: loser.version)
    }

    @Test func theNumberNameAndCardOfTheRecordGivenUpLeadToTheSurvivor() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let kept = try await test.register("Muhammad Usman") { $0.phone = "03001234567" }
        let gone = try await test.register("Osman Choudry") {
            $0.phone = "03217654321"
            $0.address = "Lahore"
            $0.identifiers = [PatientIdentifier(type: .cnic, value: "3520212345671")]
        }
        let input = compared(kept, gone, take: [.address, .sex])
        let merge = try await test.write { tx in try merging.merge(into: kept.id, input, in: tx) }
        // The identifier, and the telephone that stays as a further one.
        #expect(merge.taken == [.address] && merge.rows == 2 && merge.canUndo)
        #expect(merge.survivor.mrn == kept.mrn && merge.loser.mrn == gone.mrn)

        let opened = try await test.read { tx in try OpeningPatients.open(gone.id, in: tx) }
        #expect(opened.id == kept.id && opened.mrn == kept.mrn && opened.names == kept.names)
        #expect(opened.address == "Lahore" && opened.phone == kept.phone && opened.version == 2)
        #expect(opened.identifiers == [PatientIdentifier(type: .cnic, value: "35202-1234567-1")])
        try await test.routed([PatientsModule.module()], as: .clerk) { client in
            for text in [gone.mrn, "Osman", "03217654321", "3520212345671", "Usman", kept.mrn] {
                let items = try await client.send(.get, "/api/patients?q=\(text)").object()["items"] as? [[String: Any]]
                #expect(items?.map { $0["mrn"] as? String } == [kept.mrn], "\(text)")
            }
        }
    }

    @Test func undoingBringsBackExactlyWhatWentOver() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let kept = try await test.register("Muhammad Usman") {
            $0.address = "Karachi"
            $0.phone = "03001234567"
            $0.identifiers = [PatientIdentifier(type: .panel, value: "P-1")]
        }
        let gone = try await test.register("Osman Choudry") {
            $0.address = "Lahore"
            $0.phone = "03217654321"
            $0.identifiers = [PatientIdentifier(type: .passport, value: "AB1234567")]
        }
        let input = compared(kept, gone, take: [.address, .phone])
        let merge = try await test.write { tx in try merging.merge(into: kept.id, input, in: tx) }
        // Since then a card was added and the telephone corrected: both are the survivor's.
        try await test.write { tx in
            var change = PatientChange()
            change.phone = "03331112222"
            change.identifiers = [
                PatientIdentifier(type: .panel, value: "P-1"), PatientIdentifier(type: .passport, value: "AB1234567"),
                PatientIdentifier(type: .panel, value: "P-2"),
            ]
            _ = try Registering.update(kept.id, change, version: 2, in: tx)
        }
        let undone = try await test.write { tx in
            try merging.unmerge(merge.id, UnmergeInput(reason: "A father and his son"), in: tx)
        }
        #expect(undone.undoneBy == "ayesha" && undone.undoReason == "A father and his son" && !undone.canUndo)
        let (one, other) = try await test.read { tx in
            (try OpeningPatients.open(kept.id, in: tx), try OpeningPatients.open(gone.id, in: tx))
        }
        #expect(one.address == "Karachi" && one.phone == "+923331112222")
        #expect(one.identifiers.map(\.value) == ["P-1", "P-2"])
        #expect(other.id == gone.id && other.mrn == gone.mrn && other.address == "Lahore")
        #expect(other.identifiers == gone.identifiers && other.phone == gone.phone)
        let again = try await problem {
            _ = try await test.write { tx in try merging.unmerge(merge.id, UnmergeInput(reason: "Again"), in: tx) }
        }
        #expect(again?.code == "patients.unmerge.undone")
        // Osman and Usman are one name by sound: the record given back comes first, the other is still found.
        #expect(try await test.found("Osman") == [gone.mrn, kept.mrn])
    }

    @Test func aChainLeadsToItsEndAndIsUndoneFromItsEnd() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        var records: [PatientView] = []
        for name in ["Asma", "Asma Bibi", "Asma Khatoon"] {
            records.append(try await test.register(name, sex: .female))
        }
        let (first, second, third) = (records[0], records[1], records[2])
        let one = compared(second, first)
        let earlier = try await test.write { tx in try merging.merge(into: second.id, one, in: tx) }
        var two = compared(third, second)
        two.loserVersion = 2
        let input = two
        let later = try await test.write { tx in try merging.merge(into: third.id, input, in: tx) }
        #expect(try await test.read { tx in try PatientAliases.current(first.id, in: tx) } == third.id)
        #expect(
            try await test.read { tx in try PatientAliases.all(of: first.id, in: tx) } == [
                third.id, second.id, first.id,
            ])
        let early = try await problem {
            _ = try await test.write { tx in try merging.unmerge(earlier.id, UnmergeInput(reason: "x"), in: tx) }
        }
        #expect(early?.code == "patients.unmerge.merged" && early?.params["mrn"] == second.mrn)
        try await test.write { tx in _ = try merging.unmerge(later.id, UnmergeInput(reason: "x"), in: tx) }
        try await test.write { tx in _ = try merging.unmerge(earlier.id, UnmergeInput(reason: "x"), in: tx) }
        #expect(try await test.read { tx in try PatientAliases.current(first.id, in: tx) } == first.id)
        #expect(
            try await test.read { tx in try MergeQueries.list(of: second.id, in: tx).map(\.id) } == [
                later.id, earlier.id,
            ])
    }

    @Test func whatMayNotBeMergedIsRefused() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let man = try await test.register("Ahmad Ali") {
            $0.identifiers = [PatientIdentifier(type: .cnic, value: "3520212345671")]
        }
        let woman = try await test.register("Ahmad Bibi", sex: .female)
        let other = try await test.register("Ahmed Ali") {
            $0.identifiers = [PatientIdentifier(type: .bform, value: "3520212345672")]
        }
        let unknown = try await test.register("Unknown", sex: .unknown)
        let cases: [(MergeInput, String)] = [
            (compared(man, man), "patients.merge.same"), (compared(man, woman), "patients.merge.sex"),
            (compared(man, other), "patients.merge.identifiers"), (compared(man, unknown, reason: " "), "app.invalid"),
            (MergeInput(loserID: unknown.id, reason: "x", version: 1, loserVersion: 9), "app.stale"),
            (MergeInput(loserID: ID(rawValue: 5), reason: "x", version: 1, loserVersion: 1), "patients.notFound"),
        ]
        for (input, code) in cases {
            let refused = try await problem {
                _ = try await test.write { tx in try merging.merge(into: man.id, input, in: tx) }
            }
            #expect(refused?.code == code)
        }
        let comparison = try await test.read { tx in try MergeQueries.compare(man.id, woman.id, [.master], in: tx) }
        #expect(comparison.obstacles.map(\.code) == ["patients.merge.sex"] && comparison.differing == [.names, .sex])
        let good = compared(man, unknown)
        _ = try await test.write { tx in try merging.merge(into: man.id, good, in: tx) }
        let twice = try await problem {
            _ = try await test.write { tx in
                try merging.merge(
                    into: man.id, MergeInput(loserID: unknown.id, reason: "x", version: 2, loserVersion: 2), in: tx)
            }
        }
        #expect(twice?.code == "patients.merge.already" && twice?.params["mrn"] == unknown.mrn)
        let change = try await problem {
            try await test.write { tx in _ = try Registering.update(unknown.id, PatientChange(), version: 2, in: tx) }
        }
        #expect(change?.code == "patients.merged.into" && change?.params["mrn"] == man.mrn)
    }

    @Test func nothingReachesARecordThatWasGivenUpAndNoRowGoesOverByItself() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let kept = try await test.register("Ahmad Ali")
        let gone = try await test.register("Ahmed Ali") {
            $0.identifiers = [PatientIdentifier(type: .panel, value: "P-7")]
        }
        #expect(try await isRefused(test, kept.id))
        let input = compared(kept, gone)
        _ = try await test.write { tx in try merging.merge(into: kept.id, input, in: tx) }
        let late = try await problem {
            try await test.write { tx in
                try IdentifierRows.insert([PatientIdentifier(type: .panel, value: "P-8")], of: gone.id, in: tx)
                tx.audit("test")
            }
        }
        #expect(late?.code == "patients.merged")
        #expect(try await isRefused(test, gone.id))
    }

    /// Whether the trigger keeps the only identifier from going to `patient` by itself.
    private func isRefused(_ test: TestStore, _ patient: ID<Patient>) async throws -> Bool {
        let owner: @Sendable () async throws -> ID<Patient>? = {
            try await test.read { tx in try ID<Patient>.fetchOne(tx.db, sql: "SELECT patientID FROM patientsIdentifier")
            }
        }
        let before = try await owner()
        let refused = try await problem {
            try await test.write { tx in
                try tx.db.execute(sql: "UPDATE patientsIdentifier SET patientID = ?", arguments: [patient])
                tx.audit("test")
            }
        }
        #expect(try await owner() == before)
        return refused?.code == "app.internal"
    }

    @Test func bothRecordsAreAuditedAndOthersAreTold() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let kept = try await test.register("Ahmad Ali")
        let gone = try await test.register("Ahmed Ali")
        let input = compared(kept, gone)
        let merge = try await test.write { tx in try merging.merge(into: kept.id, input, in: tx) }
        _ = try await test.write { tx in try merging.unmerge(merge.id, UnmergeInput(reason: "Two cousins"), in: tx) }
        let entries = try await test.auditTexts().suffix(4)
        #expect(
            entries.map(\.action) == [
                "patients.patient.merged", "patients.patient.merged", "patients.patient.unmerged",
                "patients.patient.unmerged",
            ])
        #expect(entries.map(\.patientID) == [kept.id, gone.id, kept.id, gone.id].map(\.rawValue))
        #expect(entries.allSatisfy { !$0.text.contains("Ahmad") })
        let events = try await test.read { tx in
            try String.fetchAll(tx.db, sql: "SELECT code || ' ' || body FROM patientsEvent ORDER BY id")
        }
        #expect(events.count == 2)
        #expect(events.first?.hasPrefix("A40 ") == true && events.first?.contains(gone.mrn) == true)
        #expect(events.last?.hasPrefix("A37 ") == true && events.last?.contains("Two cousins") == true)
    }
}
