import Foundation
import Synchronization

/// The injected source of the current time; nothing else in the product asks the system for it.
public struct WallClock: Sendable {
    private let read: @Sendable () -> Instant

    public init(_ read: @escaping @Sendable () -> Instant) {
        self.read = read
    }

    public var now: Instant { read() }

    /// The machine's clock.
    public static let system = WallClock { Instant(Date()) }
}

/// A clock that stands still until it is moved, for tests and for making demonstration data.
public final class SettableClock: Sendable {
    private let current: Mutex<Instant>

    public init(_ start: Instant) {
        current = Mutex(start)
    }

    public var now: Instant { current.withLock { $0 } }

    public func set(_ instant: Instant) {
        current.withLock { $0 = instant }
    }

    public func advance(seconds: Int64) {
        current.withLock { $0 = $0.adding(seconds: seconds) }
    }

    /// The clock as the store and the servers take it.
    public var clock: WallClock { WallClock { self.now } }
}
