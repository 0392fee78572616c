public import SehatCore
public import SehatWeb

extension Permission {
    /// Issue bills.
    public static let billingIssue = Permission("billing.issue")
    /// Receive money.
    public static let billingCollect = Permission("billing.collect")
    /// Give up bills of which nothing has been paid.
    public static let billingCancel = Permission("billing.cancel")
    /// Grant discounts up to the hospital's limit.
    public static let billingDiscount = Permission("billing.discount")
    /// Grant discounts up to the higher limit.
    public static let billingDiscountFull = Permission("billing.discountFull")
    /// See bills.
    public static let billingRead = Permission("billing.read")
    /// Print bills and copies of receipts.
    public static let billingReprint = Permission("billing.reprint")
    /// Set the limits of discounts.
    public static let billingManage = Permission("billing.manage")
}

/// Bills and payments: what patients owe, what they pay, and the paper about it.
public enum BillingModule {
    /// The module as the product takes it.
    public static func module() -> Module {
        Module(
            name: "billing", permissions: permissions, migrations: BillingSchema.migrations,
            violations: BillingSchema.violations, views: BillingSchema.views,
            endpoints: BillingEndpoints.all + [BillBackEntry.endpoint])
    }

    private static let permissions = [
        PermissionDeclaration(.billingIssue, roles: ["administrator", "cashier", "supervisor"]),
        PermissionDeclaration(.billingCollect, roles: ["administrator", "cashier", "supervisor"]),
        PermissionDeclaration(.billingCancel, roles: ["administrator", "supervisor"]),
        PermissionDeclaration(.billingDiscount, roles: ["administrator", "cashier", "supervisor"]),
        PermissionDeclaration(.billingDiscountFull, roles: ["administrator", "supervisor"]),
        PermissionDeclaration(.billingRead, roles: ["administrator", "cashier", "supervisor", "auditor"]),
        PermissionDeclaration(.billingReprint, roles: ["administrator", "cashier", "supervisor"]),
        PermissionDeclaration(.billingManage, roles: ["administrator"]),
    ]
}
