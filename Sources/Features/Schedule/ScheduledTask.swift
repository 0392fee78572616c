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
    /// Whether a run that comes to the same as the one before is noted once an hour only: for what is due every few minutes.
    let isQuiet: Bool
    let run: @Sendable (Store) async throws -> ScheduleOutcome

    /// - Parameters:
    ///   - isQuiet: whether a run that comes to the same as the one before is noted once an hour only, so that looking every
    ///     minute writes nothing.
    ///   - run: does the work and says what came of it, for the history; no names of patients. It may run again after a
    ///     crash. What it throws is the failure that the history shows, a `Problem` in the reader's language.
    public init(
        _ name: String, standard: Timetable?, retrySeconds: Int64 = 3600, isQuiet: Bool = false,
        run: @escaping @Sendable (Store) async throws -> ScheduleOutcome
    ) {
        self.name = name
        self.standard = standard
        self.retrySeconds = retrySeconds
        self.isQuiet = isQuiet
        self.run = run
    }

    /// Work whose outcome is words of its own in no language of the catalogue, such as names of files.
    public init(
        _ name: String, standard: Timetable?, retrySeconds: Int64 = 3600,
        run: @escaping @Sendable (Store) async throws -> String
    ) {
        self.init(name, standard: standard, retrySeconds: retrySeconds) { store in
            ScheduleOutcome(words: try await run(store))
        }
    }
}

/// What came of a run, in a form that every language has words for.
public struct ScheduleOutcome: Hashable, Sendable {
    /// The key of its words in the catalogue; nil where there are only `words`.
    let key: String?
    /// What the words name: counts, names of files.
    let params: [String: String]
    /// In no language of the catalogue.
    let words: String

    /// An outcome that the catalogue says under `schedule.outcome.<code>`.
    public init(_ code: String, _ params: [String: String] = [:]) {
        key = "schedule.outcome.\(code)"
        self.params = params
        words = ""
    }

    init(words: String) {
        key = nil
        params = [:]
        self.words = words
    }
}
