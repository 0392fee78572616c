import GRDB
public import SehatCore
public import SehatStore

/// Roles: what they allow, and who holds them.
public enum Roles {
    /// All roles, the built-in ones first.
    public static func list(in tx: ReadTx) throws -> [RoleView] {
        try RoleRecord.fetchAll(tx.db, sql: "SELECT * FROM accessRole ORDER BY code IS NULL, id").map {
            try view($0, in: tx)
        }
    }

    /// All permissions that can be given, by code.
    public static func permissions(in tx: ReadTx) throws -> [PermissionView] {
        try Permission.fetchAll(tx.db, sql: "SELECT code FROM accessPermission WHERE isDeclared ORDER BY code").map {
            PermissionView(
                code: $0, module: String($0.code.prefix { $0 != "." }),
                title: tx.catalogue.text("permission.\($0.code)", tx.principal.language))
        }
    }

    /// Makes a role of the hospital's own.
    ///
    /// - Throws: `Problem.invalid` for an empty or taken name, or an unknown permission.
    public static func add(_ input: NewRole, in tx: Tx) throws -> RoleView {
        var checks = FieldChecks()
        let name = checks.line("name", input.name, limit: 60)
        try check(input.permissions, &checks, in: tx)
        try checks.finish()
        let role = RoleRecord(id: tx.newID(), code: nil, name: name, version: 1)
        try role.insert(tx.db)
        try store(input.permissions, of: role.id, in: tx)
        tx.audit("access.role.added", role.id, ["name": .text(name), "permissions": auditText(input.permissions)])
        tx.announce("access.role", role.id.description)
        return try view(role, in: tx)
    }

    /// Changes what a role allows, or the name of one of the hospital's own; it holds for the next request of
    /// everybody who holds the role.
    ///
    /// - Throws: 404, `Problem.stale`, `Problem.invalid`, `access.builtInRole` for the name of a built-in role,
    ///   `access.lastAdministrator` when nobody who may manage users would be left.
    public static func update(_ id: ID<Role>, _ change: RoleChange, ifMatch: Int64? = nil, in tx: Tx) throws -> RoleView
    {
        var role = try RoleRecord.find(id, in: tx)
        try tx.expect(version: role.version, ifMatch ?? change.version)
        if change.name != nil, role.code != nil { throw Problem.builtInRole }
        var checks = FieldChecks()
        var detail: [String: AuditValue] = ["role": .text(role.label)]
        if let name = change.name {
            role.name = checks.line("name", name, limit: 60)
            detail["name"] = .text(role.label)
        }
        if let wanted = change.permissions {
            try check(wanted, &checks, in: tx)
            let before = try permissions(of: id, in: tx)
            detail["added"] = auditText(wanted.filter { !before.contains($0) })
            detail["removed"] = auditText(before.filter { !wanted.contains($0) })
        }
        try checks.finish()
        role.version += 1
        try role.update(tx.db)
        if let wanted = change.permissions { try store(wanted, of: id, in: tx) }
        tx.audit("access.role.changed", id, detail)
        tx.announce("access.role", id.description)
        try requireAdministrator(in: tx)
        return try view(role, in: tx)
    }

    /// Deletes a role of the hospital's own that nobody holds.
    ///
    /// - Throws: 404, `access.builtInRole`, `access.roleInUse`.
    public static func delete(_ id: ID<Role>, in tx: Tx) throws {
        let role = try RoleRecord.find(id, in: tx)
        guard role.code == nil else { throw Problem.builtInRole }
        let holders = try count("SELECT count(*) FROM accessUserRole WHERE roleID = ?", [id], tx)
        guard holders == 0 else { throw Problem.roleInUse(count: holders) }
        try tx.db.execute(sql: "DELETE FROM accessRole WHERE id = ?", arguments: [id])
        tx.audit("access.role.deleted", id, ["name": .text(role.label)])
        tx.announce("access.role", id.description)
    }

    // MARK: - For the other operations of Access

    /// The roles meant by ids or codes of built-in roles.
    ///
    /// - Throws: `Problem.invalid` naming the ones that do not exist.
    static func resolve(_ texts: [String], in tx: ReadTx) throws -> [RoleRecord] {
        var checks = FieldChecks()
        var roles: [RoleRecord] = []
        for (index, text) in texts.enumerated() {
            let role = try RoleRecord.fetchOne(
                tx.db, sql: "SELECT * FROM accessRole WHERE id = ? OR code = ?",
                arguments: [ID<Role>(text), InputText.line(text)])
            if let role {
                if !roles.contains(role) { roles.append(role) }
            } else {
                checks.refuse("roles.\(index)", "access.field.role")
            }
        }
        try checks.finish()
        return roles
    }

