import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// Several telephones and addresses, languages, and what is asked only where the hospital wants it.
@Suite struct ContactPointTests {
    private func point(
        _ test: TestStore, _ patient: PatientView, _ form: ContactForm, _ value: String, preferred: Bool = false
    ) async throws -> [ContactPointView] {
        try await test.write { tx in
            try ContactPoints.add(
                patient.id, NewContactPoint(form: form, value: value, use: .work, isPreferred: preferred), in: tx)
        }
    }

    private func opened(_ test: TestStore, _ patient: PatientView) async throws -> PatientView {
        try await test.read { tx in try OpeningPatients.open(patient.id, in: tx) }
    }

    private func points(_ test: TestStore, _ patient: PatientView) async throws -> [String] {
        try await test.read { tx in try ContactPoints.list(of: patient.id, in: tx).map(\.value) }
    }

    @Test func oneIsPreferredAndEveryNumberIsFound() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("محمد عثمان") { $0.phone = "0300-1234567" }
        let first = try await point(test, patient, .phone, "۰۳۲۱ ۷۶۵۴۳۲۱")
        #expect(first.map(\.value) == ["+923217654321"])
        for text in ["0321-7654321", "7654321", "0300 1234567", "4321"] {
            #expect(try await test.search(text).map(\.mrn) == [patient.mrn], "\(text)")
        }
        #expect(try await test.search("7654321").first?.phone == "+923001234567", "the preferred one is shown")

