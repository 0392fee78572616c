import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Directory
@testable import Encounters
@testable import Patients

@Suite struct OpeningTests {
    @Test func aVisitHasANumberAndAToken() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let first = try await clinic.visit(0)
        #expect(first.number == "260000013" && first.token.number == "A-001" && first.token.sequence == 1)
        #expect(first.status == .open && first.token.state == .waiting && first.class == .opd)
        #expect(first.department.name.ur == "طب" && first.practitioner == nil && first.token.room == "4")
        #expect(first.day == CalendarDay(year: 2026, month: 11, day: 21))
        #expect(first.ahead == 0 && first.waitMinutes == 0)
        let second = try await clinic.visit(1)
        #expect(second.token.number == "A-002" && second.ahead == 1 && second.waitMinutes == Pace.usual)
        let toDoctor = try await clinic.visit(1, to: clinic.doctor)
        #expect(toDoctor.token.number == "C-001" && toDoctor.token.room == "7" && toDoctor.ahead == 0)
        #expect(toDoctor.practitioner?.name.en == "Dr Zafar")
        #expect(toDoctor.number == EncounterNumber.format(year: 2026, serial: 3))
        let audit = try await clinic.read { tx in
            try Row.fetchAll(
                tx.db,
                sql: """
                    SELECT a.patientID, a.detail FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
                    WHERE e.action = 'encounters.encounter.opened' ORDER BY seq
                    """
            ).map { ($0["patientID"] as Int64?, $0["detail"] as String) }
        }
        #expect(audit.map(\.0) == [0, 1, 1].map { clinic.patients[$0].rawValue })
        #expect(audit.allSatisfy { !$0.1.contains("مریض") })
    }

    @Test func aSecondSubmitGivesNoSecondToken() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let first = try await clinic.visit(0)
        let refused = try await problem { _ = try await clinic.visit(0) }
        #expect(refused?.kind == .conflict && refused?.code == "encounters.alreadyOpen")
        #expect(refused?.params == ["token": "A-001", "encounterID": first.id.description])
        #expect(try await clinic.visit(0, again: true).token.number == "A-002")
        #expect(try await clinic.visit(0, to: clinic.doctor).token.number == "C-001", "another queue is another matter")
        try await clinic.take(.cancel, first.id)
        #expect(try await clinic.visit(1).token.number == "A-003", "a refused visit used no number")
    }

    @Test func whatIsWrongIsSaid() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let (patient, nobody) = (clinic.patients[0], ID<Patient>(rawValue: 5))
        let cases: [(NewEncounter, String)] = [
            (NewEncounter(patientID: nobody, departmentID: clinic.medicine.id), "patients.notFound"),
            (NewEncounter(patientID: patient, departmentID: ID(rawValue: 5)), "directory.department.notFound"),
            (
                NewEncounter(
                    patientID: patient, departmentID: clinic.surgery.id, practitionerID: clinic.doctor.id),
                "directory.practitioner.elsewhere"
            ),
            (
                NewEncounter(patientID: patient, departmentID: clinic.medicine.id, practitionerID: ID(rawValue: 5)),
                "directory.practitioner.notFound"
            ),
        ]
        for (input, code) in cases {
            let problem = try await problem { _ = try await clinic.write { tx in try Opening.open(input, in: tx) } }
            #expect(problem?.code == code)
        }
        _ = try await clinic.write { tx in
            var change = DepartmentChange()
            change.isActive = false
            return try Departments.update(clinic.medicine.id, change, version: 1, in: tx)
        }
        #expect(try await problem { _ = try await clinic.visit(0) }?.code == "directory.department.closed")
    }

    @Test func tokensHaveNoGapsAlthoughManyComeAtOnceAndSomeFail() async throws {
        let clinic = try await Clinic.open(patients: 60)
        defer { clinic.test.remove() }
        let labels = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<90 {
                group.addTask {
                    // Every third asks for a patient who has a token, or will have one.
                    let index = number % 3 == 2 ? number / 3 * 2 : number / 3 * 2 + number % 3
                    do {
                        return try await clinic.visit(index).token.number
                    } catch is Problem {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: [String]()) { list, label in if let label { list.append(label) } }
        }
        #expect(labels.sorted() == (1...60).map { TokenLabel.format(letters: "A", sequence: $0) })
        let numbers = try await clinic.read { tx in
            try String.fetchAll(tx.db, sql: "SELECT number FROM encountersEncounter ORDER BY id")
        }
        #expect(numbers == (1...60).map { EncounterNumber.format(year: 2026, serial: $0) })
    }

    @Test func everyDayBeginsWithOneAndNumbersGoOn() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        _ = try await clinic.visit(0)
        clinic.test.clock.advance(seconds: 86_400)
        let next = try await clinic.visit(0)
        #expect(next.token.number == "A-001" && next.number == EncounterNumber.format(year: 2026, serial: 2))
        clinic.test.clock.set(try #require(Instant(iso8601: "2027-01-01T00:30:00+05:00")))
        let newYear = try await clinic.visit(0)
        #expect(newYear.number == EncounterNumber.format(year: 2027, serial: 1))
    }
}
