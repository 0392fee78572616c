import GRDB
public import Logging
import SehatCore
public import SehatStore
import Synchronization

/// Runs the periodic work of the product: when it is due, once after any number of missed times, and by hand.
///
/// Each task runs by itself, never twice at once; what came of it is kept in the database.
public actor Scheduler {
    /// Who starts what nobody asked for.
    static let name = "schedule"
    /// How long it sleeps between looks; a minute is the finest that a timetable can say.
    private static let pause = Duration.seconds(20)

    public nonisolated let tasks: [ScheduledTask]
    private let logger: Logger
    private var running: Set<String> = []
    /// Until when quiet tasks were run; what stands in the database may be an hour older.
    private var quietUntil: [String: Instant] = [:]
    /// What ran last of the tasks whose newest run is not noted, for those who look.
    private let quiet = Mutex<[String: QuietRun]>([:])

    /// - Parameter tasks: each with a name of its own.
    public init(_ tasks: [ScheduledTask], logger: Logger) {
        self.tasks = tasks
        self.logger = logger
    }

    /// Works until the task is cancelled.
    public func run(_ store: Store) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for (task, due) in await ready(store) {
                    group.addTask { _ = await self.perform(task, due, by: Self.name, in: store) }
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Makes the rows of tasks that are new, and ends what a crash has left behind; before anything else is asked.
    public func begin(_ store: Store) async throws {
        try await store.write(as: .system("schedule"), name: "schedule.begin") { [tasks] tx in
            try ScheduleBook.begin(tasks, in: tx)
        }
    }

    /// Runs everything that is due now, one after another, and returns when it has ended.
    ///
    /// - Returns: the names of what ran.
    @discardableResult
    public func runDue(_ store: Store) async -> [String] {
        var names: [String] = []
        for (task, due) in await ready(store) {
            if await perform(task, due, by: Self.name, in: store) != nil { names.append(task.name) }
        }
        return names
    }

    /// Runs a task now because somebody asks for it.
    ///
    /// - Throws: 404 for a name that is none, 409 when it runs already.
    func run(_ name: String, as principal: Principal, in store: Store) async throws -> ScheduleRun {
        guard let task = tasks.first(where: { $0.name == name }) else { throw Problem.scheduleTaskNotFound }
        guard !running.contains(name) else { throw Problem.scheduleTaskRunning }
        let who = principal.username
        guard let run = await perform(task, nil, by: who == Self.name ? "system" : who, in: store) else {
            throw Problem.scheduleTaskRunning
        }
        try await store.write(as: principal, name: "schedule.task.run") { tx in
            tx.audit("schedule.task.run", run.id, ["task": .text(name), "state": .text(run.state.rawValue)])
        }
        return run
    }

    /// The latest run of a task, where it came to the same as the one that is noted.
    nonisolated func latest(_ name: String) -> QuietRun? {
        quiet.withLock { $0[name] }
    }

    private func ready(_ store: Store) async -> [(ScheduledTask, ScheduleBook.Due)] {
        let idle = tasks.filter { !running.contains($0.name) }
        let quietUntil = quietUntil
        do {
            return try await store.read(as: .system("schedule")) { tx in
                try idle.compactMap { task in
                    try ScheduleBook.due(task, doneUntil: quietUntil[task.name], in: tx).map { (task, $0) }
                }
            }
        } catch {
            if !(error is CancellationError) {
                logger.error("the schedule cannot be read", metadata: ["reason": "\(error)"])
            }
            return []
        }
    }

    /// - Returns: the run as it ended; nil when it could not begin.
    private func perform(
        _ task: ScheduledTask, _ due: ScheduleBook.Due?, by name: String, in store: Store
    ) async -> ScheduleRun? {
        guard running.insert(task.name).inserted else { return nil }
        defer { running.remove(task.name) }
        let principal = Principal.system("schedule")
        do {
            if task.isQuiet, let due { return try await performQuietly(task, due, in: store) }
            let run = try await store.write(as: principal, name: "schedule.start") { tx in
                try ScheduleBook.start(task, due, by: name, in: tx)
            }
            let (state, ending) = await outcome(task, store)
            if Task.isCancelled { return nil }
            return try await store.write(as: principal, name: "schedule.end") { tx in
                try ScheduleBook.end(run, state, ending, retryAfter: task.retrySeconds, in: tx)
                return try ScheduleRun.fetchOne(tx.db, key: run.id)
            }
        } catch {
            logger.error("a task could not be noted", metadata: ["task": "\(task.name)", "reason": "\(error)"])
            return nil
        }
    }

    /// Notes the run when it has ended, and only if it came to something else than the one before it or that was long ago.
    private func performQuietly(_ task: ScheduledTask, _ due: ScheduleBook.Due, in store: Store) async throws
        -> ScheduleRun?
    {
        let startedAt = store.now
        let (state, ending) = await outcome(task, store)
        if Task.isCancelled { return nil }
        quietUntil[task.name] = startedAt
        let principal = Principal.system("schedule")
        let last = try await store.read(as: principal) { tx in try ScheduleBook.last(task.name, in: tx) }
        if let last, last.isSame(state, ending), store.now.seconds(since: last.startedAt) < ScheduleBook.quietSeconds {
            let run = QuietRun(same: last.id, dueAt: due.at, startedAt: startedAt, endedAt: store.now)
            quiet.withLock { $0[task.name] = run }
            return last
        }
        return try await store.write(as: principal, name: "schedule.note") { tx in
            let run = try ScheduleBook.start(task, due, by: Self.name, at: startedAt, in: tx)
            try ScheduleBook.end(run, state, ending, retryAfter: task.retrySeconds, in: tx)
            return try ScheduleRun.fetchOne(tx.db, key: run.id)
        }
    }

    private func outcome(_ task: ScheduledTask, _ store: Store) async -> (ScheduleRunState, ScheduleEnding) {
        do {
            let outcome = try await task.run(store)
            guard let key = outcome.key else { return (.done, ScheduleEnding(words: outcome.words)) }
            return (.done, ScheduleEnding(key, outcome.params, store.catalogue))
        } catch {
            let ending =
                (error as? Problem).map { ScheduleEnding("problem.\($0.code)", $0.params, store.catalogue) }
                ?? ScheduleEnding(words: "\(error)")
            logger.error("a task failed", metadata: ["task": "\(task.name)", "reason": "\(ending.words)"])
            return (.failed, ending)
        }
    }
}
