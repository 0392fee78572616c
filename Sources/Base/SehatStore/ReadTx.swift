import Foundation
public import GRDB
public import SehatCore

/// A consistent view of the database for one request, with what a rule needs beside it.
///
/// It never leaves the closure it is passed to; the compiler sees to that, since it is not `Sendable`.
public class ReadTx {
    public let db: Database
    public let principal: Principal
    /// The time of the request: the same at every look, and never before the newest audit entry.
    public let now: Instant
    public let catalogue: Catalogue
    /// The profile of the hospital as it stood when the request began.
    public internal(set) var hospital: HospitalProfile
    private(set) var views: [PatientView] = []

    init(db: Database, principal: Principal, now: Instant, hospital: HospitalProfile, catalogue: Catalogue) {
        self.db = db
        self.principal = principal
        self.now = now
        self.hospital = hospital
        self.catalogue = catalogue
    }

    /// The business day of `now`.
    public var today: CalendarDay { hospital.businessDay(of: now) }

    /// Notes that a patient's record was opened; the entry stands in the audit chain before the caller is answered.
    ///
    /// The same record for the same purpose is noted once in a request. Lists need no note, opened records do.
    /// - Parameter what: the action as the log shows it, such as `patients.patient.read`.
    public func viewed(_ patient: ID<Patient>, _ what: String) {
        let view = PatientView(patient: patient, what: what)
        if !views.contains(view) { views.append(view) }
    }

    /// The setting stored under `key`, or nil where nothing is.
    ///
    /// - Throws: `DecodingError` when it has another shape than `Value`.
    public func setting<Value: Decodable>(_ key: String, as type: Value.Type = Value.self) throws -> Value? {
        try Settings.read(key, db)
    }

    /// The row of that id, or nil where there is none.
    ///
    /// The statement stays prepared: for a look-up this short, preparing takes longer than running.
    public func row<Row: FetchableRecord & TableRecord>(_ type: Row.Type, _ id: ID<some Any>) throws -> Row? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM \(Row.databaseTableName) WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id])
    }

    /// - Throws: `Problem.stale` unless `wanted` is absent or the row still has that version.
    public func expect(version current: Int64, _ wanted: Int64?) throws {
        if let wanted, wanted != current { throw Problem.stale }
    }
}

/// One opened record of a patient.
struct PatientView: Hashable, Sendable {
    let patient: ID<Patient>
    let what: String

    var draft: AuditDraft {
        AuditDraft(
            action: what, entity: "Patient", entityID: patient.rawValue, patientID: patient, detail: [:], reason: nil)
    }
}
