import GRDB
public import SehatCore
public import SehatStore

/// A restricted record that somebody opened for a reason. The phantom type of its ids.
public enum BreakGlass {}

/// A row of `patientsBreakGlass`.
struct BreakGlassRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsBreakGlass"

    let id: ID<BreakGlass>
    let patientID: ID<Patient>
    let userID: ID<User>
    let userName: String
    let reason: String
    let at: Instant
    let until: Instant
}

/// Who opened which restricted record for which reason.
struct BreakGlassView: Codable, Sendable {
    let id: ID<BreakGlass>
    let patientID: ID<Patient>
    let mrn: String
    let userName: String
    let reason: String
    let at: Instant
    /// Until when that person may open the record without saying why again.
    let until: Instant
}

/// Setting or taking the mark.
struct RestrictionInput: Codable, Sendable {
    var isRestricted: Bool
    var reason: String
}

/// Records that only some may open: staff, people of public life, victims.
public enum RestrictedPatients {
    /// How long a reason opens a record, in minutes.
    static let minutes: Int64 = 60

    /// Lets those pass who may open the record: everybody where it carries no mark, else who has the permission or has
    /// said why within the last hour.
    ///
    /// - Throws: 404; 403 `patients.restricted.closed`, which says what to do.
    public static func requireOpen(_ id: ID<Patient>, in tx: ReadTx) throws {
        try requireOpen(try PatientSummaries.record(try PatientAliases.current(id, in: tx), in: tx), in: tx)
    }

    static func requireOpen(_ record: PatientRecord, in tx: ReadTx) throws {
        if try isOpen(record, in: tx) { return }
        throw Problem(
            .forbidden, "patients.restricted.closed", params: ["mrn": record.mrn, "patientID": record.id.description])
    }

