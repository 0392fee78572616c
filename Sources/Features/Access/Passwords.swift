import GRDB
public import SehatCore
public import SehatStore

/// A change of one's own password.
public struct PasswordChange: Codable, Sendable {
    public var current: String
    public var new: String

    public init(current: String, new: String) {
        self.current = current
        self.new = new
    }
}

/// Changing one's password, and showing it again to open a locked session.
public struct Passwords: Sendable {
    let services: AccessServices

    public init(_ services: AccessServices) {
        self.services = services
    }

    /// Sets a new password for the signed-in person, gives the session a new token and ends the person's others.
    ///
    /// - Throws: `Problem.invalid` for a wrong current password (`current`) or a weak new one (`new`),
    ///   `access.signIn.wait` after wrong ones, `access.noSession` for programs.
    public func change(_ input: PasswordChange, as principal: Principal, in store: Store) async throws -> StartedSession
    {
        let user = try await SigningIn(services).confirm(input.current, field: "current", principal, store)
        let hospital = store.hospital
        var checks = FieldChecks()
        PasswordPolicy.check(&checks, "new", input.new, context: user.passwordContext(hospital))
        checks.expect(
            PasswordPolicy.normalized(input.new) != PasswordPolicy.normalized(input.current), "new",
            "access.field.passwordSame")
        try checks.finish()
        let hash = try await services.hasher.hash(input.new)
        let attempt = SignInAttempt(username: user.username, address: principal.address)
        return try await store.write(as: principal) { tx in
            try SignInDelay.succeed(attempt, in: tx)
            return try Self.store(hash, of: user, in: tx)
        }
    }

    /// Opens a locked session again: same session, same token, so that what was being typed is still there.
    ///
    /// - Throws: `Problem.invalid` for a wrong password (`password`), `access.signIn.wait` after wrong ones.
    public func unlock(_ password: String, as principal: Principal, in store: Store) async throws {
        let user = try await SigningIn(services).confirm(password, field: "password", principal, store)
        let attempt = SignInAttempt(username: user.username, address: principal.address)
        try await store.write(as: principal) { tx in
            var session = try SessionRecord.current(in: tx)
            session.lockedAt = nil
            session.lastSeenAt = tx.now
            try session.update(tx.db)
            try SignInDelay.succeed(attempt, in: tx)
            tx.audit("access.session.unlocked", session.id)
            tx.announce("access.session", session.id.description)
        }
    }

    private static func store(_ hash: String, of user: UserRecord, in tx: Tx) throws -> StartedSession {
        var current = try UserRecord.find(user.id, in: tx)
        guard current.passwordHash == user.passwordHash else {
            throw Problem.invalid("current", "access.field.passwordWrong")
        }
        current.passwordHash = hash
        current.mustChangePassword = false
        current.passwordChangedAt = tx.now
        try current.save(in: tx)
        let session = try SessionRecord.current(in: tx)
        let ended = try Sessions.endAll(of: user.id, because: .passwordChanged, except: session.id, in: tx)
        tx.audit("access.password.changed", user.id, ["sessions": .number(Int64(ended))])
        return try Sessions.rotate(session, for: current, in: tx)
    }
}
