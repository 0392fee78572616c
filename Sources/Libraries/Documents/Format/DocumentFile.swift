import Foundation

/// Why a file is no document, with the place in the file.
public struct DocumentFileError: Error, Hashable, CustomStringConvertible, Sendable {
    /// Where.
    public let place: SourcePlace
    /// The field, as in `blocks[2].table.rows[0]`; empty for the whole file.
    public let path: String
    /// What is wrong.
    public let fault: DocumentFault
    /// The same in English.
    public var words: String { fault.words }

    /// "line 3, column 5: blocks[0].paragraph: …"
    public var description: String {
        "line \(place.line), column \(place.column): " + (path.isEmpty ? "" : path + ": ") + words
    }
}

/// Documents as people and programs write them into files; `DocumentSchema` describes the form.
public enum DocumentFile {
    /// The most bytes that are read at all.
    public static let limit = 64 << 20

    /// The document in a file.
    ///
    /// - Throws: `DocumentFileError` for what is no JSON, for unknown, missing or wrong fields, and beyond `limit`.
    public static func read(_ bytes: [UInt8]) throws(DocumentFileError) -> PrintDocument {
        let start = SourcePlace(line: 1, column: 1)
        guard bytes.count <= limit else {
            throw DocumentFileError(
                place: start, path: "", fault: DocumentFault("file.large", ["limit": String(limit >> 20)]))
        }
        return try read(try tree(bytes))
    }

    /// Where the blocks of a document stand in its file, block by block; nothing for a document of plain text.
    ///
    /// - Throws: `DocumentFileError` for what is no JSON.
    public static func places(_ bytes: [UInt8]) throws(DocumentFileError) -> [SourcePlace] {
        try tree(bytes).member("blocks")?.items?.map(\.place) ?? []
    }

    /// The document that a value is; errors point at the places that the value carries.
    static func read(_ node: JSONNode) throws(DocumentFileError) -> PrintDocument {
        if let fault = try schema.get().fault(in: node) {
            throw DocumentFileError(place: fault.place, path: fault.path, fault: fault.fault)
        }
        return try decode(node)
    }

    /// The document in a text that was checked when it was written, such as the stored form of a printed paper.
    ///
    /// - Throws: `DocumentFileError` for what is no JSON, and when a newer build wrote it.
    public static func stored(_ text: String) throws(DocumentFileError) -> PrintDocument {
        try decode(try tree(Array(text.utf8)))
    }

    /// The schema, parsed once: its text is longer than most documents.
    private static let schema = Result { () throws(DocumentFileError) in
        SchemaCheck(try tree(Array(DocumentSchema.text.utf8)))
    }

    /// The document that a value is, without holding it against the schema: for templates that were checked before.
    static func decode(_ node: JSONNode) throws(DocumentFileError) -> PrintDocument {
        if let document = try? PrintDocument(from: JSONNodeDecoder(node: node)) { return document }
        var bytes: [UInt8] = []
        node.write(to: &bytes)
        do {
            return try JSONDecoder().decode(PrintDocument.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw located(error, in: node)
        } catch {
            throw DocumentFileError(place: node.place, path: "", fault: DocumentFault(words: "\(error)"))
        }
    }

    /// A file as JSON.
    static func tree(_ bytes: [UInt8]) throws(DocumentFileError) -> JSONNode {
        do {
            return try JSONSource.parse(bytes)
        } catch {
            throw DocumentFileError(place: error.place, path: "", fault: error.fault)
        }
    }

    /// What the decoder found, at the place where it stands.
    private static func located(_ error: DecodingError, in node: JSONNode) -> DocumentFileError {
        let (context, missing): (DecodingError.Context, DocumentFault?) =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context, nil)
            case .keyNotFound(let key, let context): (context, DocumentFault("form.missing", ["name": key.stringValue]))
            @unknown default: (.init(codingPath: [], debugDescription: "\(error)"), nil)
            }
        var node = node
        var path = ""
        for key in context.codingPath {
            if let index = key.intValue {
                path += "[\(index)]"
                if let items = node.items, items.indices.contains(index) { node = items[index] }
            } else {
                path += (path.isEmpty ? "" : ".") + key.stringValue
                if let member = node.member(key.stringValue) { node = member }
            }
        }
        return DocumentFileError(
            place: node.place, path: path, fault: missing ?? DocumentFault(words: context.debugDescription))
    }
}
