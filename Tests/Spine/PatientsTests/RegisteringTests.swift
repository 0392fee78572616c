import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

@Suite struct RegisteringTests {
    @Test func aPatientIsKeptAsSaid() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.write { tx in
            var input = NewPatient(name: "  محمد   عثمان چوہدری ", sex: .male)
            input.otherName = "Muhammad Usman Chaudhry"
            input.birthDate = CalendarDay(year: 1992, month: 3, day: 3)
            input.phone = "0300-1234567"
            input.identifiers = [PatientIdentifier(type: .cnic, value: "3520212345671")]
            input.guardianRelation = .father
            input.guardianName = "چوہدری نذیر احمد"
            input.address = "گلی 7، لاہور"
            input.language = .ur
            return try Registering.register(input, in: tx)
        }
        #expect(made.mrn == "10000016")
        #expect(made.names == PatientNames(primary: "محمد عثمان چوہدری", other: "Muhammad Usman Chaudhry"))
        #expect(made.age?.years == 34 && made.age?.months == 8 && made.age?.days == 18)
        #expect(made.phone == "+923001234567")
        #expect(made.identifiers == [PatientIdentifier(type: .cnic, value: "35202-1234567-1")])
        #expect(made.guardian == Guardian(relation: .father, name: "چوہدری نذیر احمد"))
        #expect(made.version == 1 && !made.birthDateEstimated && !made.noPhone)
        let opened = try await test.read { tx in try OpeningPatients.open(made.id, in: tx) }
        #expect(opened == made)
        let audit = try await test.auditTexts()
        #expect(audit.map(\.action) == ["patients.patient.registered", "patients.patient.read"])
        #expect(audit.allSatisfy { $0.patientID == made.id.rawValue })
        for entry in audit {
            #expect(!entry.text.contains("عثمان") && !entry.text.contains("Usman") && !entry.text.contains("1234567"))
        }
    }

    @Test func anAgeBecomesAnEstimatedBirth() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("Bashir Ahmad") { $0.ageYears = 40 }
        #expect(made.birthDate == CalendarDay(year: 1986, month: 11, day: 21))
        #expect(made.birthDateEstimated && made.age?.years == 40)
        let child = try await test.register("Baby") { $0.ageMonths = 5 }
        #expect(child.birthDate == CalendarDay(year: 2026, month: 6, day: 21))
        let unknown = try await test.register("Unknown male", sex: .unknown) { _ in }
        #expect(unknown.age == nil && unknown.birthDate == nil)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let field: String
        let code: String
        let params: [String: String]
        let fill: @Sendable (inout NewPatient) -> Void
        var testDescription: String { "\(field) \(code)" }

        init(
            _ field: String, _ code: String, _ params: [String: String] = [:],
            _ fill: @escaping @Sendable (inout NewPatient) -> Void
        ) {
            self.field = field
            self.code = code
            self.params = params
            self.fill = fill
        }
    }

    static let refusals: [Refusal] = [
        Refusal("name", "app.field.required") { $0.name = " \u{202E}\u{0007} " },
        Refusal("name", "app.field.tooLong", ["limit": "200"]) { $0.name = String(repeating: "a", count: 10_000) },
        Refusal("name", "app.field.tooLong", ["limit": "200"]) {
            $0.name = "a" + String(repeating: "\u{0301}", count: 10_000)
        },
        Refusal("name", "patients.field.nameLetters") { $0.name = "12345 --" },
        Refusal("otherName", "app.field.tooLong", ["limit": "200"]) {
            $0.otherName = String(repeating: "م", count: 201)
        },
        Refusal("guardianName", "patients.field.nameLetters") { $0.guardianName = "0300" },
        Refusal("birthDate", "patients.field.birthFuture") {
            $0.birthDate = CalendarDay(year: 2026, month: 11, day: 22)
        },
        Refusal("birthDate", "patients.field.birthTooEarly", ["year": "1890"]) {
            $0.birthDate = CalendarDay(year: 1889, month: 12, day: 31)
        },
        Refusal("ageYears", "patients.field.birthTwice") {
            $0.birthDate = CalendarDay(year: 1990, month: 1, day: 1)
            $0.ageYears = 30
        },
        Refusal("ageYears", "patients.field.age", ["limit": "130"]) { $0.ageYears = 131 },
        Refusal("ageYears", "patients.field.age", ["limit": "130"]) { $0.ageYears = -1 },
        Refusal("ageYears", "patients.field.age", ["limit": "130"]) { $0.ageYears = .max },
        Refusal("ageMonths", "patients.field.age", ["limit": "130"]) { $0.ageMonths = .max },
        Refusal("phone", "patients.field.phoneLength", ["digits": "5", "example": "0300-1234567"]) {
            $0.phone = "03001"
        },
        Refusal("phone", "patients.field.phoneAndNone") {
            $0.phone = "0300-1234567"
            $0.noPhone = true
        },
        Refusal(
            "identifiers.1.value", "patients.field.identifierDigits",
            ["count": "3", "wanted": "13", "example": "35202-1234567-1"]
        ) {
            $0.identifiers = [.init(type: .other, value: "x"), .init(type: .cnic, value: "123")]
        },
        Refusal("identifiers", "patients.field.tooManyIdentifiers", ["limit": "10"]) {
            $0.identifiers = (0..<11).map { .init(type: .other, value: "\($0)") }
        },
        Refusal("address", "app.field.tooLong", ["limit": "300"]) { $0.address = String(repeating: "a", count: 301) },
        Refusal("reasonForNew", "app.field.tooLong", ["limit": "200"]) {
            $0.reasonForNew = String(repeating: "a", count: 201)
        },
    ]

    @Test(arguments: refusals) func wrongFieldsAreNamed(_ refusal: Refusal) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let problem = try await problem { try await test.register("Ali Raza", refusal.fill) }
        #expect(problem?.kind == .invalid)
        #expect(problem?.fields == [.init(refusal.field, refusal.code, refusal.params)])
        #expect(try await test.read { tx in try PatientRecord.fetchCount(tx.db) } == 0)
    }

    @Test func allWrongFieldsAreSaidAtOnce() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let problem = try await problem {
            try await test.register("") {
                $0.phone = "1"
                $0.ageYears = 200
                $0.identifiers = [.init(type: .cnic, value: "")]
            }
        }
        #expect(problem?.fields.map(\.field).sorted() == ["ageYears", "identifiers.0.value", "name", "phone"])
    }

    @Test func overridesAndControlsAreTakenOutOfNames() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("Ali\u{202E}azaR\u{0000}\u{2066}\u{200F}\n Khan")
        #expect(made.names.primary == "AliazaR Khan")
        let joined = try await test.register("خان\u{200C}زادہ")
        #expect(joined.names.primary == "خان\u{200C}زادہ", "joiners belong to the spelling")
    }

    @Test func oneIdentifierBelongsToOnePatient() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let first = try await test.register("Ali Raza") {
            $0.identifiers = [.init(type: .cnic, value: "3520212345671")]
        }
        let problem = try await problem {
            try await test.register("Somebody Else") {
                $0.identifiers = [.init(type: .other, value: "7"), .init(type: .bform, value: "35202-1234567-1")]
            }
        }
        #expect(problem?.kind == .conflict && problem?.code == "patients.identifier.takenBy")
        #expect(problem?.params["mrn"] == first.mrn && problem?.params["patientID"] == first.id.description)
        #expect(problem?.fields.first?.field == "identifiers.1.value")
        try await test.register("A Relative") { $0.identifiers = [.init(type: .panel, value: "EFU-1")] }
        try await test.register("Another Relative") { $0.identifiers = [.init(type: .panel, value: "EFU-1")] }
    }

    @Test func aRaceForAnIdentifierIsLostByTheIndex() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let (first, second) = (try await test.register("Ali Raza"), try await test.register("Umar Raza"))
        let row = { @Sendable (id: ID<Patient>, tx: Tx) in
            IdentifierRecord(
                id: tx.newID(), patientID: id, type: .abha, value: "1", searchKey: "1", uniqueKey: "abha:1")
        }
        let problem = try await problem {
            try await test.write { tx in
                try row(first.id, tx).insert(tx.db)
                try row(second.id, tx).insert(tx.db)
            }
        }
        #expect(problem == .identifierTaken)
    }

    @Test func numbersHaveNoGapAlthoughManyFail() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<150 {
                group.addTask {
                    let isBad = number % 3 == 0
                    do {
                        return try await test.register(isBad ? "" : "Patient \(number) Khan").mrn
                    } catch is Problem where isBad {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: [String]()) { list, mrn in if let mrn { list.append(mrn) } }
        }
        #expect(numbers.sorted() == (1...100).map { RecordNumber.format($0) })
    }
}

