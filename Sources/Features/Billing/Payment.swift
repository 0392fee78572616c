public import GRDB
import Ledger
import SehatCore
import SehatStore

/// Money received for a bill; one receipt.
public struct Payment: Codable, Sendable, FetchableRecord, PersistableRecord {
    /// The table.
    public static let databaseTableName = "billingPayment"

    let id: ID<Payment>
    let billID: ID<Bill>
    let receiptNumber: String
    let fiscalYear: Int
    let sequence: Int64
    let day: CalendarDay
    /// What the hospital kept, in minor units: the sum of the tenders.
    let amount: Int64
    /// The part of `amount` that comes from rounding of cash; negative where less was taken.
    let rounding: Int64
    let change: Int64
    /// What was still to be paid afterwards.
    let left: Int64
    let stationID: ID<Station>?
    let receivedAt: Instant
    let receivedBy: ID<User>?
    let receivedByName: String

    /// By how much the debt shrank.
    var credited: Int64 { amount - rounding }
}

/// One way in which a payment was made.
struct Tender: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "billingTender"

    let paymentID: ID<Payment>
    /// From 1.
    let position: Int
    let method: TenderMethod
    /// What was handed over.
    let tendered: Int64
    /// What was kept.
    let amount: Int64
    /// The slip, transaction or cheque number.
    let reference: String?
}

extension Payment {
    /// The payments of a bill, oldest first.
    static func of(_ bill: ID<Bill>, in tx: ReadTx) throws -> [Payment] {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM billingPayment WHERE billID = ? ORDER BY id")
        return try Payment.fetchAll(statement, arguments: [bill])
    }

    /// Its tenders in order.
    func tenders(in tx: ReadTx) throws -> [Tender] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM billingTender WHERE paymentID = ? ORDER BY position")
        return try Tender.fetchAll(statement, arguments: [id])
    }
}

/// The numbers that people read: series, fiscal year and a serial without gaps, `OP-2026-000123`.
enum BillingNumber {
    static let billSeries = "billing.bill"
    static let receiptSeries = "billing.receipt"

    /// A bill's number.
    static func bill(_ year: Int, _ serial: Int64) -> String { "OP-\(year)-\(padded(serial))" }

    /// A receipt's number.
    static func receipt(_ year: Int, _ serial: Int64) -> String { "R-\(year)-\(padded(serial))" }

    private static func padded(_ serial: Int64) -> String {
        let digits = String(serial)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
