import Foundation
import GRDB
public import Logging
import SehatCore

/// Runs the jobs of the outbox: when they are committed, when their time has come, and again after failures.
public actor JobRunner {
    private let store: Store
    private let handlers: [String: JobHandler]
    private let logger: Logger
    private let width: Int
    private let random: @Sendable () -> Double
    private var running: Set<ID<Job>> = []

    /// - Parameters:
    ///   - width: how many jobs run at once.
    ///   - random: numbers from 0 to 1 that spread the times of new attempts.
    public init(
        store: Store, handlers: [JobHandler], logger: Logger, width: Int = 8,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.store = store
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { _, last in last }
        self.logger = logger
        self.width = width
        self.random = random
    }

    /// Works until the task is cancelled.
    public func run() async {
        let wake = store.shared.jobs.subscribe()
        while !Task.isCancelled {
            let delay = await runAndPlan()
            await Self.pause(delay, orUntil: wake)
        }
    }

    /// Runs everything that is due now, also what becomes due meanwhile.
    ///
    /// - Returns: how many attempts were made.
    @discardableResult
    public func runDue() async throws -> Int {
        var attempts = 0
        while true {
            let claimed = try await claim()
            if claimed.isEmpty { return attempts }
            attempts += claimed.count
            await withTaskGroup { group in
                for job in claimed { group.addTask { await self.attempt(job) } }
            }
        }
    }

    private func runAndPlan() async -> Duration {
        do {
            try await runDue()
            return try await timeToNext()
        } catch {
            if !(error is CancellationError) {
                logger.error("the jobs cannot be read", metadata: ["reason": "\(ErrorText.of(error))"])
            }
            return .seconds(5)
        }
    }

    private static func pause(_ delay: Duration, orUntil wake: AsyncStream<Void>) async {
        await withTaskGroup { group in
            group.addTask { try? await Task.sleep(for: delay) }
            group.addTask { for await _ in wake { return } }
            await group.next()
            group.cancelAll()
        }
    }

    private struct Claimed: Sendable {
        let id: ID<Job>
        let kind: String
        let payload: String
        let attempt: Int
    }

    private func claim() async throws -> [Claimed] {
        let kinds = Array(handlers.keys)
        let limit = width
        return try await store.write(as: .system("jobs"), name: "jobs.claim") { tx in
            try tx.housekeeping {
                let rows = try Row.fetchAll(
                    tx.db,
                    sql: """
                        UPDATE storeJob SET state = 'running', attempt = attempt + 1, startedAt = ?
                        WHERE id IN (
                            SELECT id FROM storeJob WHERE state = 'queued' AND notBefore <= ?
                            AND kind IN (\(databaseQuestionMarks(count: kinds.count)))
                            ORDER BY priority DESC, id LIMIT ?
                        ) RETURNING id, kind, payload, attempt, priority
                        """, arguments: [tx.now, tx.now] + StatementArguments(kinds) + [limit])
                return rows.sorted { ($1["priority"] as Int, $0["id"] as Int64) < ($0["priority"], $1["id"]) }
                    .map { Claimed(id: $0["id"], kind: $0["kind"], payload: $0["payload"], attempt: $0["attempt"]) }
            }
        }
    }

    private func attempt(_ job: Claimed) async {
        guard let handler = handlers[job.kind] else { return }
        let context = JobContext(
            id: job.id, kind: job.kind, attempt: job.attempt, store: store, logger: logger, json: job.payload)
        do {
            try await handler.run(context)
            _ = try await context.finish { _ in }
        } catch {
            await fail(job, handler, error)
        }
    }

    private func fail(_ job: Claimed, _ handler: JobHandler, _ error: any Error) async {
        let text = JobErrorText.of(error)
        let isFinal = (error as? JobFailure)?.isFinal ?? false
        let isDead = isFinal || job.attempt >= handler.maxAttempts
        let delay = Self.backOff(attempt: job.attempt, random: random())
        let facts: Logger.Metadata = [
            "kind": "\(job.kind)", "job": "\(job.id)", "attempt": "\(job.attempt)", "reason": "\(text)",
        ]
        logger.log(level: isDead ? .error : .notice, isDead ? "job is dead" : "job failed", metadata: facts)
        do {
            try await store.write(as: .system("jobs"), name: "jobs.fail") { tx in
                try tx.housekeeping {
                    try tx.db.execute(
                        sql: "UPDATE storeJob SET state = ?, notBefore = ?, error = ? WHERE id = ?",
                        arguments: [
                            isDead ? JobView.State.dead : .queued, tx.now.adding(seconds: delay), text, job.id,
                        ])
                }
                if isDead { tx.announce("store.job.dead", job.id.description) }
            }
        } catch {
            // The job stays in the state `running` and is queued again at the next start.
            logger.error("a job's failure was not stored", metadata: facts)
        }
    }

    private func timeToNext() async throws -> Duration {
        let kinds = Array(handlers.keys)
        let (next, now) = try await store.read(as: .system("jobs")) { tx in
            let next = try Instant.fetchOne(
                tx.db,
                sql: """
                    SELECT min(notBefore) FROM storeJob WHERE state = 'queued'
                    AND kind IN (\(databaseQuestionMarks(count: kinds.count)))
                    """, arguments: StatementArguments(kinds))
            return (next, tx.now)
        }
        guard let next else { return .seconds(60) }
        return min(.seconds(60), max(.milliseconds(1), .milliseconds(next.milliseconds - now.milliseconds)))
    }

    /// Seconds until the next attempt: 2, 4, 8 … at most an hour, each shortened by up to a half.
    static func backOff(attempt: Int, random: Double) -> Int64 {
        let longest = Double(min(3600, 1 << min(attempt, 12)))
        return max(1, Int64(longest * (1 - random / 2)))
    }
}

/// The failure of a job as an administrator may read it.
enum JobErrorText {
    static let limit = 300

    static func of(_ error: any Error) -> String {
        let text: String
        switch error {
        case let failure as JobFailure: text = failure.description
        case is CancellationError: text = "interrupted"
        default: text = ErrorText.of(error)
        }
        return String(text.prefix(limit))
    }
}
