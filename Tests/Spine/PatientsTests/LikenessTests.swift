import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// People who share a telephone and a name, and are told apart by birth, sex and father.
@Suite struct LikenessTests {
    struct Person: Sendable {
        var name = "Ahmad Ali"
        var sex = Sex.male
        var birth: CalendarDay?
        var isEstimated = false
        var father: String?
        var relation = GuardianRelation.father

        var facts: PatientFacts {
            PatientFacts(
                names: PatientNames(primary: name), sex: sex, birthDate: birth, birthDateEstimated: isEstimated,
                phone: "+923001234567", hasNoPhone: false, identifiers: [],
                guardian: father.map { Guardian(relation: relation, name: $0) })
        }

        func likeness(_ other: Person) -> DuplicateLikeness {
            let record = PatientRecord(other.facts, id: ID(rawValue: 1), mrn: "1", at: TestStore.start)
            return DuplicateLikeness(DuplicateProbe(facts), record)
        }
    }

    private static let births: [CalendarDay?] = [
        nil, CalendarDay(year: 2026, month: 11, day: 20), CalendarDay(year: 2000, month: 3, day: 4),
        CalendarDay(year: 2000, month: 4, day: 3), CalendarDay(year: 1950, month: 1, day: 1),
        CalendarDay(year: 1996, month: 11, day: 22), CalendarDay(year: 1960, month: 1, day: 1),
    ]

    private static let people: [Person] = births.flatMap { birth in
        [Sex.male, .female, .unknown].flatMap { sex in
            ["Nazir Ahmad", "Bashir Khan", nil].flatMap { father in
                [false, true].map { Person(sex: sex, birth: birth, isEstimated: $0, father: father) }
            }
        }
    }

    @Test func aScoreIsTheSameFromEitherSideAndNeverHigherForAContradiction() {
        for one in Self.people {
            for other in Self.people {
                let there = one.likeness(other)
                #expect(there == other.likeness(one), "\(one) \(other)")
                let score = there.score(phoneAndNames: 100)
                let isContradicted = there.births != .agree || !there.sexesAgree || there.guardiansDiffer
                #expect(isContradicted ? score < 100 : score == 100, "\(one) \(other)")
                if there.births == .far || !there.sexesAgree { #expect(score < DuplicateLikeness.likely) }
            }
        }
    }

    @Test func birthsSayHowFarTheyContradict() throws {
        func births(_ mine: String, _ theirs: String, isEstimated: Bool = false) throws -> DuplicateLikeness.Births {
            DuplicateLikeness.births(
                try #require(CalendarDay(mine)), isEstimated: isEstimated, try #require(CalendarDay(theirs)),
                isEstimated: false)
        }
        #expect(try births("2026-11-21", "2000-03-04") == .far)
        #expect(try births("2000-04-03", "2000-03-04") == .near)
        #expect(try births("1990-03-04", "1980-03-04") == .near)
        #expect(try births("1990-01-01", "1960-01-01") == .far)
        #expect(try births("1996-11-22", "1950-01-01", isEstimated: true) == .far)
        #expect(try births("1996-11-22", "1995-01-01", isEstimated: true) == .agree)
        #expect(try births("1996-11-22", "1988-01-01", isEstimated: true) == .near)
    }

    @Test func aFatherAndAHusbandSayNothingAboutEachOther() {
        let daughter = Person(sex: .female, father: "Nazir Ahmad")
        let wife = Person(sex: .female, father: "Bashir Khan", relation: .husband)
        #expect(!daughter.likeness(wife).guardiansDiffer)
        #expect(daughter.likeness(Person(sex: .female, father: "Bashir Khan")).guardiansDiffer)
    }

    /// One telephone in a family in which a name is handed on.
    @Test func aGrandsonIsNotHisGrandfather() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        _ = try await test.register("Ahmad Ali") {
            $0.phone = "03001234567"
            $0.birthDate = CalendarDay(year: 1950, month: 6, day: 7)
        }
        let found = try await test.read { tx in
            var input = NewPatient(name: "Ahmad Ali", sex: .male)
            (input.phone, input.birthDate) = ("03001234567", tx.today)
            return try Duplicates.candidates(DuplicateProbe(input, today: tx.today, home: .PKR), in: tx)
        }
        #expect(found.map(\.reason) == [.phone] && found.map(\.isLikely) == [false])
    }
}

