public import Logging
public import SehatCore
public import SehatStore
import Synchronization

/// Looks for everything that may be wrong, raises and clears alarms, and knows which are so now.
public final class AlarmWatch: Sendable {
    let sources: [AlarmSource]
    let post: AlarmPost
    private let logger: Logger
    /// Seconds by a clock that nobody sets, counted from any moment.
    private let steady: @Sendable () -> Int64
    private let state = Mutex(State())

    private struct State {
        /// Since when each condition has been seen, until it is raised.
        var seen: [AlarmKey: Instant] = [:]
        var live: [Alarm] = []
        /// What the machine's clock and the one that nobody sets said at the last look.
        var clocks: (wall: Instant, steady: Int64)?
    }

    /// A clock that was set by more than this is told.
    private static let jumpSeconds: Int64 = 60

    /// - Parameters:
    ///   - sources: each answers for kinds of its own.
    ///   - channels: to whom alarms go besides the page.
    ///   - steady: seconds by a clock that nobody sets, which tells a machine's clock that was set.
    public init(
        sources: [AlarmSource], channels: AlarmChannels, logger: Logger,
        steady: @escaping @Sendable () -> Int64 = AlarmWatch.secondsSinceStart()
    ) {
        self.steady = steady
        self.sources = sources + [MessageWatch.source(channels)]
        post = AlarmPost(channels: channels)
        self.logger = logger
    }

    /// Counts the seconds from now on, whatever happens to the machine's clock.
    public static func secondsSinceStart() -> @Sendable () -> Int64 {
        let start = ContinuousClock.now
        return { start.duration(to: ContinuousClock.now).components.seconds }
    }

    /// The alarms that were so at the last look, for numbers that must not ask the database.
    public var live: [Alarm] { state.withLock { $0.live } }

    /// Looks once; the schedule does it every minute.
    ///
    /// - Returns: how many alarms there are.
    public func look(_ store: Store) async throws -> Int {
        // What the process before this one has raised is an alarm already, however short this one has seen it.
        try await refresh(store)
        var found: [AlarmCondition] = []
        var answered: Set<AlarmKind> = [.clockJump]
        for source in sources {
            do {
                guard let conditions = try await source.look(store) else { continue }
                found += conditions.filter { source.kinds.contains($0.kind) }
                answered.formUnion(source.kinds)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                logger.error(
                    "alarms cannot be looked for", metadata: ["source": "\(source.name)", "reason": "\(error)"])
            }
        }
        found += jump(store.clock.now)
        let conditions = patient(found, answered, at: store.now)
        let principal = Principal.system("alarms")
        // Nothing is written while nothing changes.
        let differs = try await store.read(as: principal) { [answered] tx in
            try AlarmBook.differs(conditions, answered: answered, in: tx)
        }
        if differs {
            try await store.write(as: principal, name: "alarms.look") { [post, answered] tx in
                try AlarmBook.note(conditions, answered: answered, post, in: tx)
            }
        }
        return try await refresh(store)
    }

    /// Reads anew which alarms are so.
    @discardableResult
    func refresh(_ store: Store) async throws -> Int {
        let live = try await store.read(as: .system("alarms")) { tx in try AlarmBook.live(in: tx) }
        state.withLock { $0.live = live }
        return live.count
    }

    /// Those that have lasted, or are on the list already.
    private func patient(_ found: [AlarmCondition], _ answered: Set<AlarmKind>, at now: Instant) -> [AlarmCondition] {
        state.withLock { state in
            let there = Set(found.map(\.key))
            state.seen = state.seen.filter { there.contains($0.key) || !answered.contains($0.key.kind) }
            let live = Set(state.live.map(\.key))
            return found.filter { condition in
                let since = state.seen[condition.key] ?? now
                state.seen[condition.key] = since
                return live.contains(condition.key) || now.seconds(since: since) >= condition.patienceSeconds
            }
        }
    }

    private func jump(_ wall: Instant) -> [AlarmCondition] {
        let steady = steady()
        return state.withLock { state in
            defer { state.clocks = (wall, steady) }
            guard let before = state.clocks else { return [] }
            return Self.jump(by: wall.seconds(since: before.wall) - (steady - before.steady))
        }
    }

    static func jump(by seconds: Int64) -> [AlarmCondition] {
        guard abs(seconds) > jumpSeconds else { return [] }
        let way = seconds > 0 ? "forward" : "back"
        return [
            AlarmCondition(.clockJump, words: "the machine's clock was set \(way) by \(abs(seconds)) s", isEvent: true)
        ]
    }
}
