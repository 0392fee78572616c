import DelimitedText
import Foundation
import GRDB
import SehatCore
import SehatStore

/// The next rows of an import, read in one snapshot.
struct ImportBatch: Sendable {
    /// How many rows are taken at once: short enough that a counter does not notice the transaction.
    static let size = 2000

    /// A row; `fields` is nil where it cannot be divided.
    struct Row: Sendable {
        /// As a spreadsheet numbers it: the heading is row 1.
        let number: Int
        let fields: [String]?
    }

    let view: ImportView
    let rows: [Row]
    let nextOffset: Int
    var isLast: Bool { nextOffset >= view.bytes }

    /// - Returns: nil when nobody waits for this import any more.
    static func next(of id: ID<PatientImport>, in tx: ReadTx) throws -> ImportBatch? {
        let view = try ImportRows.require(id, in: tx)
        guard view.state == .checking || view.state == .running else { return nil }
        guard let separator = view.separator.utf8.first else { return nil }
        let text = DelimitedText(separator: separator)
        var number = view.nextOffset / ImportReceiving.pieceLength
        let base = number * ImportReceiving.pieceLength
        var bytes = try ImportRows.piece(number, of: id, in: tx) ?? []
        var index = view.nextOffset - base
        var rows: [Row] = []
        while rows.count < size {
            let isLast = base + bytes.count >= view.bytes
            do {
                if let record = try text.record(in: bytes, from: index, isLast: isLast) {
                    rows.append(Row(number: view.rows + rows.count + 2, fields: record.fields))
                    index = record.end
                    continue
                }
            } catch {
                // A mark that nobody closed: the line is lost, those after it are not.
                rows.append(Row(number: view.rows + rows.count + 2, fields: nil))
                index = bytes[index...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
                continue
            }
            if isLast { break }
            number += 1
            guard let piece = try ImportRows.piece(number, of: id, in: tx) else { throw Problem.notFound("import") }
            bytes += piece
        }
        return ImportBatch(view: view, rows: rows, nextOffset: base + index)
    }
}

/// What is to become of a row.
enum ImportOutcome: Sendable {
    case patient(PreparedPatient)
    case faulty([ImportFault])
    /// Likely the patient of this record number.
    case duplicate(mrn: String)
    /// Nothing stands in it.
    case blank
}

/// A patient with everything that is stored, made outside the transaction; id and record number follow inside.
struct PreparedPatient: Sendable {
    let facts: PatientFacts
    var record: PatientRecord
    let keys: PatientKeys
    /// Further telephones and addresses.
    let points: [NewContactPoint]
}
