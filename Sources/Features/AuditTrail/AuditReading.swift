import GRDB
public import SehatCore
public import SehatStore

/// Which entries are wanted, as a page of a list.
public struct AuditQuery: Codable, Sendable, Hashable {
    public var patientID: ID<Patient>?
    public var userID: ID<User>?
    /// An action (`billing.bill.issued`), or its first parts and a dot (`billing.`).
    public var action: String?
    public var from: Instant?
    /// Entries before this moment.
    public var to: Instant?
    public var limit: Int?
    /// `next` of the page before.
    public var after: String?

    public init(
        patientID: ID<Patient>? = nil, userID: ID<User>? = nil, action: String? = nil, from: Instant? = nil,
        to: Instant? = nil, limit: Int? = nil, after: String? = nil
    ) {
        self.patientID = patientID
        self.userID = userID
        self.action = action
        self.from = from
        self.to = to
        self.limit = limit
        self.after = after
    }

    /// The conditions without the paging.
    ///
    /// - Throws: `Problem.invalid` when the period ends before it begins.
    public func filter() throws -> AuditFilter {
        if let from, let to, to < from { throw Problem.invalid("to", "auditTrail.field.period") }
        let action = action.map(InputText.line).flatMap { $0.isEmpty ? nil : $0 }
        return AuditFilter(patientID: patientID, userID: userID, action: action, from: from, to: to)
    }
}

/// One account's dealings with a patient's record.
public struct PatientVisitor: Codable, Sendable, Hashable {
    /// Absent for the product itself.
    public var userID: ID<User>?
    public var username: String
    /// How often each action was done: `patients.patient.read`: 3.
    public var actions: [String: Int]
    public var firstAt: Instant
    public var lastAt: Instant
}

/// Who looked at a patient, or changed something of theirs.
public struct PatientVisitors: Codable, Sendable, Hashable {
    public var patientID: ID<Patient>
    /// The latest first.
    public var visitors: [PatientVisitor]
    public var firstAt: Instant?
    public var lastAt: Instant?
}

/// Reading the log. Each of these is itself written into the log by the endpoint.
public enum AuditReading {
    /// A page of entries, newest first.
    ///
    /// - Throws: `Problem.invalid` when the period ends before it begins.
    public static func list(_ query: AuditQuery, in tx: ReadTx) throws -> Page<AuditEntry> {
        let limit = PageLimit.clamp(query.limit)
        let entries = try AuditLog.newest(
            try query.filter(), before: query.after.flatMap(Int64.init), limit: limit + 1, in: tx)
        let page = Array(entries.prefix(limit))
        return Page(items: page, next: entries.count > limit ? page.last.map { String($0.seq) } : nil)
    }

    /// Everybody who ever looked at a patient's record or changed it, from the first entry to now.
    public static func visitors(of patient: ID<Patient>, in tx: ReadTx) throws -> PatientVisitors {
        let rows = try Row.fetchAll(
            tx.db,
            sql: """
                SELECT actor.userID AS userID, actor.username AS username, event.action AS action, count(*) AS times,
                    min(audit.at) AS firstAt, max(audit.at) AS lastAt
                FROM storeAudit AS audit
                JOIN storeAuditActor AS actor ON actor.id = audit.actor
                JOIN storeAuditEvent AS event ON event.id = audit.event
                WHERE audit.patientID = ?
                GROUP BY actor.userID, actor.username, event.action
                """, arguments: [patient])
        var visitors: [String: PatientVisitor] = [:]
        for row in rows {
            let userID: ID<User>? = row["userID"]
            let username: String = row["username"]
            let firstAt: Instant = row["firstAt"]
            let lastAt: Instant = row["lastAt"]
            let key = "\(userID?.description ?? "") \(username)"
            var visitor =
                visitors[key]
                ?? PatientVisitor(
                    userID: userID, username: username, actions: [:], firstAt: firstAt, lastAt: lastAt)
            visitor.actions[row["action"], default: 0] += row["times"]
            visitor.firstAt = min(visitor.firstAt, firstAt)
            visitor.lastAt = max(visitor.lastAt, lastAt)
            visitors[key] = visitor
        }
        let sorted = visitors.values.sorted { ($1.lastAt, $0.username) < ($0.lastAt, $1.username) }
        return PatientVisitors(
            patientID: patient, visitors: sorted, firstAt: sorted.map(\.firstAt).min(),
            lastAt: sorted.map(\.lastAt).max())
    }

    /// Writes into the log that the log was read, and with which conditions.
    static func note(_ action: String, _ filter: AuditFilter, _ more: [String: AuditValue] = [:], in tx: Tx) {
        var detail = more
        if let user = filter.userID { detail["user"] = .id(user) }
        if let action = filter.action { detail["action"] = .text(String(action.prefix(100))) }
        if let from = filter.from { detail["from"] = .text(from.description) }
        if let to = filter.to { detail["to"] = .text(to.description) }
        tx.audit(action, patient: filter.patientID, detail)
    }
}
