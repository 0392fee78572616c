import GRDB
import SehatCore
import SehatStore

/// Moving the rows of a patient to another record and back. Names of tables and columns are the program's own.
enum MergeRows {
    /// Notes every row of the loser and gives it to the survivor.
    ///
    /// - Returns: how many rows of each table went over.
    static func move(_ merge: MergeRecord, _ parts: [PatientPart], in tx: Tx) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in parts.flatMap(\.tables) where table.handling == .moves {
            try tx.db.execute(
                sql: """
                    INSERT INTO patientsMergeRow (mergeID, tableName, rowID)
                    SELECT ?, ?, id FROM \(table.name) WHERE \(table.column) = ?
                    """, arguments: [merge.id, table.name, merge.loserID])
            let count = tx.db.changesCount
            if count == 0 { continue }
            try repoint(table, merge, from: merge.loserID, to: merge.survivorID, in: tx)
            counts[table.name] = count
        }
        return counts
    }

    /// Gives back exactly the rows that went over and are still with the survivor.
    static func moveBack(_ merge: MergeRecord, _ parts: [PatientPart], in tx: Tx) throws -> Int {
        var count = 0
        for table in parts.flatMap(\.tables) where table.handling == .moves {
            count += try repoint(table, merge, from: merge.survivorID, to: merge.loserID, in: tx)
        }
        return count
    }

    static func count(of merge: ID<Merge>, in tx: ReadTx) throws -> Int {
        try Int.fetchOne(
            tx.db, sql: "SELECT count(*) FROM patientsMergeRow WHERE mergeID = ?", arguments: [merge]) ?? 0
    }

    @discardableResult
    private static func repoint(
        _ table: PatientTable, _ merge: MergeRecord, from: ID<Patient>, to: ID<Patient>, in tx: Tx
    ) throws -> Int {
        try tx.db.execute(
            sql: """
                UPDATE \(table.name) SET \(table.column) = ? WHERE \(table.column) = ? AND id IN (
                    SELECT rowID FROM patientsMergeRow WHERE mergeID = ? AND tableName = ?)
                """, arguments: [to, from, merge.id, table.name])
        return tx.db.changesCount
    }
}
