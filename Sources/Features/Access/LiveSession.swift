import Crypto
import Foundation
import GRDB
import SehatCore
import SehatStore
import SehatWeb

/// What a token stands for, as kept in memory: all that a request needs to know, without a query.
struct LiveSession: Sendable {
    /// Nil for the token of a program.
    let sessionID: ID<Session>?
    let tokenID: ID<ProgramToken>?
    let userID: ID<User>
    let username: String
    let language: Language
    let permissions: Set<Permission>
    let stationID: ID<Station>?
    let csrf: String
    let mustChangePassword: Bool
    let expiresAt: Instant
    /// Nil for programs, which are never idle.
    let idleSeconds: Int64?
    let isLocked: Bool
    var lastSeenAt: Instant
    /// When `lastSeenAt` was last written to disk.
    var writtenAt: Instant

    /// What the session may do at this moment; nil when it is over.
    func state(at now: Instant) -> SessionState? {
        if now >= expiresAt { return nil }
        if isLocked { return .locked }
        if let idleSeconds, now.seconds(since: lastSeenAt) >= idleSeconds { return .locked }
        return mustChangePassword ? .mustChangePassword : .open
    }

    /// Who acts, for a request from this address. Without an open session there are no permissions.
    func principal(_ state: SessionState, address: String) -> Principal {
        Principal(
            kind: .user, userID: userID, sessionID: sessionID, username: username,
            permissions: state == .open ? permissions : [], language: language, stationID: stationID, address: address)
    }

    /// The session or program of a token.
    ///
    /// - Returns: nil when there is none, it was ended, or its account is closed.
    static func load(token: String, digest: Data, in tx: ReadTx) throws -> LiveSession? {
        try person(token, digest, tx) ?? program(token, digest, tx)
    }

    private static func person(_ token: String, _ digest: Data, _ tx: ReadTx) throws -> LiveSession? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM accessSession WHERE tokenHash = ? AND endedAt IS NULL")
        guard let session = try SessionRecord.fetchOne(statement, arguments: [digest]) else { return nil }
        let user = try UserRecord.find(session.userID, in: tx)
        guard user.isActive else { return nil }
        let policy = try SessionPolicy.current(in: tx)
        return LiveSession(
            sessionID: session.id, tokenID: nil, userID: user.id, username: user.username, language: user.language,
            permissions: try Roles.effectivePermissions(of: user.id, in: tx), stationID: session.stationID,
            csrf: SecretToken.csrf(of: token), mustChangePassword: user.mustChangePassword,
            expiresAt: session.expiresAt, idleSeconds: Int64(policy.idleMinutes) * 60,
            isLocked: session.lockedAt != nil, lastSeenAt: session.lastSeenAt, writtenAt: session.lastSeenAt)
    }

    private static func program(_ token: String, _ digest: Data, _ tx: ReadTx) throws -> LiveSession? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM accessToken WHERE tokenHash = ? AND revokedAt IS NULL")
        guard let record = try ProgramTokenRecord.fetchOne(statement, arguments: [digest]) else { return nil }
        let user = try UserRecord.find(record.userID, in: tx)
        guard user.isActive else { return nil }
        return LiveSession(
            sessionID: nil, tokenID: record.id, userID: user.id, username: user.username, language: user.language,
            permissions: Set(try ProgramTokens.permissions(of: record.id, in: tx)), stationID: nil,
            csrf: SecretToken.csrf(of: token), mustChangePassword: false, expiresAt: record.expiresAt,
            idleSeconds: nil, isLocked: false, lastSeenAt: record.lastUsedAt ?? record.createdAt,
            writtenAt: record.lastUsedAt ?? record.createdAt)
    }

    /// Writes the last use to disk.
    func stamp(_ now: Instant, in tx: Tx) throws {
        try tx.housekeeping {
            if let sessionID {
                try tx.db.execute(
                    sql: "UPDATE accessSession SET lastSeenAt = max(lastSeenAt, ?) WHERE id = ? AND endedAt IS NULL",
                    arguments: [now, sessionID])
            } else if let tokenID {
                try tx.db.execute(
                    sql: "UPDATE accessToken SET lastUsedAt = ? WHERE id = ?", arguments: [now, tokenID])
            }
        }
    }
}
