import Names
import SehatCore
import SehatStore

/// A child born to a patient, in the neonatal period.
struct NewNewborn: Codable, Sendable {
    /// The name, once there is one; else the child is called after the mother.
    var name: String?
    var sex: Sex
    /// Today when absent; not more than 28 days ago.
    var birthDate: CalendarDay?
}

/// Registering newborns from the mother's record.
enum Newborns {
    /// The neonatal period of the World Health Organization, in days: an older child is registered as any patient is.
    static let ageLimit = 28
    /// The youngest age in years at which somebody is taken to give birth.
    static let motherAge = 10
    /// Births of one mother that are no further apart in days are of one pregnancy.
    private static let twinDays = 3

    /// Registers a child with the mother's address, telephone and language, linked to her.
    ///
    /// - Throws: 404; 422 `patients.field.motherSex` when the patient cannot be a mother, `patients.field.newbornAge` for a
    ///   child that is older than a newborn, `patients.field.newbornMother` when she could not have borne a child that day,
    ///   or with wrong fields.
    static func register(of id: ID<Patient>, _ input: NewNewborn, in tx: Tx) throws -> PatientView {
        let mother = try PatientSummaries.record(try PatientAliases.current(id, in: tx), in: tx)
        guard mother.sex == .female else { throw Problem.invalid("sex", "patients.field.motherSex") }
        let birth = input.birthDate ?? tx.today
        try check(birth, mother, today: tx.today)
        let given = input.name.flatMap { InputText.line($0).isEmpty ? nil : $0 }
        var child = NewPatient(name: given ?? "", sex: input.sex)
        if given == nil {
            let number = try 1 + twins(of: mother.id, bornAbout: birth, in: tx)
            child.name = called(mother.name, number, mother, in: tx)
            child.otherName = mother.otherName.map { called($0, number, mother, in: tx) }
        }
        child.birthDate = birth
        child.phone = mother.phone
        child.noPhone = mother.phone == nil && mother.hasNoPhone ? true : nil
        child.guardianRelation = .mother
        child.guardianName = mother.name
        child.address = mother.address
        child.language = mother.language
        child.reasonForNew = "newborn of \(mother.mrn)"
        let view = try Registering.register(child, in: tx)
        _ = try Relations.add(view.id, NewRelation(relativeID: mother.id, kind: .mother), in: tx)
        // The child bears her name and her telephone, and is not her.
        try Pairs.separate(view.id, mother.id, reason: "newborn of \(mother.mrn)", in: tx)
        return view
    }

    private static func check(_ birth: CalendarDay, _ mother: PatientRecord, today: CalendarDay) throws {
        var checks = FieldChecks()
        checks.expect(birth <= today, "birthDate", "patients.field.birthFuture")
        checks.expect(
            birth.daysSince1970 >= today.daysSince1970 - ageLimit, "birthDate", "patients.field.newbornAge",
            ["days": String(ageLimit)])
        if let hers = mother.birthDate {
            let doubt = mother.birthDateEstimated ? Age.estimateYears : 0
            checks.expect(
                Age(bornOn: hers, on: birth).years + doubt >= motherAge, "birthDate", "patients.field.newbornMother")
        }
        // A child may be born on the day after its mother's death was noted, never later.
        if let died = mother.diedOn {
            checks.expect(birth <= died.adding(days: 1), "birthDate", "patients.field.newbornMother")
        }
        try checks.finish()
    }

    /// The mother's children of the same pregnancy who are registered already.
    private static func twins(of mother: ID<Patient>, bornAbout birth: CalendarDay, in tx: ReadTx) throws -> Int {
        try Relations.list(of: mother, in: tx).count { relation in
            guard relation.kind == .child, let other = relation.relative.birthDate else { return false }
            return abs(other.daysSince1970 - birth.daysSince1970) <= twinDays
        }
    }

    /// What a child without a name is called after its mother's name, in the language of the script in which that is
    /// written; from the second child of a birth on with its number.
    private static func called(_ name: String, _ number: Int, _ mother: PatientRecord, in tx: Tx) -> String {
        let language = language(of: name, mother.language ?? tx.hospital.language, tx.hospital.language)
        if number == 1 { return tx.catalogue.text("patients.newborn.name", language, ["name": name]) }
        return tx.catalogue.text(
            "patients.newborn.nameNumbered", language, ["name": name, "number": String(number)])
    }

    /// The language whose letters a name has: her own or the hospital's where these use them.
    private static func language(of name: String, _ hers: Language, _ home: Language) -> Language {
        let languages: [Language] =
            switch name.unicodeScalars.lazy.map(NameScript.init(of:)).first(where: { $0 != .other }) {
            case .latin: [.en]
            case .arabic: [.ur, .ar]
            case .devanagari: [.hi]
            case .other, nil: [hers]
            }
        return [hers, home].first(where: languages.contains) ?? languages[0]
    }
}
