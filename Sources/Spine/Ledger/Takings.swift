import Directory
import GRDB
public import SehatCore
public import SehatStore

/// Which days of takings are wanted: one `day`, or `from` and `to`; today when nothing is said.
public struct TakingsQuery: Codable, Sendable {
    /// The business day.
    public var day: CalendarDay?
    /// The first day.
    public var from: CalendarDay?
    /// The last day.
    public var to: CalendarDay?

    /// Today, unless days are given.
    public init(day: CalendarDay? = nil, from: CalendarDay? = nil, to: CalendarDay? = nil) {
        self.day = day
        self.from = from
        self.to = to
    }
}

/// What was received, billed and forgone in a span of business days.
public struct TakingsView: Codable, Sendable {
    /// Money received one way.
    public struct Tender: Codable, Sendable, Hashable {
        /// The way of paying.
        public let method: TenderMethod
        /// What was received that way, less what went back.
        public let amount: Money
    }

    /// What one department earned.
    public struct Department: Codable, Sendable, Hashable {
        /// The department that earns it; absent where it is none.
        public let departmentID: String?
        /// As the department is called now.
        public let name: LocalizedText?
        /// Billed before discounts, bills cancelled in the span taken off.
        public let billed: Money
        /// Forgone by discounts.
        public let discount: Money
        /// `billed` less `discount`.
        public let net: Money
    }

    /// What one day brought.
    public struct Day: Codable, Sendable, Hashable {
        /// The business day.
        public let day: CalendarDay
        /// Money received.
        public let received: Money
    }

    /// The first day.
    public let from: CalendarDay
    /// The last day.
    public let to: CalendarDay
    /// Received in all ways together, less what went back.
    public let received: Money
    /// Every way of paying, also those that brought nothing.
    public let tenders: [Tender]
    /// Billed before discounts, bills cancelled in the span taken off.
    public let billed: Money
    /// Forgone by discounts.
    public let discount: Money
    /// The gain by rounding of cash; negative where it lost.
    public let rounding: Money
    /// What patients owe more than before the span; negative where they owe less.
    public let outstanding: Money
    /// Those that earned or gave discounts, in the order in which they were made.
    public let departments: [Department]
    /// The days of the span on which something was received, in order.
    public let days: [Day]
}

/// The takings, read from the totals that are kept in every posting's transaction.
public enum Takings {
    /// The most days read at once.
    public static let longestSpan = 400

    /// - Throws: `app.invalid` when the span is upside down or longer than `longestSpan` days.
    public static func read(_ query: TakingsQuery, in tx: ReadTx) throws -> TakingsView {
        let from = query.day ?? query.from ?? query.to ?? tx.today
        let to = query.day ?? query.to ?? query.from ?? tx.today
        let days = to.daysSince1970 - from.daysSince1970
        guard days >= 0, days < longestSpan else { throw Problem.badSpan }
        let sums = try sums(from, to, in: tx)
        let money = { (amount: Int64) in tx.hospital.money(amount) }
        let of = { (account: Account) in sums.filter { $0.account == account }.reduce(Int64(0)) { $0 + $1.balance } }
        let tenders = TenderMethod.allCases.map { TakingsView.Tender(method: $0, amount: money(of($0.account))) }
        return TakingsView(
            from: from, to: to, received: money(tenders.reduce(0) { $0 + $1.amount.amount }), tenders: tenders,
            billed: money(-of(.income)), discount: money(of(.discount)), rounding: money(-of(.rounding)),
            outstanding: money(of(.receivable)), departments: try departments(sums, in: tx),
            days: try received(from, to, in: tx))
    }

    private struct Sum {
        let account: Account
        let department: Int64
        let balance: Int64
    }

    private static func sums(_ from: CalendarDay, _ to: CalendarDay, in tx: ReadTx) throws -> [Sum] {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT account, departmentID, sum(debit - credit) AS balance FROM ledgerDailyTotal
                WHERE day BETWEEN ? AND ? GROUP BY account, departmentID
                """)
        return try Row.fetchAll(statement, arguments: [from, to]).map { row in
            Sum(
                account: try row.decode(Account.self, forColumn: "account"), department: row["departmentID"],
                balance: row["balance"])
        }
    }

    private static func received(_ from: CalendarDay, _ to: CalendarDay, in tx: ReadTx) throws -> [TakingsView.Day] {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT day, sum(debit - credit) AS received FROM ledgerDailyTotal
                WHERE day BETWEEN ? AND ? AND account IN ('cash', 'card', 'wallet', 'bank', 'cheque')
                GROUP BY day ORDER BY day
                """)
        return try Row.fetchAll(statement, arguments: [from, to]).map { row in
            TakingsView.Day(
                day: try row.decode(CalendarDay.self, forColumn: "day"),
                received: tx.hospital.money(row["received"]))
        }
    }

    private static func departments(_ sums: [Sum], in tx: ReadTx) throws -> [TakingsView.Department] {
        var billed: [Int64: Int64] = [:]
        var discount: [Int64: Int64] = [:]
        for sum in sums {
            if sum.account == .income { billed[sum.department, default: 0] -= sum.balance }
            if sum.account == .discount { discount[sum.department, default: 0] += sum.balance }
        }
        let names = try names(in: tx)
        return Set(billed.keys).union(discount.keys).sorted().map { id in
            let (gross, less) = (billed[id] ?? 0, discount[id] ?? 0)
            return TakingsView.Department(
                departmentID: id == 0 ? nil : String(id), name: names[id], billed: tx.hospital.money(gross),
                discount: tx.hospital.money(less), net: tx.hospital.money(gross - less))
        }
    }

    private static func names(in tx: ReadTx) throws -> [Int64: LocalizedText] {
        Dictionary(uniqueKeysWithValues: try Departments.list(in: tx).map { ($0.id.rawValue, $0.name) })
    }
}
