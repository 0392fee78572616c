import Logging
import SehatCore
import Synchronization

/// What readers and the writer share in memory.
final class SharedState: Sendable {
    let hub = AnnouncementHub()
    let jobs = JobSignal()
    private let profile: Mutex<HospitalProfile>
    private let floor: Mutex<Floor>
    private let logger: Logger

    private struct Floor {
        var newest: Instant
        var hasWarned = false
    }

    init(hospital: HospitalProfile, newest: Instant, logger: Logger) {
        profile = Mutex(hospital)
        floor = Mutex(Floor(newest: newest))
        self.logger = logger
    }

    var hospital: HospitalProfile {
        get { profile.withLock { $0 } }
        set { profile.withLock { $0 = newValue } }
    }

    /// The time as the database may see it: `now`, unless the clock was set back behind the newest audit entry.
    func monotonic(_ now: Instant) -> Instant {
        let (time, mustWarn) = floor.withLock { floor in
            if now >= floor.newest { return (now, false) }
            defer { floor.hasWarned = true }
            return (floor.newest, !floor.hasWarned && floor.newest.seconds(since: now) > 1)
        }
        if mustWarn {
            logger.warning(
                "the clock was set back; times stay at the newest audit entry until the clock has passed it",
                metadata: ["clock": "\(now)", "newest": "\(time)"])
        }
        return time
    }

    func advance(to newest: Instant) {
        floor.withLock { $0.newest = max($0.newest, newest) }
    }
}

/// Wakes the job runners when work has arrived.
final class JobSignal: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])

    func subscribe() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = listeners.withLock { listeners in
            let number = (listeners.keys.max() ?? 0) + 1
            listeners[number] = continuation
            return number
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0[number] = nil }
        }
        return stream
    }

    func wake() {
        for listener in listeners.withLock({ Array($0.values) }) { listener.yield() }
    }
}
