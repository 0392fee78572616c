import Foundation
public import GRDB
public import SehatCore

/// Work to be done after the commit, outside any transaction: printing, sending.
public struct Job: Sendable {
    public let kind: String
    /// JSON.
    let payload: String
    let notBefore: Instant?
    let priority: Int

    /// - Parameters:
    ///   - kind: names the handler: `printing.dispatch`.
    ///   - payload: what the handler needs to know, best only ids.
    ///   - notBefore: the earliest time to run; at once where it is nil.
    ///   - priority: the greater first.
    /// - Throws: `EncodingError` when the payload has no JSON.
    public init(
        _ kind: String, payload: some Encodable, notBefore: Instant? = nil, priority: Int = 0
    ) throws {
        self.kind = kind
        self.payload = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
        self.notBefore = notBefore
        self.priority = priority
    }
}

/// A job as administrators see it.
public struct JobView: Codable, Hashable, Sendable {
    public enum State: String, Codable, CaseIterable, Sendable, WireEnum {
        case queued, running, dead
    }

    public let id: ID<Job>
    public let kind: String
    public let state: State
    public let attempt: Int
    public let notBefore: Instant
    public let createdAt: Instant
    /// What the last attempt failed with.
    public let error: String?
}

extension JobView.State: DatabaseValueConvertible {}
extension JobView: FetchableRecord {}

/// Looking at the outbox, and reviving or discarding what has died in it.
public enum JobOutbox {
    /// The jobs in `state`, oldest first.
    public static func list(_ state: JobView.State, limit: Int = 100, in tx: ReadTx) throws -> [JobView] {
        try JobView.fetchAll(
            tx.db,
            sql: """
                SELECT id, kind, state, attempt, notBefore, createdAt, error FROM storeJob
                WHERE state = ? ORDER BY id LIMIT ?
                """, arguments: [state, limit])
    }

    /// How many jobs are in each state.
    public static func counts(in tx: ReadTx) throws -> [JobView.State: Int] {
        var counts: [JobView.State: Int] = [:]
        for row in try Row.fetchAll(tx.db, sql: "SELECT state, count(*) AS number FROM storeJob GROUP BY state") {
            counts[row["state"]] = row["number"]
        }
        return counts
    }

    /// The jobs of a kind that are not done, oldest first, with what they were told; one that was told something of another
    /// shape is left out.
    public static func open<Payload: Decodable>(
        _ kind: String, _: Payload.Type = Payload.self, in tx: ReadTx
    ) throws -> [(job: JobView, payload: Payload)] {
        let rows = try Row.fetchAll(
            tx.db,
            sql: """
                SELECT id, kind, state, attempt, notBefore, createdAt, error, payload FROM storeJob
                WHERE kind = ? ORDER BY id
                """, arguments: [kind])
        return try rows.compactMap { row in
            let text: String = row["payload"]
            guard let payload = try? JSONDecoder().decode(Payload.self, from: Data(text.utf8)) else { return nil }
            return (try JobView(row: row), payload)
        }
    }

    /// Lets a job that waits for its next attempt be tried now; nothing for one that does not wait.
    public static func hasten(_ id: ID<Job>, in tx: Tx) throws {
        try tx.housekeeping {
            try tx.db.execute(
                sql: "UPDATE storeJob SET notBefore = ?1 WHERE id = ?2 AND state = 'queued' AND notBefore > ?1",
                arguments: [tx.now, id])
        }
        tx.noteJobs()
    }

    /// Lets a dead job begin again. - Throws: `Problem.notFound` when there is no such dead job.
    public static func revive(_ id: ID<Job>, in tx: Tx) throws {
        try tx.db.execute(
            sql: "UPDATE storeJob SET state = 'queued', attempt = 0, notBefore = ? WHERE id = ? AND state = 'dead'",
            arguments: [tx.now, id])
        guard tx.db.changesCount == 1 else { throw Problem.notFound("job") }
        tx.audit("store.job.revived", id)
        tx.noteJobs()
    }

    /// Removes a dead job. - Throws: `Problem.notFound` when there is no such dead job.
    public static func discard(_ id: ID<Job>, reason: String, in tx: Tx) throws {
        try tx.db.execute(sql: "DELETE FROM storeJob WHERE id = ? AND state = 'dead'", arguments: [id])
        guard tx.db.changesCount == 1 else { throw Problem.notFound("job") }
        tx.audit("store.job.discarded", id, reason: reason)
    }

    static func insert(_ job: Job, id: ID<Job>, now: Instant, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO storeJob (id, kind, payload, state, priority, attempt, notBefore, createdAt)
                VALUES (?, ?, ?, 'queued', ?, 0, ?, ?)
                """
        ).run {
            $0.add(id)
            $0.add(job.kind)
            $0.add(job.payload)
            $0.add(job.priority)
            $0.add(job.notBefore ?? now)
            $0.add(now)
        }
    }
}
