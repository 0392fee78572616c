import GRDB
public import SehatCore
import SehatStore

/// A set of permissions that accounts are given. The phantom type of role ids.
public enum Role {}

/// The roles that every hospital has from the start.
public enum BuiltInRole: String, CaseIterable, Sendable {
    case administrator, registration, cashier, supervisor, doctor, auditor
}

/// A row of `accessRole`.
struct RoleRecord: Codable, FetchableRecord, PersistableRecord, Hashable {
    static let databaseTableName = "accessRole"

    var id: ID<Role>
    /// Of built-in roles, whose name stands in the catalogue under `access.role.<code>`.
    var code: String?
    /// Of the hospital's own roles.
    var name: String?
    var version: Int64

    /// - Throws: a 404 problem when there is no such role.
    static func find(_ id: ID<Role>, in tx: ReadTx) throws -> RoleRecord {
        guard let role = try tx.row(Self.self, id) else {
            throw Problem.notFound("role")
        }
        return role
    }

    /// What stands in the audit log for the role: the code, or the name that the hospital gave it.
    var label: String { code ?? name ?? id.description }

    func summary(_ tx: ReadTx) -> RoleSummary {
        let title = code.map { tx.catalogue.text("access.role.\($0)", tx.principal.language) }
        return RoleSummary(id: id, code: code, name: title ?? label)
    }
}

/// A role with all that belongs to it.
public struct RoleView: Codable, Sendable, Hashable {
    public var id: ID<Role>
    /// Of built-in roles only: `cashier`.
    public var code: String?
    /// In the language of the signed-in person.
    public var name: String
    public var isBuiltIn: Bool
    public var permissions: [Permission]
    /// How many open accounts hold it.
    public var userCount: Int
    public var version: Int64
}

/// What is needed for a role of the hospital's own.
public struct NewRole: Codable, Sendable {
    public var name: String
    public var permissions: [Permission]

    public init(name: String, permissions: [Permission]) {
        self.name = name
        self.permissions = permissions
    }
}

/// What may be changed in a role; absent members stay as they are.
public struct RoleChange: Codable, Sendable {
    /// Only of the hospital's own roles.
    public var name: String?
    /// All permissions of the role from now on.
    public var permissions: [Permission]?
    /// The version that the caller has seen; `If-Match` may carry it instead.
    public var version: Int64?

    public init(name: String? = nil, permissions: [Permission]? = nil, version: Int64? = nil) {
        self.name = name
        self.permissions = permissions
        self.version = version
    }
}

/// A permission with its title, for choosing.
public struct PermissionView: Codable, Sendable, Hashable {
    public var code: Permission
    /// The module that declares it: the part before the first dot.
    public var module: String
    /// In the language of the signed-in person.
    public var title: String
}
