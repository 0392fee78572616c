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
/// - `{"$if": "allergies", "do": […]}` within a list stands there only when the data have such a value;
/// - `{"$both": "beside", "do": […]}` within a list of blocks has them in both languages of a bilingual paper, beside each
///   other or `"stacked"`; `{"$in": "second", "do": […]}` has them in the second only; `{"$t": "total", "with": " / "}` is
///   the word in both. On a paper with one language they stand once, not at all, and once.
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
            throw DocumentFileError(place: node.place, path: "template", fault: DocumentFault("template.version"))
        }
        guard let document = node.member("document"), case .object = document.value else {
            throw DocumentFileError(place: node.place, path: "document", fault: DocumentFault("template.object"))
        }
        self.document = document
        words = node.member("words")
    }

    /// The document with its data in a language, held against the schema.
    ///
    /// - Parameter second: the other language of a bilingual paper; nil for one in one language.
    /// - Throws: `DocumentFileError` at the template's own line for missing words or data and for a result that is no
    ///   document, at the data's line for data that are no JSON.
    public func document(
        in language: Language, second: Language? = nil, data: [UInt8]
    ) throws(DocumentFileError) -> PrintDocument {
        try DocumentFile.read(try filled(language, second, try DocumentFile.tree(data)))
    }

    /// The document for printing: as `document(in:data:)`, but not held against the schema again, since a template is
    /// checked when it is published.
    ///
    /// - Throws: `DocumentFileError` as above; also when the data cannot be written as JSON.
    public func document(
        in language: Language, second: Language? = nil, of data: some Encodable
    ) throws(DocumentFileError) -> PrintDocument {
        try DocumentFile.decode(try filled(language, second, try TemplateData.tree(data)))
    }

    /// Where the document's blocks stand in the template's text, block by block.
    ///
    /// - Throws: `DocumentFileError` as above.
    public func places(
        in language: Language, second: Language? = nil, data: [UInt8]
    ) throws(DocumentFileError) -> [SourcePlace] {
        try filled(language, second, try DocumentFile.tree(data)).member("blocks")?.items?.map(\.place) ?? []
    }

    private func filled(_ language: Language, _ second: Language?, _ data: JSONNode) throws(DocumentFileError)
        -> JSONNode
    {
        var expansion = TemplateExpansion(
            language: language, second: second, words: words, data: data, room: Self.limit)
        let node = try expansion.expanded(document, item: nil)
        guard case .object(let members) = node.value else { return node }
        var result = members.filter { $0.name != "language" && (second == nil || $0.name != "secondaryLanguage") }
        func tag(_ name: String, _ language: Language) {
            let value = JSONNode(value: .string(language.rawValue), place: document.place)
            result.insert((name, document.place, value), at: 0)
        }
        if let second, second != language { tag("secondaryLanguage", second) }
        tag("language", language)
        return JSONNode(value: .object(result), place: node.place)
    }
}
