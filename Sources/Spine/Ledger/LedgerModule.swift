public import SehatCore
public import SehatWeb

extension Permission {
    /// Seeing the day's takings and what is still to be billed.
    public static let ledgerRead = Permission("ledger.read")
}

/// The hospital's books: what was done and at what price, and where the money is. Both are append-only.
public enum LedgerModule {
    /// The module as the product takes it.
    public static func module() -> Module {
        Module(
            name: "ledger",
            permissions: [
                PermissionDeclaration(.ledgerRead, roles: ["administrator", "cashier", "supervisor", "auditor"])
            ],
            migrations: LedgerSchema.migrations, violations: LedgerSchema.violations, views: LedgerSchema.views,
            endpoints: [
                .query(
                    "/ledger/takings", "ledger.takings.read", .requires(.ledgerRead),
                    "What was received, billed and forgone in a day or in a span of days."
                ) { call, tx in try Takings.read(call.input, in: tx) },
                .query(
                    "/ledger/unbilled", "ledger.charge.unbilled", .requires(.ledgerRead),
                    "The charges of a patient that stand on no bill yet."
                ) { call, tx in try UnbilledCharges.list(call.input, in: tx) },
            ])
    }
}