        let after = try await test.write { tx in try ContactPoints.prefer(first[0].id, of: patient.id, in: tx) }
        #expect(after.map(\.value) == ["+923001234567"])
        let view = try await opened(test, patient)
        #expect(view.phone == "+923217654321" && view.version > patient.version)
        for tail in ["1234567", "7654321"] { #expect(try await test.found(tail) == [patient.mrn], "\(tail)") }

        let doubled = try await problem { _ = try await point(test, patient, .phone, "+92 321 7654321") }
        #expect(doubled?.code == "patients.contactPoint.known")
        let wrong = try await problem { _ = try await point(test, patient, .phone, "03211") }
        #expect(wrong?.fields.first?.code == "patients.field.phoneLength")
        let gone = try await test.write { tx in try ContactPoints.remove(after[0].id, of: patient.id, in: tx) }
        #expect(gone.isEmpty)
        #expect(try await test.found("1234567").isEmpty)
        let actions = try await test.auditTexts().map(\.action)
        #expect(
            actions.filter { $0.hasPrefix("patients.contactPoint") } == [
                "patients.contactPoint.added", "patients.contactPoint.preferred", "patients.contactPoint.removed",
            ])
    }

    @Test func theFirstOfItsFormIsThePreferredOne() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Asma") { $0.noPhone = true }
        #expect(try await point(test, patient, .address, "لاہور").isEmpty)
        #expect(try await point(test, patient, .phone, "0300-1234567").isEmpty)
        let view = try await opened(test, patient)
        #expect(view.address == "لاہور" && view.phone == "+923001234567" && !view.noPhone)
        #expect(try await point(test, patient, .address, "Kasur", preferred: true).map(\.value) == ["لاہور"])
        #expect(try await opened(test, patient).address == "Kasur")
        _ = try await test.write { tx in
            var change = PatientChange()
            change.address = "لاہور"
            let version = try PatientSummaries.record(patient.id, in: tx).version
            return try Registering.update(patient.id, change, version: version, in: tx)
        }
        #expect(try await points(test, patient).isEmpty, "what is preferred stands nowhere else")
    }

    @Test(arguments: [[], [MergeField.phone, .address]])
    func aMergeKeepsTheNumbersOfBothAndItsUndoingTakesThemApart(_ take: [MergeField]) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let kept = try await test.register("Ahmad Ali") {
            $0.phone = "03001111111"
            $0.address = "Lahore"
        }
        let gone = try await test.register("Ahmed Ali") {
            $0.phone = "03002222222"
            $0.address = "Kasur"
            $0.contactPoints = [NewContactPoint(form: .phone, value: "03003333333", use: .relative)]
        }
        let merging = Merging(parts: [.master])
        let input = MergeInput(loserID: gone.id, take: take, reason: "x", version: 1, loserVersion: 1)
        let merge = try await test.write { tx in try merging.merge(into: kept.id, input, in: tx) }
        let merged = try await opened(test, kept)
        #expect(merged.phone == (take.isEmpty ? "+923001111111" : "+923002222222"))
        let others = take.isEmpty ? ["+923002222222", "Kasur"] : ["+923001111111", "Lahore"]
        #expect(Set(try await points(test, kept)) == Set(others + ["+923003333333"]))
        for tail in ["1111111", "2222222", "3333333"] {
            let found = try await test.read { tx in
                try Searching.search(tail, limit: 5, after: nil, in: tx).items.map {
                    try PatientAliases.current($0.id, in: tx)
                }
            }
            #expect(Set(found) == [kept.id], "\(tail)")
        }
        _ = try await test.write { tx in try merging.unmerge(merge.id, UnmergeInput(reason: "y"), in: tx) }
        #expect(try await points(test, kept).isEmpty)
        #expect(try await points(test, gone) == ["+923003333333"])
        #expect(try await opened(test, kept).phone == "+923001111111")
        #expect(try await opened(test, gone).phone == "+923002222222")
    }

    @Test func occupationAndReligionAreAskedOnlyWhereTheHospitalSaysSo() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let refused = try await problem {
            _ = try await test.register("Ali") {
                $0.occupation = "Teacher"
                $0.religion = "x"
            }
        }
        #expect(refused?.fields.map(\.field) == ["occupation", "religion"])
        #expect(refused?.fields.allSatisfy { $0.code == "patients.field.notAsked" } == true)
        _ = try await test.write { tx in
            try RegistrationQuestions.update(
                RegistrationQuestionsInput(asksOccupation: true, asksReligion: false), in: tx)
        }
        let patient = try await test.register("Ali") {
            $0.occupation = "Teacher"
            $0.languages = [.ur, .pa, .ur]
        }
        var view = try await opened(test, patient)
        #expect(view.occupation == "Teacher" && view.languages == [.ur, .pa])
        _ = try await test.write { tx in
            try RegistrationQuestions.update(
                RegistrationQuestionsInput(asksOccupation: false, asksReligion: false), in: tx)
        }
        #expect(try await opened(test, patient).occupation == nil, "shown no more")
        _ = try await test.write { tx in
            var change = PatientChange()
            change.languages = []
            return try Registering.update(patient.id, change, version: 1, in: tx)
        }
        view = try await opened(test, patient)
        #expect(view.languages == nil)
    }

    @Test func theDeadAreMarkedInEveryList() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("محمد عثمان")
        let double = try await test.register("Muhammad Usmaan")
        let day = CalendarDay(year: 2026, month: 11, day: 20)
        _ = try await test.write { tx in
            try Deaths.note(patient.id, NewDeath(diedOn: try #require(day)), in: tx)
        }
        #expect(try await test.search("عثمان").first { $0.id == patient.id }?.deceasedOn == day)
        #expect(try await opened(test, patient).deceasedOn == day)
        let merging = Merging(parts: [.master])
        let merge = try await test.write { tx in
            try merging.merge(
                into: double.id, MergeInput(loserID: patient.id, reason: "x", version: 1, loserVersion: 1), in: tx)
        }
        #expect(try await opened(test, double).deceasedOn == day, "a merge takes the death over")
        _ = try await test.write { tx in try merging.unmerge(merge.id, UnmergeInput(reason: "y"), in: tx) }
        #expect(try await opened(test, double).deceasedOn == nil)
        try await test.write { tx in try Deaths.withdraw(of: patient.id, reason: "a mistake", in: tx) }
        #expect(try await opened(test, patient).deceasedOn == nil)
    }
}
