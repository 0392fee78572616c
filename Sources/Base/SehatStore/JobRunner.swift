import Foundation
import GRDB
public import Logging
import SehatCore

/// Runs the jobs of the outbox: when they are committed, when their time has come, and again after failures.
///
/// Several run at once, but of each kind no more than its handler allows, so that one silent printer does not keep
/// everything else waiting.
public actor JobRunner {
    private let store: Store
    private let handlers: [String: JobHandler]
    private let logger: Logger
    private let random: @Sendable () -> Double
    /// How many jobs of each kind run now.
    private var running: [String: Int] = [:]
    private let claims: JobClaims
    private var lastTidied: ContinuousClock.Instant?

    /// How long the runner sleeps at most.
    private static let longestPause = Duration.seconds(60)
    /// How long it waits after a fault of the database.
    private static let pauseAfterFault = Duration.seconds(5)

    /// - Parameter random: numbers from 0 to 1 that spread the times of new attempts.
    public init(
        store: Store, handlers: [JobHandler], logger: Logger,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.store = store
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { _, last in last }
        self.logger = logger
        self.random = random
        claims = JobClaims(store: store)
    }

    /// Works until the task is cancelled. What runs then is interrupted and runs again after the next start.
    public func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                // A stream ends for good when the wait for it is cancelled, so each round listens anew, and from before
                // it looks, so that nothing is missed.
                let wake = store.shared.jobs.subscribe()
                var pause = Self.longestPause
                do {
                    for job in try await claim(freeKinds()) {
                        group.addTask {
                            await self.attempt(job)
                            await self.ended(job)
                            self.store.shared.jobs.wake()
                        }
                    }
                    pause = try await claims.timeToNext(freeKinds())
                    try await tidyNowAndThen()
                } catch {
                    pause = Self.pauseAfterFault
                    report(error)
                }
                await Self.sleep(pause, orUntil: wake)
            }
        }
    }

    /// Runs everything that is due now, also what becomes due meanwhile, and returns when it has ended.
    ///
    /// - Returns: how many attempts were made.
    @discardableResult
    public func runDue() async throws -> Int {
        try await runDue { _ in true }
    }

    /// Runs what has to be done before anybody is served (`JobHandler.comesFirst`), also what becomes due meanwhile. What fails
    /// is tried again by `run`.
    ///
    /// - Parameter progress: hears before each step how many were done.
    /// - Returns: how many attempts were made.
    public func runFirst(_ progress: (Int) -> Void = { _ in }) async throws -> Int {
        try await runDue({ $0.comesFirst }, progress)
    }

    private func runDue(_ isWanted: (JobHandler) -> Bool, _ progress: (Int) -> Void = { _ in }) async throws -> Int {
        let kinds = Set(handlers.values.filter(isWanted).map(\.kind))
        var attempts = 0
        while true {
            let jobs = try await claim(freeKinds().filter { kinds.contains($0.key) })
            if jobs.isEmpty { return attempts }
            progress(attempts)
            attempts += jobs.count
            await withTaskGroup { group in
                for job in jobs {
                    group.addTask {
                        await self.attempt(job)
                        await self.ended(job)
                    }
                }
            }
        }
    }

    private func tidyNowAndThen() async throws {
        guard lastTidied.map({ ContinuousClock.now - $0 >= Self.longestPause }) ?? true else { return }
        lastTidied = ContinuousClock.now
        try await store.tidy()
    }

    private func freeKinds() -> [String: Int] {
        handlers.mapValues { max(0, $0.width - running[$0.kind, default: 0]) }.filter { $0.value > 0 }
    }

    private func claim(_ kinds: [String: Int]) async throws -> [ClaimedJob] {
        let jobs = try await claims.claim(kinds)
        for job in jobs { running[job.kind, default: 0] += 1 }
        return jobs
    }

    private func ended(_ job: ClaimedJob) {
        running[job.kind, default: 1] -= 1
    }

    private func attempt(_ job: ClaimedJob) async {
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

    private func fail(_ job: ClaimedJob, _ handler: JobHandler, _ error: any Error) async {
        let text = JobErrorText.of(error)
        let isDead = (error as? JobFailure)?.isFinal ?? false || job.attempt >= handler.maxAttempts
        let facts: Logger.Metadata = [
            "kind": "\(job.kind)", "job": "\(job.id)", "attempt": "\(job.attempt)", "reason": "\(text)",
        ]
        logger.log(level: isDead ? .error : .notice, isDead ? "job is dead" : "job failed", metadata: facts)
        do {
            try await claims.release(
                job, isDead: isDead, error: text, delay: Self.backOff(attempt: job.attempt, random: random()))
        } catch {
            // The job stays in the state `running` and is queued again at the next start.
            logger.error("a job's failure was not stored", metadata: facts)
        }
    }

    private func report(_ error: any Error) {
        if error is CancellationError { return }
        logger.error("the jobs cannot be read", metadata: ["reason": "\(ErrorText.of(error))"])
    }

    private static func sleep(_ pause: Duration, orUntil wake: AsyncStream<Void>) async {
        await withTaskGroup { group in
            group.addTask { try? await Task.sleep(for: pause) }
            group.addTask { for await _ in wake { return } }
            await group.next()
            group.cancelAll()
        }
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
