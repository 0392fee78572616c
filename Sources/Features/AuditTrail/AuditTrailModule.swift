public import SehatCore
public import SehatWeb

extension Permission {
    /// To read the log, to see who looked at a patient, and to verify the chain.
    public static let auditRead = Permission("audit.read")
    /// To take a signed copy of the log out of the house.
    public static let auditExport = Permission("audit.export")
}

/// The log of who did what: the store writes and chains it, this module shows, verifies and exports it.
public enum AuditTrailModule {
    /// The module; it has no tables of its own.
    public static func module() -> Module {
        Module(
            name: "auditTrail",
            permissions: [
                PermissionDeclaration(.auditRead, roles: ["administrator", "auditor"]),
                PermissionDeclaration(.auditExport, roles: ["administrator", "auditor"]),
            ],
            endpoints: AuditTrailEndpoints.all)
    }
}
