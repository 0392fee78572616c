import GRDB
public import SehatCore
import SehatStore

/// A patient registered without a name. The phantom type of its ids.
public enum Unidentified {}

/// A row of `patientsUnidentified`.
struct UnidentifiedRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsUnidentified"

    let id: ID<Unidentified>
    let patientID: ID<Patient>
    let number: Int64
    let temporaryName: String
    let note: String?
    let registeredAt: Instant
    let registeredByName: String
    var identifiedAt: Instant?
    var identifiedByName: String?
}

/// Since when a patient has no name, or under which temporary one the patient was known.
public struct UnidentifiedView: Codable, Hashable, Sendable {
    public let temporaryName: String
    /// What tells the person apart: where found, clothes, brought by whom.
    public let note: String?
    public let registeredAt: Instant
    /// Absent while nobody knows who it is.
    public let identifiedAt: Instant?
    public let identifiedBy: String?

    init(_ record: UnidentifiedRecord) {
        temporaryName = record.temporaryName
        note = record.note
        registeredAt = record.registeredAt
        identifiedAt = record.identifiedAt
        identifiedBy = record.identifiedByName
    }
}

/// The little that is known of an unconscious person.
struct NewUnidentified: Codable, Sendable {
    var sex: Sex
    /// A guess in completed years.
    var ageYears: Int?
    /// What tells the person apart, at most 200 characters.
    var note: String?
}

/// A person whom nobody knows yet, as a list shows it.
struct UnidentifiedRow: Codable, Sendable {
    let patient: PatientSummary
    let note: String?
    let registeredAt: Instant
}

/// Patients who are registered before anybody knows who they are.
enum UnidentifiedPatients {
    static let series = "patients.unidentified"

    /// Registers a person under a temporary name made of the sex and the next number.
    ///
    /// - Throws: 422 with every wrong field.
    static func register(_ input: NewUnidentified, in tx: Tx) throws -> PatientView {
        var checks = FieldChecks()
        let note = checks.optionalLine("note", input.note, limit: 200)
        try checks.finish()
        let number = try tx.nextNumber(series)
        let key = "patients.unidentified.name.\(input.sex.rawValue)"
        let name = tx.catalogue.text(key, tx.hospital.language, ["number": String(number)])
        var patient = NewPatient(name: name, sex: input.sex)
        // For those who read the pages in Latin letters.
        patient.otherName = tx.catalogue.text(key, .en, ["number": String(number)])
        patient.ageYears = input.ageYears
        patient.reasonForNew = "unidentified \(number)"
        let view = try Registering.register(patient, in: tx)
        let record = UnidentifiedRecord(
            id: tx.newID(), patientID: view.id, number: number, temporaryName: name, note: note, registeredAt: tx.now,
            registeredByName: tx.principal.username)
        try record.insert(tx.db)
        tx.audit("patients.unidentified.registered", record.id, patient: view.id, ["number": .number(number)])
        return try OpeningPatients.completed(view, in: tx)
    }

    /// Says who it is: the record gets what is known now, and keeps the temporary name as the former one.
    ///
    /// - Throws: 404; 409 `patients.unidentified.known` when that was said already; 409 `patients.unidentified.sex` when
    ///   another sex was recorded and `reasonForSex` is missing; 409 `patients.duplicate.likely` when the person is likely
    ///   registered already, whose record is then to be merged with this one, and `reasonForNew` is missing; what
    ///   `Registering.update` throws; 422 without a name.
    static func identify(_ id: ID<Patient>, _ change: PatientChange, version: Int64, in tx: Tx) throws -> PatientView {
        guard var record = try latest(of: id, in: tx) else {
            throw Problem(.notFound, "patients.unidentified.notFound")
        }
        guard record.identifiedAt == nil else { throw Problem(.conflict, "patients.unidentified.known") }
        guard let name = change.name, InputText.line(name) != record.temporaryName else {
            throw Problem.invalid("name", "app.field.required")
        }
        let reasons = try reasons(change)
        let before = try PatientSummaries.record(id, in: tx)
        if let sex = change.sex, !sex.agrees(with: before.sex), reasons.sex == nil {
            throw Problem(
                .conflict, "patients.unidentified.sex", fields: [.init("reasonForSex", "app.field.required")],
                params: ["before": before.sex.rawValue, "after": sex.rawValue])
        }
        var change = change
        // The temporary name in the other letters goes with the temporary name.
        if change.otherName == before.otherName { change.otherName = nil }
        change.otherName = change.otherName ?? ""
        let view = try Registering.update(id, change, version: version, in: tx)
        if reasons.new == nil { try refuseLikely(id, view, in: tx) }
        record.identifiedAt = tx.now
        record.identifiedByName = tx.principal.username
        try record.update(tx.db)
        var detail: [String: AuditValue] = ["number": .number(record.number)]
        if view.sex != before.sex {
            detail["sexBefore"] = .text(before.sex.rawValue)
            detail["sexAfter"] = .text(view.sex.rawValue)
        }
        let reason = [reasons.sex, reasons.new].compactMap { $0 }.joined(separator: "; ")
        tx.audit(
            "patients.unidentified.identified", record.id, patient: id, detail, reason: reason.isEmpty ? nil : reason)
        return try OpeningPatients.completed(view, in: tx)
    }

    private static func reasons(_ change: PatientChange) throws -> (new: String?, sex: String?) {
        var checks = FieldChecks()
        let new = checks.optionalLine("reasonForNew", change.reasonForNew, limit: 200)
        let sex = checks.optionalLine("reasonForSex", change.reasonForSex, limit: 200)
        try checks.finish()
        return (new, sex)
    }

    /// Refuses what the record says now when somebody else's record says likely the same; the change is then undone with
    /// the command.
    private static func refuseLikely(_ id: ID<Patient>, _ view: PatientView, in tx: Tx) throws {
        let record = try PatientSummaries.record(id, in: tx)
        var probe = DuplicateProbe(record.facts(identifiers: view.identifiers))
        probe.furtherPhones = try ContactPoints.phones(of: id, in: tx)
        let likely = try PatientAliases.resolved(try Duplicates.candidates(probe, in: tx).filter(\.isLikely), in: tx)
            .filter { try $0.patient.id != id && !Relations.areRelated(id, $0.patient.id, in: tx) }
        if !likely.isEmpty { throw Problem.likelyDuplicate(likely) }
    }

    /// Those whom nobody knows yet, the newest first.
    static func list(in tx: ReadTx) throws -> [UnidentifiedRow] {
        let records = try UnidentifiedRecord.fetchAll(
            tx.db, sql: "SELECT * FROM patientsUnidentified WHERE identifiedAt IS NULL ORDER BY id DESC LIMIT 200")
        return try records.map { record in
            UnidentifiedRow(
                patient: try RestrictedPatients.shown(
                    try PatientSummaries.require(record.patientID, in: tx), in: tx), note: record.note,
                registeredAt: record.registeredAt)
        }
    }

    static func latest(of id: ID<Patient>, in tx: ReadTx) throws -> UnidentifiedRecord? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM patientsUnidentified WHERE patientID = ? ORDER BY id DESC LIMIT 1")
        return try UnidentifiedRecord.fetchOne(statement, arguments: [id])
    }
}
