import SehatCore
import Synchronization

/// How many requests are let through, by token buckets: `burst` at once, then `perSecond`.
public struct RateLimits: Sendable {
    /// One token bucket.
    public struct Bucket: Sendable, Hashable {
        /// Tokens that come back each second.
        public var perSecond: Double
        /// Tokens of a full bucket.
        public var burst: Double

        /// A bucket, full at first.
        public init(perSecond: Double, burst: Double) {
            self.perSecond = perSecond
            self.burst = burst
        }
    }

    /// For each remote address; the machine itself is not counted here, nor are programs on its socket.
    public var address = Bucket(perSecond: 400, burst: 2000)
    /// For each session, wherever it comes from; not counted on the machine itself either.
    public var session = Bucket(perSecond: 100, burst: 500)
    /// For each remote address, the machine's own included, on endpoints rated `signIn`.
    public var signIn = Bucket(perSecond: 5, burst: 400)

    /// The limits above.
    public init() {}
}

/// Counts requests by address and by session.
///
/// It keeps no more than some thousand buckets: those that are full again are forgotten.
final class RateLimiter: Sendable {
    enum Key: Hashable {
        case address(String)
        case session(Int64)
        case signIn(String)
    }

    private struct Level {
        var tokens: Double
        var at: UInt64
    }

    private static let largestShard = 2048
    private let shards: [Shard]
    private let now: @Sendable () -> UInt64
    let limits: RateLimits

    /// Some of the buckets, behind one lock.
    private final class Shard: Sendable {
        let levels = Mutex<[Key: Level]>([:])
    }

    /// - Parameter now: nanoseconds of a clock that never goes back.
    init(limits: RateLimits, now: @escaping @Sendable () -> UInt64) {
        self.limits = limits
        self.now = now
        shards = (0..<16).map { _ in Shard() }
    }

    /// Takes one token.
    ///
    /// - Throws: a 429 problem that says after how many seconds another is there.
    func take(_ key: Key) throws {
        let bucket = bucket(of: key)
        let time = now()
        let shard = shards[Int(UInt(bitPattern: key.hashValue) % UInt(shards.count))]
        let wait: Double? = shard.levels.withLock { levels in
            if levels.count > Self.largestShard { Self.forget(&levels, time, self) }
            var level = levels[key] ?? Level(tokens: bucket.burst, at: time)
            level.tokens = Self.refilled(level, bucket, time)
            level.at = time
            let mayPass = level.tokens >= 1
            if mayPass { level.tokens -= 1 }
            levels[key] = level
            return mayPass ? nil : (1 - level.tokens) / max(bucket.perSecond, 0.001)
        }
        if let wait { throw Problem.tooMany(seconds: max(1, Int(wait.rounded(.up)))) }
    }

    /// How many buckets are kept.
    var count: Int { shards.reduce(0) { $0 + $1.levels.withLock { $0.count } } }

    private func bucket(of key: Key) -> RateLimits.Bucket {
        switch key {
        case .address: limits.address
        case .session: limits.session
        case .signIn: limits.signIn
        }
    }

    private static func refilled(_ level: Level, _ bucket: RateLimits.Bucket, _ time: UInt64) -> Double {
        let seconds = Double(time &- level.at) / 1_000_000_000
        return min(bucket.burst, level.tokens + seconds * bucket.perSecond)
    }

    /// Drops the buckets that are full again, and half of the others should that not be enough.
    private static func forget(_ levels: inout [Key: Level], _ time: UInt64, _ limiter: RateLimiter) {
        levels = levels.filter { entry in
            let bucket = limiter.bucket(of: entry.key)
            return refilled(entry.value, bucket, time) < bucket.burst
        }
        if levels.count > largestShard {
            for old in levels.sorted(by: { $0.value.at < $1.value.at }).prefix(largestShard / 2) {
                levels[old.key] = nil
            }
        }
    }
}
