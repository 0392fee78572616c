import GRDB
public import SehatCore
public import SehatStore
public import SehatWeb

/// What the composition calls before anybody signs in.
public enum AccessSetup {
    /// Makes the built-in roles, and gives each the permissions that modules declare for it and that it was never
    /// given before. What an administrator has taken from a role stays taken; what no module declares any more is no
    /// longer offered. Nothing is written, and nothing audited, when nothing is new.
    ///
    /// - Returns: how many permissions were given to roles.
    @discardableResult
    public static func syncRoles(permissions: [PermissionDeclaration], in tx: Tx) throws -> Int {
        let declared = try syncPermissions(permissions, in: tx)
        var given = 0
        for builtIn in BuiltInRole.allCases {
            let (role, isNew) = try builtInRole(builtIn, in: tx)
            let seeded = Set(
                try Permission.fetchAll(
                    tx.db, sql: "SELECT permission FROM accessRoleSeed WHERE role = ?", arguments: [builtIn.rawValue]))
            let due = permissions.filter { $0.roles.contains(builtIn.rawValue) && !seeded.contains($0.permission) }
                .map(\.permission)
            if due.isEmpty, !isNew { continue }
            for permission in due { try give(permission, to: role, in: tx) }
            given += due.count
            tx.audit(
                "access.role.seeded", role.id,
                ["role": .text(builtIn.rawValue), "permissions": Roles.auditText(due)])
        }
        if declared + given > 0 { tx.announce("access.role") }
        return given
    }

    /// The account of the first administrator, with a password that must be changed at the first sign-in.
    ///
    /// Hashes on the calling thread, which holds up the writer for a tenth of a second: at `init` nobody waits.
    /// - Returns: the one-time password, 75 random bits in three groups of five characters.
    /// - Throws: `Problem.invalid` for a bad or taken username.
    public static func createFirstAdministrator(
        username: String, fullName: String? = nil, language: Language? = nil, services: AccessServices, in tx: Tx
    ) throws -> String {
        let password = try services.hasher.oneTimePasswordBlocking()
        let input = NewUser(
            username: username, fullName: fullName ?? username, language: language,
            roles: [BuiltInRole.administrator.rawValue])
        _ = try Users.add(input, password: password, in: tx)
        return password.plain
    }

    /// Gives an account a password of one's choice that need not be changed: for demonstration data, where accounts
    /// are made without a person. The policy of passwords is not asked.
    ///
    /// - Throws: 404 without such a user.
    public static func setPassword(of id: ID<User>, to plain: String, services: AccessServices, in tx: Tx) throws {
        var user = try UserRecord.find(id, in: tx)
        user.passwordHash = try services.hasher.hashBlocking(plain)
        user.mustChangePassword = false
        try user.save(in: tx)
        tx.audit("access.user.passwordSet", id)
        tx.announce("access.user", id.description)
    }

    /// Writes down which permissions exist; returns how many of these rows changed.
    private static func syncPermissions(_ declarations: [PermissionDeclaration], in tx: Tx) throws -> Int {
        let declared = Set(declarations.map(\.permission))
        let known = Set(
            try Permission.fetchAll(tx.db, sql: "SELECT code FROM accessPermission WHERE isDeclared"))
        let new = declared.subtracting(known)
        let gone = known.subtracting(declared)
        for permission in new {
            try tx.db.execute(
                sql: """
                    INSERT INTO accessPermission (code, isDeclared) VALUES (?, 1)
                    ON CONFLICT (code) DO UPDATE SET isDeclared = 1
                    """, arguments: [permission])
        }
        for permission in gone {
            try tx.db.execute(sql: "UPDATE accessPermission SET isDeclared = 0 WHERE code = ?", arguments: [permission])
        }
        if !new.isEmpty || !gone.isEmpty {
            tx.audit(
                "access.permissions.declared",
                ["new": Roles.auditText(Array(new)), "gone": Roles.auditText(Array(gone))])
        }
        return new.count + gone.count
    }

    private static func builtInRole(_ builtIn: BuiltInRole, in tx: Tx) throws -> (role: RoleRecord, isNew: Bool) {
        let old = try RoleRecord.fetchOne(
            tx.db, sql: "SELECT * FROM accessRole WHERE code = ?", arguments: [builtIn.rawValue])
        if let old { return (old, false) }
        let role = RoleRecord(id: tx.newID(), code: builtIn.rawValue, name: nil, version: 1)
        try role.insert(tx.db)
        return (role, true)
    }

    private static func give(_ permission: Permission, to role: RoleRecord, in tx: Tx) throws {
        try tx.db.execute(
            sql: "INSERT OR IGNORE INTO accessRolePermission (roleID, permission) VALUES (?, ?)",
            arguments: [role.id, permission])
        try tx.db.execute(
            sql: "INSERT INTO accessRoleSeed (role, permission) VALUES (?, ?)",
            arguments: [role.code, permission])
    }
}
