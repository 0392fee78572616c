public import Patients
import SehatCore
import SehatStore

/// What the ledger holds about patients.
public enum LedgerPatientPart {
    /// The charges, and one that stands on no bill yet as an obstacle to a merge: it would be billed to the wrong record
    /// if the merge were undone.
    public static let part = PatientPart(tables: [.moving("ledgerCharge")]) { patient, tx in
        if try Ledger.unbilled(of: patient.id, in: tx).isEmpty { return [] }
        return [Problem(.conflict, "ledger.merge.unbilled", params: ["mrn": patient.mrn])]
    }
}
