/// Holds a JSON value against a JSON Schema (draft 2020-12, the keywords that `DocumentSchema` uses).
struct SchemaCheck {
    /// What is wrong, and where.
    struct Fault: Error {
        var path: String
        var place: SourcePlace
        var fault: DocumentFault
        /// How far into the value the check had come; decides which branch of a choice was meant.
        var depth: Int
    }

    private let root: JSONNode

    init(_ schema: JSONNode) {
        root = schema
    }

    /// The first thing that is wrong, or nil.
    func fault(in node: JSONNode) -> Fault? { check(node, root, path: "", depth: 0) }

    private func check(_ node: JSONNode, _ schema: JSONNode, path: String, depth: Int) -> Fault? {
        let schema = resolved(schema)
        func fault(_ code: String, _ params: [String: String]) -> Fault {
            Fault(path: path, place: node.place, fault: DocumentFault(code, params), depth: depth)
        }
        if let branches = schema.member("anyOf")?.items { return choose(node, branches, path, depth) }
        if let type = schema.member("type")?.text, !Self.isType(type, node) {
            return fault("form.kind", ["expected": type, "found": Self.kind(node)])
        }
        if let values = schema.member("enum")?.items?.compactMap(\.text), !values.contains(node.text ?? "") {
            return fault("form.choice", ["list": values.joined(separator: ", ")])
        }
        if let number = node.number {
            if let least = schema.member("minimum")?.number, number < least {
                return fault("form.least", ["number": Self.plain(least)])
            }
            if let most = schema.member("maximum")?.number, number > most {
                return fault("form.most", ["number": Self.plain(most)])
            }
        }
        if let limit = schema.member("maxItems")?.number, let items = node.items, Double(items.count) > limit {
            return fault("form.items", ["number": Self.plain(limit)])
        }
        if let items = node.items, let each = schema.member("items") {
            for (index, item) in items.enumerated() {
                if let found = check(item, each, path: "\(path)[\(index)]", depth: depth + 1) { return found }
            }
        }
        return checkMembers(node, schema, path, depth)
    }

    private func checkMembers(_ node: JSONNode, _ schema: JSONNode, _ path: String, _ depth: Int) -> Fault? {
        guard case .object(let members) = node.value, schema.member("type")?.text == "object" else { return nil }
        let properties = schema.member("properties")
        let known: [String] =
            if case .object(let list) = properties?.value { list.map(\.name) } else { [] }
        for name in schema.member("required")?.items?.compactMap(\.text) ?? [] where node.member(name) == nil {
            return Fault(
                path: path, place: node.place, fault: DocumentFault("form.missing", ["name": name]), depth: depth)
        }
        for member in members {
            guard let expected = properties?.member(member.name) else {
                let near = known.filter { Self.isNear($0, member.name) }
                let hint = near.isEmpty ? known.joined(separator: ", ") : near.joined(separator: ", ")
                let fault = DocumentFault(
                    near.isEmpty ? "form.unknown" : "form.near", ["name": member.name, "list": hint])
                return Fault(path: path, place: member.place, fault: fault, depth: depth)
            }
            let inner = path.isEmpty ? member.name : path + "." + member.name
            if let found = check(member.value, expected, path: inner, depth: depth + 1) { return found }
        }
        return nil
    }

    /// The branch that was meant is the one whose required tag is there, else the one that came furthest.
    private func choose(_ node: JSONNode, _ branches: [JSONNode], _ path: String, _ depth: Int) -> Fault? {
        var best: Fault?
        for branch in branches.map(resolved) {
            guard let found = check(node, branch, path: path, depth: depth) else { return nil }
            let tags = branch.member("required")?.items?.compactMap(\.text) ?? []
            let isMeant = !tags.isEmpty && tags.allSatisfy { node.member($0) != nil }
            if isMeant, branch.member("x-tagged") != nil { return found }
            if found.depth > best?.depth ?? -1 { best = found }
        }
        if let best, best.depth > depth { return best }
        let names = branches.compactMap { resolved($0).member("title")?.text }
        return Fault(
            path: path, place: node.place, fault: DocumentFault("form.choice", ["list": names.joined(separator: ", ")]),
            depth: depth)
    }

    private func resolved(_ schema: JSONNode) -> JSONNode {
        guard let reference = schema.member("$ref")?.text else { return schema }
        let name = String(reference.drop { $0 != "/" }.dropFirst("/$defs/".count))
        return root.member("$defs")?.member(name) ?? schema
    }

    private static func isType(_ type: String, _ node: JSONNode) -> Bool {
        switch (type, node.value) {
        case ("object", .object), ("array", .array), ("string", .string), ("number", .number), ("boolean", .bool): true
        case ("integer", .number(let text)): Int64(text) != nil
        default: false
        }
    }

    /// By the name that a schema has for it.
    private static func kind(_ node: JSONNode) -> String {
        switch node.value {
        case .object: "object"
        case .array: "array"
        case .string: "string"
        case .number: "number"
        case .bool: "boolean"
        case .null: "null"
        case .piece: kind(node.plain)
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }

    /// True for names with the same letters but for one or two.
    private static func isNear(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left.lowercased()), Array(right.lowercased()))
        guard abs(a.count - b.count) <= 2, a.count < 40, b.count < 40 else { return false }
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var next = [i + 1]
            for (j, other) in b.enumerated() {
                next.append(min(next[j] + 1, row[j + 1] + 1, row[j] + (letter == other ? 0 : 1)))
            }
            row = next
        }
        return row[b.count] <= 2
    }
}
