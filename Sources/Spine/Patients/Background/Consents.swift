public import GRDB
public import SehatCore
public import SehatStore

/// To what a patient consents.
public enum ConsentKind: String, WireEnum {
    /// Messages to the patient's telephone.
    case sms
    /// Sharing data with other institutions.
    case dataSharing
}

extension ConsentKind: DatabaseValueConvertible {}

/// A consent that was given. The phantom type of consent ids.
public enum Consent {}

/// A row of `patientsConsent`.
struct ConsentRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsConsent"

    let id: ID<Consent>
    let patientID: ID<Patient>
    let kind: ConsentKind
    let formVersion: String
    let givenBy: String?
    let givenAt: Instant
    let recordedByName: String
    var withdrawnAt: Instant?
    var withdrawnByName: String?
    var withdrawReason: String?
}

/// A consent with its time and the form that was signed.
struct ConsentView: Codable, Sendable {
    let id: ID<Consent>
    let kind: ConsentKind
    /// The version of the form that was signed.
    let formVersion: String
    /// Who gave it in the patient's place; absent when the patient did.
    let givenBy: String?
    let givenAt: Instant
    let recordedBy: String
    let withdrawnAt: Instant?
    let withdrawnBy: String?
    let withdrawReason: String?

    init(_ record: ConsentRecord) {
        id = record.id
        kind = record.kind
        formVersion = record.formVersion
        givenBy = record.givenBy
        givenAt = record.givenAt
        recordedBy = record.recordedByName
        withdrawnAt = record.withdrawnAt
        withdrawnBy = record.withdrawnByName
        withdrawReason = record.withdrawReason
    }
}

/// A consent to be noted.
struct NewConsent: Codable, Sendable {
    var kind: ConsentKind
    var formVersion: String
    var givenBy: String?
}

/// What patients consented to, and withdrew.
public enum Consents {
    /// Whether the patient consents now; nothing is sent and nothing shared without.
    public static func stands(_ kind: ConsentKind, of id: ID<Patient>, in tx: ReadTx) throws -> Bool {
        let id = try PatientAliases.current(id, in: tx)
        return try list(of: id, in: tx).contains { $0.kind == kind && $0.withdrawnAt == nil }
    }

    /// - Throws: 404; 422 without the form's version; 409 `patients.consent.standing` when it was given already.
    static func give(_ id: ID<Patient>, _ input: NewConsent, in tx: Tx) throws -> [ConsentView] {
        let patient = try PatientSummaries.require(id, in: tx)
        var checks = FieldChecks()
        let version = checks.line("formVersion", input.formVersion, limit: 40)
        let givenBy = checks.optionalLine("givenBy", input.givenBy, limit: 200)
        try checks.finish()
        if try stands(input.kind, of: patient.id, in: tx) { throw Problem(.conflict, "patients.consent.standing") }
        let record = ConsentRecord(
            id: tx.newID(), patientID: patient.id, kind: input.kind, formVersion: version, givenBy: givenBy,
            givenAt: tx.now, recordedByName: tx.principal.username)
        try record.insert(tx.db)
        tx.audit(
            "patients.consent.given", record.id, patient: patient.id,
            ["kind": .text(record.kind.rawValue), "form": .text(version)])
        tx.announce("patients.patient", patient.id.description)
        return try list(of: patient.id, in: tx)
    }

    /// - Throws: 404; 409 when it was withdrawn already; 422 without a reason.
    static func withdraw(_ consent: ID<Consent>, of id: ID<Patient>, reason: String, in tx: Tx) throws -> [ConsentView]
    {
        let id = try PatientAliases.current(id, in: tx)
        var checks = FieldChecks()
        let reason = checks.line("reason", reason, limit: 200)
        try checks.finish()
        guard var record = try ConsentRecord.fetchOne(tx.db, key: consent), record.patientID == id else {
            throw Problem(.notFound, "patients.consent.notFound")
        }
        guard record.withdrawnAt == nil else { throw Problem(.conflict, "patients.consent.withdrawn") }
        record.withdrawnAt = tx.now
        record.withdrawnByName = tx.principal.username
        record.withdrawReason = reason
        try record.update(tx.db)
        tx.audit(
            "patients.consent.withdrawn", record.id, patient: id, ["kind": .text(record.kind.rawValue)], reason: reason)
        tx.announce("patients.patient", id.description)
        return try list(of: id, in: tx)
    }

    /// The newest first, also those withdrawn.
    static func list(of id: ID<Patient>, in tx: ReadTx) throws -> [ConsentView] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM patientsConsent WHERE patientID = ? ORDER BY id DESC")
        return try ConsentRecord.fetchAll(statement, arguments: [id]).map(ConsentView.init)
    }
}
