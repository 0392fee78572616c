import GRDB
public import SehatCore
public import SehatStore

/// A patient as opened: everything that is known.
public struct PatientView: Codable, Hashable, Sendable {
    public let id: ID<Patient>
    /// The medical record number with its check digit.
    public let mrn: String
    public let names: PatientNames
    public let sex: Sex
    public let birthDate: CalendarDay?
    public let birthDateEstimated: Bool
    /// On the business day of the answer; absent when the birth is not known.
    public let age: Age?
    /// In E.164 form.
    public let phone: String?
    /// Whether the person was asked and has no telephone.
    public let noPhone: Bool
    public let identifiers: [PatientIdentifier]
    public let guardian: Guardian?
    public let address: String?
    public let language: Language?
    /// What the patient speaks, the best first; absent where nobody said.
    public let languages: [SpokenLanguage]?
    /// Absent where nobody said, and where the hospital does not ask.
    public var occupation: String?
    public var religion: String?
    /// The day of death; absent for the living.
    public let deceasedOn: CalendarDay?
    public let createdAt: Instant
    /// Goes back as `If-Match` with a change.
    public let version: Int64
    /// Whether only some may open the record.
    public let isRestricted: Bool
    /// Since when nobody knows who it is, or under which name the patient was known before; absent for most.
    public var unidentified: UnidentifiedView?
    /// The identifiers whose check digit does not fit; absent where all are well.
    public var doubtfulIdentifiers: [PatientIdentifier]?

    init(_ record: PatientRecord, identifiers: [PatientIdentifier], today: CalendarDay) {
        id = record.id
        mrn = record.mrn
        names = record.names
        sex = record.sex
        birthDate = record.birthDate
        birthDateEstimated = record.birthDateEstimated
        age = record.birthDate.map { Age(bornOn: $0, on: today) }
        phone = record.phone
        noPhone = record.hasNoPhone
        self.identifiers = identifiers
        guardian = record.guardian
        address = record.address
        language = record.language
        languages = record.languages
        occupation = record.occupation
        religion = record.religion
        deceasedOn = record.diedOn
        createdAt = record.createdAt
        version = record.version
        isRestricted = record.isRestricted
    }

    /// The part that lists and banners show.
    public var summary: PatientSummary {
        var summary = PatientSummary(
            id: id, mrn: mrn, names: names, sex: sex, birthDate: birthDate, birthDateEstimated: birthDateEstimated,
            age: age, phone: phone, guardian: guardian, language: language)
        summary.deceasedOn = deceasedOn
        return summary
    }
}

/// How a search found a patient.
public enum PatientMatch: String, WireEnum {
    case mrn, phone, identifier, name
    /// A token of today.
    case token
    /// The number of a visit.
    case visit
    /// The number of a bill or a receipt.
    case bill
}

/// How near the name that a search found is to what was typed.
public enum NameFound: String, WireEnum {
    /// Every word typed is a word of the name or its beginning.
    case words
    /// The same name in another script.
    case otherScript
    /// Another spelling with the same consonants.
    case sound
    /// Another spelling that sounds near.
    case near
    /// Not every word typed: nobody has them all, or an honour or the father's name is another.
    case part
}

/// A patient as lists and banners show it: enough to tell two people of one name apart.
public struct PatientSummary: Codable, Hashable, Sendable {
    public let id: ID<Patient>
    /// The medical record number with its check digit.
    public let mrn: String
    public let names: PatientNames
    public let sex: Sex
    public let birthDate: CalendarDay?
    public let birthDateEstimated: Bool
    /// On the business day of the answer; absent when the birth is not known.
    public let age: Age?
    /// In E.164 form.
    public let phone: String?
    public let guardian: Guardian?
    /// The language in which the patient's papers are printed.
    public let language: Language?
    /// How the search found the patient; absent elsewhere.
    public var matchedBy: PatientMatch?
    /// How near the name is to what was typed; absent unless the search found the patient by name.
    public var nameFound: NameFound?
    /// True where only some may open the record; absent elsewhere.
    public var isRestricted: Bool?
    /// The day of death; absent for the living.
    public var deceasedOn: CalendarDay?
    /// True where the reader may not open the record: name and details are left out; absent elsewhere.
    public var isVeiled: Bool?
    /// Where the patient lives, and the day of the last visit; both only where a search found the patient.
    public var address: String?
    public var lastVisit: CalendarDay?

    /// A patient as a list shows it.
    public init(
        id: ID<Patient>, mrn: String, names: PatientNames, sex: Sex, birthDate: CalendarDay? = nil,
        birthDateEstimated: Bool = false, age: Age? = nil, phone: String? = nil, guardian: Guardian? = nil,
        language: Language? = nil
    ) {
        self.id = id
        self.mrn = mrn
        self.names = names
        self.sex = sex
        self.birthDate = birthDate
        self.birthDateEstimated = birthDateEstimated
        self.age = age
        self.phone = phone
        self.guardian = guardian
        self.language = language
    }

