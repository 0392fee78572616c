import Foundation
import GRDB
import SehatCore
import SehatStore

// Reading and writing rows of `patientsPatient` without going through the names of their columns: every search, list, bill
// and comparison of a registration reads them.

extension PatientRecord {
    /// The columns that `init(_:)` reads, in its order; `p` is the table.
    static let columns = columnNames.map { "p.\($0)" }.joined(separator: ", ")

    static let columnNames = [
        "id", "mrn", "name", "otherName", "sex", "birthDate", "birthDateEstimated", "phone", "hasNoPhone", "phoneKey",
        "guardianRelation", "guardianName", "address", "language", "languages", "occupation", "religion", "nameKeys",
        "reasonForNew", "createdAt", "updatedAt", "version", "isRestricted", "withdrawnAt", "diedOn",
    ]

    /// A row of a statement that begins with `columns`.
    ///
    /// - Throws: `DatabaseError` when a column holds what was never written there.
    init(_ row: ColumnReader) throws {
        self.init(
            id: row.id(0), mrn: row.string(1), name: row.string(2), otherName: row.text(3),
            sex: try Self.word(row, 4) ?? .unknown, birthDate: try Self.day(row, 5),
            birthDateEstimated: row.bool(6), phone: row.text(7), hasNoPhone: row.bool(8), phoneKey: row.text(9),
            guardianRelation: try Self.word(row, 10), guardianName: row.text(11), address: row.text(12),
            language: try Self.word(row, 13), languages: try row.text(14).map(Self.languages),
            occupation: row.text(15), religion: row.text(16), nameKeys: row.string(17), reasonForNew: row.text(18),
            createdAt: row.instant(19), updatedAt: row.instant(20), version: row.int64(21),
            isRestricted: row.bool(22), withdrawnAt: row.isNull(23) ? nil : row.instant(23),
            diedOn: try Self.day(row, 24))
    }

    private static func word<Word: RawRepresentable<String>>(_ row: ColumnReader, _ column: Int32) throws -> Word? {
        try value(row, column) { Word(rawValue: $0) }
    }

    private static func day(_ row: ColumnReader, _ column: Int32) throws -> CalendarDay? {
        try value(row, column) { CalendarDay($0) }
    }

    private static func value<Value>(_ row: ColumnReader, _ column: Int32, _ read: (String) -> Value?) throws -> Value?
    {
        guard let text = row.text(column) else { return nil }
        guard let value = read(text) else {
            throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "an unknown \(columnNames[Int(column)])")
        }
        return value
    }

    private static func languages(_ text: String) throws -> [SpokenLanguage] {
        try JSONDecoder().decode([SpokenLanguage].self, from: Data(text.utf8))
    }

    /// The patient of that id, or nil where there is none.
    static func find(_ id: ID<Patient>, in tx: ReadTx) throws -> PatientRecord? {
        try tx.db.cachedStatement(sql: findSQL).first({ $0.add(id) }, PatientRecord.init)
    }

    private static let findSQL = "SELECT \(columns) FROM patientsPatient p WHERE id = ?"

    /// The patients behind one in the order of their rows, so many.
    static let afterSQL = "SELECT \(columns) FROM patientsPatient p WHERE p.id > ? ORDER BY p.id LIMIT ?"

    /// Stores a new patient's row.
    ///
    /// - Throws: `DatabaseError`, where the number is taken too.
    func insert(in tx: Tx) throws {
        let spoken = try languages.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try tx.db.cachedStatement(sql: Self.insertSQL).run { row in
            row.add(id)
            row.add(mrn)
            row.add(name)
            row.add(otherName)
            row.add(sex.rawValue)
            row.add(birthDate)
            row.add(birthDateEstimated)
            row.add(phone)
            row.add(hasNoPhone)
            row.add(phoneKey)
            row.add(guardianRelation?.rawValue)
            row.add(guardianName)
            row.add(address)
            row.add(language?.rawValue)
            row.add(spoken)
            row.add(occupation)
            row.add(religion)
            row.add(nameKeys)
            row.add(reasonForNew)
            row.add(createdAt)
            row.add(updatedAt)
            row.add(version)
            row.add(isRestricted)
            row.add(withdrawnAt)
            row.add(diedOn)
        }
    }

    private static let insertSQL = """
        INSERT INTO patientsPatient (\(columnNames.joined(separator: ", ")))
        VALUES (\(columnNames.map { _ in "?" }.joined(separator: ", ")))
        """
}
