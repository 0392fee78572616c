import Foundation
import GRDB
import SehatCore
import SehatStore
import Testing

/// What the database itself says after a kill, read beside the server that has just recovered it.
struct CrashBooks {
    private let file: URL
    private let key: DatabaseKey

    init(file: URL, key: DatabaseKey) {
        self.file = file
        self.key = key
    }

    /// Expects that all that was answered is there, once, with its traces, and nothing is half done.
    ///
    /// - Parameter unanswered: how many requests the kills may have left done and not answered.
    func expect(_ answered: CrashTally.Answered, unanswered: Int) throws {
        try read { db in
            let bills = try Self.bills(db)
            for (id, number) in answered.bills where bills[id] != number {
                Issue.record("bill \(id) was answered as \(number), is \(bills[id] ?? "gone")")
            }
            let payments = try Self.payments(db)
            for (bill, paid) in answered.payments where payments[bill] != paid {
                Issue.record(
                    "the payment of bill \(bill) was answered as \(paid), is \(String(describing: payments[bill]))")
            }
            let more = bills.count - answered.bills.count + payments.count - answered.payments.count
            #expect((0...unanswered).contains(more), "\(more) bills and payments that nobody was told of")
            try Self.expectSeries(db, table: "billingBill", series: "bill", action: "billing.bill.issued")
            try Self.expectSeries(db, table: "billingPayment", series: "receipt", action: "billing.payment.received")
            for (words, sql) in Self.halfDone {
                let count = try Int64.fetchOne(db, sql: sql)
                #expect(count == 0, "\(words): \(String(describing: count))")
            }
        }
    }

    /// No number missing, none twice, none beyond the last; each row with exactly one entry in the audit chain.
    private static func expectSeries(_ db: Database, table: String, series: String, action: String) throws {
        let rows = try Int64.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
        for (words, sql) in [
            ("numbers", "SELECT count(DISTINCT sequence) FROM \(table)"),
            ("the highest number", "SELECT ifnull(max(sequence), 0) FROM \(table)"),
            ("the series", "SELECT ifnull(sum(value), 0) FROM storeSeries WHERE name LIKE 'billing.\(series)%'"),
            (
                "audited rows",
                """
                SELECT count(DISTINCT a.entityID) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
                JOIN \(table) t ON t.id = a.entityID WHERE e.action = '\(action)'
                """
            ),
            (
                "audit entries",
                "SELECT count(*) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event WHERE e.action = '\(action)'"
            ),
        ] {
            let found = try Int64.fetchOne(db, sql: sql)
            #expect(found == rows, "\(table): \(words)")
        }
    }

    /// Counts of what can only be there when a transaction was torn.
    private static let halfDone = [
        (
            "bills without lines",
            "SELECT count(*) FROM billingBill WHERE id NOT IN (SELECT billID FROM billingBillLine)"
        ),
        (
            "bills whose lines have another sum",
            """
            SELECT count(*) FROM billingBill b
            WHERE gross <> (SELECT ifnull(sum(gross), -1) FROM billingBillLine l WHERE l.billID = b.id)
            """
        ),
        (
            "lines without their charge",
            "SELECT count(*) FROM billingBillLine WHERE chargeID NOT IN (SELECT id FROM ledgerCharge)"
        ),
        (
            "charges without a bill",
            "SELECT count(*) FROM ledgerCharge WHERE id NOT IN (SELECT chargeID FROM ledgerClaim)"
        ),
        (
            "bills settled without a payment, or paid without being settled",
            """
            SELECT count(*) FROM billingBill b
            WHERE (status = 'settled') <> (SELECT count(*) = 1 FROM billingPayment p WHERE p.billID = b.id)
            """
        ),
        (
            "payments whose tenders have another sum",
            """
            SELECT count(*) FROM billingPayment p
            WHERE amount <> (SELECT ifnull(sum(amount), -1) FROM billingTender t WHERE t.paymentID = p.id)
            """
        ),
        (
            "receipts without a document",
            """
            SELECT (SELECT count(*) FROM billingPayment) - (SELECT count(*) FROM printQueueDocument WHERE kind = 'receipt')
            """
        ),
        (
            "documents without a print job",
            "SELECT count(*) FROM printQueueDocument WHERE id NOT IN (SELECT documentID FROM printQueueJob)"
        ),
        ("postings out of balance", "SELECT ifnull(sum(amount), 0) FROM ledgerPosting"),
        (
            "days whose totals are not those of their postings",
            """
            SELECT count(*) FROM (
                SELECT day, account, departmentID, sum(debit - credit) AS kept FROM ledgerDailyTotal GROUP BY 1, 2, 3
            ) t LEFT JOIN (
                SELECT day, account, departmentID, sum(amount) AS posted FROM ledgerPosting GROUP BY 1, 2, 3
            ) p USING (day, account, departmentID) WHERE kept IS NOT posted
            """
        ),
        ("rows that refer to nothing", "SELECT count(*) FROM pragma_foreign_key_check"),
    ]

    private static func bills(_ db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(db, sql: "SELECT CAST(id AS TEXT) AS id, number FROM billingBill")
        return Dictionary(rows.map { ($0["id"], $0["number"]) }, uniquingKeysWith: { one, _ in one })
    }

    private static func payments(_ db: Database) throws -> [String: CrashTally.Paid] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT CAST(billID AS TEXT) AS bill, CAST(id AS TEXT) AS id, receiptNumber FROM billingPayment")
        return Dictionary(
            rows.map { ($0["bill"], CrashTally.Paid(payment: $0["id"], receipt: $0["receiptNumber"])) },
            uniquingKeysWith: { one, _ in one })
    }

    private func read(_ body: (Database) throws -> Void) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { [key] db in
            try db.execute(sql: key.withBytes { "PRAGMA key = \"x'\(Hex.text($0))'\"" })
        }
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try queue.read(body)
        try queue.close()
    }
}
