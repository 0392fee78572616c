import SehatCore
public import SehatStore

/// Who may grant how much discount on one bill.
///
/// The table is evaluated on the server for every bill: a person's limit is the largest of the permissions held.
public struct DiscountAuthority: Codable, Hashable, Sendable {
    /// Up to how many hundredths of a percent of the gross sum holders of `billing.discount` may grant, 0 to 10000.
    public var limit: Int
    /// The same for holders of `billing.discountFull`, such as a supervisor granting a free treatment.
    public var fullLimit: Int

    /// 10 % and 100 %, unless something else is said.
    public init(limit: Int = 1_000, fullLimit: Int = 10_000) {
        self.limit = limit
        self.fullLimit = fullLimit
    }

    static let key = "billing.discountAuthority"

    /// The table in force; 10 % and 100 % until somebody sets it.
    public static func current(in tx: ReadTx) throws -> DiscountAuthority {
        try tx.setting(key) ?? DiscountAuthority()
    }

    /// Sets the table.
    ///
    /// - Throws: `app.invalid` when a limit is no percentage.
    @discardableResult
    public static func set(_ authority: DiscountAuthority, in tx: Tx) throws -> DiscountAuthority {
        var checks = FieldChecks()
        for (field, limit) in [("limit", authority.limit), ("fullLimit", authority.fullLimit)] {
            checks.expect(
                (0...10_000).contains(limit), field, "app.field.range", ["minimum": "0", "maximum": "10000"])
        }
        try checks.finish()
        try tx.setSetting(key, authority)
        tx.audit(
            "billing.discountAuthority.set",
            ["limit": .number(Int64(authority.limit)), "fullLimit": .number(Int64(authority.fullLimit))])
        return authority
    }

    /// Up to how much this person may grant, in hundredths of a percent; nil without the right to any.
    func limit(of principal: Principal) -> Int? {
        var limits: [Int] = []
        if principal.may(.billingDiscount) { limits.append(limit) }
        if principal.may(.billingDiscountFull) { limits.append(fullLimit) }
        return limits.max()
    }

    /// - Throws: `app.forbidden` without the right to any discount; `billing.discount.beyondLimit` beyond the limit.
    func check(_ totals: BillTotals, by principal: Principal) throws {
        guard let limit = limit(of: principal) else { throw Problem.forbidden(.billingDiscount) }
        guard totals.discountBasisPoints <= limit else {
            throw Problem.discountBeyondLimit(asked: totals.discountBasisPoints, limit: limit)
        }
    }
}
