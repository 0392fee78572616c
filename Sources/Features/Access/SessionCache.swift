import Crypto
import Foundation
import SehatCore
import SehatStore
import SehatWeb
import Synchronization

/// The sessions in use, in memory, so that asking who sends a request costs no query.
///
/// Every change to accounts, roles or sessions is announced by its transaction; the store tells this cache after the
/// commit and before the one who made the change is answered. From then on no request is served by the old state:
/// the generation shuts out what was read before the commit and arrives after it.
final class SessionCache: Sendable {
    /// The last use is written to disk at most so often.
    static let stampSeconds: Int64 = 60

    /// What the cache knows of a token.
    enum Found: Sendable {
        case session(LiveSession, SessionState, stampDue: Bool)
        case over
        /// To be loaded; the generation goes with what is loaded.
        case unknown(generation: UInt64)
    }

    private struct State {
        var generation: UInt64 = 0
        var sessions: [SHA256Digest: LiveSession] = [:]
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = 4096) {
        self.capacity = capacity
    }

    /// The session of a token; a request that uses an open one moves its last use to `now`.
    func use(_ digest: SHA256Digest, at now: Instant) -> Found {
        state.withLock { state in
            guard var session = state.sessions[digest] else { return .unknown(generation: state.generation) }
            guard let sessionState = session.state(at: now) else {
                state.sessions[digest] = nil
                return .over
            }
            if sessionState == .locked { return .session(session, sessionState, stampDue: false) }
            session.lastSeenAt = max(session.lastSeenAt, now)
            let isDue = now.seconds(since: session.writtenAt) >= Self.stampSeconds
            if isDue { session.writtenAt = now }
            state.sessions[digest] = session
            return .session(session, sessionState, stampDue: isDue)
        }
    }

    /// The session of a token as it is kept, without using it.
    func peek(_ digest: SHA256Digest) -> LiveSession? {
        state.withLock { $0.sessions[digest] }
    }

    /// Keeps a session that was read from the database, unless something changed since `generation`.
    func keep(_ session: LiveSession, _ digest: SHA256Digest, generation: UInt64) {
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.sessions.count >= capacity,
                let longest = state.sessions.min(by: { $0.value.lastSeenAt < $1.value.lastSeenAt })
            {
                state.sessions[longest.key] = nil
            }
            state.sessions[digest] = session
        }
    }

    /// Forgets what a committed change has made untrue.
    func hear(_ announcement: Announcement) {
        state.withLock { state in
            state.generation += 1
            switch announcement.topic {
            case "access.session":
                state.sessions = state.sessions.filter { $0.value.sessionID?.description != announcement.id }
            case "access.user":
                state.sessions = state.sessions.filter { $0.value.userID.description != announcement.id }
            default:
                state.sessions = [:]
            }
        }
    }

    var count: Int { state.withLock { $0.sessions.count } }
}
