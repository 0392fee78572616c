import Crypto
import Foundation
import GRDB
import SehatCore
import SehatStore

/// Inserting prepared patients.
enum ImportWriting {
    /// Registers them in the order of the file and notes which row became whom.
    ///
    /// - Returns: a digest over the numbers and names, for the audit chain.
    static func insert(
        _ patients: [(row: Int, patient: PreparedPatient)], of id: ID<PatientImport>, in tx: Tx
    ) throws -> String {
        if patients.isEmpty { return "" }
        let first = try tx.nextNumbers(Registering.series, count: patients.count)
        let statement = try tx.db.cachedStatement(
            sql: "INSERT INTO patientsImportRow (importID, row, patientID) VALUES (?, ?, ?)")
        var hash = SHA256()
        var writer = NameIndexWriter(tx)
        var matches: [(key: String, patient: ID<Patient>)] = []
        let rules = try IdentifierRules.current(in: tx)
        for (index, one) in patients.enumerated() {
            var record = one.patient.record
            record.id = tx.newID()
            record.mrn = RecordNumber.format(first + Int64(index))
            (record.createdAt, record.updatedAt) = (tx.now, tx.now)
            try record.insert(in: tx)
            try IdentifierRows.insert(one.patient.facts.identifiers, of: record.id, rules, in: tx)
            try writer.insert(one.patient.keys.names, at: first + Int64(index))
            matches += one.patient.keys.matches.map { (key: $0, patient: record.id) }
            if !one.patient.points.isEmpty { try ContactPoints.insert(one.patient.points, of: record.id, in: tx) }
            try statement.run {
                $0.add(id)
                $0.add(one.row)
                $0.add(record.id)
            }
            hash.update(data: Data("\(record.mrn) \(record.name)\n".utf8))
        }
        try writer.finish()
        // In the order of their keys: neighbours are on one page of the table.
        try SearchRows.insert(matches.sorted { ($0.key, $0.patient) < ($1.key, $1.patient) }, in: tx)
        return Hex.text(hash.finalize())
    }
}
