import DelimitedText
import Foundation
import GRDB
import SehatCore
import SehatStore
import SehatWeb

/// Taking a file in: decoded while it arrives, stored in pieces, never whole in memory.
enum ImportReceiving {
    /// The length of a piece in bytes.
    static let pieceLength = 1 << 20
    /// The largest file.
    static let limit = 1 << 30

    struct Query: Codable, Sendable {
        /// The name of the file, for people.
        var name: String
        /// How it is encoded, where that must not be found out.
        var encoding: String?
    }

    /// Receives the body of the call.
    ///
    /// - Throws: 422 on a file that is no text of rows, saying which; what was stored of it is removed then.
    static func receive(_ call: RawCall) async throws -> ImportView {
        let query: Query = try call.query()
        let encoding = try query.encoding.map { name in
            guard let known = TextEncoding(rawValue: name) else { throw Problem.invalid("encoding", "app.field.type") }
            return known
        }
        let (store, principal) = (call.store, call.principal)
        let id = try await store.write(as: principal, name: "patients.import.begin") { tx in
            try begin(query.name, in: tx)
        }
        do {
            var arriving = Arriving(id: id, decoding: TextDecoding(encoding: encoding))
            try await call.stream { part in
                for piece in try arriving.take(part) { try await keep(piece, id, store, principal) }
            }
            let last = try arriving.finish()
            for piece in last { try await keep(piece, id, store, principal) }
            let (head, bytes, found) = (arriving.head, arriving.bytes, arriving.decoding.encoding ?? .utf8)
            return try await store.write(as: principal, name: "patients.import.receive") { tx in
                try finish(id, head: head, bytes: bytes, encoding: found, in: tx)
            }
        } catch {
            _ = try? await store.write(as: principal, name: "patients.import.refuse") { tx in
                try ImportRunning.discard(id, in: tx)
            }
            guard let fault = error as? TextFault else { throw error }
            throw Problem.importFile(fault)
        }
    }

    private static func begin(_ name: String, in tx: Tx) throws -> ID<PatientImport> {
        var checks = FieldChecks()
        let name = checks.line("name", name, limit: 200)
        try checks.finish()
        let view = ImportView(
            id: tx.newID(), fileName: name, bytes: 0, encoding: "", separator: "", headings: [], sample: [],
            mapping: ImportMapping(columns: []), state: .receiving, firstOffset: 0, nextOffset: 0, rows: 0,
            registered: 0,
            duplicates: 0, faulty: 0, removed: 0, kept: 0, undoneTo: 0, createdAt: tx.now,
            createdByName: tx.principal.username, endedAt: nil, version: 1)
        try view.insert(tx.db)
        tx.audit("patients.import.begun", view.id)
        return view.id
    }

    private static func keep(
        _ piece: (number: Int, body: [UInt8]), _ id: ID<PatientImport>, _ store: Store, _ principal: Principal
    ) async throws {
        try await store.write(as: principal, name: "patients.import.keep") { tx in
            try tx.db.execute(
                sql: "INSERT INTO patientsImportPiece (importID, number, body) VALUES (?, ?, ?)",
                arguments: [id, piece.number, Data(piece.body)])
            tx.audit(
                "patients.import.piece", id,
                ["number": .number(Int64(piece.number)), "bytes": .number(Int64(piece.body.count))])
        }
    }

    /// Reads the heading and the first rows.
    private static func finish(
        _ id: ID<PatientImport>, head: [UInt8], bytes: Int, encoding: TextEncoding, in tx: Tx
    ) throws -> ImportView {
        var view = try ImportRows.require(id, in: tx)
        var start = 0
        var separator = DelimitedText.separator(of: head)
        // Excel names the separator in a line of its own where it is not that of the country.
        if head.starts(with: Array("sep=".utf8)), head.count > 5, DelimitedText.separators.contains(head[4]) {
            separator = head[4]
            start = head.firstIndex(of: 0x0A).map { $0 + 1 } ?? 5
        }
        let top = try ImportHead(head, from: start, separator: separator, isWhole: bytes == head.count)
        (view.headings, view.sample) = (top.headings, top.sample)
        (view.bytes, view.encoding) = (bytes, encoding.rawValue)
        view.separator = String(UnicodeScalar(separator))
        (view.firstOffset, view.nextOffset) = (top.end, top.end)
        view.mapping = .guessed(from: view.headings)
        view.state = .received
        view.version += 1
        try view.update(tx.db)
        tx.audit("patients.import.received", id, ["bytes": .number(Int64(bytes)), "encoding": .text(view.encoding)])
        tx.announce("patients.import", id.description)
        return view
    }

    /// The text that has arrived and is not yet a whole piece.
    private struct Arriving {
        let id: ID<PatientImport>
        var decoding: TextDecoding
        var rest: [UInt8] = []
        var head: [UInt8] = []
        var count = 0
        var bytes = 0

        init(id: ID<PatientImport>, decoding: TextDecoding) {
            self.id = id
            self.decoding = decoding
        }

        mutating func take(_ part: ArraySlice<UInt8>) throws -> [(number: Int, body: [UInt8])] {
            add(try decoding.take(part))
            var pieces: [(Int, [UInt8])] = []
            while rest.count >= ImportReceiving.pieceLength { pieces.append(cut(ImportReceiving.pieceLength)) }
            return pieces
        }

        mutating func finish() throws -> [(number: Int, body: [UInt8])] {
            add(try decoding.finish())
            var pieces: [(Int, [UInt8])] = []
            while !rest.isEmpty { pieces.append(cut(min(rest.count, ImportReceiving.pieceLength))) }
            return pieces
        }

        private mutating func add(_ text: [UInt8]) {
            rest += text
            bytes += text.count
            if head.count < 1 << 18 { head += text.prefix((1 << 18) - head.count) }
        }

        private mutating func cut(_ length: Int) -> (Int, [UInt8]) {
            defer {
                rest.removeFirst(length)
                count += 1
            }
            return (count, Array(rest.prefix(length)))
        }
    }
}

extension Problem {
    /// A file that cannot be taken, and what to do about it.
    static func importFile(_ fault: TextFault) -> Problem {
        switch fault {
        case .inPage: .invalid("file", "patients.field.importInPage")
        case .workbook: .invalid("file", "patients.field.importWorkbook")
        case .binary: .invalid("file", "patients.field.importBinary")
        case .broken(let offset): .invalid("file", "patients.field.importBroken", ["offset": String(offset)])
        }
    }
}
