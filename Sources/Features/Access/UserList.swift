import GRDB
public import SehatCore
public import SehatStore

/// What a list of accounts is narrowed by.
public struct UserQuery: Codable, Sendable {
    /// Part of the username or of the full name.
    public var q: String?
    public var isActive: Bool?
    public var kind: UserKind?
    public var limit: Int?
    /// `next` of the page before.
    public var after: String?

    public init(
        q: String? = nil, isActive: Bool? = nil, kind: UserKind? = nil, limit: Int? = nil, after: String? = nil
    ) {
        self.q = q
        self.isActive = isActive
        self.kind = kind
        self.limit = limit
        self.after = after
    }
}

/// Reading accounts.
public enum UserList {
    /// One page of accounts by username. The caller's gate has asked for `access.viewUsers`.
    public static func list(_ query: UserQuery, in tx: ReadTx) throws -> Page<UserView> {
        let limit = PageLimit.clamp(query.limit)
        let text = InputText.line(query.q ?? "").lowercased()
        let users = try UserRecord.fetchAll(
            tx.db,
            sql: """
                SELECT * FROM accessUser
                WHERE username > :after AND (:active IS NULL OR isActive = :active) AND (:kind IS NULL OR kind = :kind)
                    AND (:text = '' OR instr(username, :text) > 0 OR instr(lower(fullName), :text) > 0)
                ORDER BY username LIMIT :limit
                """,
            arguments: [
                "after": query.after ?? "", "active": query.isActive, "kind": query.kind, "text": text,
                "limit": limit + 1,
            ])
        let page = Array(users.prefix(limit))
        return Page(
            items: try page.map { try view($0, in: tx) }, next: users.count > limit ? page.last?.username : nil)
    }

    /// One account.
    ///
    /// - Throws: 404 without such a user.
    public static func user(_ id: ID<User>, in tx: ReadTx) throws -> UserView {
        try view(UserRecord.find(id, in: tx), in: tx)
    }

    /// The account of that name, for the command line.
    ///
    /// - Throws: 404 without such a user.
    public static func user(named username: String, in tx: ReadTx) throws -> UserView {
        guard let user = try UserRecord.named(username, in: tx) else { throw Problem.notFound("user") }
        return try view(user, in: tx)
    }

    static func view(_ user: UserRecord, in tx: ReadTx) throws -> UserView {
        UserView(
            id: user.id, kind: user.kind, username: user.username, fullName: user.fullName, language: user.language,
            isActive: user.isActive, mustChangePassword: user.mustChangePassword,
            failedAttempts: try SignInDelay.failures(of: user.username, in: tx), lastSignInAt: user.lastSignInAt,
            createdAt: user.createdAt, roles: try Roles.held(by: user.id, in: tx).map { $0.summary(tx) },
            version: user.version)
    }
}
