import Foundation
public import SehatCore

/// A document with places for data.
///
/// A template file is `{"template": 1, "words": {…}, "document": {…}}`. The document has the form of `DocumentSchema` with
/// four directives in it:
/// - `{"$t": "total"}` is the word `total` in the language asked for, from `words` (`{"total": {"en": …, "ur": …}}`) or
///   the words that come with the product;
/// - `{"$": "patient.name"}` is a value from the data; of a value given in several languages, the one asked for;
/// - `{"$each": "tests", "do": […]}` within a list repeats its items for every item of the data, whose fields are then
///   called `.name`;
/// - `{"$if": "allergies", "do": […]}` within a list stands there only when the data have such a value.
///
/// There is no way to include or repeat a template in itself, so that no cycle can be written.
public struct DocumentTemplate: Sendable {
    private let document: JSONNode
    private let words: JSONNode?

    /// The most pieces that a template may grow to.
    private static let limit = 500_000

    /// A template from its file.
    ///
    /// - Throws: `DocumentFileError` when it is no JSON or has no document.
    public init(_ bytes: [UInt8]) throws(DocumentFileError) {
        let node = try DocumentFile.tree(bytes)
        guard node.member("template")?.number == 1 else {
            throw DocumentFileError(place: node.place, path: "template", words: "this version knows template 1 only")
        }
        guard let document = node.member("document"), case .object = document.value else {
            throw DocumentFileError(place: node.place, path: "document", words: "an object is needed here")
        }
        self.document = document
        words = node.member("words")
    }

    /// The document with its data in a language, held against the schema.
    ///
    /// - Throws: `DocumentFileError` at the template's own line for missing words or data and for a result that is no
    ///   document, at the data's line for data that are no JSON.
    public func document(in language: Language, data: [UInt8]) throws(DocumentFileError) -> PrintDocument {
        try DocumentFile.read(try filled(language, data))
    }

    /// The document for printing: as `document(in:data:)`, but not held against the schema again, since a template is
    /// checked when it is published.
    ///
    /// - Throws: `DocumentFileError` as above; also when the data cannot be written as JSON.
    public func document(in language: Language, of data: some Encodable) throws(DocumentFileError) -> PrintDocument {
        try DocumentFile.decode(try filled(language, try TemplateData.bytes(data)))
    }

    private func filled(_ language: Language, _ data: [UInt8]) throws(DocumentFileError) -> JSONNode {
        var expansion = Expansion(language: language, words: words, data: try DocumentFile.tree(data), room: Self.limit)
        let node = try expansion.expanded(document, item: nil)
        guard case .object(let members) = node.value else { return node }
        let tag = JSONNode(value: .string(language.rawValue), place: document.place)
        let others = members.filter { $0.name != "language" }
        return JSONNode(value: .object([("language", document.place, tag)] + others), place: node.place)
    }
}

/// One filling of a template.
private struct Expansion {
    let language: Language
    let words: JSONNode?
    let data: JSONNode
    var room: Int

    mutating func expanded(_ node: JSONNode, item: JSONNode?) throws(DocumentFileError) -> JSONNode {
        room -= 1
        guard room > 0 else { throw fault(node, "the document grows too large") }
        switch node.value {
        case .array(let items):
            return JSONNode(value: .array(try list(items, item)), place: node.place)
        case .object(let members):
            if let word = node.member("$t")?.text { return try self.word(word, node) }
            if let path = node.member("$")?.text {
                guard let value = value(path, item) else { throw fault(node, "the data have no \(path)") }
                return JSONNode(value: value.value, place: node.place)
            }
            var result: [(name: String, place: SourcePlace, value: JSONNode)] = []
            for member in members { result.append((member.name, member.place, try expanded(member.value, item: item))) }
            return JSONNode(value: .object(result), place: node.place)
        default: return node
        }
    }

    private mutating func list(_ items: [JSONNode], _ item: JSONNode?) throws(DocumentFileError) -> [JSONNode] {
        var result: [JSONNode] = []
        for node in items {
            if let path = node.member("$each")?.text, let body = node.member("do")?.items {
                guard let values = value(path, item)?.items else { throw fault(node, "the data have no list \(path)") }
                // A pass costs even when it leaves nothing behind: nested passes multiply.
                for value in values {
                    room -= 20
                    guard room > 0 else { throw fault(node, "the document grows too large") }
                    result += try list(body, value)
                }
            } else if let path = node.member("$if")?.text, let body = node.member("do")?.items {
                if let value = value(path, item), isSomething(value) { result += try list(body, item) }
            } else {
                result.append(try expanded(node, item: item))
            }
        }
        return result
    }

    private func isSomething(_ node: JSONNode) -> Bool {
        switch node.value {
        case .null, .bool(false): false
        case .array(let items): !items.isEmpty
        case .string(let text): !text.isEmpty
        default: true
        }
    }

    private func word(_ name: String, _ node: JSONNode) throws(DocumentFileError) -> JSONNode {
        if let own = words?.member(name)?.member(language.rawValue)?.text {
            return JSONNode(value: .string(own), place: node.place)
        }
        guard let shipped = TemplateWords.word(name, in: language) else { throw fault(node, "there is no word \(name)") }
        return JSONNode(value: .string(shipped), place: node.place)
    }

    /// The value at a path of names; behind a dot at the start, in the item that is being repeated.
    private func value(_ path: String, _ item: JSONNode?) -> JSONNode? {
        var node = path.hasPrefix(".") ? item : data
        for name in path.split(separator: ".") {
            node = node.flatMap { localized($0).member(String(name)) }
        }
        return node.map(localized)
    }

    /// Of an object whose names are languages, the value in the language asked for.
    private func localized(_ node: JSONNode) -> JSONNode {
        guard case .object(let members) = node.value, !members.isEmpty,
            members.allSatisfy({ Language(rawValue: $0.name) != nil })
        else { return node }
        return node.member(language.rawValue) ?? members[0].value
    }

    private func fault(_ node: JSONNode, _ words: String) -> DocumentFileError {
        DocumentFileError(place: node.place, path: "", words: words)
    }
}

extension JSONNode {
    /// The value as JSON text.
    func write(to output: inout [UInt8]) {
        switch value {
        case .null: output += Array("null".utf8)
        case .bool(let flag): output += Array((flag ? "true" : "false").utf8)
        case .number(let text): output += Array(text.utf8)
        case .string(let text): Self.write(text, to: &output)
        case .array(let items):
            output.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                item.write(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: output += [0x5C, byte]
            case 0..<0x20: output += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
