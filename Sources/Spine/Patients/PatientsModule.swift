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
                PermissionDeclaration(.patientsRestricted, roles: ["administrator", "supervisor"]),
                PermissionDeclaration(.patientsConfigure, roles: ["administrator"]),
                PermissionDeclaration(.patientsImport),
                PermissionDeclaration(.patientsExport),
                PermissionDeclaration(.patientsNoteDeath, roles: ["administrator", "supervisor", "doctor"]),
            ],
            migrations: PatientsSchema.migrations + NameIndexSchema.migrations + MergeSchema.migrations
                + PairSchema.migrations
                + BackgroundSchema.migrations + IdentifierSchema.migrations + SpecialRecordSchema.migrations
                + ImportSchema.migrations + FieldsSchema.migrations,
            violations: [MergeSchema.violations, IdentifierSchema.violations].reduce(into: PatientsSchema.violations) {
                $0.merge($1) { first, _ in first }
            },
            views: MergeSchema.triggers(parts),
            endpoints: [CounterSearch(parts: parts).endpoint] + PatientsEndpoints.all
                + MergeEndpoints(merging: Merging(parts: parts)).all + PairEndpoints.all + BackgroundEndpoints.all
                + IdentifierEndpoints.all + SpecialRecordEndpoints.all + ContactPointEndpoints.all
                + RegistrationQuestions.endpoints
                + ImportEndpoints.all + [
                    NameProposals.endpoint, PatientExport.endpoint, History(parts: parts).endpoint,
                ],
            jobs: [
                NameRekeying.handler, PairSearch.handler, ImportRunning.handler, ImportUndoing(parts: parts).handler,
            ])
    }
}
