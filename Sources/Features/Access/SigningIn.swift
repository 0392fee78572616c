import GRDB
public import SehatCore
public import SehatStore

/// What a person types to sign in.
public struct Credentials: Codable, Sendable {
    public var username: String
    public var password: String

    public init(username: String, password: String) {
        self.username = username
        self.password = password
    }
}

/// Where a request comes from, as the session remembers it.
public struct Origin: Sendable {
    /// Without port; `socket` for the local command line.
    public var address: String
    public var userAgent: String

    public init(address: String, userAgent: String = "") {
        self.address = address
        self.userAgent = userAgent
    }
}

/// From username and password to a session.
///
/// An unknown name and a wrong password get the same answer after the same work: one read, one hash, one write.
public struct SigningIn: Sendable {
    let services: AccessServices

    public init(_ services: AccessServices) {
        self.services = services
    }

    /// Checks the password and starts a session with a new token.
    ///
    /// - Parameter old: the session that the same browser had; it ends.
    /// - Throws: `access.signIn.wrong` (401), `access.signIn.disabled` (403, only with the right password),
    ///   `access.signIn.wait` (429) after wrong passwords, `Problem.busy` when too many people sign in at once.
    public func signIn(
        _ credentials: Credentials, from origin: Origin, replacing old: ID<Session>? = nil, in store: Store
    ) async throws -> StartedSession {
        let attempt = SignInAttempt(username: credentials.username, address: origin.address)
        let user = try await admit(attempt, store) { tx in try UserRecord.named(attempt.username, in: tx) }
        let isRight = try await verify(credentials.password, of: user, attempt, store)
        guard isRight, let user else { throw Problem.signInWrong }
        guard user.isActive else { throw Problem.signInDisabled }
        let better = try await rehash(credentials.password, user)
        let id: ID<Session> = store.ids.next()
        let principal = Principal(
            kind: .user, userID: user.id, sessionID: id, username: user.username, language: user.language,
            address: origin.address)
        return try await store.write(as: principal) { tx in
            let session = try Self.welcome(user, better, session: id, origin, replacing: old, in: tx)
            try SignInDelay.succeed(attempt, in: tx)
            return session
        }
    }

    /// Checks the password of the signed-in person again; wrong ones make the person wait as at sign-in.
    ///
    /// - Throws: `access.noSession` for programs, `access.field.passwordWrong` at `field`, `access.signIn.wait`.
    func confirm(_ password: String, field: String, _ principal: Principal, _ store: Store) async throws -> UserRecord {
        guard let id = principal.userID, principal.sessionID != nil else { throw Problem.noSession }
        let attempt = SignInAttempt(username: principal.username, address: principal.address)
        let user = try await admit(attempt, store) { tx in try UserRecord.find(id, in: tx) }
        guard try await verify(password, of: user, attempt, store) else {
            throw Problem.invalid(field, "access.field.passwordWrong")
        }
        return user
    }

    /// Lets a try in, or says how long to wait. The caller must go on to `verify`, which lets it out again.
    private func admit<Value: Sendable>(
        _ attempt: SignInAttempt, _ store: Store, _ load: @escaping @Sendable (ReadTx) throws -> Value
    ) async throws -> Value {
        let others = services.gate.enter(attempt)
        do {
            return try await store.read(as: .anonymous(address: attempt.address)) { tx in
                try SignInDelay.check(attempt, inFlight: others, in: tx)
                return try load(tx)
            }
        } catch {
            services.gate.leave(attempt)
            throw error
        }
    }

    /// Checks the password, and notes a wrong one before the try is let out.
    private func verify(
        _ password: String, of user: UserRecord?, _ attempt: SignInAttempt, _ store: Store
    ) async throws -> Bool {
        defer { services.gate.leave(attempt) }
        var isRight = false
        if let hash = user?.passwordHash {
            isRight = try await services.hasher.verify(password, against: hash)
        } else {
            try await services.hasher.verifyNothing(password)
        }
        let isWelcome = isRight && user?.isActive == true
        if !isWelcome {
            let id = user?.id
            let reason = isRight ? "disabled" : id == nil ? "unknown" : "password"
            try await store.write(as: .anonymous(address: attempt.address)) { tx in
                try SignInDelay.fail(attempt, in: tx)
                Self.auditFailure(id, reason, in: tx)
            }
        }
        return isRight
    }

    /// What was typed as a name is not written down unless it is one: people type passwords there.
    private static func auditFailure(_ id: ID<User>?, _ reason: String, in tx: Tx) {
        if let id {
            tx.audit("access.signIn.failed", id, ["because": .text(reason)])
        } else {
            tx.audit("access.signIn.failed", ["because": .text(reason)])
        }
    }

    /// A new hash of the password, when the stored one was made at another cost.
    private func rehash(_ password: String, _ user: UserRecord) async throws -> String? {
        guard let hash = user.passwordHash, services.hasher.needsRehash(hash) else { return nil }
        return try await services.hasher.hash(password)
    }

    private static func welcome(
        _ user: UserRecord, _ better: String?, session id: ID<Session>, _ origin: Origin,
        replacing old: ID<Session>?, in tx: Tx
    ) throws -> StartedSession {
        var current = try UserRecord.find(user.id, in: tx)
        // Between the check and this moment the account may have been closed or the password changed.
        guard current.isActive, current.passwordHash == user.passwordHash else { throw Problem.signInWrong }
        if let better { current.passwordHash = better }
        current.lastSignInAt = tx.now
        try current.update(tx.db)
        if let old, let session = try? SessionRecord.open(old, in: tx) {
            try Sessions.end(session, because: .replaced, in: tx)
        }
        tx.audit("access.signIn", user.id)
        return try Sessions.start(id, for: current, address: origin.address, userAgent: origin.userAgent, in: tx)
    }
}
