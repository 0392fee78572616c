import GRDB
public import SehatCore
public import SehatStore

/// A session with the token that was just made for it: the only moment at which the token is known.
public struct StartedSession: Sendable {
    public let sessionID: ID<Session>
    public let userID: ID<User>
    public let token: String
    public let expiresAt: Instant
    public let mustChangePassword: Bool

    /// What browsers must send as `X-CSRF-Token`.
    public var csrf: String { SecretToken.csrf(of: token) }
}

/// Sessions from sign-in to sign-out.
public enum Sessions {
    /// How long the rows of sessions that are over are kept for the questions of an investigation.
    static let keptDays: Int64 = 90

    /// The open sessions: one's own, or with `access.viewUsers` another person's or everybody's; newest first.
    ///
    /// - Throws: `Problem.forbidden`.
    public static func list(_ query: SessionQuery, in tx: ReadTx) throws -> [SessionSummary] {
        let wanted: ID<User>?
        if query.everybody == true || (query.userID == nil && tx.principal.userID == nil) {
            wanted = nil
        } else {
            wanted = query.userID ?? tx.principal.userID
        }
        if wanted == nil || wanted != tx.principal.userID { try tx.principal.require(.viewUsers) }
        let policy = try SessionPolicy.current(in: tx)
        let sessions = try SessionRecord.fetchAll(
            tx.db,
            sql: """
                SELECT * FROM accessSession
                WHERE endedAt IS NULL AND expiresAt > :now AND (:user IS NULL OR userID = :user)
                ORDER BY id DESC
                """, arguments: ["now": tx.now, "user": wanted])
        return try sessions.map { try summary($0, policy, in: tx) }
    }

    /// Ends a session: one's own, or with `access.manageUsers` anybody's. Its next request is refused.
    ///
    /// - Throws: 404 when it is over already, `Problem.forbidden`.
    public static func kill(_ id: ID<Session>, in tx: Tx) throws {
        let session = try SessionRecord.open(id, in: tx)
        if session.userID != tx.principal.userID { try tx.principal.require(.manageUsers) }
        try end(session, because: .killed, in: tx)
        tx.audit("access.session.killed", id, ["user": .id(session.userID)])
    }

    /// Ends the session of this request; nothing happens when there is none any more.
    public static func signOut(in tx: Tx) throws {
        guard let id = tx.principal.sessionID, let session = try? SessionRecord.open(id, in: tx) else { return }
        try end(session, because: .signedOut, in: tx)
        tx.audit("access.signOut", id)
    }

    /// Locks the session of this request: whoever leaves the counter says so, and the screen asks for the password.
    ///
    /// - Throws: `access.noSession`.
    public static func lock(in tx: Tx) throws {
        var session = try SessionRecord.current(in: tx)
        guard session.lockedAt == nil else { return }
        session.lockedAt = tx.now
        try session.update(tx.db)
        tx.audit("access.session.locked", session.id)
        tx.announce("access.session", session.id.description)
    }

    /// Says at which counter the session works; nil takes the counter away.
    ///
    /// - Throws: `access.noSession`; `Problem.invalid` when there is no such station.
    public static func setStation(_ station: ID<Station>?, in tx: Tx) throws {
        var session = try SessionRecord.current(in: tx)
        session.stationID = station
        try session.update(tx.db)
        tx.audit("access.session.station", session.id, ["station": station.map { .id($0) } ?? .text("")])
        tx.announce("access.session", session.id.description)
    }

