import SehatCore

/// A discount on a whole bill, as it was granted.
public enum BillDiscount: Hashable, Sendable {
    /// So many minor units.
    case amount(Int64)
    /// So many hundredths of a percent of the gross sum, rounded half up once.
    case basisPoints(Int)

    /// What the discount comes to on a gross sum, in minor units.
    func value(of gross: Int64) -> Int64 {
        switch self {
        case .amount(let amount): amount
        case .basisPoints(let points): (gross * Int64(points) + 5_000) / 10_000
        }
    }
}

/// The arithmetic of a bill: pure, in whole minor units.
///
/// The order is fixed: gross line (quantity times price), gross sum, discount, net lines, total. The discount is shared
/// out by largest remainder, so that the lines add up to the total to the last paisa.
public struct BillTotals: Hashable, Sendable {
    /// What goes in: so many of something at a price.
    public struct Item: Hashable, Sendable {
        /// How many.
        public let quantity: Int64
        /// In minor units.
        public let unitPrice: Int64

        /// So many at so much.
        public init(quantity: Int64, unitPrice: Int64) {
            self.quantity = quantity
            self.unitPrice = unitPrice
        }
    }

    /// What comes out for one item, in minor units.
    public struct Line: Hashable, Sendable {
        /// Before any discount.
        public let gross: Int64
        /// What is taken off.
        public let discount: Int64
        /// What is left of `gross` after the discount.
        public var net: Int64 { gross - discount }
    }

    /// In the order of the bill.
    public let lines: [Line]
    /// The sum of the gross lines.
    public let gross: Int64
    /// The sum of the lines' discounts.
    public let discount: Int64
    /// What is to be paid: the sum of the net lines.
    public var total: Int64 { gross - discount }
    /// The discount in hundredths of a percent of the gross sum, for comparing it with a limit: a percentage as it was
    /// granted, a sum of money rounded up, so that no limit is passed by a rounding.
    public let discountBasisPoints: Int

    /// - Throws: `billing.bill.tooLarge` when the sum is out of the range of money; `billing.discount.tooLarge` when the
    ///   discount is more than the gross sum.
    public init(_ items: [Item], discount wanted: BillDiscount? = nil) throws {
        var grosses: [Int64] = []
        grosses.reserveCapacity(items.count)
        var gross: Int64 = 0
        for item in items {
            let (line, overflow) = item.quantity.multipliedReportingOverflow(by: item.unitPrice)
            guard !overflow, line >= 0, line <= Money.limit, gross + line <= Money.limit else {
                throw Problem.billTooLarge
            }
            grosses.append(line)
            gross += line
        }
        let discount = wanted?.value(of: gross) ?? 0
        guard discount >= 0, discount <= gross else { throw Problem.discountTooLarge }
        let parts = Self.split(discount, by: grosses)
        self.lines = zip(grosses, parts).map { Line(gross: $0, discount: $1) }
        self.gross = gross
        self.discount = discount
        if case .basisPoints(let points)? = wanted {
            discountBasisPoints = points
        } else {
            discountBasisPoints = gross == 0 ? 0 : Int((discount * 10_000 + gross - 1) / gross)
        }
    }

    /// Shares out `amount` in proportion to `weights` by largest remainder; of equal remainders the earlier comes first.
    ///
    /// The parts add up to `amount` exactly, and none is larger than its weight when `amount` is at most their sum.
    static func split(_ amount: Int64, by weights: [Int64]) -> [Int64] {
        let sum = weights.reduce(0, +)
        guard amount > 0, sum > 0 else { return weights.map { _ in 0 } }
        var parts: [Int64] = []
        var remainders: [Int64] = []
        for weight in weights {
            // 128 bits between, since both factors may be large; the quotient is at most `amount`.
            let (part, remainder) = sum.dividingFullWidth(amount.multipliedFullWidth(by: weight))
            parts.append(part)
            remainders.append(remainder)
        }
        let left = Int(amount - parts.reduce(0, +))
        let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
        for index in order.prefix(left) { parts[index] += 1 }
        return parts
    }
}
