import Directory
import Documents
import Encounters
import Patients
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Counter

@Suite struct CounterVisitsTests {
    @Test func oneCommandRegistersOpensAndPrints() async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let visit = try await desk.visit(to: desk.doctor)
        #expect(visit.isNewPatient && visit.encounter.token.number == "B-001")
        #expect(visit.encounter.patient.mrn == "10000016")
        let slip = try #require(visit.slip)
        #expect(slip.copy == 1)
        let job = try await desk.read { tx in try PrintQueue.jobs(in: tx).items.first }
        #expect(job?.id.description == slip.printJobID && job?.documentKind == .tokenSlip)
        #expect(job?.stationID == desk.clerk.stationID)
        let again = try await desk.visit { input in
            input.newPatient = nil
            input.patientID = visit.encounter.patient.id
            input.printSlip = false
        }
        #expect(!again.isNewPatient && again.slip == nil && again.encounter.token.number == "A-001")
    }

    @Test func whenThePrintFailsNothingIsLeft() async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let problem = try await problem {
            _ = try await desk.visit { $0.departmentID = ID(rawValue: 9) }
        }
        #expect(problem?.code == "directory.department.notFound")
        let left = try await desk.read { tx in try Searching.search(nil, limit: nil, after: nil, in: tx).items.count }
        #expect(left == 0, "the patient of a visit that failed is not registered")
        #expect(try await desk.visit().encounter.patient.mrn == "10000016", "nor is the number used")
    }

    @Test func exactlyOnePatientIsWanted() async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        for both in [true, false] {
            let problem = try await problem {
                _ = try await desk.visit { input in
                    if both { input.patientID = ID(rawValue: 7) } else { input.newPatient = nil }
                }
            }
            #expect(problem?.fields == [.init("patientID", "counter.field.onePatient")])
        }
    }

    @Test func fieldsOfTheNewPatientAreNamedWithTheirPath() async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let problem = try await problem {
            _ = try await desk.visit { input in
                input.newPatient?.name = ""
                input.newPatient?.phone = "12"
            }
        }
        #expect(problem?.fields.map(\.field) == ["newPatient.name", "newPatient.phone"])
    }

    @Test func whoMayNotRegisterOpensVisitsOfTheRegisteredOnly() async throws {
        let desk = try await Desk.open(.encountersOpen)
        defer { desk.test.remove() }
        #expect(try await problem { _ = try await desk.visit() } == .forbidden(.patientsRegister))
        let patient = try await desk.test.store.write(as: .system()) { tx in
            try Registering.register(NewPatient(name: "Ali Raza", sex: .male), in: tx).id
        }
        let visit = try await desk.visit { input in
            (input.newPatient, input.patientID) = (nil, patient)
        }
        #expect(visit.encounter.patient.id == patient)
    }

    @Test func aReprintIsTheSameSlipMarkedAsACopy() async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let visit = try await desk.visit()
        desk.test.clock.advance(seconds: 600)
        _ = try await desk.visit("Somebody Else")
        let copy = try await desk.write { tx in try TokenSlips.reprint(visit.encounter.id, language: nil, in: tx) }
        #expect(copy.copy == 2)
        let documents = try await desk.read { tx in
            try [visit.slip?.documentID, copy.documentID].compactMap { $0.flatMap { ID<StoredDocument>($0) } }
                .map { try PrintQueue.document($0, in: tx).document() }
        }
        #expect(documents.count == 2 && documents[0].copyMark == nil)
        #expect(documents[1].copyMark?.number == 2 && documents[1].copyMark?.reason == .copy)
        #expect(documents[0].blocks == documents[1].blocks)
        let urdu = try await desk.write { tx in try TokenSlips.reprint(visit.encounter.id, language: .hi, in: tx) }
        #expect(urdu.copy == 3)
        _ = try await desk.test.store.write(as: .system()) { tx in
            try Calling.cancel(visit.encounter.id, reason: "left", in: tx)
        }
        let over = try await problem {
            _ = try await desk.write { tx in try TokenSlips.reprint(visit.encounter.id, language: nil, in: tx) }
        }
        #expect(over == .slipOver)
    }

    @Test func theDayIsListedAndCounted() async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let first = try await desk.visit()
        let second = try await desk.visit("Ali Raza", to: desk.doctor) { $0.printSlip = false }
        _ = try await desk.write { tx in try TokenSlips.reprint(first.encounter.id, language: nil, in: tx) }
        let today = try await desk.read { tx in
            try CounterVisits.today(EncounterQueries.Filter(), limit: nil, after: nil, in: tx).items
        }
        #expect(today.map(\.visit.id) == [second.encounter.id, first.encounter.id])
        #expect(today.map(\.slipCopies) == [0, 2])
        let stats = try await desk.read { tx in try CounterVisits.stats(in: tx) }
        #expect(stats.newPatients == 2 && stats.visits == 2 && stats.waiting == 2 && stats.cancelled == 0)
        desk.test.clock.advance(seconds: 86_400)
        let tomorrow = try await desk.read { tx in try CounterVisits.stats(in: tx) }
        #expect(tomorrow.newPatients == 0 && tomorrow.visits == 0)
    }
}

@Suite struct LabelCodeTests {
    @Test func labelsAreEvenDigitsThatCheckThemselves() throws {
        let label = try #require(LabelCode.digits(.visit, number: "260000013"))
        #expect(label.hasPrefix("2260000013") && label.utf8.count == 12 && LabelCode.isValid(label))
        for number in ["1", "12", "10000016", "260000013", "2600000016"] {
            let label = try #require(LabelCode.digits(.patient, number: number))
            #expect(label.utf8.count.isMultiple(of: 2) && label.first == "1")
            #expect(label.utf8.count < 8 || LabelCode.isValid(label))
        }
        #expect(LabelCode.digits(.patient, number: "") == nil)
        #expect(LabelCode.digits(.patient, number: "A1") == nil)
        #expect(LabelCode.digits(.patient, number: "۱۲۳۴۵۶۷۸") == nil)
    }

    @Test func everyWrongDigitAndEverySwapIsFound() throws {
        let label = Array(try #require(LabelCode.digits(.visit, number: "260000013")))
        for place in label.indices {
            for digit in "0123456789" where digit != label[place] {
                var wrong = label
                wrong[place] = digit
                #expect(!LabelCode.isValid(String(wrong)))
            }
            if place > 0, label[place] != label[place - 1] {
                var swapped = label
                swapped.swapAt(place, place - 1)
                #expect(!LabelCode.isValid(String(swapped)))
            }
        }
    }
}
