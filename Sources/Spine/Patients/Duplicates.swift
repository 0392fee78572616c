import GRDB
import Names
public import SehatCore
import SehatStore

/// Why a registered patient may be the person who is about to be registered.
public enum DuplicateReason: String, WireEnum {
    /// An identifier that belongs to one person.
    case identifier
    /// The same telephone and a similar name.
    case phoneAndName
    /// The same name, born in the same year.
    case nameAndBirthYear
    /// The same telephone only: likely a relative.
    case phone
}

/// A registered patient who may be the person at the counter.
public struct DuplicateCandidate: Codable, Hashable, Sendable {
    public let patient: PatientSummary
    public let reason: DuplicateReason
    /// 0 to 100, higher for more likely.
    public let score: Int
    /// Whether registering goes on only with a reason.
    public let isLikely: Bool
}

/// What is known about the person at the counter, as far as it was typed.
struct DuplicateProbe: Sendable {
    var names: [String]
    var sex: Sex
    var birthDate: CalendarDay?
    var birthDateEstimated: Bool
    var phone: String?
    /// The telephones beside the preferred one.
    var furtherPhones: [String] = []
    var identifiers: [PatientIdentifier]
    var guardianName: String?
    var guardianRelation: GuardianRelation?
    /// Of the names, for the keys under which the same name is kept; see `MatchKey`.
    let stems: [String]

    /// - Parameters:
    ///   - keys: those of the same facts, where the caller has made them already.
    ///   - points: what was said beside the facts.
    init(_ facts: PatientFacts, _ keys: PatientKeys? = nil, points: [NewContactPoint] = []) {
        furtherPhones = points.filter { $0.form == .phone }.map(\.value)
        names = facts.names.all
        stems = keys?.stems ?? (facts.birthDate == nil ? [] : MatchKey.stems(facts.names.all))
        sex = facts.sex
        birthDate = facts.birthDate
        birthDateEstimated = facts.birthDateEstimated
        phone = facts.phone
        identifiers = facts.identifiers
        guardianName = facts.guardian?.name
        guardianRelation = facts.guardian?.relation
    }

    /// Takes what can be read of an unfinished form and leaves out the rest.
    init(_ input: NewPatient, today: CalendarDay, home: Currency, rules: IdentifierRules = .shipped) {
        let input = input.separatingPhones(home: home)
        var checks = FieldChecks()
        names = [input.name, input.otherName ?? ""].filter { !LetterFolding.words($0).isEmpty }
        sex = input.sex
        birthDate = input.birthDate
        birthDateEstimated = input.birthDateEstimated ?? false
        if birthDate == nil, let months = Self.months(input) {
            birthDate = Age.birthDay(months: months, before: today)
            birthDateEstimated = true
        }
        phone = input.phone.flatMap { text in
            checks.collect { () throws(Problem) in try PhoneNumber.e164(text, home: home) }
        }
        identifiers = (input.identifiers ?? []).prefix(10).compactMap { identifier in
            checks.collect { () throws(Problem) in try rules.normalised(identifier, field: "identifiers") }
        }
        furtherPhones = (input.contactPoints ?? []).prefix(ContactPoints.registrationLimit).compactMap { point in
            guard point.form == .phone else { return nil }
            return checks.collect { () throws(Problem) in try PhoneNumber.e164(point.value, home: home) }
        }
        guardianName = input.guardianName
        guardianRelation = input.guardianRelation
        stems = birthDate == nil ? [] : MatchKey.stems(names)
    }

    /// All telephones, the preferred one first.
    var phones: [String] { (phone.map { [$0] } ?? []) + furtherPhones.filter { $0 != phone } }

    private static func months(_ input: NewPatient) -> Int? {
        if input.ageYears == nil && input.ageMonths == nil { return nil }
        let range = 0...Age.limit * 12
        let years = min(max(input.ageYears ?? 0, 0), Age.limit)
        let months = min(max(input.ageMonths ?? 0, 0), range.upperBound)
        return min(years * 12 + months, range.upperBound)
    }
}

/// Finding patients who may be registered a second time.
enum Duplicates {
    /// How many rows of one key are looked at; keys shared by more tell nobody apart.
    static let rowLimit = 100
    /// How many candidates are shown.
    static let shown = 20

