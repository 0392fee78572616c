import Foundation
import SehatCore

/// The checks that a patient's facts pass before they are stored; every wrong field is named at once.
enum PatientChecks {
    /// The longest name, in characters.
    static let nameLimit = 200
    /// The first day that is taken as a birth day.
    static let firstBirthYear = 1890

    /// The facts in the form in which they are stored.
    ///
    /// - Parameters:
    ///   - today: the business day; a birth after it is refused, an age is reckoned from it.
    ///   - home: the hospital's currency, which tells the country of national telephone numbers.
    ///   - rules: the kinds of identifiers; those of `known` were taken before and pass as they are.
    ///   - knownNames: names that were taken before and pass as they are.
    /// - Throws: `Problem.invalid` with every field that is wrong.
    static func facts(
        _ input: NewPatient, today: CalendarDay, home: Currency, rules: IdentifierRules = .shipped,
        known: [PatientIdentifier] = [], knownNames: Set<String> = []
    ) throws -> PatientFacts {
        var checks = FieldChecks()
        let names = names(input, knownNames, &checks)
        let birth = birth(input, today: today, &checks)
        let phone = phone(input, home: home, &checks)
        let identifiers = identifiers(input.identifiers ?? [], rules, known, &checks)
        let guardian = guardian(input, knownNames, &checks)
        let address = checks.optionalLine("address", input.address, limit: 300)
        let occupation = checks.optionalLine("occupation", input.occupation, limit: 80)
        let religion = checks.optionalLine("religion", input.religion, limit: 60)
        let languages = languages(input.languages ?? [], &checks)
        _ = ContactPoints.clean(input.contactPoints ?? [], home: home, &checks)
        try checks.finish()
        return PatientFacts(
            names: names, sex: input.sex, birthDate: birth.day, birthDateEstimated: birth.isEstimated, phone: phone,
            hasNoPhone: phone == nil && input.noPhone == true, identifiers: identifiers, guardian: guardian,
            address: address, language: input.language, languages: languages, occupation: occupation, religion: religion
        )
    }

    /// A name without controls in canonical form, with a letter in it, not longer than the limit and of signs that can be
    /// printed.
    static func name(
        _ field: String, _ text: String, known: Set<String> = [], _ checks: inout FieldChecks
    ) -> String {
        let clean = InputText.composed(InputText.line(text))
        if known.contains(clean) { return clean }
        checks.expect(!clean.isEmpty, field, "app.field.required")
        // Marks piled upon one letter count as one character, so the scalars are bounded too.
        if clean.utf8.count > nameLimit {
            checks.expect(
                clean.count <= nameLimit && clean.unicodeScalars.count <= nameLimit * 4, field, "app.field.tooLong",
                ["limit": String(nameLimit)])
        }
        checks.expect(
            clean.isEmpty || clean.unicodeScalars.contains { $0.properties.isAlphabetic }, field,
            "patients.field.nameLetters")
        if let sign = NameSigns.unprintable(in: clean) {
            checks.refuse(
                field, "patients.field.nameSign", ["sign": String(sign.unicodeScalars.prefix(8).map(Character.init))])
        }
        return clean
    }

    private static func names(
        _ input: NewPatient, _ known: Set<String>, _ checks: inout FieldChecks
    ) -> PatientNames {
        let primary = name("name", input.name, known: known, &checks)
        var other: String?
        if let text = input.otherName, !InputText.line(text).isEmpty {
            other = name("otherName", text, known: known, &checks)
        }
        return PatientNames(primary: primary, other: other == primary ? nil : other)
    }

    private static func birth(
        _ input: NewPatient, today: CalendarDay, _ checks: inout FieldChecks
    ) -> (day: CalendarDay?, isEstimated: Bool) {
        if let day = input.birthDate {
            checks.expect(day <= today, "birthDate", "patients.field.birthFuture")
            checks.expect(
                day.year >= firstBirthYear, "birthDate", "patients.field.birthTooEarly",
                ["year": String(firstBirthYear)])
            checks.expect(
                input.ageYears == nil && input.ageMonths == nil, "ageYears", "patients.field.birthTwice")
            return (day, input.birthDateEstimated ?? false)
        }
        guard input.ageYears != nil || input.ageMonths != nil else { return (nil, false) }
        let (years, months) = (input.ageYears ?? 0, input.ageMonths ?? 0)
        let isInRange =
            (0...Age.limit).contains(years) && (0...Age.limit * 12).contains(months)
            && years * 12 + months <= Age.limit * 12
        guard isInRange else {
            checks.refuse(
                input.ageYears == nil ? "ageMonths" : "ageYears", "patients.field.age", ["limit": String(Age.limit)])
            return (nil, false)
        }
        return (Age.birthDay(months: years * 12 + months, before: today), true)
    }

    private static func phone(_ input: NewPatient, home: Currency, _ checks: inout FieldChecks) -> String? {
        guard let text = input.phone, !InputText.line(text).isEmpty else { return nil }
        checks.expect(input.noPhone != true, "phone", "patients.field.phoneAndNone")
        return checks.collect { () throws(Problem) in try PhoneNumber.e164(text, home: home) }
    }

    private static func identifiers(
        _ list: [PatientIdentifier], _ rules: IdentifierRules, _ known: [PatientIdentifier], _ checks: inout FieldChecks
    ) -> [PatientIdentifier] {
        checks.expect(list.count <= 10, "identifiers", "patients.field.tooManyIdentifiers", ["limit": "10"])
        var clean: [PatientIdentifier] = []
        for (index, identifier) in list.prefix(10).enumerated() {
            let field = "identifiers.\(index).value"
            let one = checks.collect { () throws(Problem) in
                known.contains(identifier) ? identifier : try rules.normalised(identifier, field: field)
            }
            if let one, !clean.contains(one) { clean.append(one) }
        }
        return clean
    }

    /// Each once, in their order; nil for none.
    private static func languages(_ list: [SpokenLanguage], _ checks: inout FieldChecks) -> [SpokenLanguage]? {
        var clean: [SpokenLanguage] = []
        for language in list where !clean.contains(language) { clean.append(language) }
        checks.expect(
            clean.count <= SpokenLanguage.limit, "languages", "patients.field.tooManyLanguages",
            ["limit": String(SpokenLanguage.limit)])
        return clean.isEmpty ? nil : clean
    }

    /// Further telephones and addresses that `facts` has found in order.
    static func contactPoints(_ input: NewPatient, home: Currency) throws -> [NewContactPoint] {
        guard let list = input.contactPoints, !list.isEmpty else { return [] }
        var checks = FieldChecks()
        let clean = ContactPoints.clean(list, home: home, &checks)
        try checks.finish()
        return clean
    }

    private static func guardian(
        _ input: NewPatient, _ known: Set<String>, _ checks: inout FieldChecks
    ) -> Guardian? {
        guard let text = input.guardianName, !InputText.line(text).isEmpty else { return nil }
        return Guardian(
            relation: input.guardianRelation ?? .guardian, name: name("guardianName", text, known: known, &checks))
    }
}

extension FieldChecks {
    /// The value, or nil after noting the fields that `make` refused.
    mutating func collect<Value>(_ make: () throws(Problem) -> Value) -> Value? {
        do {
            return try make()
        } catch {
            for field in error.fields { refuse(field.field, field.code, field.params) }
            return nil
        }
    }
}
