public import Directory
import GRDB
import Patients
public import SehatCore
public import SehatStore

/// Reading visits.
public enum EncounterQueries {
    /// A visit with its patient, for a record about to be made; before an answer shows it, see `EncounterView.shown`.
    ///
    /// - Throws: a 404 problem when there is no such visit.
    public static func require(_ id: ID<Encounter>, in tx: ReadTx) throws -> EncounterView {
        try view(try record(id, in: tx), try token(of: id, in: tx), in: tx)
    }

    /// Opens a visit; the access log notes that the patient's record was seen.
    ///
    /// - Throws: a 404 problem when there is no such visit; 403 `patients.restricted.closed`.
    public static func open(_ id: ID<Encounter>, in tx: ReadTx) throws -> EncounterView {
        let view = try require(id, in: tx)
        try RestrictedPatients.requireOpen(view.patient, in: tx)
        tx.viewed(view.patient.id, "encounters.encounter.read")
        return view
    }

    /// What a list of visits is narrowed to.
    public struct Filter: Hashable, Sendable {
        /// A business day; all days when absent.
        public var day: CalendarDay?
        public var patientID: ID<Patient>?
        public var departmentID: ID<Department>?
        public var practitionerID: ID<Practitioner>?
        public var status: EncounterStatus?
        /// The number of one visit, as its label says it.
        public var number: String?

        /// The visits of a day.
        public init(day: CalendarDay? = nil) {
            self.day = day
        }
    }

    /// One page of visits, the newest first.
    ///
    /// - Parameter after: `next` of the page before.
    /// - Throws: 422 when `after` is no cursor of this list.
    public static func list(
        _ filter: Filter, limit: Int?, after: String?, in tx: ReadTx
    ) throws -> Page<EncounterView> {
        let limit = PageLimit.clamp(limit)
        let patientID = try filter.patientID.map { try PatientAliases.current($0, in: tx) }
        var (sql, arguments) = try statement(filter, of: patientID, after: after)
        arguments += [limit + 1]
        sql += " ORDER BY id DESC LIMIT ?"
        let records = try EncounterRecord.fetchAll(tx.db, sql: sql, arguments: arguments)
        let shown = Array(records.prefix(limit))
        return Page(
            items: try views(shown, in: tx), next: records.count > limit ? shown.last?.id.description : nil)
    }

    /// How many visits of a day are in each status; statuses without visits are left out.
    public static func counts(on day: CalendarDay, in tx: ReadTx) throws -> [EncounterStatus: Int] {
        let rows = try Row.fetchAll(
            tx.db, sql: "SELECT status, count(*) AS number FROM encountersEncounter WHERE day = ? GROUP BY status",
            arguments: [day])
        var counts: [EncounterStatus: Int] = [:]
        for row in rows { counts[row["status"]] = row["number"] }
        return counts
    }

    private static func statement(
        _ filter: Filter, of patientID: ID<Patient>?, after: String?
    ) throws -> (String, StatementArguments) {
        var last = Int64.max
        if let after {
            guard let id = ID<Encounter>(after) else { throw Problem.invalid("after", "app.field.type") }
            last = id.rawValue
        }
        var sql = "SELECT * FROM encountersEncounter WHERE id < ?"
        var arguments: StatementArguments = [last]
        let wanted: [(String, (any DatabaseValueConvertible)?)] = [
            ("patientID", patientID), ("day", filter.day), ("departmentID", filter.departmentID),
            ("practitionerID", filter.practitionerID), ("status", filter.status),
            ("number", filter.number),
        ]
        for case (let column, let value?) in wanted {
            sql += " AND \(column) = ?"
            arguments += [value]
        }
        return (sql, arguments)
    }

    static func record(_ id: ID<Encounter>, in tx: ReadTx) throws -> EncounterRecord {
        guard let record = try tx.row(EncounterRecord.self, id) else { throw Problem.encounterNotFound }
        return record
    }

    /// The visit's token: the first that it was given.
    static func token(of id: ID<Encounter>, in tx: ReadTx) throws -> TokenRecord {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM encountersToken WHERE encounterID = ? ORDER BY id LIMIT 1")
        guard let token = try TokenRecord.fetchOne(statement, arguments: [id]) else { throw Problem.encounterNotFound }
        return token
    }

    static func view(_ record: EncounterRecord, _ token: TokenRecord, in tx: ReadTx) throws -> EncounterView {
        var names = PlaceNames(tx)
        return EncounterView(
            record, token: token, patient: try PatientSummaries.require(record.patientID, in: tx),
            department: try names.department(record.departmentID),
            practitioner: try names.practitioner(record.practitionerID))
    }

    static func views(_ records: [EncounterRecord], in tx: ReadTx) throws -> [EncounterView] {
        let patients = try PatientSummaries.of(records.map(\.patientID), in: tx)
        var names = PlaceNames(tx)
        return try records.compactMap { record in
            guard let patient = patients[record.patientID] else { return nil }
            return EncounterView(
                record, token: try token(of: record.id, in: tx), patient: patient,
                department: try names.department(record.departmentID),
                practitioner: try names.practitioner(record.practitionerID))
        }
    }
}
