public import SehatCore
public import SehatStore

/// What one module brings to the product, as plain values; the composition root puts them together.
public struct Module: Sendable {
    /// Lower camel case, unique: `auditTrail`.
    public let name: String
    /// What its endpoints and rules check.
    public let permissions: [PermissionDeclaration]
    /// Its tables, in order of their ids.
    public let migrations: [Migration]
    /// Names of constraints and unique indexes, and the problem that each violation is.
    public let violations: [String: Problem]
    /// SQL run at every start: views and triggers.
    public let views: [String]
    /// Its routes.
    public let endpoints: [Endpoint]
    /// What runs its work of the outbox.
    public let jobs: [JobHandler]

    /// A module of these values; only the name is needed.
    public init(
        name: String, permissions: [PermissionDeclaration] = [], migrations: [Migration] = [],
        violations: [String: Problem] = [:], views: [String] = [], endpoints: [Endpoint] = [], jobs: [JobHandler] = []
    ) {
        self.name = name
        self.permissions = permissions
        self.migrations = migrations
        self.violations = violations
        self.views = views
        self.endpoints = endpoints
        self.jobs = jobs
    }
}

/// A permission that a module checks, and the roles that hold it in a new hospital.
///
/// Its title for people is the catalogue's `permission.<code>`.
public struct PermissionDeclaration: Sendable, Hashable {
    /// The permission itself.
    public let permission: Permission
    /// Names among `administrator`, `registration`, `cashier`, `supervisor`, `auditor`, `doctor`.
    public let roles: [String]

    /// A permission, held by these roles in a new hospital.
    public init(_ permission: Permission, roles: [String] = ["administrator"]) {
        self.permission = permission
        self.roles = roles
    }
}
