import GRDB
public import SehatCore
import SehatStore
import SehatWeb

/// What kind of thing happened to a patient.
public enum HistoryKind: String, WireEnum {
    case registered, changed, merged, visit, bill, payment, document
    /// Somebody opened the record or a paper.
    case viewed
}

/// One thing that happened to a patient.
public struct HistoryEntry: Codable, Hashable, Sendable {
    /// The place in time: row ids grow with time over all tables.
    public let id: String
    public let kind: HistoryKind
    public let at: Instant
    /// The number people know it by: of the visit, bill, receipt or record; how often a paper was printed before.
    public let number: String?
    /// Where it was: a department.
    public let place: LocalizedText?
    /// Its state, or what kind of paper or look it was, in the words of its module.
    public let status: String?
    public let amount: Money?
    /// The name of the account; absent where the row does not say.
    public let by: String?
    /// The row to open: the visit, the bill, the document.
    public let subjectID: String?

    /// An entry made of a module's row.
    public init(
        _ kind: HistoryKind, id: Int64, at: Instant, number: String? = nil, place: LocalizedText? = nil,
        status: String? = nil, amount: Money? = nil, by: String? = nil, subjectID: Int64? = nil
    ) {
        self.id = String(id)
        self.kind = kind
        self.at = at
        self.number = number
        self.place = place
        self.status = status
        self.amount = amount
        self.by = by
        self.subjectID = subjectID.map { String($0) }
    }
}

/// Which part of a patient's history is wanted of a module: its newest entries before a place in time.
public struct HistoryQuery: Sendable {
    public let patientID: ID<Patient>
    /// Entries with ids below this one.
    public let before: Int64
    /// How many at most.
    public let limit: Int
}

/// The history of a patient over all modules.
struct History: Sendable {
    let parts: [PatientPart]

    /// One page, the newest first; what the reader may not see of a module is left out. The access log notes it.
    ///
    /// - Throws: 404; 422 when `after` is no cursor of this list.
    func list(of id: ID<Patient>, limit: Int?, after: String?, in tx: ReadTx) throws -> Page<HistoryEntry> {
        let id = try PatientSummaries.require(id, in: tx).id
        try RestrictedPatients.requireOpen(id, in: tx)
        tx.viewed(id, "patients.history.read")
        let limit = PageLimit.clamp(limit)
        guard let before = after.map({ Int64($0) }) ?? .max else { throw Problem.invalid("after", "app.field.type") }
        let query = HistoryQuery(patientID: id, before: before, limit: limit + 1)
        let found = try parts.flatMap { try $0.history(query, tx) }
            .sorted { (Int64($0.id) ?? 0) > (Int64($1.id) ?? 0) }
        let shown = Array(found.prefix(limit))
        return Page(items: shown, next: found.count > limit ? shown.last?.id : nil)
    }
}

extension History {
    struct ListInput: Codable, Sendable {
        var limit: Int?
        var after: String?
    }

    var endpoint: Endpoint {
        .query(
            "/patients/{id}/history", "patients.history.list", .requires(.patientsRead),
            "Everything that happened to a patient, the newest first, as far as the caller may see it"
        ) { (call: Call<ListInput>, tx: ReadTx) in
            try list(of: try call.id(), limit: call.input.limit, after: call.input.after, in: tx)
        }
    }
}

/// What the patient master itself and the access log tell.
enum MasterHistory {
    static func list(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        try registered(query, in: tx) + merged(query, in: tx) + logged(query, in: tx)
    }

    private static func registered(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        let record = try PatientSummaries.record(query.patientID, in: tx)
        guard record.id.rawValue < query.before else { return [] }
        return [HistoryEntry(.registered, id: record.id.rawValue, at: record.createdAt, number: record.mrn)]
    }

    private static func merged(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        try Row.fetchAll(
            tx.db,
            sql: """
                SELECT m.id, m.mergedAt, m.mergedByName, m.undoneAt, p.mrn FROM patientsMerge m
                JOIN patientsPatient p ON p.id = m.loserID
                WHERE m.survivorID = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?
                """, arguments: [query.patientID, query.before, query.limit]
        ).map { row in
            let undoneAt: Instant? = row["undoneAt"]
            return HistoryEntry(
                .merged, id: row["id"], at: row["mergedAt"], number: row["mrn"],
                status: undoneAt == nil ? "stands" : "undone", by: row["mergedByName"])
        }
    }

    /// Changes for everybody; who looked at the record for those who may read the log.
    private static func logged(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        let mayReadLog = tx.principal.may(Permission("audit.read"))
        return try Row.fetchAll(
            tx.db,
            sql: """
                SELECT a.seq, a.at, e.action, w.username FROM storeAudit a
                JOIN storeAuditEvent e ON e.id = a.event JOIN storeAuditActor w ON w.id = a.actor
                WHERE a.patientID = ?1 AND a.at <= ?2 AND \(place) < ?3
                    AND (e.action = 'patients.patient.updated' OR (?4 AND e.action LIKE '%.read'))
                ORDER BY a.seq DESC LIMIT ?5
                """,
            arguments: [query.patientID, IDGenerator.instant(of: query.before), query.before, mayReadLog, query.limit]
        ).map { row in
            let action: String = row["action"]
            let at: Instant = row["at"]
            let seq: Int64 = row["seq"]
            return HistoryEntry(
                action == "patients.patient.updated" ? .changed : .viewed,
                id: IDGenerator.first(of: at) | seq & 0xF_FFFF, at: at,
                status: action, by: row["username"])
        }
    }

    /// The place in time of an entry of the log among the ids of rows.
    private static let place = "(((a.at - \(IDGenerator.epochMilliseconds)) << 20) | (a.seq & 1048575))"
}
