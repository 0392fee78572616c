import Foundation
public import GRDB
public import SehatCore
import SehatStore

/// Why a session is over, as stored.
public enum SessionEnd: String, Codable, CaseIterable, Sendable, WireEnum {
    /// The person signed out.
    case signedOut
    /// The same browser signed in again.
    case replaced
    /// The password was changed in another session.
    case passwordChanged
    /// An administrator gave out a one-time password.
    case passwordReset
    /// The account was closed.
    case disabled
    /// Ended from the list of sessions.
    case killed
}

extension SessionEnd: DatabaseValueConvertible {}

/// How long sessions last; a setting of the hospital.
public struct SessionPolicy: Codable, Sendable, Hashable {
    /// A session that nobody uses for so long is locked until the password is given again.
    public var idleMinutes: Int
    /// A session is over so long after the sign-in, used or not.
    public var absoluteHours: Int

    public init(idleMinutes: Int = 30, absoluteHours: Int = 12) {
        self.idleMinutes = idleMinutes
        self.absoluteHours = absoluteHours
    }

    static let settingKey = "access.sessionPolicy"

    static func current(in tx: ReadTx) throws -> SessionPolicy {
        try tx.setting(settingKey) ?? SessionPolicy()
    }
}

/// A row of `accessSession`.
struct SessionRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "accessSession"

    var id: ID<Session>
    var userID: ID<User>
    var tokenHash: Data
    var createdAt: Instant
    var lastSeenAt: Instant
    var expiresAt: Instant
    var lockedAt: Instant?
    var endedAt: Instant?
    var endReason: SessionEnd?
    var address: String
    var userAgent: String
    var stationID: ID<Station>?

    /// - Throws: a 404 problem when there is no such session, or it is over.
    static func open(_ id: ID<Session>, in tx: ReadTx) throws -> SessionRecord {
        let session = try fetchOne(
            tx.db, sql: "SELECT * FROM accessSession WHERE id = ? AND endedAt IS NULL AND expiresAt > ?",
            arguments: [id, tx.now])
        guard let session else { throw Problem.notFound("session") }
        return session
    }

    /// - Throws: `access.noSession` when the caller is a program, a job or the command line.
    static func current(in tx: ReadTx) throws -> SessionRecord {
        guard let id = tx.principal.sessionID else { throw Problem.noSession }
        return try open(id, in: tx)
    }
}

/// A session as lists show it; its token is nowhere to be read.
public struct SessionSummary: Codable, Sendable, Hashable {
    public var id: ID<Session>
    public var userID: ID<User>
    public var username: String
    public var fullName: String
    public var createdAt: Instant
    /// Exact to a minute.
    public var lastSeenAt: Instant
    public var expiresAt: Instant
    public var isLocked: Bool
    public var address: String
    public var userAgent: String
    public var stationID: ID<Station>?
    /// Whether it is the session of this request.
    public var isCurrent: Bool
}

/// What a list of sessions is narrowed by.
public struct SessionQuery: Codable, Sendable {
    /// Another person's sessions; needs `access.viewUsers`.
    public var userID: ID<User>?
    /// Everybody's sessions; needs `access.viewUsers`.
    public var everybody: Bool?

    public init(userID: ID<User>? = nil, everybody: Bool? = nil) {
        self.userID = userID
        self.everybody = everybody
    }
}
