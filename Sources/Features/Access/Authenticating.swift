import Crypto
import Foundation
import SehatCore
import SehatStore
import SehatWeb

/// Finds out whose token a request carries.
struct Authenticating: Sendable {
    let store: Store
    let cache: SessionCache

    /// The session of the token, or nil when it stands for nothing.
    ///
    /// - Throws: when the database cannot be read; never because the last use could not be written down.
    func authenticate(_ token: String, _ address: String) async throws -> SignedIn? {
        guard SecretToken.isPlausible(token) else { return nil }
        let digest = SHA256.hash(data: Data(token.utf8))
        let now = store.now
        var found = cache.use(digest, at: now)
        if case .unknown(let generation) = found {
            guard let loaded = try await load(token, digest) else { return nil }
            cache.keep(loaded, digest, generation: generation)
            found = cache.use(digest, at: now)
            // Something changed while it was read: this answer may be of the moment before, the next will not be.
            if case .unknown = found { return signedIn(loaded, loaded.state(at: now), address) }
        }
        guard case .session(let session, let state, let stampDue) = found else { return nil }
        if stampDue { await stamp(session, now) }
        return signedIn(session, state, address)
    }

    /// Whether the session of a token is open, without counting as a use of it: what the server sends by itself must
    /// not keep a screen unlocked. A database that cannot be read ends nothing.
    func isLive(_ token: String) async -> Bool {
        guard SecretToken.isPlausible(token) else { return false }
        let digest = SHA256.hash(data: Data(token.utf8))
        if let session = cache.peek(digest) { return session.state(at: store.now) == .open }
        do {
            return try await load(token, digest)?.state(at: store.now) == .open
        } catch {
            return true
        }
    }

    private func load(_ token: String, _ digest: SHA256Digest) async throws -> LiveSession? {
        try await store.read(as: .system("access")) { tx in
            try LiveSession.load(token: token, digest: Data(digest), in: tx)
        }
    }

    private func signedIn(_ session: LiveSession, _ state: SessionState?, _ address: String) -> SignedIn? {
        guard let state else { return nil }
        return SignedIn(principal: session.principal(state, address: address), csrf: session.csrf, state: state)
    }

    /// The request goes on whatever happens here: on a full disk people must still be able to read.
    private func stamp(_ session: LiveSession, _ now: Instant) async {
        try? await store.write(as: .system("access")) { tx in try session.stamp(now, in: tx) }
    }
}
