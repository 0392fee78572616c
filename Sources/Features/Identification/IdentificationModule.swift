import Patients
import SehatCore
import SehatStore
public import SehatWeb

/// By what a patient is known at the bed and at the counter: the photo, the wristband, the card.
public enum IdentificationModule {
    /// The module as the product takes it.
    public static func module() -> Module {
        Module(
            name: "identification",
            permissions: [
                PermissionDeclaration(.identificationPhoto, roles: ["administrator", "registration", "supervisor"]),
                PermissionDeclaration(
                    .identificationPrint, roles: ["administrator", "registration", "supervisor", "doctor"]),
                PermissionDeclaration(.identificationConfigure, roles: ["administrator"]),
            ],
            migrations: IdentificationSchema.migrations,
            endpoints: PhotoEndpoints.all + IdentificationEndpoints.all)
    }
}

extension Permission {
    /// Take, replace and remove photos of patients.
    static let identificationPhoto = Permission("identification.photo")
    /// Print wristbands and patient cards.
    static let identificationPrint = Permission("identification.print")
    /// Set the hospital's GS1 company prefix.
    static let identificationConfigure = Permission("identification.configure")
}