/// What cannot be true of a person, and what no paper could show.
@Suite struct PersonRulesTests {
    private func refusal(_ body: () async throws -> Void) async throws -> String? {
        try await problem(body)?.fields.first?.code
    }

    @Test func aNameIsOfSignsThatCanBePrinted() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        for (name, sign) in [("Kamran 🙂 Butt", "🙂"), ("ਗੁਰਪ੍ਰੀਤ", "ਗੁ"), ("Ali ☎", "☎"), ("Ali\u{FFFD}", "\u{FFFD}")] {
            let problem = try await problem { try await test.register(name) }
            #expect(problem?.fields.first?.code == "patients.field.nameSign" && problem?.fields.first?.field == "name")
            #expect(problem?.fields.first?.params["sign"] == sign)
        }
        for name in [
            "D’Souza", "Ali s/o Ahmed", "ماہ\u{200C}نور", "ज़ाहिद", "ʿAlī Rāhīm", "M. Ali-Khan (late)", "Unknown man 3",
        ] {
            #expect(try await test.register(name).names.primary == InputText.composed(name))
        }
        let child = try await refusal { try await test.register("Ali") { $0.guardianName = "Butt 🙂" } }
        #expect(child == "patients.field.nameSign")
    }

    @Test func noEstimateExplainsADeathLongBeforeTheBirth() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Ahmad Ali") { $0.ageYears = 30 }
        func note(_ year: Int) async throws {
            let day = try #require(CalendarDay(year: year, month: 1, day: 1))
            _ = try await test.write { tx in try Deaths.note(patient.id, NewDeath(diedOn: day), in: tx) }
        }
        #expect(try await refusal { try await note(1950) } == "patients.field.deathBeforeBirth")
        try await note(2020)
        var change = PatientChange()
        change.birthDate = CalendarDay(year: 2021, month: 1, day: 1)
        let refused = try await refusal {
            _ = try await test.write { [change] tx in
                try Registering.update(patient.id, change, version: patient.version, in: tx)
            }
        }
        #expect(refused == "patients.field.birthAfterDeath")
    }

    @Test func aNewbornIsNewAndTwinsAreTwo() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let mother = try await test.register("Ayesha Bibi", sex: .female) {
            $0.otherName = "عائشہ بی بی"
            $0.birthDate = CalendarDay(year: 1996, month: 1, day: 1)
        }
        func born(_ year: Int, _ month: Int, _ day: Int) async throws -> PatientView {
            let birth = try #require(CalendarDay(year: year, month: month, day: day))
            return try await test.write { tx in
                var input = NewNewborn(sex: .female)
                input.birthDate = birth
                return try Newborns.register(of: mother.id, input, in: tx)
            }
        }
        #expect(try await refusal { _ = try await born(2000, 1, 1) } == "patients.field.newbornAge")
        #expect(try await refusal { _ = try await born(2026, 11, 22) } == "patients.field.birthFuture")
        let (first, second) = (try await born(2026, 11, 20), try await born(2026, 11, 21))
        #expect(first.names == PatientNames(primary: "Baby of Ayesha Bibi", other: "نومولود عائشہ بی بی"))
        #expect(second.names == PatientNames(primary: "Baby 2 of Ayesha Bibi", other: "نومولود 2 عائشہ بی بی"))
        let girl = try await test.register("Zara", sex: .female) {
            $0.birthDate = CalendarDay(year: 2020, month: 1, day: 1)
        }
        let refused = try await refusal {
            _ = try await test.write { tx in try Newborns.register(of: girl.id, NewNewborn(sex: .male), in: tx) }
        }
        #expect(refused == "patients.field.newbornMother")
    }

    @Test func telephonesAreReadAsTheyArePasted() async throws {
        #expect(try PhoneNumber.e164("tel:+92-300-1234567", home: .PKR) == "+923001234567")
        #expect(try PhoneNumber.e164("0300/1234567", home: .PKR) == "+923001234567")
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Ahmad Ali") { $0.phone = "0300-1234567 / 0321-7654321" }
        #expect(patient.phone == "+923001234567")
        #expect(
            try await test.read { tx in try ContactPoints.phones(of: patient.id, in: tx) } == ["+923217654321"])
        let refused = #expect(throws: Problem.self) {
            try PhoneNumber.e164("03001234567, 03217654321", home: .PKR)
        }
        #expect(refused?.fields.first?.code == "patients.field.phoneTwo")
    }

    @Test func aTelephoneKeepsItsUseWhenAnotherIsPreferred() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Ahmad Ali") {
            $0.phone = "03001234567"
            $0.contactPoints = [NewContactPoint(form: .phone, value: "03217654321", use: .work)]
        }
        func prefer() async throws -> [ContactPointView] {
            try await test.write { tx in
                let other = try #require(try ContactPoints.list(of: patient.id, in: tx).first)
                return try ContactPoints.prefer(other.id, of: patient.id, in: tx)
            }
        }
        #expect(try await prefer().map(\.use) == [.own])
        #expect(try await prefer().map(\.use) == [.work])
    }

    @Test func aDoubtfulNumberIsPointedOutInTheAnswer() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let doubtful = PatientIdentifier(type: .abha, value: "91-1234-5678-9012")
        let patient = try await test.register("Ahmad Ali") { $0.identifiers = [doubtful] }
        #expect(patient.doubtfulIdentifiers == [doubtful])
        for rule in IdentifierRules.shipped.all { #expect(rule.checkDigitFits(rule.example), "\(rule.code)") }
        let stored = try await test.read { tx in try IdentifierRules.current(in: tx) }
        #expect(stored.all == IdentifierRules.shipped.all)
    }
}

