import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

@Suite struct DuplicatesTests {
    /// محمد عثمان چوہدری, son of Nazir, as he stands in the master.
    private func known(_ test: TestStore) async throws -> PatientView {
        try await test.register("Muhammad Usman Chaudhry") {
            $0.otherName = "محمد عثمان چوہدری"
            $0.birthDate = CalendarDay(year: 1992, month: 3, day: 3)
            $0.phone = "0300-1234567"
            $0.identifiers = [.init(type: .cnic, value: "3520212345671")]
            $0.guardianName = "Nazir Ahmad"
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let reason: DuplicateReason?
        let isLikely: Bool
        let fill: @Sendable (inout NewPatient) -> Void
        var testDescription: String { name }

        init(
            _ name: String, _ reason: DuplicateReason?, likely: Bool,
            _ fill: @escaping @Sendable (inout NewPatient) -> Void
        ) {
            self.name = name
            self.reason = reason
            isLikely = likely
            self.fill = fill
        }
    }

    static let cases: [Case] = [
        Case("Usman Chaudhry", .phoneAndName, likely: true) { $0.phone = "+92 300 1234567" },
        Case("Mohd Usman Chaudhary", .phoneAndName, likely: true) { $0.phone = "03001234567" },
        Case("محمد عثمان", .phoneAndName, likely: true) { $0.phone = "03001234567" },
        Case("Usman Chaudhry", .nameAndBirthYear, likely: true) {
            $0.birthDate = CalendarDay(year: 1992, month: 9, day: 9)
        },
        Case("چوہدری عثمان", .nameAndBirthYear, likely: true) {
            $0.birthDate = CalendarDay(year: 1992, month: 1, day: 1)
        },
        Case("Usman Chaudhry", .nameAndBirthYear, likely: true) { $0.ageYears = 33 },
        Case("Usman Chaudhry", .nameAndBirthYear, likely: true) { $0.ageYears = 34 },
        Case("Usman Chaudhry", .nameAndBirthYear, likely: false) {
            $0.ageYears = 34
            $0.guardianName = "Bashir Khan"
        },
        Case("Usman Chaudhry", .nameAndBirthYear, likely: true) {
            $0.ageYears = 34
            $0.guardianName = "Nazeer Ahmed"
        },
        // In a script in which the patient is not written.
        Case("उस्मान चौधरी", .phoneAndName, likely: true) { $0.phone = "03001234567" },
        Case("उस्मान चौधरी", .nameAndBirthYear, likely: true) { $0.birthDate = CalendarDay(year: 1992, month: 1, day: 1) },
        // A common name and about the same age, but another telephone: somebody else.
        Case("Usman Chaudhry", .nameAndBirthYear, likely: false) {
            $0.ageYears = 34
            $0.phone = "03451112233"
        },
        // Relatives: the telephone is shared, the name is not.
        Case("Bilal Chaudhry", .phone, likely: false) { $0.phone = "03001234567" },
        Case("Usman Chaudhry", .phone, likely: false) {
            $0.phone = "03001234567"
            $0.sex = .female
        },
        // Nobody.
        Case("Usman Chaudhry", nil, likely: false) { _ in },
        Case("Usman Chaudhry", nil, likely: false) { $0.ageYears = 20 },
        Case("Usman Chaudhry", nil, likely: false) {
            $0.ageYears = 34
            $0.sex = .female
        },
        Case("Usman Chaudhry", nil, likely: false) { $0.birthDate = CalendarDay(year: 1993, month: 1, day: 1) },
        Case("Bilal Khan", nil, likely: false) { $0.ageYears = 34 },
    ]

    @Test(arguments: cases) func candidatesSayWhy(_ one: Case) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await known(test)
        var input = NewPatient(name: one.name, sex: .male)
        one.fill(&input)
        let typed = input
        let candidates = try await test.read { tx in
            try Duplicates.candidates(
                DuplicateProbe(typed, today: tx.today, home: tx.hospital.currency), in: tx)
        }
        #expect(candidates.map(\.reason) == (one.reason.map { [$0] } ?? []))
        #expect(candidates.allSatisfy { $0.isLikely == one.isLikely && $0.patient.id == patient.id })
        let problem = try await problem { _ = try await test.write { tx in try Registering.register(typed, in: tx) } }
        #expect(problem?.code == (one.isLikely ? "patients.duplicate.likely" : nil))
        if one.isLikely {
            #expect(problem?.kind == .conflict)
            #expect(problem?.params["mrns"] == patient.mrn && problem?.params["patientIDs"] == patient.id.description)
            let made = try await test.register(one.name, sex: typed.sex) { input in
                input = typed
                input.reasonForNew = "cousin of the same name"
            }
            #expect(made.id != patient.id)
            #expect(try await test.auditTexts().last?.text.contains("cousin of the same name") == true)
        }
    }

