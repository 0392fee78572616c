import GRDB
public import Patients
import SehatCore
import SehatStore

/// What visits hold about patients.
public enum EncounterPatientPart {
    /// The tables, and an open visit as an obstacle to a merge.
    public static let part = PatientPart(
        tables: [.moving("encountersEncounter"), .moving("encountersToken")]
    ) { patient, tx in
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT number FROM encountersEncounter WHERE patientID = ? AND status IN ('open', 'inProgress')
                ORDER BY id DESC LIMIT 1
                """)
        guard let number = try String.fetchOne(statement, arguments: [patient.id]) else { return [] }
        return [Problem(.conflict, "encounters.merge.open", params: ["mrn": patient.mrn, "number": number])]
    } history: { query, tx in
        try EncounterHistory.list(query, in: tx)
    }
}
