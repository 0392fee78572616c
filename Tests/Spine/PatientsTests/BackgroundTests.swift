import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

@Suite struct BackgroundTests {
    private func related(
        _ test: TestStore, _ patient: PatientView, _ relative: PatientView, _ kind: RelationKind
    ) async throws -> [RelationView] {
        try await test.write { tx in
            try Relations.add(patient.id, NewRelation(relativeID: relative.id, kind: kind), in: tx)
        }
    }

    @Test func aRelationIsReadFromBothSides() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let son = try await test.register("Ali")
        let mother = try await test.register("Asma", sex: .female)
        let father = try await test.register("Bashir")
        let uncle = try await test.register("Karim", sex: .unknown)
        _ = try await related(test, son, mother, .mother)
        _ = try await related(test, father, son, .child)
        let all = try await related(test, son, uncle, .guardian)
        #expect(all.map(\.kind) == [.mother, .father, .guardian])
        let (hers, his) = try await test.read { tx in
            (try Relations.list(of: mother.id, in: tx), try Relations.list(of: uncle.id, in: tx))
        }
        #expect(hers.map(\.kind) == [.child] && hers.map(\.relative.id) == [son.id])
        #expect(his.map(\.kind) == [.ward])

        let refusals: [(PatientView, PatientView, RelationKind, String)] = [
            (son, son, .sibling, "app.invalid"), (son, father, .mother, "app.invalid"),
            (mother, son, .child, "patients.relation.known"),
            (son, try await test.register("Other", sex: .female), .mother, "patients.relation.parent"),
        ]
        for (patient, relative, kind, code) in refusals {
            let refused = try await problem { _ = try await related(test, patient, relative, kind) }
            #expect(refused?.code == code)
        }
        let first = try #require(hers.first)
        let left = try await test.write { tx in try Relations.remove(first.id, of: mother.id, in: tx) }
        #expect(left.isEmpty)
        #expect(
            try await test.read { tx in try Relations.list(of: son.id, in: tx).map(\.kind) } == [.father, .guardian])
    }

    @Test func relativesAreTwoPeopleAndFamilyGoesOverInAMerge() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let brother = try await test.register("Ahmad Ali")
        let twin = try await test.register("Ahmed Ali")
        let double = try await test.register("Ahmad Aly")
        _ = try await related(test, brother, twin, .sibling)
        let merging = Merging(parts: [.master])
        let refused = try await problem {
            _ = try await test.write { tx in
                try merging.merge(
                    into: brother.id, MergeInput(loserID: twin.id, reason: "x", version: 1, loserVersion: 1), in: tx)
            }
        }
        #expect(refused?.code == "patients.merge.related")
        let input = MergeInput(loserID: brother.id, reason: "x", version: 1, loserVersion: 1)
        let merge = try await test.write { tx in try merging.merge(into: double.id, input, in: tx) }
        #expect(try await test.read { tx in try Relations.list(of: twin.id, in: tx).map(\.relative.id) } == [double.id])
        _ = try await test.write { tx in try merging.unmerge(merge.id, UnmergeInput(reason: "y"), in: tx) }
        #expect(
            try await test.read { tx in try Relations.list(of: twin.id, in: tx).map(\.relative.id) } == [brother.id])
    }

    @Test func aNewbornIsCalledAfterTheMotherAndLinkedToHer() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let mother = try await test.register("عائشہ بی بی", sex: .female) {
            $0.phone = "03001234567"
            $0.address = "Lahore"
            $0.language = .ur
        }
        let children = try await test.write { tx in
            try [nil, "Hamza"].map { name in
                try Newborns.register(of: mother.id, NewNewborn(name: name, sex: .male), in: tx)
            }
        }
        let child = try #require(children.first)
        #expect(child.names.primary.contains("عائشہ بی بی") && child.names.primary != mother.names.primary)
        #expect(child.birthDate == CalendarDay(year: 2026, month: 11, day: 21) && !child.birthDateEstimated)
        #expect(child.guardian == Guardian(relation: .mother, name: "عائشہ بی بی") && child.phone == mother.phone)
        #expect(children.last?.names.primary == "Hamza")
        let hers = try await test.read { tx in try Relations.list(of: mother.id, in: tx) }
        #expect(hers.map(\.kind) == [.child, .child] && hers.map(\.relative.id) == children.map(\.id))
        let man = try await test.register("Bashir")
        let refused = try await problem {
            _ = try await test.write { tx in try Newborns.register(of: man.id, NewNewborn(sex: .male), in: tx) }
        }
        #expect(refused?.fields.first?.code == "patients.field.motherSex")
    }

    /// She bears her mother's name and telephone, and is another person.
    @Test func aNewbornIsNoDoubleOfTheMother() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let mother = try await test.register("عائشہ بی بی", sex: .female) { $0.phone = "03001234567" }
        let child = try await test.write { tx in
            try Newborns.register(of: mother.id, NewNewborn(sex: .female), in: tx)
        }
        #expect(try await test.read { tx in try Pairs.list(Pairs.Query(), in: tx).items }.isEmpty)
        // Looked for again when the record changes, and still not found.
        var change = PatientChange()
        change.address = "Lahore"
        _ = try await test.write { [change] tx in
            try Registering.update(child.id, change, version: child.version, in: tx)
        }
        #expect(try await test.read { tx in try Pairs.list(Pairs.Query(), in: tx).items }.isEmpty)
    }

    @Test func consentsHaveATimeAFormAndAnEnd() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Ahmad Ali")
        let stands: @Sendable () async throws -> Bool = {
            try await test.read { tx in try Consents.stands(.sms, of: patient.id, in: tx) }
        }
        #expect(try await !stands())
        let given = try await test.write { tx in
            try Consents.give(patient.id, NewConsent(kind: .sms, formVersion: "2026-1", givenBy: "Nazir Ahmad"), in: tx)
        }
        #expect(given.map(\.formVersion) == ["2026-1"] && given.map(\.givenAt) == [TestStore.start])
        #expect(try await stands())
        let twice = try await problem {
            _ = try await test.write { tx in
                try Consents.give(patient.id, NewConsent(kind: .sms, formVersion: "2026-2"), in: tx)
            }
        }
        #expect(twice?.code == "patients.consent.standing")
        let consent = try #require(given.first)
        let after = try await test.write { tx in
            try Consents.withdraw(consent.id, of: patient.id, reason: "Changed the number", in: tx)
        }
        #expect(after.first?.withdrawReason == "Changed the number")
        #expect(try await !stands())
        let again = try await problem {
            _ = try await test.write { tx in try Consents.withdraw(consent.id, of: patient.id, reason: "x", in: tx) }
        }
        #expect(again?.code == "patients.consent.withdrawn")
    }

    @Test func contactsAreCheckedAndTheNextOfKinComesFirst() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Ahmad Ali")
        let bad = try await problem {
            _ = try await test.write { tx in
                try Contacts.add(patient.id, NewContact(name: "12", kind: .spouse, phone: "12"), in: tx)
            }
        }
        #expect(bad?.fields.map(\.field) == ["name", "phone"])
        let all = try await test.write { tx in
            _ = try Contacts.add(patient.id, NewContact(name: "Karim", kind: .sibling), in: tx)
            return try Contacts.add(
                patient.id, NewContact(name: "Asma", kind: .spouse, phone: "0300 1234567", isNextOfKin: true), in: tx)
        }
        #expect(all.map(\.name) == ["Asma", "Karim"] && all.first?.phone == "+923001234567")
        let first = try #require(all.first)
        let left = try await test.write { tx in try Contacts.remove(first.id, of: patient.id, in: tx) }
        #expect(left.map(\.name) == ["Karim"])
    }

    @Test func aDeathIsNotedOnceAndCanBeTakenBack() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Ahmad Ali") { $0.birthDate = CalendarDay(year: 1950, month: 1, day: 1) }
        let days: [(CalendarDay?, String)] = [
            (CalendarDay(year: 2026, month: 11, day: 22), "patients.field.deathFuture"),
            (CalendarDay(year: 1949, month: 12, day: 31), "patients.field.deathBeforeBirth"),
        ]
        for (day, code) in days {
            let day = try #require(day)
            let refused = try await problem {
                _ = try await test.write { tx in try Deaths.note(patient.id, NewDeath(diedOn: day), in: tx) }
            }
            #expect(refused?.fields.first?.code == code)
        }
        let day = try #require(CalendarDay(year: 2026, month: 11, day: 20))
        _ = try await test.write { tx in try Deaths.note(patient.id, NewDeath(diedOn: day, note: "Ward 3"), in: tx) }
        let refused = try await problem {
            try await test.read { tx in try Deaths.requireLiving(patient.id, in: tx) }
        }
        #expect(refused?.code == "patients.deceased" && refused?.params["date"] == "2026-11-20")
        try await test.write { tx in try Deaths.withdraw(of: patient.id, reason: "Another Ahmad Ali", in: tx) }
        try await test.read { tx in try Deaths.requireLiving(patient.id, in: tx) }
        let audit = try await test.auditTexts()
        #expect(audit.suffix(2).map(\.action) == ["patients.death.noted", "patients.death.withdrawn"])
    }
}