    /// A telephone beside the preferred one counts as much, on either side; so it does on the list of likely pairs.
    @Test func furtherTelephonesAreLookedAt() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let first = try await test.register("Muhammad Usman Chaudhry") {
            $0.phone = "0300-1234567"
            $0.contactPoints = [NewContactPoint(form: .phone, value: "0321-7654321", use: .home)]
        }
        func candidates(_ fill: @escaping @Sendable (inout NewPatient) -> Void) async throws -> [DuplicateCandidate] {
            try await test.read { tx in
                var input = NewPatient(name: "Usman Chaudhry", sex: .male)
                fill(&input)
                return try Duplicates.candidates(DuplicateProbe(input, today: tx.today, home: .PKR), in: tx)
            }
        }
        let typed: [@Sendable (inout NewPatient) -> Void] = [
            { $0.phone = "03217654321" },
            { $0.contactPoints = [NewContactPoint(form: .phone, value: "03001234567", use: .home)] },
            {
                $0.phone = "03451112233"
                $0.contactPoints = [NewContactPoint(form: .phone, value: "03217654321", use: .work)]
            },
        ]
        for fill in typed {
            let found = try await candidates(fill)
            #expect(found.map(\.patient.id) == [first.id] && found.first?.reason == .phoneAndName)
            #expect(found.first?.isLikely == true)
        }
        #expect(try await candidates { $0.phone = "03451112233" }.isEmpty)
        let second = try await test.register("Usman Chaudhry") { $0.phone = "0321-7654321" }
        for id in [first.id, second.id] {
            let other = id == first.id ? second.id : first.id
            let found = try await test.read { tx in
                let record = try PatientSummaries.record(id, in: tx)
                var probe = DuplicateProbe(record.facts(identifiers: []))
                probe.furtherPhones = try ContactPoints.phones(of: id, in: tx)
                return try Duplicates.candidates(probe, in: tx)
            }
            #expect(found.contains { $0.patient.id == other && $0.reason == .phoneAndName })
        }
        let pairs = try await test.read { tx in
            try Row.fetchAll(tx.db, sql: "SELECT firstID, secondID FROM patientsPair").map {
                [$0[0], $0[1]] as [Int64]
            }
        }
        #expect(pairs == [[first.id.rawValue, second.id.rawValue]])
    }

    @Test func anIdentifierIsCertain() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await known(test)
        let candidates = try await test.read { tx in
            var input = NewPatient(name: "Completely Different", sex: .female)
            input.identifiers = [.init(type: .cnic, value: "35202 1234567 1")]
            return try Duplicates.candidates(DuplicateProbe(input, today: tx.today, home: .PKR), in: tx)
        }
        #expect(candidates.map(\.reason) == [.identifier] && candidates.first?.score == 100)
        #expect(candidates.first?.patient.id == patient.id)
    }

    @Test func anUnfinishedFormIsNoMistake() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        _ = try await known(test)
        let candidates = try await test.read { tx in
            var input = NewPatient(name: "", sex: .unknown)
            (input.phone, input.ageYears, input.ageMonths) = ("0300-12", -5, .max)
            input.identifiers = [.init(type: .cnic, value: "35202")]
            return try Duplicates.candidates(DuplicateProbe(input, today: tx.today, home: .PKR), in: tx)
        }
        #expect(candidates.isEmpty)
    }

    @Test func theLikeliestComesFirst() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let wife = try await test.register("Saima Usman", sex: .female) { $0.phone = "03001234567" }
        let patient = try await known(test)
        let candidates = try await test.read { tx in
            var input = NewPatient(name: "Usman Chaudhry", sex: .male)
            input.phone = "03001234567"
            return try Duplicates.candidates(DuplicateProbe(input, today: tx.today, home: .PKR), in: tx)
        }
        #expect(candidates.map(\.patient.id) == [patient.id, wife.id])
        #expect(candidates.map(\.isLikely) == [true, false])
    }
}
