public import SehatCore

/// A field of a paper's data, which its template may show.
public struct TemplateField: Codable, Hashable, Sendable {
    /// What stands there.
    public enum Kind: String, WireEnum {
        case text, name, identifier, phone, money, date, dateTime, time, number, dose, result
        /// It is there or not, or true or false: what `$if` asks for.
        case truth
        /// What `$each` goes over.
        case list
        /// A finished part with typed values in it, which a template places as it is.
        case piece
    }

    /// How it is called in a template: `patient.name`; behind a dot at the start, in the item of a list that is being repeated.
    public let path: String
    /// The list that it is an item's field of; nil outside of lists.
    public let list: String?
    /// What stands there.
    public let kind: Kind
    /// What the sample says there; nil for a list and for a finished part.
    public let example: String?
    /// How a template shows it, ready to be put in.
    public internal(set) var written: String
    /// Whether some papers lack it, so that a template asks for it by `$if`.
    public internal(set) var mayBeMissing = false
    /// Whether the product's own template of this paper shows this field, or another of the same part of the data.
    public let isUsed: Bool

    /// The names of which the path is made, each of which has words of its own: `patient`, `name`.
    public var parts: [String] { path.split(separator: ".").map(String.init) }
}

extension TemplateField {
    /// Other data lack it; an item's field is missed only where its list is there.
    fileprivate mutating func asked(for others: FieldReader) {
        if let list, !others.hasList(list) { return }
        guard !mayBeMissing else { return }
        mayBeMissing = true
        if kind != .truth { written = #"{"$if": "\#(path)", "do": [\#(written)]}"# }
    }
}

extension ShippedTemplates.Entry {
    /// The fields of the data with which a template of this paper is checked before it is published; those of the parts that
    /// the product's own template shows come first.
    ///
    /// - Parameter language: of the examples.
    /// - Throws: `DocumentFileError`, which the tests rule out.
    public func fields(in language: Language) throws(DocumentFileError) -> [TemplateField] {
        let samples = try sampleData(in: language)
        guard let bytes = samples.first else { return [] }
        let own = TemplateUse(try DocumentFile.tree(Array(text.utf8)))
        var reader = FieldReader(language: language, uses: TemplateUse.everywhere.merging(own), own: own.parts)
        reader.read(try DocumentFile.tree(bytes), path: "", list: nil)
        var fields = reader.fields
        for other in samples.dropFirst() {
            var rest = FieldReader(language: language, uses: TemplateUse.everywhere, own: [])
            rest.read(try DocumentFile.tree(other), path: "", list: nil)
            let known = Set(rest.fields.map { [$0.list ?? "", $0.path] })
            for index in fields.indices where !known.contains([fields[index].list ?? "", fields[index].path]) {
                fields[index].asked(for: rest)
            }
        }
        return fields.filter(\.isUsed) + fields.filter { !$0.isUsed }
    }
}

/// Which fields templates show, and as what.
private struct TemplateUse {
    private struct Place: Hashable {
        let path: String
        let list: String?
    }

    private var kinds: [Place: TemplateField.Kind] = [:]
    /// The first names of the paths.
    private(set) var parts: Set<String> = []

    /// In all templates of the product together.
    static let everywhere: TemplateUse = ShippedTemplates.all.reduce(into: TemplateUse()) { all, entry in
        guard let tree = try? DocumentFile.tree(Array(entry.text.utf8)) else { return }
        all = all.merging(TemplateUse(tree))
    }

    private init() {}

    init(_ template: JSONNode) {
        read(template, list: nil)
    }

    func kind(_ path: String, in list: String?) -> TemplateField.Kind? { kinds[Place(path: path, list: list)] }

    func merging(_ other: TemplateUse) -> TemplateUse {
        var all = self
        all.kinds.merge(other.kinds) { _, other in other }
        all.parts.formUnion(other.parts)
        return all
    }

    private mutating func read(_ node: JSONNode, list: String?) {
        switch node.value {
        case .array(let items): for item in items { read(item, list: list) }
        case .object(let members):
            for directive in ["$", "$if", "$each"] { note(node.member(directive)?.text) }
            let inner = node.member("$each")?.text ?? list
            for member in members {
                if let path = member.value.member("$")?.text, let kind = TemplateField.Kind(rawValue: member.name) {
                    kinds[Place(path: path, list: inner)] = kind
                }
                read(member.value, list: inner)
            }
        default: return
        }
    }

    private mutating func note(_ path: String?) {
        guard let path, !path.hasPrefix("."), let part = path.split(separator: ".").first else { return }
        parts.insert(String(part))
    }
}

/// Walks through data and notes what a template can name.
private struct FieldReader {
    let language: Language
    let uses: TemplateUse
    let own: Set<String>
    private(set) var fields: [TemplateField] = []

