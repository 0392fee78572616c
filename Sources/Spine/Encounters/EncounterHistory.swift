import GRDB
import Patients
import SehatCore
import SehatStore

/// The visits of a patient in the patient's history.
enum EncounterHistory {
    static func list(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        guard tx.principal.may(.encountersRead) else { return [] }
        return try Row.fetchAll(
            tx.db,
            sql: """
                SELECT e.id, e.startedAt, e.number, e.status, d.name FROM encountersEncounter e
                JOIN directoryDepartment d ON d.id = e.departmentID
                WHERE e.patientID = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?
                """, arguments: [query.patientID, query.before, query.limit]
        ).map { row in
            HistoryEntry(
                .visit, id: row["id"], at: row["startedAt"], number: row["number"], place: row["name"],
                status: row["status"], subjectID: row["id"])
        }
    }
}