@Suite struct UpdatingTests {
    @Test func aChangeKeepsTheRestAndTellsWhatChanged() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("Ali Raza") {
            $0.ageYears = 30
            $0.phone = "0300-1234567"
            $0.identifiers = [.init(type: .cnic, value: "3520212345671")]
        }
        let changed = try await test.write { tx in
            var change = PatientChange()
            change.name = "Ali Raza Khan"
            change.phone = ""
            change.guardianName = "Raza Khan"
            change.guardianRelation = .father
            return try Registering.update(made.id, change, version: 1, in: tx)
        }
        #expect(changed.names.primary == "Ali Raza Khan" && changed.phone == nil && changed.version == 2)
        #expect(changed.identifiers == made.identifiers && changed.birthDate == made.birthDate)
        #expect(changed.birthDateEstimated && changed.guardian?.name == "Raza Khan")
        #expect(try await test.read { tx in try OpeningPatients.open(made.id, in: tx) } == changed)
        let entry = try #require(try await test.auditTexts().first { $0.action == "patients.patient.updated" })
        #expect(entry.text.contains("names phone guardian"))
        #expect(!entry.text.contains("Khan"))
        #expect(try await test.found("khan") == [made.mrn])
        #expect(try await test.found("0300-1234567") == [])
    }

    @Test func anOldVersionIsRefused() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("Ali Raza")
        @Sendable func rename(_ name: String, _ version: Int64) async throws -> PatientView {
            try await test.write { tx in
                var change = PatientChange()
                change.name = name
                return try Registering.update(made.id, change, version: version, in: tx)
            }
        }
        _ = try await rename("Ali Raza Khan", 1)
        #expect(try await problem { _ = try await rename("Ali Reza", 1) } == .stale)
        #expect(try await rename("Ali Raza Khan", 2).version == 2, "a change of nothing is none")
        #expect(try await rename("Ali Reza", 2).version == 3)
    }

    @Test func rulesHoldForChangesToo() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let first = try await test.register("Ali Raza") {
            $0.identifiers = [.init(type: .abha, value: "91123456789012")]
        }
        let second = try await test.register("Umar Farooq") { $0.birthDate = CalendarDay(year: 1990, month: 5, day: 5) }
        let cases: [(String, @Sendable (inout PatientChange) -> Void)] = [
            ("app.invalid", { $0.name = "" }),
            ("app.invalid", { $0.birthDate = CalendarDay(year: 2030, month: 1, day: 1) }),
            ("patients.identifier.takenBy", { $0.identifiers = [.init(type: .abha, value: "91123456789012")] }),
        ]
        for (code, fill) in cases {
            let problem = try await problem {
                _ = try await test.write { tx in
                    var change = PatientChange()
                    fill(&change)
                    return try Registering.update(second.id, change, version: 1, in: tx)
                }
            }
            #expect(problem?.code == code)
        }
        // One's own identifier is no obstacle.
        let kept = try await test.write { tx in
            var change = PatientChange()
            change.identifiers = [.init(type: .abha, value: "91-1234-5678-9012"), .init(type: .panel, value: "P7")]
            change.noPhone = true
            return try Registering.update(first.id, change, version: 1, in: tx)
        }
        #expect(kept.identifiers.count == 2 && kept.noPhone)
        let unknown = try await problem {
            _ = try await test.write { tx in
                try Registering.update(ID(rawValue: 1), PatientChange(), version: 1, in: tx)
            }
        }
        #expect(unknown?.kind == .notFound)
    }

    /// After any change the search rows are those of a patient registered anew with the same facts.
    @Test func searchRowsFollowEveryChange() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("Ali Raza")
        let names = ["Mohd Usman", "محمد عثمان", "Ali Raza", "राम कुमार", "Usman"]
        var generator = SeededGenerator(seed: 4)
        var version: Int64 = 1
        for _ in 0..<25 {
            let name = names.randomElement(using: &generator) ?? ""
            let other = Bool.random(using: &generator) ? names.randomElement(using: &generator) ?? "" : ""
            let year = Int.random(in: 1950...2020, using: &generator)
            let expected = version
            version = try await test.write { tx in
                var change = PatientChange()
                (change.name, change.otherName) = (name, other)
                change.birthDate = CalendarDay(year: year, month: 2, day: 3)
                return try Registering.update(made.id, change, version: expected, in: tx).version
            }
            let names = [name] + (other.isEmpty || other == name ? [] : [other])
            try await test.read { tx in
                let texts = try String.fetchAll(tx.db, sql: "SELECT text FROM patientsWord ORDER BY text")
                let entry = NameEntry(names: names)
                #expect(texts == Set(entry.names.joined().map(\.text)).sorted())
                for (index, name) in entry.names.enumerated() {
                    for word in name {
                        let number = try Int64.fetchOne(
                            tx.db, sql: "SELECT id FROM patientsWord WHERE text = ?", arguments: [word.text])
                        var stored: [UInt16] = []
                        try NameIndexReader(tx).walk(try #require(number)) { _, entries in
                            stored += NameBlock.entries(entries)
                            return true
                        }
                        let serial = try #require(RecordNumber.serial(of: made.mrn))
                        #expect(stored.contains(NameBlock.entry(serial, name: index, words: name.count)))
                        #expect(stored.count == entry.names.count { $0.contains(word) })
                    }
                }
                let matches = try String.fetchAll(tx.db, sql: "SELECT key FROM patientsMatchKey ORDER BY key")
                #expect(matches == MatchKey.stems(names).map { MatchKey.key($0, year: year) }.sorted())
            }
        }
    }
}
