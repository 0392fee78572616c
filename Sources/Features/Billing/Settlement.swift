public import Ledger
public import SehatCore

/// One way of paying and what is handed over that way.
public struct Tendered: Hashable, Sendable {
    /// The way of paying.
    public let method: TenderMethod
    /// In minor units.
    public let amount: Int64
    /// The number of the slip, transaction or cheque.
    public let reference: String?

    /// So much in minor units.
    public init(_ method: TenderMethod, _ amount: Int64, reference: String? = nil) {
        self.method = method
        self.amount = amount
        self.reference = reference
    }
}

/// The arithmetic of one payment: pure, in whole minor units.
///
/// Ways other than cash pay exactly, and never more than is left. Cash pays what is left after them, rounded to the
/// multiple in which cash is taken; only cash gives change. A payment that leaves something open is not rounded.
public struct Settlement: Hashable, Sendable {
    /// One way of paying and what the hospital keeps of it.
    public struct Tender: Hashable, Sendable {
        /// The way of paying.
        public let method: TenderMethod
        /// What was handed over.
        public let tendered: Int64
        /// What is kept: less the change.
        public let amount: Int64
        /// The number of the slip, transaction or cheque.
        public let reference: String?
    }

    /// In the order in which they were given.
    public let tenders: [Tender]
    /// What is kept of all tenders together.
    public let amount: Int64
    /// The part of `amount` that is due to the rounding of cash; negative where less is taken than is due.
    public let rounding: Int64
    /// What goes back to the payer.
    public let change: Int64
    /// What is still to be paid afterwards.
    public let left: Int64
    /// By how much the debt shrinks: `amount` less `rounding`.
    public var credited: Int64 { amount - rounding }

    /// - Parameters:
    ///   - due: what is to be paid, in minor units.
    ///   - cashRounding: cash is taken in multiples of this many minor units; 1 for no rounding.
    ///   - currency: of all the amounts, for the words of a problem.
    /// - Throws: `billing.payment.overpaid` when more than is left comes in another way than cash;
    ///   `billing.payment.cashNotNeeded` when nothing is left for cash; `app.invalid` when a tender is out of range, cash
    ///   stands there twice or is no multiple of the rounding, or nothing is paid.
    public init(due: Int64, tenders: [Tendered], cashRounding: Int64, currency: Currency = .PKR) throws {
        try Self.check(tenders, cashRounding: cashRounding)
        let other = tenders.filter { $0.method != .cash }.reduce(Int64(0)) { $0 + $1.amount }
        guard other <= due else {
            throw Problem.overpaid(
                left: Money(amount: due, currency: currency), given: Money(amount: other, currency: currency))
        }
        let open = due - other
        let cash = tenders.first { $0.method == .cash }
        let payable = Self.rounded(open, to: cashRounding)
        if cash != nil, open == 0 { throw Problem.cashNotNeeded }
        let isFull = open == 0 || cash.map { $0.amount >= payable } ?? false
        let kept = cash.map { isFull ? payable : $0.amount } ?? 0
        if other + kept == 0, !isFull { throw Problem.invalid("tenders", "billing.field.nothingPaid") }
        self.tenders = tenders.map { tender in
            Tender(
                method: tender.method, tendered: tender.amount,
                amount: tender.method == .cash ? kept : tender.amount, reference: tender.reference)
        }
        amount = other + kept
        rounding = isFull && cash != nil ? payable - open : 0
        change = (cash?.amount ?? 0) - kept
        left = isFull ? 0 : open - kept
    }

    /// An amount of cash, rounded half up to the multiple in which cash is taken.
    public static func rounded(_ amount: Int64, to multiple: Int64) -> Int64 {
        guard multiple > 1 else { return amount }
        return (amount + multiple / 2) / multiple * multiple
    }

    private static func check(_ tenders: [Tendered], cashRounding: Int64) throws {
        var checks = FieldChecks()
        checks.expect((1...10).contains(tenders.count), "tenders", "billing.field.tenders", ["limit": "10"])
        var hasCash = false
        for (index, tender) in tenders.enumerated() {
            let field = "tenders.\(index).amount"
            let isCash = tender.method == .cash
            // Cash of nothing is taken where the rounding leaves nothing to hand over.
            checks.expect(
                (isCash ? 0 : 1)...Money.limit ~= tender.amount, field, "app.field.range",
                ["minimum": isCash ? "0" : "1", "maximum": String(Money.limit)])
            if isCash {
                checks.expect(!hasCash, "tenders.\(index).method", "billing.field.cashTwice")
                checks.expect(
                    tender.amount % max(cashRounding, 1) == 0, field, "billing.field.cashMultiple",
                    ["multiple": String(cashRounding)])
                hasCash = true
            }
        }
        try checks.finish()
    }
}
