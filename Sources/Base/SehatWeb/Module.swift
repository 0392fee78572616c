public import SehatCore
public import SehatStore

/// What one module brings to the product, as plain values; the composition root puts them together.
public struct Module: Sendable {
    /// Lower camel case, unique: `auditTrail`.
    public let name: String
    public let permissions: [PermissionDeclaration]
    public let migrations: [Migration]
    /// Names of constraints and unique indexes, and the problem that each violation is.
    public let violations: [String: Problem]
    /// SQL run at every start: views and triggers.
    public let views: [String]
    public let endpoints: [Endpoint]
    public let jobs: [JobHandler]

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
    public let permission: Permission
    /// Names among `administrator`, `registration`, `cashier`, `supervisor`, `auditor`, `doctor`.
    public let roles: [String]

    public init(_ permission: Permission, roles: [String] = ["administrator"]) {
        self.permission = permission
        self.roles = roles
    }
}
