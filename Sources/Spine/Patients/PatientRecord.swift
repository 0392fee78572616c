import GRDB
import SehatCore

/// A row of `patientsPatient`.
struct PatientRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsPatient"

    var id: ID<Patient>
    var mrn: String
    var name: String
    var otherName: String?
    var sex: Sex
    var birthDate: CalendarDay?
    var birthDateEstimated: Bool
    var phone: String?
    var hasNoPhone: Bool
    /// The digits of the phone from its end; see `PhoneNumber.searchKey`.
    var phoneKey: String?
    var guardianRelation: GuardianRelation?
    var guardianName: String?
    var address: String?
    var language: Language?
    var languages: [SpokenLanguage]? = nil
    var occupation: String? = nil
    var religion: String? = nil
    /// The keys of the names as one text; see `NameKeys.text`.
    var nameKeys: String
    /// Why the patient was registered although likely duplicates were shown.
    var reasonForNew: String?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int64
    /// Whether only some may open the record; see `RestrictedPatients`.
    var isRestricted = false
    /// When the patient was taken back with an import; such a record is shown nowhere.
    var withdrawnAt: Instant? = nil
    /// The day of death that stands; see `Deaths`.
    var diedOn: CalendarDay? = nil
    /// Whose the preferred telephone is, and what kind the preferred address; nil where nobody said.
    var phoneUse: ContactUse? = nil
    var addressUse: ContactUse? = nil
}

extension PatientRecord {
    var names: PatientNames { PatientNames(primary: name, other: otherName) }

    var guardian: Guardian? {
        guard let guardianName else { return nil }
        return Guardian(relation: guardianRelation ?? .other, name: guardianName)
    }

    /// What a person said about the patient, without what the product made of it.
    func facts(identifiers: [PatientIdentifier]) -> PatientFacts {
        PatientFacts(
            names: names, sex: sex, birthDate: birthDate, birthDateEstimated: birthDateEstimated, phone: phone,
            hasNoPhone: hasNoPhone, identifiers: identifiers, guardian: guardian, address: address, language: language,
            languages: languages, occupation: occupation, religion: religion)
    }

    /// Takes over checked facts with everything that is made of them; id, number and version stay.
    mutating func take(_ facts: PatientFacts) {
        name = facts.names.primary
        otherName = facts.names.other
        sex = facts.sex
        if phone != facts.phone { phoneUse = nil }
        if address != facts.address { addressUse = nil }
        birthDate = facts.birthDate
        birthDateEstimated = facts.birthDateEstimated
        phone = facts.phone
        hasNoPhone = facts.hasNoPhone
        phoneKey = facts.phone.map(PhoneNumber.searchKey(e164:))
        guardianRelation = facts.guardian?.relation
        guardianName = facts.guardian?.name
        address = facts.address
        language = facts.language
        languages = facts.languages
        occupation = facts.occupation
        religion = facts.religion
        nameKeys = NameKeys(names: facts.names.all).text
    }
}

/// What is known about a patient, checked and in the form in which it is stored.
struct PatientFacts: Codable, Hashable, Sendable {
    var names: PatientNames
    var sex: Sex
    var birthDate: CalendarDay?
    var birthDateEstimated: Bool
    var phone: String?
    var hasNoPhone: Bool
    var identifiers: [PatientIdentifier]
    var guardian: Guardian?
    var address: String?
    var language: Language?
    var languages: [SpokenLanguage]? = nil
    var occupation: String? = nil
    var religion: String? = nil
}

/// A row of `patientsIdentifier`.
struct IdentifierRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsIdentifier"

    var id: ID<PatientIdentifier>
    var patientID: ID<Patient>
    var type: IdentifierType
    var value: String
    /// What a search compares: letters and digits only.
    var searchKey: String
    /// What no two patients may share; NULL where sharing is allowed.
    var uniqueKey: String?

    var identifier: PatientIdentifier { PatientIdentifier(type: type, value: value) }
}
