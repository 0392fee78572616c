public import SehatWeb

/// Visits of patients, and the queues in which they wait with a token.
public enum EncountersModule {
    /// The module as the product takes it.
    public static func module() -> Module {
        Module(
            name: "encounters",
            permissions: [
                PermissionDeclaration(.encountersOpen, roles: ["administrator", "registration", "supervisor"]),
                PermissionDeclaration(
                    .encountersRead, roles: ["administrator", "registration", "cashier", "supervisor", "doctor"]),
                PermissionDeclaration(
                    .encountersManageQueue, roles: ["administrator", "registration", "supervisor", "doctor"]),
            ],
            migrations: EncountersSchema.migrations,
            violations: EncountersSchema.violations,
            endpoints: EncountersEndpoints.all,
            jobs: [ClosingDays.handler])
    }
}
