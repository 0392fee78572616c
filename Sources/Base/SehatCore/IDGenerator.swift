import Synchronization

/// Makes row ids: milliseconds since 2024-01-01 in the upper 43 bits, a counter in the lower 20.
///
/// Ids only ever grow, within a process and across restarts, also when the clock is set back: the generator
/// is started from the last instant the database has seen and never goes below it.
public final class IDGenerator: Sendable {
    /// What the milliseconds of ids are counted from, since 1970.
    public static let epochMilliseconds: Int64 = 1_704_067_200_000
    private let clock: WallClock
    private let last: Mutex<Int64>

    /// - Parameter floor: an instant that every id must come after, such as that of the newest audit entry.
    public init(clock: WallClock, floor: Instant? = nil) {
        self.clock = clock
        self.last = Mutex(floor.map { Self.first(of: $0) | 0xF_FFFF } ?? 0)
    }

    /// The next id, greater than every one before it.
    public func next<Entity>(_ entity: Entity.Type = Entity.self) -> ID<Entity> {
        let candidate = Self.first(of: clock.now)
        let value = last.withLock { last in
            last = max(last + 1, candidate)
            return last
        }
        return ID(rawValue: value)
    }

    /// The time at which an id was made, or after it where many were made at once; the far future for ids beyond.
    public static func instant(of id: Int64) -> Instant {
        Instant(milliseconds: (id >> 20) + epochMilliseconds)
    }

    /// The least id that can have been made at that time.
    public static func first(of instant: Instant) -> Int64 {
        max(1, instant.milliseconds - epochMilliseconds) << 20
    }
}
