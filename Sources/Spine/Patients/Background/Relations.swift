public import GRDB
public import SehatCore
public import SehatStore

/// What a relative is to the patient.
public enum RelationKind: String, WireEnum {
    case mother, father
    /// Mother or father of whom only that is known.
    case parent
    case child, spouse, sibling, guardian
    /// For whom the patient is the guardian.
    case ward
    case other
}

extension RelationKind: DatabaseValueConvertible {}

extension RelationKind {
    /// What the patient is to the relative.
    func inverse(of patient: Sex) -> RelationKind {
        switch self {
        case .mother, .father, .parent: .child
        case .child:
            switch patient {
            case .female: .mother
            case .male: .father
            case .other, .unknown: .parent
            }
        case .guardian: .ward
        case .ward: .guardian
        case .spouse, .sibling, .other: self
        }
    }

    /// The sex that somebody of this relation has; nil where either may be.
    var sex: Sex? {
        switch self {
        case .mother: .female
        case .father: .male
        default: nil
        }
    }
}

/// Two patients of one family. The phantom type of relation ids.
public enum Relation {}

/// A row of `patientsRelation`.
struct RelationRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsRelation"

    let id: ID<Relation>
    let patientID: ID<Patient>
    let relativeID: ID<Patient>
    let kind: RelationKind
    let createdAt: Instant
    let createdByName: String
}

/// A relative who is a patient too.
struct RelationView: Codable, Sendable {
    let id: ID<Relation>
    /// What the relative is to the patient.
    let kind: RelationKind
    let relative: PatientSummary
}

/// A relative to be noted.
struct NewRelation: Codable, Sendable {
    var relativeID: ID<Patient>
    /// What the relative is to the patient.
    var kind: RelationKind
}

/// What other modules ask about families.
public enum Families {
    /// The mother who is noted, and a patient herself; nil where none is.
    public static func mother(of id: ID<Patient>, in tx: ReadTx) throws -> PatientSummary? {
        try Relations.list(of: id, in: tx).first { $0.kind == .mother }?.relative
    }
}

/// Families: which patients belong together, and as what.
enum Relations {
    /// Notes a relative; the relative's record shows the inverse.
    ///
    /// - Throws: 404; 422 when both are one person or the relative's sex does not fit; 409 `patients.relation.known` when
    ///   the two are related already; 409 `patients.relation.parent` when there is another mother or father.
    static func add(_ id: ID<Patient>, _ input: NewRelation, in tx: Tx) throws -> [RelationView] {
        let patient = try PatientSummaries.require(id, in: tx)
        let relative = try PatientSummaries.require(input.relativeID, in: tx)
        if patient.id == relative.id { throw Problem.invalid("relativeID", "patients.field.relativeSelf") }
        if let sex = input.kind.sex, !sex.agrees(with: relative.sex) {
            throw Problem.invalid("kind", "patients.field.relativeSex")
        }
        let known = try list(of: patient.id, in: tx)
        if known.contains(where: { $0.relative.id == relative.id }) {
            throw Problem(.conflict, "patients.relation.known")
        }
        if input.kind.sex != nil, known.contains(where: { $0.kind == input.kind }) {
            throw Problem(.conflict, "patients.relation.parent")
        }
        let record = RelationRecord(
            id: tx.newID(), patientID: patient.id, relativeID: relative.id, kind: input.kind, createdAt: tx.now,
            createdByName: tx.principal.username)
        try record.insert(tx.db)
        audit("patients.relation.added", record, in: tx)
        return try list(of: patient.id, in: tx)
    }

    /// - Throws: 404 when the patient has no such relation.
    static func remove(_ relation: ID<Relation>, of id: ID<Patient>, in tx: Tx) throws -> [RelationView] {
        let id = try PatientAliases.current(id, in: tx)
        guard let record = try RelationRecord.fetchOne(tx.db, key: relation),
            record.patientID == id || record.relativeID == id
        else { throw Problem(.notFound, "patients.relation.notFound") }
        try record.delete(tx.db)
        audit("patients.relation.removed", record, in: tx)
        return try list(of: id, in: tx)
    }

    /// The relatives of a patient, in the order in which they were noted.
    static func list(of id: ID<Patient>, in tx: ReadTx) throws -> [RelationView] {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM patientsRelation WHERE patientID = ?1
                UNION SELECT * FROM patientsRelation WHERE relativeID = ?1 ORDER BY id
                """)
        let records = try RelationRecord.fetchAll(statement, arguments: [id])
        let people = try PatientSummaries.of(records.flatMap { [$0.patientID, $0.relativeID] }, in: tx)
        return records.compactMap { record in
            if record.patientID == id {
                return people[record.relativeID].map { RelationView(id: record.id, kind: record.kind, relative: $0) }
            }
            // Read from the relative's side: what the patient of the row is to the relative.
            return people[record.patientID].map {
                RelationView(id: record.id, kind: record.kind.inverse(of: $0.sex), relative: $0)
            }
        }
    }

    /// Whether the two are noted as relatives: then they are two people.
    static func areRelated(_ one: ID<Patient>, _ other: ID<Patient>, in tx: ReadTx) throws -> Bool {
        try list(of: one, in: tx).contains { $0.relative.id == other }
    }

    private static func audit(_ action: String, _ record: RelationRecord, in tx: Tx) {
        for patient in [record.patientID, record.relativeID] {
            tx.audit(action, record.id, patient: patient, ["kind": .text(record.kind.rawValue)])
            tx.announce("patients.patient", patient.description)
        }
    }
}
