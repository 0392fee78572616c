import GRDB
public import SehatCore
public import SehatStore

/// Records that were merged into others: their ids and numbers lead to the record that stands, for ever.
public enum PatientAliases {
    /// The record that stands for this one now: itself, or the last survivor of its merges.
    public static func current(_ id: ID<Patient>, in tx: ReadTx) throws -> ID<Patient> {
        let statement = try tx.db.cachedStatement(sql: "SELECT survivorID FROM patientsAlias WHERE patientID = ?")
        var current = id
        // Each step leads to a record that was not given up before it, so the way has an end.
        while let next: ID<Patient> = try statement.first({ $0.add(current) }, { $0.id(0) }) { current = next }
        return current
    }

    /// Every id under which this person was ever written: the record that stands first, then those merged into it.
    public static func all(of id: ID<Patient>, in tx: ReadTx) throws -> [ID<Patient>] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT patientID FROM patientsAlias WHERE survivorID = ? ORDER BY patientID")
        var found = [try current(id, in: tx)]
        var index = 0
        while index < found.count {
            found += try ID<Patient>.fetchAll(statement, arguments: [found[index]])
            index += 1
        }
        return found
    }

    /// The same rows with the record that stands in place of each that was given up, each once.
    static func resolved(_ rows: [PatientSummary], in tx: ReadTx) throws -> [PatientSummary] {
        var seen: Set<ID<Patient>> = []
        return try rows.compactMap { row in
            let id = try current(row.id, in: tx)
            guard seen.insert(id).inserted else { return nil }
            if id == row.id { return row }
            var summary = PatientSummary(
                try PatientSummaries.record(id, in: tx), today: tx.today, matchedBy: row.matchedBy,
                nameFound: row.nameFound)
            summary.lastVisit = row.lastVisit
            return summary
        }
    }

    /// The same candidates with the record that stands in place of each that was given up, each once.
    static func resolved(_ candidates: [DuplicateCandidate], in tx: ReadTx) throws -> [DuplicateCandidate] {
        var seen: Set<ID<Patient>> = []
        return try candidates.compactMap { candidate in
            guard let patient = try resolved([candidate.patient], in: tx).first, seen.insert(patient.id).inserted else {
                return nil
            }
            return DuplicateCandidate(
                patient: patient, reason: candidate.reason, score: candidate.score, isLikely: candidate.isLikely)
        }
    }
}
