public import Foundation
import GRDB
import SehatCore
public import SehatStore

/// What the database itself says after a kill, read beside the server that has just recovered it.
public struct CrashBooks: Sendable {
    private let file: URL
    private let key: DatabaseKey

    public init(file: URL, key: DatabaseKey) {
        self.file = file
        self.key = key
    }

    /// What is not there of all that was answered, or not once with its traces, and what is half done; nothing where all
    /// is well.
    ///
    /// - Parameter unanswered: how many requests the kills may have left done and not answered.
    public func faults(_ answered: CrashTally.Answered, unanswered: Int) throws -> [String] {
        try read { db in
            var faults = try Self.missing(answered, db) + Self.beyond(answered.count, unanswered, db)
            faults += try Self.seriesFaults(db, "billingBill", series: "bill", action: "billing.bill.issued")
            faults += try Self.seriesFaults(db, "billingPayment", series: "receipt", action: "billing.payment.received")
            for (words, sql) in Self.halfDone {
                let count = try Int64.fetchOne(db, sql: sql) ?? -1
                if count != 0 { faults.append("\(words): \(count)") }
            }
            return faults
        }
    }

    /// As `faults`, but only of what was answered since the last look: for a look after each of many kills.
    ///
    /// - Parameter count: of everything that was answered since the beginning.
    func faults(since fresh: CrashTally.Answered, of count: Int, unanswered: Int) throws -> [String] {
        try read { db in try Self.missing(fresh, db) + Self.beyond(count, unanswered, db) }
    }

    /// What was answered and is not there as it was answered.
    private static func missing(_ answered: CrashTally.Answered, _ db: Database) throws -> [String] {
        var faults: [String] = []
        func look(_ words: String, _ id: String, _ expected: String, _ sql: String) throws {
            let found = try Row.fetchOne(try db.cachedStatement(sql: sql), arguments: [Int64(id)]).map { row in
                (0..<row.count).map { (row[$0] as String?) ?? "" }.joined(separator: " ")
            }
            if found != expected { faults.append("\(words) \(id) was answered as \(expected), is \(found ?? "gone")") }
        }
        for (id, number) in answered.bills {
            try look("bill", id, number, "SELECT number FROM billingBill WHERE id = ?")
        }
        for (id, paid) in answered.payments {
            let sql = "SELECT CAST(id AS TEXT), receiptNumber FROM billingPayment WHERE billID = ?"
            try look("the payment of bill", id, "\(paid.payment) \(paid.receipt)", sql)
        }
        for (id, mrn) in answered.patients {
            try look("patient", id, mrn, "SELECT mrn FROM patientsPatient WHERE id = ?")
        }
        for (id, patient) in answered.consents {
            try look("consent", id, patient, "SELECT CAST(patientID AS TEXT) FROM patientsConsent WHERE id = ?")
        }
        for id in answered.withdrawn {
            try look(
                "consent", id, "1", "SELECT CAST(withdrawnAt IS NOT NULL AS TEXT) FROM patientsConsent WHERE id = ?")
        }
        return faults
    }

    /// Rows that nobody was told of, beyond what may have been done and not answered.
    private static func beyond(_ answered: Int, _ unanswered: Int, _ db: Database) throws -> [String] {
        let count =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM billingBill) + (SELECT count(*) FROM billingPayment)
                        + (SELECT count(*) FROM patientsPatient WHERE address = '\(CrashClerk.address)')
                        + (SELECT count(*) + count(withdrawnAt) FROM patientsConsent)
                    """) ?? -1
        let more = Int(count) - answered
        return (0...unanswered).contains(more) ? [] : ["\(more) things done that nobody was told of"]
    }

    /// No number missing, none twice, none beyond the last; each row with exactly one entry in the audit chain.
    private static func seriesFaults(
        _ db: Database, _ table: String, series: String, action: String
    ) throws -> [String] {
        let rows = try Int64.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
        return try [
            ("numbers", "SELECT count(DISTINCT sequence) FROM \(table)"),
            ("the highest number", "SELECT ifnull(max(sequence), 0) FROM \(table)"),
            ("the series", "SELECT ifnull(sum(value), 0) FROM storeSeries WHERE name LIKE 'billing.\(series)%'"),
            ("audited rows", audited("count(DISTINCT t.id)", table, action)),
            ("audit entries", audited("count(*)", table, action)),
        ].compactMap { words, sql in
            let found = try Int64.fetchOne(db, sql: sql)
            return found == rows ? nil : "\(table) has \(rows ?? -1) rows, \(words): \(found ?? -1)"
        }
    }

    private static func audited(_ count: String, _ table: String, _ action: String) -> String {
        """
        SELECT \(count) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
        LEFT JOIN \(table) t ON t.id = a.entityID WHERE e.action = '\(action)'
        """
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
        (
            "patients without exactly one entry in the audit chain",
            """
            SELECT (SELECT count(*) FROM patientsPatient)
                - (SELECT count(*) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
                   WHERE e.action = 'patients.patient.registered')
            """
        ),
        (
            "record numbers taken and not given",
            """
            SELECT (SELECT ifnull(sum(value), 0) FROM storeSeries WHERE name = 'patients.mrn')
                - (SELECT count(*) FROM patientsPatient)
            """
        ),
        (
            "consents without exactly one entry in the audit chain",
            """
            SELECT (SELECT count(*) + count(withdrawnAt) FROM patientsConsent)
                - (SELECT count(*) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event
                   WHERE e.action IN ('patients.consent.given', 'patients.consent.withdrawn'))
            """
        ),
        ("rows that refer to nothing", "SELECT count(*) FROM pragma_foreign_key_check"),
    ]

    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { [key] db in
            try db.execute(sql: key.withBytes { "PRAGMA key = \"x'\(Hex.text($0))'\"" })
        }
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        let value = try queue.read(body)
        try queue.close()
        return value
    }
}
