import Crypto
import Foundation
import GRDB
import Patients
import Pictures
import SehatCore
import SehatStore

/// Where a photo came from.
enum PhotoSource: String, WireEnum {
    case camera, file
}

extension PhotoSource: DatabaseValueConvertible {}

/// A photo without its pixels.
struct PhotoView: Codable, Hashable, Sendable {
    let id: ID<PhotoRecord>
    let source: PhotoSource
    /// Pixels.
    let width: Int
    /// Pixels.
    let height: Int
    let takenAt: Instant
    let takenBy: String
}

/// A row of `identificationPhoto`.
struct PhotoRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "identificationPhoto"

    let id: ID<PhotoRecord>
    let patientID: ID<Patient>
    let source: PhotoSource
    let width: Int
    let height: Int
    let sha256: String
    /// A JPEG file in colour; nil once it was removed.
    var body: Data?
    /// A smaller grey one for papers.
    var paperBody: Data?
    let takenAt: Instant
    let takenByName: String
    var removedAt: Instant?
    var removedByName: String?
}

/// Photos of patients.
enum Photos {
    /// Puts a photo in the place of the one before.
    ///
    /// - Parameter file: made by the product, never as it was brought.
    /// - Throws: 404; 403 for a closed record.
    static func set(_ id: ID<Patient>, _ file: PhotoFile, _ source: PhotoSource, in tx: Tx) throws -> PhotoView {
        let patient = try open(id, in: tx)
        let body = Data(file.photo.jpeg)
        let record = PhotoRecord(
            id: tx.newID(), patientID: patient, source: source, width: file.photo.width, height: file.photo.height,
            sha256: SHA256.hash(data: body).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), body: body,
            paperBody: Data(file.paper), takenAt: tx.now, takenByName: tx.principal.username)
        try record.insert(tx.db)
        tx.audit(
            "identification.photo.set", record.id, patient: patient,
            ["source": .text(source.rawValue), "sha256": .text(record.sha256), "bytes": .number(Int64(body.count))])
        tx.announce("patients.patient", patient.description)
        return view(record)
    }

    /// Removes the photo and every earlier one; their pixels are gone.
    ///
    /// - Throws: 404 where there is none; 403 for a closed record.
    static func remove(_ id: ID<Patient>, in tx: Tx) throws {
        let patient = try open(id, in: tx)
        guard let current = try current(of: patient, in: tx) else { throw Problem.photoNotFound }
        try tx.db.execute(
            sql: """
                UPDATE identificationPhoto SET body = NULL, paperBody = NULL, removedAt = ?, removedByName = ?
                WHERE patientID = ? AND removedAt IS NULL
                """, arguments: [tx.now, tx.principal.username, patient])
        tx.audit("identification.photo.removed", current.id, patient: patient, ["sha256": .text(current.sha256)])
        tx.announce("patients.patient", patient.description)
    }

    /// The photo that is shown; nil where there is none.
    static func current(of id: ID<Patient>, in tx: ReadTx) throws -> PhotoRecord? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM identificationPhoto WHERE patientID = ? AND removedAt IS NULL ORDER BY id DESC LIMIT 1")
        return try PhotoRecord.fetchOne(statement, arguments: [id])
    }

    static func view(_ record: PhotoRecord) -> PhotoView {
        PhotoView(
            id: record.id, source: record.source, width: record.width, height: record.height, takenAt: record.takenAt,
            takenBy: record.takenByName)
    }

    /// The patient whose record it is now.
    ///
    /// - Throws: 404; 403 `patients.restricted.closed`.
    static func open(_ id: ID<Patient>, in tx: ReadTx) throws -> ID<Patient> {
        let patient = try PatientSummaries.require(id, in: tx).id
        try RestrictedPatients.requireOpen(patient, in: tx)
        return patient
    }

    @Sendable static func history(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        try Row.fetchAll(
            tx.db,
            sql: """
                SELECT id, takenAt, takenByName FROM identificationPhoto WHERE patientID = ? AND id < ?
                ORDER BY id DESC LIMIT ?
                """, arguments: [query.patientID, query.before, query.limit]
        ).map { row in
            HistoryEntry(
                .changed, id: row["id"], at: row["takenAt"], status: "identification.photo.set", by: row["takenByName"])
        }
    }
}

extension Problem {
    /// The patient has no photo.
    static let photoNotFound = Problem(.notFound, "identification.photo.notFound")
}
