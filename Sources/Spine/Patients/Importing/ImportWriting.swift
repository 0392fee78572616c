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
        let rules = try IdentifierRules.current(in: tx)
        for (index, one) in patients.enumerated() {
            var record = one.patient.record
            record.id = tx.newID()
            record.mrn = RecordNumber.format(first + Int64(index))
            try insert(record, in: tx)
            try IdentifierRows.insert(one.patient.facts.identifiers, of: record.id, rules, in: tx)
            try SearchRows.insert(one.patient.keys, of: record.id, &writer, in: tx)
            if !one.patient.points.isEmpty { try ContactPoints.insert(one.patient.points, of: record.id, in: tx) }
            try statement.execute(arguments: [id, one.row, record.id])
            hash.update(data: Data("\(record.mrn) \(record.name)\n".utf8))
        }
        try writer.finish()
        return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// As the record's own coding stores it.
    private static func stored(_ languages: [SpokenLanguage]?) throws -> String? {
        guard let languages else { return nil }
        return String(decoding: try JSONEncoder().encode(languages), as: UTF8.self)
    }

    /// As `PatientRecord.insert`, without the cost of encoding every row by the names of its columns.
    static func insert(_ record: PatientRecord, in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: """
                INSERT INTO patientsPatient (id, mrn, name, otherName, sex, birthDate, birthDateEstimated, phone, hasNoPhone,
                    phoneKey, guardianRelation, guardianName, address, language, nameKeys, createdAt, updatedAt, version,
                    languages, occupation, religion)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let arguments: StatementArguments = [
            record.id, record.mrn, record.name, record.otherName, record.sex, record.birthDate,
            record.birthDateEstimated,
            record.phone, record.hasNoPhone, record.phoneKey, record.guardianRelation, record.guardianName,
            record.address,
            record.language, record.nameKeys, tx.now, tx.now, record.version, try Self.stored(record.languages),
            record.occupation, record.religion,
        ]
        try statement.execute(arguments: arguments)
    }
}
