public import SehatCore
public import SehatStore

/// A piece of periodic work, as the composition root declares it.
public struct ScheduledTask: Sendable {
    /// Stable and dotted: `backup.make`. The page has words for it under `schedule.task.<name>`.
    public let name: String
    /// When it is due unless the hospital has said otherwise; nil for by hand only.
    public let standard: Timetable?
    /// After a failure it is tried again so many seconds later, unless it is due before then anyway.
    let retrySeconds: Int64
    let run: @Sendable (Store) async throws -> String

    /// - Parameters:
    ///   - run: does the work and says in a few words what came of it, for the history; no names of patients. It may run
    ///     again after a crash. What it throws is the failure that the history shows.
    public init(
        _ name: String, standard: Timetable?, retrySeconds: Int64 = 3600,
        run: @escaping @Sendable (Store) async throws -> String
    ) {
        self.name = name
        self.standard = standard
        self.retrySeconds = retrySeconds
        self.run = run
    }
}
