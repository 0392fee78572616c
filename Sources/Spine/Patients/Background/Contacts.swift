import GRDB
import SehatCore
import SehatStore

/// Somebody to call about a patient, who is no patient. The phantom type of contact ids.
public enum Contact {}

/// A row of `patientsContact`.
struct ContactRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsContact"

    let id: ID<Contact>
    let patientID: ID<Patient>
    let kind: RelationKind
    let name: String
    /// In E.164 form.
    let phone: String?
    let address: String?
    let isNextOfKin: Bool
    let createdAt: Instant
    let createdByName: String
}

/// Somebody to call about a patient.
struct ContactView: Codable, Sendable {
    let id: ID<Contact>
    /// What the person is to the patient.
    let kind: RelationKind
    let name: String
    let phone: String?
    let address: String?
    let isNextOfKin: Bool
}

/// A person to be noted.
struct NewContact: Codable, Sendable {
    var name: String
    var kind: RelationKind
    var phone: String?
    var address: String?
    var isNextOfKin: Bool?
}

/// Next of kin and other people to call.
enum Contacts {
    static let limit = 20

    /// - Throws: 404; 422 with every wrong field; 409 when there are too many.
    static func add(_ id: ID<Patient>, _ input: NewContact, in tx: Tx) throws -> [ContactView] {
        let patient = try PatientSummaries.require(id, in: tx)
        var checks = FieldChecks()
        let name = PatientChecks.name("name", input.name, &checks)
        let address = checks.optionalLine("address", input.address, limit: 300)
        var phone: String?
        if let text = input.phone, !InputText.line(text).isEmpty {
            phone = checks.collect { () throws(Problem) in try PhoneNumber.e164(text, home: tx.hospital.currency) }
        }
        try checks.finish()
        guard try list(of: patient.id, in: tx).count < limit else {
            throw Problem(.conflict, "patients.contact.tooMany", params: ["limit": String(limit)])
        }
        let record = ContactRecord(
            id: tx.newID(), patientID: patient.id, kind: input.kind, name: name, phone: phone, address: address,
            isNextOfKin: input.isNextOfKin ?? false, createdAt: tx.now, createdByName: tx.principal.username)
        try record.insert(tx.db)
        tx.audit("patients.contact.added", record.id, patient: patient.id, ["kind": .text(record.kind.rawValue)])
        tx.announce("patients.patient", patient.id.description)
        return try list(of: patient.id, in: tx)
    }

    /// - Throws: 404 when the patient has no such contact.
    static func remove(_ contact: ID<Contact>, of id: ID<Patient>, in tx: Tx) throws -> [ContactView] {
        let id = try PatientAliases.current(id, in: tx)
        guard let record = try ContactRecord.fetchOne(tx.db, key: contact), record.patientID == id else {
            throw Problem(.notFound, "patients.contact.notFound")
        }
        try record.delete(tx.db)
        tx.audit("patients.contact.removed", record.id, patient: id, ["kind": .text(record.kind.rawValue)])
        tx.announce("patients.patient", id.description)
        return try list(of: id, in: tx)
    }

    /// The next of kin first.
    static func list(of id: ID<Patient>, in tx: ReadTx) throws -> [ContactView] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM patientsContact WHERE patientID = ? ORDER BY isNextOfKin DESC, id")
        return try ContactRecord.fetchAll(statement, arguments: [id]).map {
            ContactView(
                id: $0.id, kind: $0.kind, name: $0.name, phone: $0.phone, address: $0.address,
                isNextOfKin: $0.isNextOfKin)
        }
    }
}
