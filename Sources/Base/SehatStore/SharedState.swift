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
        /// Since the clock was found behind the newest entry.
        var behind: Behind?
    }

    /// What the clock said when it was found behind, and the database's time then and at the last look.
    private struct Behind {
        var clock: Instant
        var time: Instant
        var last: Instant
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
    ///
    /// Then time goes on from that entry at half the clock's pace, so that jobs and timetables do not stall, nothing ever looks
    /// older than what was before it, and the clock catches up in twice the time by which it was set back, or as soon as it is
    /// set right.
    func monotonic(_ now: Instant) -> Instant {
        let (time, mustWarn) = floor.withLock { floor in
            if floor.behind == nil, now >= floor.newest { return (now, false) }
            let isNew = floor.behind == nil
            var behind = floor.behind ?? Behind(clock: now, time: floor.newest, last: floor.newest)
            // Set back once more.
            if now < behind.clock { behind = Behind(clock: now, time: behind.last, last: behind.last) }
            let gone = (now.milliseconds - behind.clock.milliseconds) / 2
            let paced = max(Instant(milliseconds: behind.time.milliseconds + gone), behind.last, floor.newest)
            // Set right in one leap: nobody has seen a later time than the clock's.
            let time = now >= max(behind.last, floor.newest) ? now : paced
            behind.last = time
            floor.behind = now >= time ? nil : behind
            return (max(now, time), isNew && time.seconds(since: now) > 1)
        }
        if mustWarn {
            logger.warning(
                "the clock was set back; times go on at half its pace until it has caught up with the newest audit entry",
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
