public import SehatWeb

/// The patient master: who the patients are, under which number, and how they are found.
public enum PatientsModule {
    /// The module as the product takes it.
    ///
    /// - Parameter parts: what the other modules hold about patients; a merge moves the rows of all of them.
    public static func module(parts: [PatientPart] = []) -> Module {
        let parts = [.master] + parts
        return Module(
            name: "patients",
            permissions: [
                PermissionDeclaration(
                    .patientsRead, roles: ["administrator", "registration", "cashier", "supervisor", "doctor"]),
                PermissionDeclaration(.patientsRegister, roles: ["administrator", "registration", "supervisor"]),
                PermissionDeclaration(.patientsUpdate, roles: ["administrator", "registration", "supervisor"]),
                PermissionDeclaration(.patientsMerge, roles: ["administrator", "supervisor"]),
                PermissionDeclaration(.patientsUnmerge, roles: ["administrator", "supervisor"]),
                PermissionDeclaration(.patientsImport),
                PermissionDeclaration(.patientsExport),
                PermissionDeclaration(.patientsNoteDeath, roles: ["administrator", "supervisor", "doctor"]),
            ],
            migrations: PatientsSchema.migrations + MergeSchema.migrations + PairSchema.migrations
                + BackgroundSchema.migrations + ImportSchema.migrations,
            violations: PatientsSchema.violations.merging(MergeSchema.violations) { first, _ in first },
            views: MergeSchema.triggers(parts),
            endpoints: PatientsEndpoints.all + MergeEndpoints(merging: Merging(parts: parts)).all
                + PairEndpoints.all + BackgroundEndpoints.all + ImportEndpoints.all + [PatientExport.endpoint, History(parts: parts).endpoint],
            jobs: [
                NameRekeying.handler, PairSearch.handler, ImportRunning.handler, ImportUndoing(parts: parts).handler,
            ])
    }
}
