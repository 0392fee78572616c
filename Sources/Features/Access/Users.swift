import GRDB
public import SehatCore
public import SehatStore

/// Opening, changing and closing accounts. The pages, the API and the command line all come through here.
public enum Users {
    /// Opens an account of a person with a one-time password.
    ///
    /// - Throws: `Problem.invalid` for a bad or taken username, an empty name, an unknown role.
    public static func add(_ input: NewUser, password: PreparedPassword, in tx: Tx) throws -> UserView {
        let user = try newPerson(input, password: password, in: tx)
        try user.insert(tx.db)
        let roles = try Roles.resolve(input.roles ?? [], in: tx)
        try Roles.assign(roles, to: user.id, in: tx)
        tx.audit(
            "access.user.added", user.id, ["username": .text(user.username), "roles": Roles.auditText(roles)])
        tx.announce("access.user", user.id.description)
        return try UserList.view(user, in: tx)
    }

    /// Changes the name or the language of an account.
    ///
    /// - Throws: 404 without such a user, `Problem.stale` when it was changed meanwhile, `Problem.invalid`.
    public static func update(_ id: ID<User>, _ change: UserChange, ifMatch: Int64? = nil, in tx: Tx) throws -> UserView
    {
        var user = try UserRecord.find(id, in: tx)
        try tx.expect(version: user.version, ifMatch ?? change.version)
        var checks = FieldChecks()
        var detail: [String: AuditValue] = [:]
        if let name = change.fullName {
            user.fullName = checks.line("fullName", name, limit: 100)
            detail["fullName"] = .text(user.fullName)
        }
        if let language = change.language {
            user.language = language
            detail["language"] = .text(language.rawValue)
        }
        try checks.finish()
        try user.save(in: tx)
        tx.audit("access.user.changed", id, detail)
        tx.announce("access.user", id.description)
        return try UserList.view(user, in: tx)
    }

    /// Closes an account: nobody signs in with it any more, and its sessions and tokens end at once.
    ///
    /// - Throws: 404; `access.ownAccount` for the account in use; `access.lastAdministrator` when nobody who may
    ///   manage users would be left.
    public static func disable(_ id: ID<User>, reason: String? = nil, in tx: Tx) throws -> UserView {
        guard id != tx.principal.userID else { throw Problem.ownAccount }
        var user = try UserRecord.find(id, in: tx)
        guard user.isActive else { return try UserList.view(user, in: tx) }
        user.isActive = false
        try user.save(in: tx)
        let ended = try Sessions.endAll(of: id, because: .disabled, in: tx)
        tx.audit("access.user.disabled", id, ["sessions": .number(Int64(ended))], reason: reason)
        tx.announce("access.user", id.description)
        try Roles.requireAdministrator(in: tx)
        return try UserList.view(user, in: tx)
    }

    /// Opens a closed account again; the password is the one it had.
    ///
    /// - Throws: 404 without such a user.
    public static func enable(_ id: ID<User>, in tx: Tx) throws -> UserView {
        var user = try UserRecord.find(id, in: tx)
        guard !user.isActive else { return try UserList.view(user, in: tx) }
        user.isActive = true
        try user.save(in: tx)
        tx.audit("access.user.enabled", id)
        tx.announce("access.user", id.description)
        return try UserList.view(user, in: tx)
    }

    /// Replaces a forgotten password by a one-time password; the person's sessions end, waiting times are lifted.
    ///
    /// - Throws: 404; `access.programAccount` for a program.
    public static func resetPassword(_ id: ID<User>, password: PreparedPassword, in tx: Tx) throws -> UserView {
        var user = try UserRecord.find(id, in: tx)
        guard user.kind == .person else { throw Problem.programAccount }
        user.passwordHash = password.hash
        user.mustChangePassword = true
        user.passwordChangedAt = tx.now
        try user.save(in: tx)
        let ended = try Sessions.endAll(of: id, because: .passwordReset, in: tx)
        try SignInDelay.forgive(username: user.username, in: tx)
        tx.audit("access.user.passwordReset", id, ["sessions": .number(Int64(ended))])
        tx.announce("access.user", id.description)
        return try UserList.view(user, in: tx)
    }

    /// Gives the account exactly these roles; it holds for the next request of open sessions.
    ///
    /// - Parameter roles: ids of roles, or codes of built-in ones.
    /// - Throws: 404; `Problem.invalid` for an unknown role; `access.lastAdministrator`; `access.programAccount`.
    public static func setRoles(_ id: ID<User>, _ roles: [String], in tx: Tx) throws -> UserView {
        var user = try UserRecord.find(id, in: tx)
        guard user.kind == .person else { throw Problem.programAccount }
        let wanted = try Roles.resolve(roles, in: tx)
        let before = try Roles.held(by: id, in: tx)
        try Roles.assign(wanted, to: id, in: tx)
        try user.save(in: tx)
        tx.audit("access.user.roles", id, ["before": Roles.auditText(before), "after": Roles.auditText(wanted)])
        tx.announce("access.user", id.description)
        try Roles.requireAdministrator(in: tx)
        return try UserList.view(user, in: tx)
    }

    private static func newPerson(_ input: NewUser, password: PreparedPassword, in tx: Tx) throws -> UserRecord {
        var checks = FieldChecks()
        let username = Username.fold(input.username)
        checks.expect(!username.isEmpty, "username", "app.field.required")
        checks.expect(username.isEmpty || Username.isValid(username), "username", "access.field.username")
        let fullName = checks.line("fullName", input.fullName, limit: 100)
        try checks.finish()
        return UserRecord(
            id: tx.newID(), kind: .person, username: username, fullName: fullName,
            language: input.language ?? tx.hospital.language, passwordHash: password.hash, mustChangePassword: true,
            isActive: true, createdAt: tx.now, passwordChangedAt: tx.now, lastSignInAt: nil, version: 1)
    }
}
