import Foundation
import GRDB
public import SehatCore
public import SehatStore

/// A long-lived token with which a program signs in. The phantom type of token ids.
public enum ProgramToken {}

/// A row of `accessToken`.
struct ProgramTokenRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "accessToken"

    var id: ID<ProgramToken>
    /// The account of kind `program` that was made for the token, so that what it does stands under its own name.
    var userID: ID<User>
    var tokenHash: Data
    var createdAt: Instant
    /// The username of the person who made it.
    var createdBy: String
    var expiresAt: Instant
    var lastUsedAt: Instant?
    var revokedAt: Instant?
}

/// What is needed for a program's token.
public struct NewProgramToken: Codable, Sendable {
    /// Becomes the program's username: `lab-analyser-1`.
    public var name: String
    public var permissions: [Permission]
    /// Days from now, 1 to 730.
    public var days: Int

    public init(name: String, permissions: [Permission], days: Int) {
        self.name = name
        self.permissions = permissions
        self.days = days
    }
}

/// A program's token as lists show it; the token itself is nowhere to be read.
public struct ProgramTokenView: Codable, Sendable, Hashable {
    public var id: ID<ProgramToken>
    public var name: String
    public var userID: ID<User>
    public var permissions: [Permission]
    public var createdAt: Instant
    public var createdBy: String
    public var expiresAt: Instant
    /// Exact to a minute.
    public var lastUsedAt: Instant?
}

/// A program's token at the only moment at which it is known.
public struct ProgramTokenWithSecret: Codable, Sendable, Hashable {
    /// To be sent as `Authorization: Bearer …`.
    public var token: String
    public var details: ProgramTokenView
}

/// Tokens for programs: made by an administrator, with chosen permissions and an end.
public enum ProgramTokens {
    /// Makes a token and the account under which the program acts.
    ///
    /// - Throws: `Problem.invalid` for a bad or taken name, an unknown permission, or an end too far away.
    public static func add(_ input: NewProgramToken, in tx: Tx) throws -> ProgramTokenWithSecret {
        var checks = FieldChecks()
        let name = Username.fold(input.name)
        checks.expect(Username.isValid(name), "name", "access.field.username")
        checks.expect((1...730).contains(input.days), "days", "app.field.range", ["min": "1", "max": "730"])
        checks.expect(!input.permissions.isEmpty, "permissions", "app.field.required")
        try Roles.check(input.permissions, &checks, in: tx)
        try checks.finish()
        let user = try account(name, in: tx)
        let token = SecretToken.make()
        let record = ProgramTokenRecord(
            id: tx.newID(), userID: user.id, tokenHash: SecretToken.digest(token), createdAt: tx.now,
            createdBy: tx.principal.username, expiresAt: tx.now.adding(seconds: Int64(input.days) * 86400))
        try record.insert(tx.db)
        for permission in Set(input.permissions) {
            try tx.db.execute(
                sql: "INSERT INTO accessTokenPermission (tokenID, permission) VALUES (?, ?)",
                arguments: [record.id, permission])
        }
        tx.audit(
            "access.token.added", record.id,
            [
                "name": .text(name), "permissions": Roles.auditText(input.permissions),
                "days": .number(Int64(input.days)),
            ])
        return ProgramTokenWithSecret(token: token, details: try view(record, name: name, in: tx))
    }

    /// The tokens that are neither revoked nor over, by name.
    public static func list(in tx: ReadTx) throws -> [ProgramTokenView] {
        let records = try ProgramTokenRecord.fetchAll(
            tx.db,
            sql: """
                SELECT t.* FROM accessToken t JOIN accessUser u ON u.id = t.userID
                WHERE t.revokedAt IS NULL AND t.expiresAt > ? ORDER BY u.username
                """, arguments: [tx.now])
        return try records.map { try view($0, name: UserRecord.find($0.userID, in: tx).username, in: tx) }
    }

    /// Makes a token worthless and closes its account; the program's next request is refused.
    ///
    /// - Throws: 404 without such a token.
    public static func revoke(_ id: ID<ProgramToken>, in tx: Tx) throws {
        let record = try ProgramTokenRecord.fetchOne(
            tx.db, sql: "SELECT * FROM accessToken WHERE id = ? AND revokedAt IS NULL", arguments: [id])
        guard var record else { throw Problem.notFound("token") }
        record.revokedAt = tx.now
        try record.update(tx.db)
        var user = try UserRecord.find(record.userID, in: tx)
        user.isActive = false
        try user.save(in: tx)
        tx.audit("access.token.revoked", id, ["name": .text(user.username)])
        tx.announce("access.user", user.id.description)
    }

    static func permissions(of token: ID<ProgramToken>, in tx: ReadTx) throws -> [Permission] {
        try Permission.fetchAll(
            tx.db, sql: "SELECT permission FROM accessTokenPermission WHERE tokenID = ? ORDER BY permission",
            arguments: [token])
    }

    /// A new account, or the closed one that the program had before.
    private static func account(_ name: String, in tx: Tx) throws -> UserRecord {
        if var old = try UserRecord.named(name, in: tx) {
            guard old.kind == .program, try !hasToken(old.id, in: tx) else {
                throw Problem.invalid("name", "access.field.usernameTaken")
            }
            old.isActive = true
            try old.save(in: tx)
            return old
        }
        let user = UserRecord(
            id: tx.newID(), kind: .program, username: name, fullName: name, language: .en, mustChangePassword: false,
            isActive: true, createdAt: tx.now, version: 1)
        try user.insert(tx.db)
        return user
    }

    private static func hasToken(_ user: ID<User>, in tx: ReadTx) throws -> Bool {
        try Bool.fetchOne(
            tx.db,
            sql: "SELECT EXISTS (SELECT 1 FROM accessToken WHERE userID = ? AND revokedAt IS NULL AND expiresAt > ?)",
            arguments: [user, tx.now]) ?? false
    }

    private static func view(_ record: ProgramTokenRecord, name: String, in tx: ReadTx) throws -> ProgramTokenView {
        ProgramTokenView(
            id: record.id, name: name, userID: record.userID, permissions: try permissions(of: record.id, in: tx),
            createdAt: record.createdAt, createdBy: record.createdBy, expiresAt: record.expiresAt,
            lastUsedAt: record.lastUsedAt)
    }
}
