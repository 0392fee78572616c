import Directory
import Encounters
import Foundation
import GRDB
import Patients
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Downtime

@Suite struct ReservedNumberTests {
    private static let clerk = Principal.user("ayesha", .downtimeEnter, .patientsRegister, .encountersOpen)

    private struct Ground: Sendable {
        let test: TestStore
        let place: DowntimePlace
        let department: ID<Department>
        var store: Store { test.store }

        init(forms: Int = 3) async throws {
            test = try TestStore.make([
                DirectoryModule.module(), PatientsModule.module(), EncountersModule.module(),
                PrintQueueModule.module(), DowntimeModule.module(),
            ])
            (place, department) = try await test.store.write(as: .system("test")) { tx in
                let department = try Departments.create(
                    NewDepartment(code: "MED", name: LocalizedText(en: "Medicine")), in: tx)
                let place = DowntimePlace(
                    id: tx.newID(), name: "Ward 3", departmentID: department.id, directory: "/tmp", language: .ur,
                    salt: Data([1]), packKey: Data([2]), rounds: 600_000, forms: forms, limitMinutes: 45,
                    createdAt: tx.now)
                try DowntimePlaces.insert(place, in: tx)
                return (place, department.id)
            }
        }

        func topUp() async throws -> FormNumbers {
            let series = DowntimePart.hospital.flatMap(\.series)
            return try await store.write(as: .system("test")) { [place] tx in
                try ReservedNumbers.topUp(place, series, in: tx)
            }
        }

        func person(_ name: String) -> NewPatient {
            var person = NewPatient(name: name, sex: .male)
            person.ageYears = 30
            person.noPhone = true
            return person
        }

        func enter(_ number: String, _ name: String = "محمد عثمان", secondsAgo: Int64 = 60) async throws -> PatientView
        {
            let input = PaperPatient(
                number: number, at: test.clock.now.adding(seconds: -secondsAgo), patient: person(name))
            return try await store.write(as: ReservedNumberTests.clerk) { tx in try BackEntry.patient(input, in: tx) }
        }
    }

    @Test func formsKeepTheirNumbersUntilTheyAreUsedAndNoOtherPatientEverGetsThem() async throws {
        let ground = try await Ground()
        defer { ground.test.remove() }
        let first = try await ground.topUp()
        #expect(first[.patient]?.count == 3 && first[.visit]?.count == 3)
        #expect(try await ground.topUp() == first)
        let other = ground.person("عائشہ بی بی")
        let registered = try await ground.store.write(as: .system("test")) { tx in
            try Registering.register(other, in: tx)
        }
        #expect(first[.patient]?.contains(registered.mrn) == false)
        let number = try #require(first[.patient]?[1])
        let entered = try await ground.enter(number)
        #expect(entered.mrn == number)
        // One form came back, so the others are on paper too: new packs have other numbers.
        let next = try await ground.topUp()
        #expect(Set(next[.patient] ?? []).isDisjoint(with: Set(first[.patient] ?? [])) && next[.patient]?.count == 3)
    }

    @Test func aNumberIsAccountedForOnce() async throws {
        let ground = try await Ground()
        defer { ground.test.remove() }
        let numbers = try #require(try await ground.topUp()[.patient])
        _ = try await ground.enter(numbers[0])
        let twice = try await problem { _ = try await ground.enter(numbers[0], "کوئی اور") }
        #expect(twice?.code == "downtime.number.used")
        let row = try await ground.store.read(as: .system()) { tx in
            try ReservedNumbers.find(.patient, numbers[1], in: tx)
        }
        let voided = try await ground.store.write(as: Self.clerk) { tx in
            try ReservedNumbers.void(row.id, reason: "spoiled", in: tx)
        }
        #expect(voided.state == .void && voided.enteredByName == "ayesha")
        #expect(
            try await problem { _ = try await ground.enter(numbers[1], "کوئی اور") }?.code == "downtime.number.void")
        let counts = try await ground.store.read(as: .system()) { tx in try ReservedNumbers.counts(in: tx) }
        let patients = try #require(counts.first { $0.kind == .patient })
        #expect(patients.open == 1 && patients.waiting == 1 && patients.used == 1 && patients.void == 1)
        // The database itself refuses to forget.
        await #expect(throws: (any Error).self) {
            try await ground.store.write(as: .system("test")) { tx in
                try tx.db.execute(sql: "DELETE FROM downtimeNumber WHERE number = ?", arguments: [numbers[2]])
                tx.audit("test")
            }
        }
        await #expect(throws: (any Error).self) {
            try await ground.store.write(as: .system("test")) { tx in
                try tx.db.execute(
                    sql: "UPDATE downtimeNumber SET state = 'open', reason = NULL, enteredAt = NULL WHERE number = ?",
                    arguments: [numbers[1]])
                tx.audit("test")
            }
        }
    }

    @Test func aTimeThatCannotBeOnThePaperIsRefused() async throws {
        let ground = try await Ground()
        defer { ground.test.remove() }
        let number = try #require(try await ground.topUp()[.patient]?.first)
        ground.test.clock.advance(seconds: 3600)
        for seconds: Int64 in [-3600, 2 * 3600] {
            let found = try await problem { _ = try await ground.enter(number, secondsAgo: seconds) }
            #expect(found?.fields.first?.code == "downtime.field.paperTime", "\(seconds)")
        }
        let unknown = try await problem { _ = try await ground.enter("99999999") }
        #expect(unknown?.code == "downtime.number.unknown")
        #expect(try await ground.enter(number).mrn == number)
    }

    @Test func aVisitStandsUnderItsNumberOnTheDayOfThePaper() async throws {
        let ground = try await Ground()
        defer { ground.test.remove() }
        let numbers = try #require(try await ground.topUp()[.visit])
        let patient = try await ground.store.write(as: .system("test")) { tx in
            try Registering.register(ground.person("محمد عثمان"), in: tx)
        }
        let yesterday = ground.test.clock.now.adding(seconds: 600)
        ground.test.clock.advance(seconds: 86_400)
        let late = PaperVisit(
            number: numbers[0], at: yesterday, patientID: patient.id, departmentID: ground.department, isSeen: false)
        let today = PaperVisit(
            number: numbers[1], at: ground.test.clock.now, patientID: patient.id, departmentID: ground.department,
            isSeen: false)
        let (first, second, third) = try await ground.store.write(as: Self.clerk) { tx in
            let entered = (try BackEntry.visit(late, in: tx), try BackEntry.visit(today, in: tx))
            var next = NewEncounter(patientID: patient.id, departmentID: ground.department)
            next.again = true
            return (entered.0, entered.1, try Opening.open(next, in: tx))
        }
        #expect(first.number == numbers[0] && first.status == .finished && first.token.state == .done)
        #expect(first.startedAt == yesterday && first.day < second.day)
        #expect(second.number == numbers[1] && second.status == .open && second.token.sequence == 1)
        #expect(third.token.sequence == 2 && !numbers.contains(third.number))
    }

    @Test func whoMayNotRegisterMayNotRegisterFromPaper() async throws {
        let ground = try await Ground()
        defer { ground.test.remove() }
        let number = try #require(try await ground.topUp()[.patient]?.first)
        let input = PaperPatient(number: number, at: ground.test.clock.now, patient: ground.person("کوئی"))
        let found = try await problem {
            _ = try await ground.store.write(as: .user("nobody", .downtimeEnter)) { tx in
                try BackEntry.patient(input, in: tx)
            }
        }
        #expect(found?.kind == .forbidden)
    }
}
