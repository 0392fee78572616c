import SehatCore

/// One filling of a template.
struct TemplateExpansion {
    private(set) var language: Language
    /// The other language of a bilingual paper; nil for papers in one.
    private(set) var second: Language?
    let words: JSONNode?
    let data: JSONNode
    private var room: Int

    /// - Parameter room: the most pieces that the document may grow to.
    init(language: Language, second: Language?, words: JSONNode?, data: JSONNode, room: Int) {
        self.language = language
        self.second = second == language ? nil : second
        self.words = words
        self.data = data
        self.room = room
    }

    mutating func expanded(_ node: JSONNode, item: JSONNode?) throws(DocumentFileError) -> JSONNode {
        room -= 1
        guard room > 0 else { throw fault(node, "template.large") }
        switch node.value {
        case .array(let items):
            return JSONNode(value: .array(try list(items, item)), place: node.place)
        case .object(let members):
            if node.hasDirective, let found = try directive(node, item) { return found }
            var result: [(name: String, place: SourcePlace, value: JSONNode)] = []
            for member in members { result.append((member.name, member.place, try expanded(member.value, item: item))) }
            return JSONNode(value: .object(result), place: node.place)
        default: return node
        }
    }

    /// What stands in the place of a word or a value; nil for other objects.
    private func directive(_ node: JSONNode, _ item: JSONNode?) throws(DocumentFileError) -> JSONNode? {
        if let word = node.member("$t")?.text { return try self.word(word, node) }
        if node.member("$both") != nil || node.member("$in") != nil {
            throw fault(node, "template.place")
        }
        guard let path = node.member("$")?.text else { return nil }
        guard let value = value(path, item) else { throw fault(node, "template.field", ["path": path]) }
        return JSONNode(value: value.value, place: node.place)
    }

    private mutating func list(_ items: [JSONNode], _ item: JSONNode?) throws(DocumentFileError) -> [JSONNode] {
        var result: [JSONNode] = []
        for node in items {
            guard node.hasDirective else {
                result.append(try expanded(node, item: item))
                continue
            }
            if let path = node.member("$each")?.text, let body = node.member("do")?.items {
                guard let values = value(path, item)?.items else { throw fault(node, "template.list", ["path": path]) }
                // A pass costs even when it leaves nothing behind: nested passes multiply.
                for value in values {
                    room -= 20
                    guard room > 0 else { throw fault(node, "template.large") }
                    result += try list(body, value)
                }
            } else if let path = node.member("$if")?.text, let body = node.member("do")?.items {
                if let value = value(path, item), isSomething(value) { result += try list(body, item) }
            } else if let way = node.member("$both")?.text, let body = node.member("do")?.items {
                result += try both(way, body, node, item)
            } else if node.member("$in")?.text == "second", let body = node.member("do")?.items {
                if let section = try section(body, node, item) { result.append(section) }
            } else if node.member("$t") != nil, node.member("with") != nil {
                result += try expanded(node, item: item).items ?? []
            } else {
                result.append(try expanded(node, item: item))
            }
        }
        return result
    }

    /// The same blocks in both languages of the paper, beside or below each other; once where the paper has one.
    private mutating func both(
        _ way: String, _ body: [JSONNode], _ node: JSONNode, _ item: JSONNode?
    ) throws(DocumentFileError) -> [JSONNode] {
        guard way == "beside" || way == "stacked" else { throw fault(node, "template.both") }
        let first = try list(body, item)
        guard let other = try section(body, node, item) else { return first }
        if way == "stacked" { return first + [other] }
        let (start, end) = (made(["blocks": .array(first)], node), made(["blocks": .array([other])], node))
        let gap = node.member("gap").map { try? expanded($0, item: item) } ?? nil
        // Each side flows by itself: from prose on common lines PDF readers copy across both.
        let sides = made(
            ["columns": .array([start, end]), "gap": gap?.value ?? .string("6mm")], node)
        return [made(["columns": sides.value], node)]
    }

    /// Blocks in the second language; nil where the paper has none.
    private mutating func section(
        _ body: [JSONNode], _ node: JSONNode, _ item: JSONNode?
    ) throws(DocumentFileError) -> JSONNode? {
        guard let other = second else { return nil }
        let first = language
        (language, second) = (other, first)
        defer { (language, second) = (first, other) }
        let blocks = try list(body, item)
        let section = made(["language": .string(other.rawValue), "blocks": .array(blocks)], node)
        return made(["section": section.value], node)
    }

    private func made(_ members: KeyValuePairs<String, JSONNode.Value>, _ node: JSONNode) -> JSONNode {
        let fields = members.map {
            (name: $0.key, place: node.place, value: JSONNode(value: $0.value, place: node.place))
        }
        return JSONNode(value: .object(fields), place: node.place)
    }

    private func isSomething(_ node: JSONNode) -> Bool {
        switch node.plain.value {
        case .null, .bool(false): false
        case .array(let items): !items.isEmpty
        case .string(let text): !text.isEmpty
        default: true
        }
    }

    /// A word, or with `with` the word in both languages of the paper with that between them.
    private func word(_ name: String, _ node: JSONNode) throws(DocumentFileError) -> JSONNode {
        let first = JSONNode(value: .string(try word(name, in: language, node)), place: node.place)
        guard let between = node.member("with")?.text else { return first }
        guard let second else { return JSONNode(value: .array([first]), place: node.place) }
        let other = made(
            ["text": .string(try word(name, in: second, node)), "language": .string(second.rawValue)], node)
        return JSONNode(
            value: .array([first, JSONNode(value: .string(between), place: node.place), other]), place: node.place)
    }

    private func word(_ name: String, in language: Language, _ node: JSONNode) throws(DocumentFileError) -> String {
        if let own = words?.member(name)?.member(language.rawValue)?.text { return own }
        guard let shipped = TemplateWords.word(name, in: language) else {
            throw fault(node, "template.word", ["name": name])
        }
        return shipped
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

    private func fault(
        _ node: JSONNode, _ code: String, _ params: [String: String] = [:]
    ) -> DocumentFileError {
        DocumentFileError(place: node.place, path: "", fault: DocumentFault(code, params))
    }
}