    /// Whether the person may open the record now.
    static func isOpen(_ record: PatientRecord, in tx: ReadTx) throws -> Bool {
        if !record.isRestricted || tx.principal.may(.patientsRestricted) { return true }
        guard let user = tx.principal.userID else { return false }
        let statement = try tx.db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM patientsBreakGlass WHERE patientID = ? AND userID = ? AND until > ?)")
        return try Bool.fetchOne(statement, arguments: [record.id, user, tx.now]) ?? false
    }

    /// Lets those pass who may open the record of a patient who was read already.
    ///
    /// - Throws: 403 `patients.restricted.closed`.
    public static func requireOpen(_ patient: PatientSummary, in tx: ReadTx) throws {
        if patient.isRestricted == true { try requireOpen(patient.id, in: tx) }
    }

    /// A patient for an answer: as it is for who may open the record, else veiled, which leaves the record number alone.
    public static func shown(_ patient: PatientSummary, in tx: ReadTx) throws -> PatientSummary {
        guard patient.isRestricted == true else { return patient }
        guard try !isOpen(PatientSummaries.record(patient.id, in: tx), in: tx) else { return patient }
        var veiled = PatientSummary(id: patient.id, mrn: patient.mrn, names: veiledNames, sex: .unknown)
        veiled.isRestricted = true
        veiled.isVeiled = true
        return veiled
    }

    /// What stands in place of the names of a record that the reader may not open.
    public static let veiledNames = PatientNames(primary: "•••")

    /// Those of the patients whose records the reader may not open.
    public static func closed(_ ids: some Sequence<ID<Patient>>, in tx: ReadTx) throws -> Set<ID<Patient>> {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM patientsPatient WHERE id = ? AND isRestricted)")
        return try Set(ids).filter { id in
            guard try Bool.fetchOne(statement, arguments: [id]) == true else { return false }
            return try !isOpen(PatientSummaries.record(id, in: tx), in: tx)
        }
    }

    /// The rows of a search with what is not needed to point at a person left out of restricted ones: telephone, birth
    /// day and guardian.
    static func veiled(_ rows: [PatientSummary], in tx: ReadTx) throws -> [PatientSummary] {
        try rows.map { row in
            guard row.isRestricted == true, try !isOpen(PatientSummaries.record(row.id, in: tx), in: tx) else {
                return row
            }
            var veiled = PatientSummary(
                id: row.id, mrn: row.mrn, names: row.names, sex: row.sex, language: row.language)
            veiled.isRestricted = true
            veiled.matchedBy = row.matchedBy
            veiled.nameFound = row.nameFound
            return veiled
        }
    }

    /// The same for one row.
    static func veiled(_ row: PatientSummary, in tx: ReadTx) throws -> PatientSummary {
        try veiled([row], in: tx).first ?? row
    }

    /// Sets the mark or takes it off; saying what is so already changes nothing.
    ///
    /// - Throws: 404; 422 without a reason.
    static func mark(_ id: ID<Patient>, _ input: RestrictionInput, in tx: Tx) throws -> PatientView {
        var record = try PatientSummaries.record(try PatientAliases.current(id, in: tx), in: tx)
        let reason = try reason(input.reason)
        if record.isRestricted != input.isRestricted {
            record.isRestricted = input.isRestricted
            record.updatedAt = tx.now
            record.version += 1
            try record.update(tx.db)
            tx.audit(
                input.isRestricted ? "patients.restriction.set" : "patients.restriction.taken", record.id,
                patient: record.id, reason: reason)
            tx.announce("patients.patient", record.id.description)
        }
        return try OpeningPatients.open(record.id, in: tx)
    }

    /// Opens a restricted record for a reason; the log says who and why, and the list of such openings shows it.
    ///
    /// - Throws: 404; 403 for nobody in particular; 409 when the record carries no mark; 422 without a reason.
    static func breakGlass(_ id: ID<Patient>, reason: String, in tx: Tx) throws -> BreakGlassView {
        let record = try PatientSummaries.record(try PatientAliases.current(id, in: tx), in: tx)
        let reason = try Self.reason(reason)
        guard record.isRestricted else { throw Problem(.conflict, "patients.restricted.not") }
        guard let user = tx.principal.userID else { throw Problem(.forbidden, "patients.restricted.nobody") }
        let opened = BreakGlassRecord(
            id: tx.newID(), patientID: record.id, userID: user, userName: tx.principal.username, reason: reason,
            at: tx.now, until: tx.now.adding(seconds: minutes * 60))
        try opened.insert(tx.db)
        tx.audit("patients.restriction.opened", opened.id, patient: record.id, reason: reason)
        return view(opened, mrn: record.mrn)
    }

    /// Who opened restricted records and why, the newest first.
    static func list(limit: Int?, after: String?, in tx: ReadTx) throws -> Page<BreakGlassView> {
        let limit = PageLimit.clamp(limit)
        let rows = try BreakGlassRecord.fetchAll(
            tx.db, sql: "SELECT * FROM patientsBreakGlass WHERE id < ? ORDER BY id DESC LIMIT ?",
            arguments: [after.flatMap(Int64.init) ?? Int64.max, limit + 1])
        let patients = try PatientSummaries.of(rows.map(\.patientID), in: tx)
        let items = rows.prefix(limit).map { view($0, mrn: patients[$0.patientID]?.mrn ?? "") }
        return Page(items: items, next: rows.count > limit ? rows[limit - 1].id.description : nil)
    }

    private static func view(_ record: BreakGlassRecord, mrn: String) -> BreakGlassView {
        BreakGlassView(
            id: record.id, patientID: record.patientID, mrn: mrn, userName: record.userName, reason: record.reason,
            at: record.at, until: record.until)
    }

    private static func reason(_ text: String) throws -> String {
        var checks = FieldChecks()
        let reason = checks.line("reason", text, limit: 200)
        try checks.finish()
        return reason
    }
}

extension DuplicateCandidate {
    /// The candidate with no more of a restricted record than points at the person.
    func pointing(in tx: ReadTx) throws -> DuplicateCandidate {
        DuplicateCandidate(
            patient: try RestrictedPatients.veiled(patient, in: tx), reason: reason, score: score, isLikely: isLikely)
    }
}