    init(language: Language, uses: TemplateUse, own: Set<String>) {
        (self.language, self.uses, self.own) = (language, uses, own)
    }

    mutating func read(_ node: JSONNode, path: String, list: String?) {
        let node = node.inLanguage(language) ?? node
        if let kind = node.wholeKind, !path.isEmpty { return note(path, list, kind, node.sum) }
        switch node.value {
        case .object(let members):
            for member in members {
                let dot = path.isEmpty || path.hasSuffix(".") ? "" : "."
                read(member.value, path: path + dot + member.name, list: list)
            }
        case .array(let items):
            note(path, list, .list, nil)
            // No paper has lists within lists; an item that is a piece or a text is called `.`.
            guard list == nil else { return }
            for item in items { read(item, path: ".", list: path) }
        case .string(let text): note(path, list, kind(of: text, path, list), text)
        case .number(let text): note(path, list, .number, text)
        case .bool(let value): note(path, list, .truth, value ? "true" : "false")
        case .null, .piece: return
        }
    }

    private func kind(of text: String, _ path: String, _ list: String?) -> TemplateField.Kind {
        if let known = uses.kind(path, in: list) { return known }
        if CalendarDay(text) != nil { return .date }
        return .text
    }

    /// Whether the list is there in this data.
    func hasList(_ path: String) -> Bool { fields.contains { $0.path == path && $0.kind == .list } }

    private mutating func note(_ path: String, _ list: String?, _ kind: TemplateField.Kind, _ example: String?) {
        // Of the items of a list some have what others lack.
        if fields.contains(where: { $0.path == path && $0.list == list }) { return }
        let written =
            switch kind {
            case .list: #"{"$each": "\#(path)", "do": []}"#
            case .truth: #"{"$if": "\#(path)", "do": []}"#
            case .text, .piece: #"{"$": "\#(path)"}"#
            default: #"{"\#(kind.rawValue)": {"$": "\#(path)"}}"#
            }
        let part = (list ?? path).split(separator: ".").first.map(String.init)
        fields.append(
            TemplateField(
                path: path, list: list, kind: kind, example: example, written: written,
                isUsed: part.map(own.contains) ?? false))
    }
}

extension JSONNode {
    /// Of an object whose names are languages, the value in one of them.
    fileprivate func inLanguage(_ language: Language) -> JSONNode? {
        guard case .object(let members) = value, !members.isEmpty,
            members.allSatisfy({ Language(rawValue: $0.name) != nil })
        else { return nil }
        return member(language.rawValue)
    }

    /// What a template takes whole: an amount of money, a block, a typed value, or a row or content of such values.
    fileprivate var wholeKind: TemplateField.Kind? {
        switch value {
        case .array(let items): !items.isEmpty && items.allSatisfy { $0.isInline || $0.isRow } ? .piece : nil
        case .object(let members):
            if Set(members.map(\.name)) == ["amount", "currency"] {
                .money
            } else if isInline || isRow || members.count == 1 && (try? Block(from: JSONNodeDecoder(node: self))) != nil
            {
                .piece
            } else {
                nil
            }
        default: nil
        }
    }

    /// An amount of money as a person reads it.
    fileprivate var sum: String? {
        guard let money = try? Money(from: JSONNodeDecoder(node: self)) else { return nil }
        return "\(money.currency.code) \(MoneyFormat.amount(money, NumberFormat(language: .en)))"
    }

    private var isInline: Bool {
        guard case .object(let members) = value else { return false }
        // One tag, and beside it nothing but what belongs to it: the facts of a person are no value.
        let tags = members.filter { !["language", "unit", "scale"].contains($0.name) }
        return tags.count == 1 && (try? Inline(from: JSONNodeDecoder(node: self))) != nil
    }

    private var isRow: Bool {
        guard case .object = value else { return false }
        return (try? Table.Row(from: JSONNodeDecoder(node: self))) != nil
    }
}

/// A word that the product knows in the four languages of paper.
public struct TemplateWord: Codable, Hashable, Sendable {
    /// What it is called in a template: `total`.
    public let name: String
    /// What it says in a language.
    public let text: String
    /// How a template shows it, ready to be put in.
    public let written: String

    /// All of them, by name.
    public static func all(in language: Language) -> [TemplateWord] {
        TemplateWords.names.compactMap { name in
            TemplateWords.word(name, in: language).map {
                TemplateWord(name: name, text: $0, written: #"{"$t": "\#(name)"}"#)
            }
        }
    }
}
