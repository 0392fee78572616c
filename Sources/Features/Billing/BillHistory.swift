import GRDB
import Patients
import SehatCore
import SehatStore

/// The bills and payments of a patient in the patient's history.
enum BillHistory {
    static func list(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        guard tx.principal.may(.billingRead) else { return [] }
        return try bills(query, in: tx) + payments(query, in: tx)
    }

    private static func bills(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        try Row.fetchAll(
            tx.db,
            sql: """
                SELECT id, issuedAt, number, status, total, issuedByName FROM billingBill
                WHERE patientID = ? AND id < ? ORDER BY id DESC LIMIT ?
                """, arguments: [query.patientID, query.before, query.limit]
        ).map { row in
            HistoryEntry(
                .bill, id: row["id"], at: row["issuedAt"], number: row["number"], status: row["status"],
                amount: tx.hospital.money(row["total"]), by: row["issuedByName"], subjectID: row["id"])
        }
    }

    private static func payments(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        try Row.fetchAll(
            tx.db,
            sql: """
                SELECT p.id, p.receivedAt, p.receiptNumber, p.amount, p.receivedByName, p.billID
                FROM billingBill b JOIN billingPayment p ON p.billID = b.id
                WHERE b.patientID = ? AND p.id < ? ORDER BY p.id DESC LIMIT ?
                """, arguments: [query.patientID, query.before, query.limit]
        ).map { row in
            HistoryEntry(
                .payment, id: row["id"], at: row["receivedAt"], number: row["receiptNumber"],
                amount: tx.hospital.money(row["amount"]), by: row["receivedByName"], subjectID: row["billID"])
        }
    }
}
