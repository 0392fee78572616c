public import SehatCore
public import SehatStore
public import SehatWeb

extension Permission {
    /// To open, change and close accounts, give roles, change what roles allow, make tokens. Whoever has it can get
    /// every other permission, so it is as good as all of them.
    public static let manageUsers = Permission("access.manageUsers")
    /// To see accounts, roles, tokens and everybody's sessions.
    public static let viewUsers = Permission("access.viewUsers")
}

/// Who may sign in, and what each may do.
public enum AccessModule {
    /// The module with its tables, routes and permissions.
    public static func module(_ services: AccessServices, ports: AccessPorts) -> Module {
        Module(
            name: "access",
            permissions: [
                PermissionDeclaration(.manageUsers, roles: ["administrator"]),
                PermissionDeclaration(.viewUsers, roles: ["administrator", "supervisor", "auditor"]),
            ],
            migrations: AccessSchema.migrations, violations: AccessSchema.violations,
            endpoints: SessionEndpoints(services: services, ports: ports).all + UserEndpoints(services: services).all
                + RoleEndpoints.all)
    }

    /// How the server asks who a token belongs to; see `AccessServices.sessionPort`.
    public static func sessionPort(_ store: Store, _ services: AccessServices) -> SessionPort {
        services.sessionPort(store)
    }
}
