import GRDB
public import Patients
import SehatCore
import SehatStore

/// What billing holds about patients.
public enum BillPatientPart {
    /// The bills, and one that is not settled as an obstacle to a merge. What a bill says of its patient never changes.
    public static let part = PatientPart(tables: [.moving("billingBill")]) { patient, tx in
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
}
