import SehatCore
public import SehatWeb

/// What the hospital notes under this name: a list of entries.
public enum ExampleModule {
    /// The module as the product takes it.
    public static func module() -> Module {
        Module(
            name: "example",
            permissions: [
                PermissionDeclaration(.exampleRead, roles: ["administrator", "registration", "supervisor"]),
                PermissionDeclaration(.exampleWrite, roles: ["administrator", "registration", "supervisor"]),
            ],
            migrations: ExampleSchema.migrations,
            violations: ExampleSchema.violations,
            endpoints: ExampleEndpoints.all)
    }
}

extension Permission {
    /// See the entries.
    static let exampleRead = Permission("example.read")
    /// Make entries.
    static let exampleWrite = Permission("example.write")
}

extension Problem {
    /// There is no such entry.
    static let exampleEntryNotFound = Problem(.notFound, "example.entry.notFound")
    /// Another entry of the day says the same.
    static let exampleEntryTwice = Problem(
        .conflict, "example.entry.twice", fields: [.init("text", "example.field.twice")])
}
