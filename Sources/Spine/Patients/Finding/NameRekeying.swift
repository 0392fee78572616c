import GRDB
import SehatCore
import SehatStore

/// Makes the keys of patients who were registered before a kind of key existed; the migration asks for it.
///
/// Until that is done those patients are not found by name, so it is done before anybody is served.
enum NameRekeying {
    static let jobKind = "patients.rekey"
    /// How many patients one transaction takes: of neighbours, a row of the index is written once for many.
    static let batch = 4_000

    /// The payload of the job: the last patient done.
    struct Payload: Codable, Sendable {
        let after: Int64
    }

    static let handler = JobHandler(jobKind, width: 1, comesFirst: true) { context in
        let payload = try context.payload(Payload.self)
        _ = try await context.finish { tx in try rekey(after: ID(rawValue: payload.after), in: tx) }
    }

    /// Adds the keys of the next patients and asks for the rest; keys are made of the names and need no audit.
    static func rekey(after last: ID<Patient>, in tx: Tx) throws {
        let records = try tx.db.cachedStatement(sql: PatientRecord.afterSQL).all(
            {
                $0.add(last)
                $0.add(batch)
            }, PatientRecord.init)
        try tx.housekeeping {
            var writer = NameIndexWriter(tx, addsKeys: true)
            for record in records where record.withdrawnAt == nil {
                try SearchRows.addMissing(record.facts(identifiers: []), of: record.id, &writer, in: tx)
            }
            try writer.finish()
        }
        guard records.count == batch, let next = records.last else { return }
        try tx.enqueue(try Job(jobKind, payload: Payload(after: next.id.rawValue)))
    }
}
