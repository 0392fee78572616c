import GRDB
import SehatCore

/// A job that was taken out of the line to be run.
struct ClaimedJob: Sendable {
    let id: ID<Job>
    let kind: String
    let payload: String
    let attempt: Int
}

/// Taking jobs out of the line and putting them back.
struct JobClaims: Sendable {
    let store: Store

    /// Marks due jobs as running, of each kind at most as many as `free` says; the urgent first, then the oldest.
    func claim(_ free: [String: Int]) async throws -> [ClaimedJob] {
        guard try await hasDue(free) else { return [] }
        return try await store.write(as: .system("jobs"), name: "jobs.claim") { tx in
            var claimed: [(job: ClaimedJob, priority: Int)] = []
            for (kind, limit) in free {
                try tx.housekeeping { claimed += try take(kind, limit, tx) }
            }
            return claimed.sorted { ($1.priority, $0.job.id) < ($0.priority, $1.job.id) }.map(\.job)
        }
    }

    /// So that an idle runner never takes the writer's time.
    private func hasDue(_ free: [String: Int]) async throws -> Bool {
        guard let next = try await next(free) else { return false }
        return next.due <= next.now
    }

    /// Walks the line from its head, so that a long one costs no more than a short one.
    private func take(_ kind: String, _ limit: Int, _ tx: Tx) throws -> [(job: ClaimedJob, priority: Int)] {
        let statement = try tx.db.cachedStatement(
            sql: """
                UPDATE storeJob SET state = 'running', attempt = attempt + 1, startedAt = ?1
                WHERE id IN (
                    SELECT id FROM storeJob INDEXED BY storeJobLine WHERE state = 'queued' AND notBefore <= ?1 AND kind = ?2
                    ORDER BY priority DESC, id LIMIT ?3
                ) RETURNING id, kind, payload, attempt, priority
                """)
        return try Row.fetchAll(statement, arguments: [tx.now, kind, limit]).map { row in
            let job = ClaimedJob(id: row["id"], kind: row["kind"], payload: row["payload"], attempt: row["attempt"])
            return (job, row["priority"])
        }
    }

    /// Puts a job that failed back in line for later, or aside for good.
    func release(_ job: ClaimedJob, isDead: Bool, error: String, delay: Int64) async throws {
        try await store.write(as: .system("jobs"), name: "jobs.fail") { tx in
            try tx.housekeeping {
                try tx.db.execute(
                    sql: "UPDATE storeJob SET state = ?, notBefore = ?, error = ? WHERE id = ?",
                    arguments: [isDead ? JobView.State.dead : .queued, tx.now.adding(seconds: delay), error, job.id])
            }
            if isDead { tx.announce("store.job.dead", job.id.description) }
        }
    }

    /// How long until the next job of these kinds is due, at most a minute.
    func timeToNext(_ free: [String: Int]) async throws -> Duration {
        guard let next = try await next(free) else { return .seconds(60) }
        return min(.seconds(60), max(.milliseconds(1), .milliseconds(next.due.milliseconds - next.now.milliseconds)))
    }

    private func next(_ free: [String: Int]) async throws -> (due: Instant, now: Instant)? {
        let kinds = Array(free.keys)
        return try await store.read(as: .system("jobs")) { tx in
            let statement = try tx.db.cachedStatement(
                sql: "SELECT notBefore FROM storeJob WHERE state = 'queued' AND kind = ? ORDER BY notBefore LIMIT 1")
            let due = try kinds.compactMap { try Instant.fetchOne(statement, arguments: [$0]) }.min()
            return due.map { ($0, tx.now) }
        }
    }
}