    /// The candidates, likeliest first. Every look-up goes through an index.
    ///
    /// - Parameters:
    ///   - rules: the kinds of identifiers; read here where the caller has not done so, like
    ///   - settings: when names count as similar.
    static func candidates(
        _ probe: DuplicateProbe, _ rules: IdentifierRules? = nil, _ settings: PairSettings? = nil, in tx: ReadTx
    ) throws -> [DuplicateCandidate] {
        let similar = try (settings ?? PairSettings.current(in: tx)).similarNames
        var found: [ID<Patient>: Found] = [:]
        func add(_ record: PatientRecord, _ reason: DuplicateReason, score: Int, isLikely: Bool) {
            if let before = found[record.id], before.score >= score { return }
            found[record.id] = Found(record: record, reason: reason, score: score, isLikely: isLikely)
        }
        for record in try sameIdentifier(probe, rules, in: tx) {
            add(record, .identifier, score: 100, isLikely: true)
        }
        let names = NameSimilarity.read(probe.names)
        let samePhone = try samePhone(probe, in: tx)
        for record in samePhone {
            let names = NameSimilarity.score(read: names, record.names.all) ?? 0
            let score =
                names >= similar
                ? DuplicateLikeness(probe, record).score(phoneAndNames: names) : DuplicateLikeness.relatives
            add(
                record, score > DuplicateLikeness.relatives ? .phoneAndName : .phone, score: score,
                isLikely: score >= DuplicateLikeness.likely)
        }
        for record in try sameNameAndYear(probe, in: tx) where probe.sex.agrees(with: record.sex) {
            // The key is coarse: Hassan and Hussain share it.
            guard let score = NameSimilarity.score(read: names, record.names.all), score >= similar else { continue }
            let isLikely = !isToldApart(probe, record, sharesPhone: samePhone.contains { $0.id == record.id })
            let isNear = DuplicateLikeness(probe, record).births != .agree
            add(record, .nameAndBirthYear, score: isLikely ? isNear ? 70 : 80 : 40, isLikely: isLikely)
        }
        if found.isEmpty { return [] }
        let today = tx.today
        return found.values.sorted { ($1.score, $0.record.id) < ($0.score, $1.record.id) }.prefix(shown).map {
            DuplicateCandidate(
                patient: PatientSummary($0.record, today: today), reason: $0.reason, score: $0.score,
                isLikely: $0.isLikely)
        }
    }

    private struct Found {
        let record: PatientRecord
        let reason: DuplicateReason
        let score: Int
        let isLikely: Bool
    }

    /// Whether a record that is not stored yet is likely the same person, by the rules of `candidates`.
    static func isLikely(_ probe: DuplicateProbe, _ record: PatientRecord, _ settings: PairSettings) -> Bool {
        guard probe.sex.agrees(with: record.sex),
            let score = NameSimilarity.score(probe.names, record.names.all), score >= settings.similarNames
        else { return false }
        let likeness = DuplicateLikeness(probe, record)
        if let theirs = record.phone, probe.phones.contains(theirs) {
            return likeness.score(phoneAndNames: score) >= DuplicateLikeness.likely
        }
        // Rows of one year are compared by their names; the same name of another year is another person.
        if likeness.births == .far { return false }
        return !isToldApart(probe, record, sharesPhone: false)
    }

    /// Whether people of one name and year are known to have different fathers or husbands, or, where one of the births
    /// is only estimated or the name is a single word, different telephones: many people share a common name and an age.
    ///
    /// - Parameter sharesPhone: whether any telephone of the one is any of the other.
    private static func isToldApart(_ probe: DuplicateProbe, _ record: PatientRecord, sharesPhone: Bool) -> Bool {
        if DuplicateLikeness(probe, record).guardiansDiffer { return true }
        let isSingle = [probe.names, record.names.all].contains { $0.allSatisfy(NameSimilarity.isSingle) }
        let isVague = isSingle || probe.birthDateEstimated || record.birthDateEstimated
        return isVague && !sharesPhone && !probe.phones.isEmpty && record.phone != nil
    }

    private static func sameIdentifier(
        _ probe: DuplicateProbe, _ rules: IdentifierRules?, in tx: ReadTx
    ) throws -> [PatientRecord] {
        let rules = try rules ?? IdentifierRules.needed(for: probe.identifiers, in: tx)
        return try probe.identifiers.compactMap(rules.uniqueKey(of:)).compactMap { key in
            try IdentifierRows.owner(of: key, in: tx).flatMap { try PatientRecord.find($0, in: tx) }
        }
    }

    private static func samePhone(_ probe: DuplicateProbe, in tx: ReadTx) throws -> [PatientRecord] {
        let statement = try tx.db.cachedStatement(sql: samePhoneSQL)
        return try probe.phones.flatMap { phone in
            try statement.all(
                {
                    $0.add(PhoneNumber.searchKey(e164: phone))
                    $0.add(rowLimit)
                }, PatientRecord.init)
        }
    }

    /// Estimated births may be a year off on either side.
    private static func sameNameAndYear(_ probe: DuplicateProbe, in tx: ReadTx) throws -> [PatientRecord] {
        guard let birth = probe.birthDate else { return [] }
        let statement = try tx.db.cachedStatement(sql: sameNameSQL)
        var records: [PatientRecord] = []
        for stem in probe.stems {
            for year in birth.year - 1...birth.year + 1 {
                let isVague = year == birth.year || probe.birthDateEstimated
                records += try statement.all(
                    {
                        $0.add(MatchKey.key(stem, year: year))
                        $0.add(isVague)
                        $0.add(rowLimit)
                    }, PatientRecord.init)
            }
        }
        return records
    }

    /// Whoever has the telephone, preferred or not.
    static let samePhoneSQL = """
        SELECT \(PatientRecord.columns) FROM (
            SELECT id FROM patientsPatient WHERE phoneKey = ?1
            UNION SELECT patientID FROM patientsContactPoint WHERE phoneKey = ?1 ORDER BY 1 LIMIT ?2) k
        CROSS JOIN patientsPatient p ON p.id = k.id ORDER BY p.id
        """
    static let sameNameSQL = """
        SELECT \(PatientRecord.columns) FROM patientsMatchKey m CROSS JOIN patientsPatient p ON p.id = m.patientID
        WHERE m.key = ? AND (? OR p.birthDateEstimated) ORDER BY m.patientID LIMIT ?
        """
}
