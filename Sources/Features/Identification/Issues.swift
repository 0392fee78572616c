import GRDB
import Patients
import PrintQueue
import SehatCore
import SehatStore

/// What is worn or carried.
enum IssueKind: String, WireEnum {
    case wristband, card

    /// What the audit log says of the first one.
    var issuedAction: String {
        switch self {
        case .wristband: "identification.wristband.issued"
        case .card: "identification.card.issued"
        }
    }

    /// What the audit log says of every further one.
    var issuedAgainAction: String {
        switch self {
        case .wristband: "identification.wristband.issuedAgain"
        case .card: "identification.card.issuedAgain"
        }
    }
}

extension IssueKind: DatabaseValueConvertible {}

/// A row of `identificationIssue`.
struct IssueRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "identificationIssue"

    let id: ID<IssueRecord>
    let patientID: ID<Patient>
    let kind: IssueKind
    /// 1 for the first, and one more with each.
    let number: Int
    let gsrn: String?
    /// Why it was issued again; nil for the first alone.
    let reason: String?
    let documentID: ID<StoredDocument>
    let issuedAt: Instant
    let issuedByName: String
}

/// A wristband or card that was issued.
struct IssueView: Codable, Hashable, Sendable {
    let id: ID<IssueRecord>
    let kind: IssueKind
    let number: Int
    let gsrn: String?
    let reason: String?
    let documentID: ID<StoredDocument>
    let issuedAt: Instant
    let issuedBy: String

    init(_ record: IssueRecord) {
        id = record.id
        kind = record.kind
        number = record.number
        gsrn = record.gsrn
        reason = record.reason
        documentID = record.documentID
        issuedAt = record.issuedAt
        issuedBy = record.issuedByName
    }
}

/// What is known of a patient's photo, wristbands and cards.
struct IdentificationView: Codable, Sendable {
    /// Absent where there is none.
    let photo: PhotoView?
    /// The newest first.
    let issues: [IssueView]
    /// The number on the next wristband; absent where the hospital has no GS1 company prefix, or has used it up.
    let gsrn: String?
    /// Whether an infant's band would be printed.
    let isInfant: Bool
}

/// Looking a patient's means of identification up.
enum Identification {
    /// Up to this many days after birth a child wears an infant's band.
    static let infantDays = 365

    static func view(_ id: ID<Patient>, in tx: ReadTx) throws -> IdentificationView {
        let patient = try PatientSummaries.require(try Photos.open(id, in: tx), in: tx)
        return IdentificationView(
            photo: try Photos.current(of: patient.id, in: tx).map(Photos.view),
            issues: try issues(of: patient.id, in: tx).map(IssueView.init), gsrn: try gsrn(of: patient, in: tx),
            isInfant: isInfant(patient, today: tx.today))
    }

    static func issues(of id: ID<Patient>, in tx: ReadTx) throws -> [IssueRecord] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM identificationIssue WHERE patientID = ? ORDER BY id DESC LIMIT 50")
        return try IssueRecord.fetchAll(statement, arguments: [id])
    }

    static func gsrn(of patient: PatientSummary, in tx: ReadTx) throws -> String? {
        try IdentificationSettings.inUse(in: tx).companyPrefix.flatMap {
            ServiceRelation.number(prefix: $0, recordNumber: patient.mrn)
        }
    }

    static func isInfant(_ patient: PatientSummary, today: CalendarDay) -> Bool {
        guard let birth = patient.birthDate else { return false }
        return today.daysSince1970 - birth.daysSince1970 <= infantDays
    }
}
