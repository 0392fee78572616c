public import Directory
import GRDB
public import SehatCore
public import SehatStore

/// One line of an entry: so much to or from one account.
public struct EntryLine: Hashable, Sendable {
    /// The account.
    public let account: Account
    /// The department that earns it; absent where it is none.
    public let departmentID: ID<Department>?
    /// In minor units: a debit where positive, a credit where negative.
    public let amount: Int64

    /// A debit where `amount` is positive, a credit where it is negative.
    public init(_ account: Account, _ amount: Int64, department: ID<Department>? = nil) {
        self.account = account
        self.departmentID = department
        self.amount = amount
    }
}

/// An event in money: lines that add up to nothing, entered together, once.
public struct LedgerEntry: Sendable {
    /// What happened, a stable word: `billIssued`.
    public let event: String
    /// The record to which it happened.
    public let sourceID: Int64
    /// In the order of the bill.
    public let lines: [EntryLine]

    /// What happened to the record, as lines that must add up to nothing.
    public init<Source>(_ event: String, of source: ID<Source>, _ lines: [EntryLine]) {
        self.event = event
        self.sourceID = source.rawValue
        self.lines = lines
    }

    /// The lines with those of the same account and department made one, and those of nothing left out.
    var combined: [EntryLine] {
        struct Key: Hashable { let account: Account, departmentID: ID<Department>? }
        var order: [Key] = []
        var sums: [Key: Int64] = [:]
        for line in lines {
            let key = Key(account: line.account, departmentID: line.departmentID)
            if sums[key] == nil { order.append(key) }
            sums[key, default: 0] += line.amount
        }
        return order.compactMap { key in
            guard let sum = sums[key], sum != 0 else { return nil }
            return EntryLine(key.account, sum, department: key.departmentID)
        }
    }
}

extension Ledger {
    /// Enters an event on the present business day and adds it to the day's totals.
    ///
    /// - Throws: `ledger.entry.unbalanced` unless the lines add up to nothing; `ledger.entry.twice` when this event of
    ///   this record is in the books already.
    public static func enter(_ entry: LedgerEntry, in tx: Tx) throws {
        guard entry.lines.reduce(0, { $0 + $1.amount }) == 0 else { throw Problem.unbalanced }
        let posting = try tx.db.cachedStatement(
            sql: """
                INSERT INTO ledgerPosting
                    (sourceID, event, account, departmentID, amount, day, postedAt, postedBy, stationID)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let total = try tx.db.cachedStatement(
            sql: """
                INSERT INTO ledgerDailyTotal (day, account, departmentID, debit, credit) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit
                """)
        for line in entry.combined {
            let department = line.departmentID?.rawValue ?? 0
            try posting.execute(arguments: [
                entry.sourceID, entry.event, line.account, department, line.amount, tx.today, tx.now,
                tx.principal.userID, tx.principal.stationID,
            ])
            try total.execute(arguments: [
                tx.today, line.account, department, max(line.amount, 0), max(-line.amount, 0),
            ])
        }
    }
}
