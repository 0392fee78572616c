public import SehatWeb

/// The patient master: who the patients are, under which number, and how they are found.
public enum PatientsModule {
    /// The module as the product takes it.
    public static func module() -> Module {
        Module(
            name: "patients",
            permissions: [
                PermissionDeclaration(
                    .patientsRead, roles: ["administrator", "registration", "cashier", "supervisor", "doctor"]),
                PermissionDeclaration(.patientsRegister, roles: ["administrator", "registration", "supervisor"]),
                PermissionDeclaration(.patientsUpdate, roles: ["administrator", "registration", "supervisor"]),
            ],
            migrations: PatientsSchema.migrations,
            violations: PatientsSchema.violations,
            endpoints: PatientsEndpoints.all,
            jobs: [NameRekeying.handler])
    }
}