    /// Changes how long sessions last; open ones follow at once, except that their last moment stays.
    ///
    /// - Throws: `Problem.invalid` outside 5 to 480 minutes and 1 to 24 hours.
    public static func setPolicy(_ policy: SessionPolicy, in tx: Tx) throws -> SessionPolicy {
        var checks = FieldChecks()
        checks.expect(
            (5...480).contains(policy.idleMinutes), "idleMinutes", "app.field.range", ["min": "5", "max": "480"])
        checks.expect(
            (1...24).contains(policy.absoluteHours), "absoluteHours", "app.field.range", ["min": "1", "max": "24"])
        try checks.finish()
        try tx.setSetting(SessionPolicy.settingKey, policy)
        tx.audit(
            "access.policy.changed",
            ["idleMinutes": .number(Int64(policy.idleMinutes)), "absoluteHours": .number(Int64(policy.absoluteHours))])
        tx.announce("access.policy")
        return policy
    }

    // MARK: - For the other operations of Access

    /// Starts a session for a person who has just shown the password.
    ///
    /// - Parameter id: made before, so that the audit entries of the sign-in carry it.
    static func start(
        _ id: ID<Session>, for user: UserRecord, address: String, userAgent: String, in tx: Tx
    ) throws -> StartedSession {
        let policy = try SessionPolicy.current(in: tx)
        let token = SecretToken.make()
        let session = SessionRecord(
            id: id, userID: user.id, tokenHash: SecretToken.digest(token), createdAt: tx.now, lastSeenAt: tx.now,
            expiresAt: tx.now.adding(seconds: Int64(policy.absoluteHours) * 3600), address: address,
            userAgent: InputText.line(userAgent))
        try session.insert(tx.db)
        try tx.housekeeping {
            try tx.db.execute(
                sql: "DELETE FROM accessSession WHERE expiresAt < ?",
                arguments: [tx.now.adding(seconds: -keptDays * 86400)])
        }
        return StartedSession(
            sessionID: id, userID: user.id, token: token, expiresAt: session.expiresAt,
            mustChangePassword: user.mustChangePassword)
    }

    /// Gives a session another token: what knew the old one is shut out, the session itself goes on.
    static func rotate(_ session: SessionRecord, for user: UserRecord, in tx: Tx) throws -> StartedSession {
        var session = session
        let token = SecretToken.make()
        session.tokenHash = SecretToken.digest(token)
        session.lastSeenAt = tx.now
        session.lockedAt = nil
        try session.update(tx.db)
        tx.announce("access.session", session.id.description)
        return StartedSession(
            sessionID: session.id, userID: user.id, token: token, expiresAt: session.expiresAt,
            mustChangePassword: user.mustChangePassword)
    }

    static func end(_ session: SessionRecord, because reason: SessionEnd, in tx: Tx) throws {
        var session = session
        session.endedAt = tx.now
        session.endReason = reason
        try session.update(tx.db)
        tx.announce("access.session", session.id.description)
    }

    /// Ends all sessions and tokens of a user, except perhaps one session; returns how many sessions there were.
    static func endAll(
        of user: ID<User>, because reason: SessionEnd, except kept: ID<Session>? = nil, in tx: Tx
    ) throws -> Int {
        try tx.db.execute(
            sql:
                "UPDATE accessSession SET endedAt = ?, endReason = ? WHERE userID = ? AND endedAt IS NULL AND id IS NOT ?",
            arguments: [tx.now, reason, user, kept])
        let ended = tx.db.changesCount
        tx.announce("access.user", user.description)
        return ended
    }

    private static func summary(_ session: SessionRecord, _ policy: SessionPolicy, in tx: ReadTx) throws
        -> SessionSummary
    {
        let user = try UserRecord.find(session.userID, in: tx)
        let idle = tx.now.seconds(since: session.lastSeenAt) >= Int64(policy.idleMinutes) * 60
        return SessionSummary(
            id: session.id, userID: user.id, username: user.username, fullName: user.fullName,
            createdAt: session.createdAt, lastSeenAt: session.lastSeenAt, expiresAt: session.expiresAt,
            isLocked: session.lockedAt != nil || idle, address: session.address, userAgent: session.userAgent,
            stationID: session.stationID, isCurrent: session.id == tx.principal.sessionID)
    }
}
