import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Directory

@Suite struct DepartmentsTests {
    @Test func departmentsAreMadeChangedAndClosed() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let made = try await test.write { tx in
            try Departments.create(
                NewDepartment(
                    code: " med ", name: LocalizedText(en: " General  Medicine ", ur: "عمومی طب", hi: ""), room: "4"),
                in: tx)
        }
        #expect(made.code == "MED" && made.tokenLetters == "A" && made.room == "4" && made.version == 1)
        #expect(made.name == LocalizedText(en: "General Medicine", ur: "عمومی طب"))
        let closed = try await test.write { tx in
            var change = DepartmentChange()
            change.isActive = false
            change.room = ""
            return try Departments.update(made.id, change, version: 1, in: tx)
        }
        #expect(!closed.isActive && closed.room == nil && closed.version == 2)
        let refused = try await problem { _ = try await test.read { tx in try Departments.require(made.id, in: tx) } }
        #expect(refused == .departmentClosed)
        #expect(try await test.read { tx in try Departments.find(made.id, in: tx) } == closed)
        let stale = try await problem {
            _ = try await test.write { tx in try Departments.update(made.id, DepartmentChange(), version: 1, in: tx) }
        }
        #expect(stale == .stale)
    }

    @Test(arguments: [
        ("", "x", "code", "app.field.required"), ("a b", "x", "code", "directory.field.code"),
        (String(repeating: "A", count: 21), "x", "code", "directory.field.code"),
        ("MED", " ", "name.en", "app.field.required"),
        ("MED", String(repeating: "x", count: 121), "name.en", "app.field.tooLong"),
    ])
    func wrongFieldsAreNamed(_ code: String, _ name: String, _ field: String, _ problemCode: String) async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let problem = try await problem {
            _ = try await test.write { tx in
                try Departments.create(NewDepartment(code: code, name: LocalizedText(en: name)), in: tx)
            }
        }
        #expect(problem?.fields.map(\.field) == [field] && problem?.fields.first?.code == problemCode)
    }

    @Test func codesAndLettersAreTakenOnce() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let first = try await test.department("MED")
        #expect(try await problem { _ = try await test.department("med") } == .departmentCodeTaken)
        #expect(try await problem { _ = try await test.department("SUR", letters: "a") } == .tokenLettersTaken)
        let bad = try await problem { _ = try await test.department("SUR", letters: "A1") }
        #expect(bad?.fields.first?.code == "directory.field.tokenLetters")
        let surgery = try await test.department("SUR", letters: "b")
        #expect(surgery.tokenLetters == "B")
        // The next free letters step over those that a person chose.
        let doctor = try await test.write { tx in
            try Practitioners.create(
                NewPractitioner(departmentID: first.id, name: LocalizedText(en: "Dr Zafar", ur: "ڈاکٹر ظفر")), in: tx)
        }
        #expect(doctor.tokenLetters == "C")
        #expect(try await problem { _ = try await test.department("EYE", letters: "C") } == .tokenLettersTaken)
    }
}

@Suite struct TokenLettersTests {
    @Test(
        arguments: [
            (1, "A"), (8, "H"), (9, "J"), (13, "N"), (14, "P"), (24, "Z"), (25, "AA"), (48, "AZ"), (49, "BA"),
            (600, "ZZ"),
            (601, "AAA"),
        ] as [(Int64, String)])
    func lettersCountWithoutIAndO(_ serial: Int64, _ letters: String) {
        #expect(TokenLetters.letters(serial) == letters)
    }

    @Test func noTwoSerialsShareLetters() {
        #expect(Set((1...2000).map { TokenLetters.letters($0) }).count == 2000)
    }
}

@Suite struct PractitionersTests {
    @Test func practitionersBelongToADepartment() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let (medicine, surgery) = (try await test.department("MED"), try await test.department("SUR"))
        let doctor = try await test.write { tx in
            try Practitioners.create(
                NewPractitioner(
                    departmentID: medicine.id, name: LocalizedText(en: "Dr Zafar Iqbal", ur: "ڈاکٹر ظفر اقبال"),
                    specialty: LocalizedText(en: "Cardiology"), registrationNumber: "PMC-123", room: "7"), in: tx)
        }
        #expect(try await test.read { tx in try Practitioners.list(department: medicine.id, in: tx) } == [doctor])
        #expect(try await test.read { tx in try Practitioners.list(department: surgery.id, in: tx) } == [])
        #expect(try await test.read { tx in try Practitioners.require(doctor.id, of: medicine.id, in: tx) } == doctor)
        let elsewhere = try await problem {
            _ = try await test.read { tx in try Practitioners.require(doctor.id, of: surgery.id, in: tx) }
        }
        #expect(elsewhere == .practitionerElsewhere)
        let moved = try await test.write { tx in
            var change = PractitionerChange()
            (change.departmentID, change.isActive, change.room) = (surgery.id, false, "9")
            return try Practitioners.update(doctor.id, change, version: 1, in: tx)
        }
        #expect(moved.departmentID == surgery.id && moved.room == "9" && moved.tokenLetters == doctor.tokenLetters)
        let closed = try await problem {
            _ = try await test.read { tx in try Practitioners.require(doctor.id, of: surgery.id, in: tx) }
        }
        #expect(closed == .practitionerClosed)
        let orphan = try await problem {
            _ = try await test.write { tx in
                try Practitioners.create(
                    NewPractitioner(departmentID: ID(rawValue: 5), name: LocalizedText(en: "X")), in: tx)
            }
        }
        #expect(orphan == .departmentNotFound)
    }
}

@Suite struct StationsTests {
    @Test func stationsHaveANumber() async throws {
        let test = try TestStore.directory()
        defer { test.remove() }
        let department = try await test.department("MED")
        let made = try await test.write { tx in
            try Stations.create(
                NewStation(
                    number: 3, name: LocalizedText(en: " Counter 3 ", ur: "کاؤنٹر 3"), departmentID: department.id),
                in: tx)
        }
        #expect(made.name.en == "Counter 3" && made.departmentID == department.id)
        #expect(try await test.read { tx in try Stations.find(made.id, in: tx) } == made)
        let taken = try await problem {
            _ = try await test.write { tx in
                try Stations.create(NewStation(number: 3, name: LocalizedText(en: "Other")), in: tx)
            }
        }
        #expect(taken == .stationNumberTaken)
        let wrong = try await problem {
            _ = try await test.write { tx in
                try Stations.create(NewStation(number: 0, name: LocalizedText(en: "Other")), in: tx)
            }
        }
        #expect(wrong?.fields.map(\.code) == ["directory.field.stationNumber"])
        let changed = try await test.write { tx in
            var change = StationChange()
            (change.number, change.isActive) = (4, false)
            return try Stations.update(made.id, change, version: 1, in: tx)
        }
        #expect(changed.number == 4 && !changed.isActive && changed.version == 2)
        #expect(try await test.read { tx in try Stations.list(in: tx) } == [changed])
    }
}
