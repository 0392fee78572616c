import Foundation
import GRDB
public import SehatCore

/// Which entries of the audit chain are wanted; all conditions must hold.
public struct AuditFilter: Codable, Hashable, Sendable {
    public var patientID: ID<Patient>?
    public var userID: ID<User>?
    /// An action (`billing.bill.issued`), or the first parts of one followed by a dot (`billing.`).
    public var action: String?
    public var from: Instant?
    /// Entries before this moment.
    public var to: Instant?

    public init(
        patientID: ID<Patient>? = nil, userID: ID<User>? = nil, action: String? = nil, from: Instant? = nil,
        to: Instant? = nil
    ) {
        self.patientID = patientID
        self.userID = userID
        self.action = action
        self.from = from
        self.to = to
    }

    public var isEverything: Bool { self == AuditFilter() }
}

/// Reading the audit chain. Reading it is itself noted by the module that shows it.
public enum AuditLog {
    /// The entries that `filter` wants, newest first, before the entry `before` where one is given.
    public static func newest(
        _ filter: AuditFilter, before: Int64? = nil, limit: Int, in tx: ReadTx
    ) throws -> [AuditEntry] {
        try entries(filter, beyond: before, isForward: false, limit: limit, tx.db)
    }

    /// The newest signed head, or nil when none was signed yet.
    public static func newestHead(in tx: ReadTx) throws -> AuditHead? {
        try AuditHeads.newest(tx.db)
    }

    /// The number of the newest entry; 0 for an empty chain.
    public static func length(in tx: ReadTx) throws -> Int64 {
        try Int64.fetchOne(tx.db, sql: "SELECT max(seq) FROM storeAudit") ?? 0
    }

    /// Entries in either direction beyond one that was seen.
    static func entries(
        _ filter: AuditFilter, beyond seq: Int64?, isForward: Bool, limit: Int, _ db: Database
    ) throws -> [AuditEntry] {
        var conditions = ["TRUE"]
        var arguments: StatementArguments = []
        func add(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
            conditions.append(condition)
            arguments += StatementArguments(values)
        }
        if let patient = filter.patientID { add("audit.patientID = ?", patient) }
        if let user = filter.userID {
            // The plus keeps the order of entries the leading index.
            add("+audit.actor IN (SELECT id FROM storeAuditActor WHERE userID = ?)", user)
        }
        if let action = filter.action {
            let isPrefix = action.hasSuffix(".")
            let test = isPrefix ? "substr(action, 1, ?) = ?" : "length(action) = ? AND action = ?"
            add("+audit.event IN (SELECT id FROM storeAuditEvent WHERE \(test))", action.count, action)
        }
        // Times grow with the numbers, so that a period is a range of numbers.
        if let from = filter.from { add("audit.seq >= ?", try first(notBefore: from, db)) }
        if let to = filter.to { add("audit.seq < ?", try first(notBefore: to, db)) }
        if let seq { add(isForward ? "audit.seq > ?" : "audit.seq < ?", seq) }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT audit.*, action, entity, userID, username, sessionID, stationID, address,
                    (SELECT hash FROM storeAudit WHERE seq = audit.seq - 1) AS previous
                FROM storeAudit AS audit
                JOIN storeAuditActor AS actor ON actor.id = audit.actor
                JOIN storeAuditEvent AS event ON event.id = audit.event
                WHERE \(conditions.joined(separator: " AND "))
                ORDER BY audit.seq \(isForward ? "" : "DESC") LIMIT ?
                """, arguments: arguments + [limit])
        return try Array(rows.map(AuditEntry.init(row:)))
    }

    /// The number of the first entry at `time` or later, one beyond the end where there is none.
    private static func first(notBefore time: Instant, _ db: Database) throws -> Int64 {
        var low: Int64 = 1
        var high = (try Int64.fetchOne(db, sql: "SELECT max(seq) FROM storeAudit") ?? 0) + 1
        let statement = try db.cachedStatement(sql: "SELECT at FROM storeAudit WHERE seq = ?")
        while low < high {
            let middle = low + (high - low) / 2
            let at = try Instant.fetchOne(statement, arguments: [middle])
            if let at, at < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension AuditEntry {
    init(row: Row) {
        self.init(
            seq: row["seq"], at: row["at"], actor: AuditActor(row: row), action: row["action"],
            entity: row["entity"], entityID: (row["entityID"] as Int64?).map { String($0) },
            patientID: row["patientID"], detail: row["detail"], reason: row["reason"],
            previous: Hex.text((row["previous"] as Data?) ?? Data(AuditCanonical.genesis)),
            hash: Hex.text(row["hash"] as Data))
    }
}
