import Documents
import SehatCore
public import SehatWeb
import Typesetting

/// The page on which a hospital makes the papers its own: drafts, a preview, publishing and going back.
public enum TemplatesModule {
    /// The module as the product takes it. The tables are the print queue's, whose papers are made from them.
    public static func module() -> Module {
        Module(
            name: "templates",
            permissions: [
                PermissionDeclaration(.templatesRead, roles: ["administrator", "supervisor"]),
                PermissionDeclaration(.templatesManage, roles: ["administrator"]),
            ],
            endpoints: TemplatesEndpoints(renderer: DocumentRenderer()).all + PaperSettingsEndpoints.all)
    }
}

extension Permission {
    /// See the templates of papers and their history.
    static let templatesRead = Permission("templates.read")
    /// Change, publish and roll back templates.
    static let templatesManage = Permission("templates.manage")
}