/// Saying who a person is whom nobody knew.
@Suite struct IdentifyingTests {
    private func unknown(_ test: TestStore, _ sex: Sex) async throws -> PatientView {
        try await test.write { tx in try UnidentifiedPatients.register(NewUnidentified(sex: sex), in: tx) }
    }

    private func identify(
        _ test: TestStore, _ patient: PatientView, _ fill: @escaping @Sendable (inout PatientChange) -> Void
    ) async throws -> PatientView {
        try await test.write { tx in
            var change = PatientChange()
            change.name = "Gulnaz Afridi"
            fill(&change)
            return try UnidentifiedPatients.identify(patient.id, change, version: patient.version, in: tx)
        }
    }

    @Test func whoIsRegisteredAlreadyIsNamed() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let there = try await test.register("Gulnaz Afridi", sex: .female) { $0.phone = "0345-1110001" }
        let patient = try await unknown(test, .female)
        let refused = try await problem {
            _ = try await identify(test, patient) { $0.phone = "03451110001" }
        }
        #expect(refused?.code == "patients.duplicate.likely")
        #expect(refused?.params["patientIDs"] == there.id.description)
        let open = try await test.read { tx in try OpeningPatients.open(patient.id, in: tx) }
        #expect(open.names == patient.names && open.unidentified?.identifiedAt == nil, "nothing was changed")
        let known = try await identify(test, patient) {
            $0.phone = "03451110001"
            $0.reasonForNew = "her twin"
        }
        #expect(known.names == PatientNames(primary: "Gulnaz Afridi") && known.unidentified?.identifiedAt != nil)
        #expect(
            try await test.auditTexts().last { $0.action == "patients.unidentified.identified" }?.text.contains(
                "her twin") == true)
    }

    @Test func anotherSexNeedsAReason() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await unknown(test, .male)
        let refused = try await problem { _ = try await identify(test, patient) { $0.sex = .female } }
        #expect(refused?.code == "patients.unidentified.sex" && refused?.fields.first?.field == "reasonForSex")
        let known = try await identify(test, patient) {
            $0.sex = .female
            $0.reasonForSex = "seen without the coat"
        }
        #expect(known.sex == .female)
        let text = try await test.auditTexts().last { $0.action == "patients.unidentified.identified" }?.text ?? ""
        #expect(text.contains("seen without the coat") && text.contains("sexBefore"))
        let free = try await unknown(test, .unknown)
        #expect(try await identify(test, free) { $0.sex = .female }.sex == .female)
    }

    @Test func theTemporaryNameIsReadInLatinToo() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await unknown(test, .female)
        #expect([patient.names.primary, patient.names.other].contains("Unknown woman 1"))
    }
}
