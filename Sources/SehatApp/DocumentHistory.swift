import GRDB
import Patients
import Printing
import SehatCore
import SehatStore

/// The papers of a patient in the patient's history; the print queue itself knows no patients, only ids.
enum DocumentHistory {
    static func list(_ query: HistoryQuery, in tx: ReadTx) throws -> [HistoryEntry] {
        guard tx.principal.may(.printingPreview) else { return [] }
        return try Row.fetchAll(
            tx.db,
            sql: """
                SELECT id, kind, createdAt, createdByName, copyNumber FROM printQueueDocument
                WHERE patientID = ? AND id < ? ORDER BY id DESC LIMIT ?
                """, arguments: [query.patientID, query.before, query.limit]
        ).map { row in
            let copy: Int = row["copyNumber"]
            return HistoryEntry(
                .document, id: row["id"], at: row["createdAt"], number: copy > 1 ? String(copy) : nil,
                status: row["kind"], by: row["createdByName"], subjectID: row["id"])
        }
    }
}
