public import SehatCore

/// What is said about a patient at registration.
///
/// The birth may be given as a day, or as an age, from which a birth day is reckoned and marked as estimated.
public struct NewPatient: Codable, Hashable, Sendable {
    /// The full name as written, 1 to 200 characters, in any script.
    public var name: String
    /// The same name in another script.
    public var otherName: String?
    public var sex: Sex
    public var birthDate: CalendarDay?
    /// Whether `birthDate` is a guess; an age always makes it one.
    public var birthDateEstimated: Bool?
    /// Completed years, 0 to 130, where the birth day is not known.
    public var ageYears: Int?
    /// Completed months, alone or beyond `ageYears`.
    public var ageMonths: Int?
    /// A telephone number in any usual form.
    public var phone: String?
    /// True when the person was asked and has no telephone.
    public var noPhone: Bool?
    public var identifiers: [PatientIdentifier]?
    public var guardianRelation: GuardianRelation?
    public var guardianName: String?
    public var address: String?
    /// The language in which the patient's papers are printed.
    public var language: Language?
    /// What the patient speaks, the best first.
    public var languages: [SpokenLanguage]?
    /// Only where the hospital asks it.
    public var occupation: String?
    /// Only where the hospital asks it.
    public var religion: String?
    /// Telephones and addresses beside the preferred ones above.
    public var contactPoints: [NewContactPoint]?
    /// Why this is somebody else than the likely duplicates that were shown.
    public var reasonForNew: String?

    /// The same with several telephones in the field of one, as they stand on old cards, each in its place: the first is
    /// the preferred one.
    func separatingPhones(home: Currency) -> NewPatient {
        guard let phone, case let numbers = PhoneNumber.separate(phone, home: home), numbers.count > 1 else {
            return self
        }
        var input = self
        input.phone = numbers[0]
        input.contactPoints =
            (contactPoints ?? []) + numbers.dropFirst().map { NewContactPoint(form: .phone, value: $0, use: .other) }
        return input
    }

    /// A patient of whom only the name and the sex are known so far.
    public init(name: String, sex: Sex) {
        self.name = name
        self.sex = sex
    }
}

/// A change of what is known about a patient: what is absent stays, an empty text removes.
public struct PatientChange: Codable, Hashable, Sendable {
    public var name: String?
    public var otherName: String?
    public var sex: Sex?
    public var birthDate: CalendarDay?
    public var birthDateEstimated: Bool?
    public var ageYears: Int?
    public var ageMonths: Int?
    public var phone: String?
    public var noPhone: Bool?
    /// All identifiers of the patient, in place of those before.
    public var identifiers: [PatientIdentifier]?
    public var guardianRelation: GuardianRelation?
    public var guardianName: String?
    public var address: String?
    public var language: Language?
    /// All languages that the patient speaks, in place of those before.
    public var languages: [SpokenLanguage]?
    public var occupation: String?
    public var religion: String?
    /// The version that the caller has seen, unless it came as `If-Match`.
    public var version: Int64?
    /// Why this is somebody else than the likely duplicates that were shown; asked where a person is identified.
    public var reasonForNew: String?
    /// Why the sex that was recorded is wrong; asked where a person is identified.
    public var reasonForSex: String?

    /// A change of nothing.
    public init() {}
}

extension PatientChange {
    /// The registration that would lead to the changed record, checked by the same rules.
    func applied(to facts: PatientFacts) -> NewPatient {
        var input = NewPatient(name: name ?? facts.names.primary, sex: sex ?? facts.sex)
        input.otherName = otherName ?? facts.names.other
        let hasNewBirth = birthDate != nil || ageYears != nil || ageMonths != nil
        input.birthDate = hasNewBirth ? birthDate : facts.birthDate
        input.birthDateEstimated = birthDateEstimated ?? (hasNewBirth ? nil : facts.birthDateEstimated)
        input.ageYears = ageYears
        input.ageMonths = ageMonths
        input.phone = phone ?? (noPhone == true ? nil : facts.phone)
        input.noPhone = noPhone ?? (phone.map(\.isEmpty) ?? true ? facts.hasNoPhone : false)
        input.identifiers = identifiers ?? facts.identifiers
        input.guardianRelation = guardianRelation ?? facts.guardian?.relation
        input.guardianName = guardianName ?? facts.guardian?.name
        input.address = address ?? facts.address
        input.language = language ?? facts.language
        input.languages = languages ?? facts.languages
        input.occupation = occupation ?? facts.occupation
        input.religion = religion ?? facts.religion
        return input
    }
}
