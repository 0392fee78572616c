public import SehatWeb

/// The hospital's own facts: departments, practitioners, stations, services and their prices, the profile.
public enum DirectoryModule {
    /// The module as the product takes it.
    public static func module() -> Module {
        Module(
            name: "directory",
            permissions: [
                PermissionDeclaration(
                    .directoryView,
                    roles: ["administrator", "registration", "cashier", "supervisor", "auditor", "doctor"]),
                PermissionDeclaration(.directoryManage, roles: ["administrator"]),
            ],
            migrations: DirectorySchema.migrations,
            violations: DirectorySchema.violations,
            endpoints: DirectoryEndpoints.all)
    }
}
