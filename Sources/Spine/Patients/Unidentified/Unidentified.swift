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
        let name = tx.catalogue.text(
            "patients.unidentified.name.\(input.sex.rawValue)", tx.hospital.language, ["number": String(number)])
        var patient = NewPatient(name: name, sex: input.sex)
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
    /// - Throws: 404; 409 `patients.unidentified.known` when that was said already; what `Registering.update` throws;
    ///   422 without a name.
    static func identify(_ id: ID<Patient>, _ change: PatientChange, version: Int64, in tx: Tx) throws -> PatientView {
        guard var record = try latest(of: id, in: tx) else {
            throw Problem(.notFound, "patients.unidentified.notFound")
        }
        guard record.identifiedAt == nil else { throw Problem(.conflict, "patients.unidentified.known") }
        guard let name = change.name, InputText.line(name) != record.temporaryName else {
            throw Problem.invalid("name", "app.field.required")
        }
        let view = try Registering.update(id, change, version: version, in: tx)
        record.identifiedAt = tx.now
        record.identifiedByName = tx.principal.username
        try record.update(tx.db)
        tx.audit("patients.unidentified.identified", record.id, patient: id, ["number": .number(record.number)])
        return try OpeningPatients.completed(view, in: tx)
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