    static func assign(_ roles: [RoleRecord], to user: ID<User>, in tx: Tx) throws {
        try tx.db.execute(sql: "DELETE FROM accessUserRole WHERE userID = ?", arguments: [user])
        for role in roles {
            try tx.db.execute(
                sql: "INSERT INTO accessUserRole (userID, roleID) VALUES (?, ?)", arguments: [user, role.id])
        }
    }

    static func held(by user: ID<User>, in tx: ReadTx) throws -> [RoleRecord] {
        try RoleRecord.fetchAll(
            tx.db,
            sql: """
                SELECT r.* FROM accessUserRole u JOIN accessRole r ON r.id = u.roleID
                WHERE u.userID = ? ORDER BY r.code IS NULL, r.id
                """, arguments: [user])
    }

    /// All that the roles of a user allow together.
    static func effectivePermissions(of user: ID<User>, in tx: ReadTx) throws -> Set<Permission> {
        Set(
            try Permission.fetchAll(
                tx.db,
                sql: """
                    SELECT DISTINCT p.permission FROM accessUserRole u
                    JOIN accessRolePermission p ON p.roleID = u.roleID
                    WHERE u.userID = ?
                    """, arguments: [user]))
    }

    /// - Throws: `access.lastAdministrator` unless an open account of a person may manage users. A rule that nobody
    ///   could undo through the pages must not come about through them.
    static func requireAdministrator(in tx: ReadTx) throws {
        let administrators = try count(
            """
            SELECT count(*) FROM accessUser u WHERE u.isActive AND u.kind = 'person' AND EXISTS (
                SELECT 1 FROM accessUserRole r JOIN accessRolePermission p ON p.roleID = r.roleID
                WHERE r.userID = u.id AND p.permission = ?)
            """, [Permission.manageUsers], tx)
        if administrators == 0 { throw Problem.lastAdministrator }
    }

    /// Refuses permissions that no module declares.
    static func check(_ permissions: [Permission], _ checks: inout FieldChecks, in tx: ReadTx) throws {
        let known = Set(try Permission.fetchAll(tx.db, sql: "SELECT code FROM accessPermission"))
        for (index, permission) in permissions.enumerated() {
            checks.expect(known.contains(permission), "permissions.\(index)", "access.field.permission")
        }
    }

    static func permissions(of role: ID<Role>, in tx: ReadTx) throws -> [Permission] {
        try Permission.fetchAll(
            tx.db, sql: "SELECT permission FROM accessRolePermission WHERE roleID = ? ORDER BY permission",
            arguments: [role])
    }

    static func auditText(_ roles: [RoleRecord]) -> AuditValue {
        .text(roles.map(\.label).sorted().joined(separator: " "))
    }

    static func auditText(_ permissions: [Permission]) -> AuditValue {
        .text(permissions.map(\.code).sorted().joined(separator: " "))
    }

    private static func store(_ permissions: [Permission], of role: ID<Role>, in tx: Tx) throws {
        try tx.db.execute(sql: "DELETE FROM accessRolePermission WHERE roleID = ?", arguments: [role])
        for permission in Set(permissions) {
            try tx.db.execute(
                sql: "INSERT INTO accessRolePermission (roleID, permission) VALUES (?, ?)",
                arguments: [role, permission])
        }
    }

    private static func view(_ role: RoleRecord, in tx: ReadTx) throws -> RoleView {
        let holders = try count(
            """
            SELECT count(*) FROM accessUserRole r JOIN accessUser u ON u.id = r.userID
            WHERE r.roleID = ? AND u.isActive
            """,
            [role.id], tx)
        return RoleView(
            id: role.id, code: role.code, name: role.summary(tx).name, isBuiltIn: role.code != nil,
            permissions: try permissions(of: role.id, in: tx), userCount: holders, version: role.version)
    }

    private static func count(_ sql: String, _ arguments: StatementArguments, _ tx: ReadTx) throws -> Int {
        try Int.fetchOne(tx.db, sql: sql, arguments: arguments) ?? 0
    }
}
