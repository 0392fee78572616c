import GRDB
public import SehatCore
public import SehatStore

/// A daily total that is not what the postings add up to.
public struct TotalDifference: Codable, Hashable, Sendable {
    /// The business day.
    public let day: CalendarDay
    /// The account.
    public let account: Account
    /// 0 where the account is not kept by department.
    public let departmentID: Int64
    /// Debits less credits of the kept total, in minor units.
    public let kept: Int64
    /// Debits less credits of the postings, in minor units.
    public let counted: Int64
}

/// Proofs that the books are whole; each must come out empty.
public enum LedgerChecks {
    /// The kept totals compared with a fresh sum over all postings. Reads the whole table: for tests and for `doctor`.
    public static func totals(in tx: ReadTx) throws -> [TotalDifference] {
        let rows = try Row.fetchAll(
            tx.db,
            sql: """
                SELECT day, account, departmentID, sum(kept) AS kept, sum(counted) AS counted FROM (
                    SELECT day, account, departmentID, debit - credit AS kept, 0 AS counted FROM ledgerDailyTotal
                    UNION ALL
                    SELECT day, account, departmentID, 0, amount FROM ledgerPosting
                ) GROUP BY day, account, departmentID HAVING sum(kept) <> sum(counted)
                """)
        return try rows.map { row in
            TotalDifference(
                day: try row.decode(CalendarDay.self, forColumn: "day"),
                account: try row.decode(Account.self, forColumn: "account"), departmentID: row["departmentID"],
                kept: row["kept"], counted: row["counted"])
        }
    }

    /// The records whose events do not add up to nothing, as `event:id`.
    public static func unbalanced(in tx: ReadTx) throws -> [String] {
        try String.fetchAll(
            tx.db,
            sql: """
                SELECT event || ':' || sourceID FROM ledgerPosting
                GROUP BY sourceID, event HAVING sum(amount) <> 0
                """)
    }
}
