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

    /// The import as it stands before these rows.
    let view: ImportView
    let rows: [Row]
    let nextOffset: Int
    /// What was read of the text and not divided into rows, and where it begins.
    private let rest: (base: Int, bytes: [UInt8])
    var isLast: Bool { nextOffset >= view.bytes }

    /// Whether an import waits for just these rows. Stopped and begun again since, it may go by another mapping than they
    /// were read with.
    func isNext(in now: ImportView) -> Bool {
        now.state == view.state && now.nextOffset == view.nextOffset && now.version == view.version
    }

    /// The rows behind those that are stored.
    ///
    /// - Returns: nil when nobody waits for this import any more.
    static func next(of id: ID<PatientImport>, in tx: ReadTx) throws -> ImportBatch? {
        let view = try ImportRows.require(id, in: tx)
        guard view.state == .checking || view.state == .running else { return nil }
        let base = view.nextOffset / ImportReceiving.pieceLength * ImportReceiving.pieceLength
        let piece = try ImportRows.piece(base / ImportReceiving.pieceLength, of: id, in: tx) ?? []
        return try read(view, (base, piece), in: tx)
    }

    /// The rows behind these, whether these are stored yet or not.
    ///
    /// - Returns: nil when these are the last, or nobody waits for this import any more.
    func following(in tx: ReadTx) throws -> ImportBatch? {
        guard !isLast, try ImportRows.require(view.id, in: tx).state == view.state else { return nil }
        var view = view
        view.nextOffset = nextOffset
        view.rows += rows.count
        return try Self.read(view, rest, in: tx)
    }

    /// - Parameter text: from a piece's beginning or from the first row on to the end of a piece.
    private static func read(
        _ view: ImportView, _ text: (base: Int, bytes: [UInt8]), in tx: ReadTx
    ) throws -> ImportBatch? {
        guard let separator = view.separator.utf8.first else { return nil }
        let id = view.id
        var (base, bytes) = text
        var number = (base + bytes.count - 1) / ImportReceiving.pieceLength
        let text = DelimitedText(separator: separator)
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
            bytes = bytes[index...] + piece
            base += index
            index = 0
        }
        // What is left of a piece is kept for the next rows.
        return ImportBatch(
            view: view, rows: rows, nextOffset: base + index, rest: (base + index, Array(bytes[index...])))
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