    init(_ record: PatientRecord, today: CalendarDay, matchedBy: PatientMatch? = nil, nameFound: NameFound? = nil) {
        self.init(
            id: record.id, mrn: record.mrn, names: record.names, sex: record.sex, birthDate: record.birthDate,
            birthDateEstimated: record.birthDateEstimated, age: record.birthDate.map { Age(bornOn: $0, on: today) },
            phone: record.phone, guardian: record.guardian, language: record.language)
        self.matchedBy = matchedBy
        if matchedBy != nil { address = record.address }
        self.nameFound = nameFound
        if record.isRestricted { isRestricted = true }
        deceasedOn = record.diedOn
    }
}

/// Patients as other modules need them: who somebody is, for a list, a banner or a paper.
public enum PatientSummaries {
    /// The patient, for a record about to be made or shown together with others; for a record that was merged the one
    /// that stands, so take the id from the answer.
    ///
    /// - Throws: a 404 problem when there is no such patient.
    public static func require(_ id: ID<Patient>, in tx: ReadTx) throws -> PatientSummary {
        PatientSummary(try record(try PatientAliases.current(id, in: tx), in: tx), today: tx.today)
    }

    /// The patients of a list by their ids; ids that are no patient's are left out, and records that the reader may not
    /// open are veiled.
    public static func of(_ ids: some Sequence<ID<Patient>>, in tx: ReadTx) throws -> [ID<Patient>: PatientSummary] {
        let today = tx.today
        var found: [ID<Patient>: PatientSummary] = [:]
        for id in Set(ids) {
            guard let record = try PatientRecord.find(id, in: tx) else { continue }
            found[id] = try RestrictedPatients.shown(PatientSummary(record, today: today), in: tx)
        }
        return found
    }

    /// How many patients were registered on that business day or later: the newest rows, back to the day's beginning.
    public static func registered(since day: CalendarDay, in tx: ReadTx) throws -> Int {
        let begin = day.start(in: tx.hospital.timeZone, cutOffMinutes: tx.hospital.dayCutOffMinutes)
        let times = try Instant.fetchCursor(
            tx.db, sql: "SELECT createdAt FROM patientsPatient WHERE withdrawnAt IS NULL ORDER BY id DESC")
        var count = 0
        while let time = try times.next(), time >= begin { count += 1 }
        return count
    }

    static func record(_ id: ID<Patient>, in tx: ReadTx) throws -> PatientRecord {
        guard let record = try PatientRecord.find(id, in: tx), record.withdrawnAt == nil else {
            throw Problem.patientNotFound
        }
        return record
    }
}

/// Opening a patient's record.
public enum OpeningPatients {
    /// Everything that is known about the patient; the access log says who opened it. The id of a record that was merged
    /// opens the one that stands.
    ///
    /// - Throws: a 404 problem when there is no such patient; 403 `patients.restricted.closed` when the record is restricted
    ///   and the principal neither has the permission nor has said why.
    public static func open(_ id: ID<Patient>, in tx: ReadTx) throws -> PatientView {
        let id = try PatientAliases.current(id, in: tx)
        let record = try PatientSummaries.record(id, in: tx)
        try RestrictedPatients.requireOpen(record, in: tx)
        tx.viewed(id, "patients.patient.read")
        let view = PatientView(record, identifiers: try identifiers(of: id, in: tx), today: tx.today)
        return try completed(view, in: tx)
    }

    /// The patient with what stands in other tables than the record's own.
    static func completed(_ view: PatientView, in tx: ReadTx) throws -> PatientView {
        var view = view
        view.unidentified = try UnidentifiedPatients.latest(of: view.id, in: tx).map(UnidentifiedView.init)
        let doubtful = try IdentifierRules.needed(for: view.identifiers, in: tx).doubtful(view.identifiers)
        view.doubtfulIdentifiers = doubtful.isEmpty ? nil : doubtful
        if view.occupation != nil || view.religion != nil {
            let questions = try RegistrationQuestions.inUse(in: tx)
            if !questions.asksOccupation { view.occupation = nil }
            if !questions.asksReligion { view.religion = nil }
        }
        return view
    }

    static func identifiers(of id: ID<Patient>, in tx: ReadTx) throws -> [PatientIdentifier] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM patientsIdentifier WHERE patientID = ? ORDER BY id")
        let rows = try IdentifierRecord.fetchAll(statement, arguments: [id]).map(\.identifier)
        // A merge may bring a card together with the same card.
        return rows.enumerated().filter { index, row in rows.firstIndex(of: row) == index }.map(\.element)
    }
}
