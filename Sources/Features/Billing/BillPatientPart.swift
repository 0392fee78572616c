import GRDB
public import Patients
import SehatCore
import SehatStore

/// What billing holds about patients.
public enum BillPatientPart {
    /// The bills with their numbers, and one that is not settled as an obstacle to a merge. What a bill says of its patient never changes.
    public static let part = PatientPart(tables: [.moving("billingBill")], finders: [bill]) { patient, tx in
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT number FROM billingBill WHERE patientID = ? AND status IN ('issued', 'part-paid')
                ORDER BY id DESC LIMIT 1
                """)
        guard let number = try String.fetchOne(statement, arguments: [patient.id]) else { return [] }
        return [Problem(.conflict, "billing.merge.open", params: ["mrn": patient.mrn, "number": number])]
    } history: { query, tx in
        try BillHistory.list(query, in: tx)
    }

    /// A bill or a receipt by its number in any grouping: `OP-2026-000123`, `op2026 123`.
    private static let bill = PatientFinder(.bill) { number, tx in
        guard (5...14).contains(number.digits.count), let year = Int(number.digits.prefix(4)),
            let serial = Int64(number.digits.dropFirst(4))
        else { return [] }
        switch number.letters {
        case "OP":
            let statement = try tx.db.cachedStatement(sql: "SELECT patientID FROM billingBill WHERE number = ?")
            return try ID<Patient>.fetchAll(statement, arguments: [BillingNumber.bill(year, serial)])
        case "R":
            let statement = try tx.db.cachedStatement(
                sql: """
                    SELECT b.patientID FROM billingPayment p CROSS JOIN billingBill b ON b.id = p.billID
                    WHERE p.receiptNumber = ?
                    """)
            return try ID<Patient>.fetchAll(statement, arguments: [BillingNumber.receipt(year, serial)])
        default: return []
        }
    }
}
