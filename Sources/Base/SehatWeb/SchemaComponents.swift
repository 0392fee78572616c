import Foundation
import SehatCore

/// The named schemas of an OpenAPI document, gathered while its operations are written.
struct SchemaComponents {
    private var fields: [String: [WireSchema.Field]] = [:]
    private let names: [String: String]

    /// - Parameter schemas: every schema of the document, so that names can be told apart before the first is written.
    init(_ schemas: [WireSchema]) {
        var found: [String: [WireSchema.Field]] = [:]
        for schema in schemas { Self.collect(schema, &found) }
        fields = found
        names = Self.shortened(Array(found.keys))
    }

    /// The schema as JSON Schema; objects become references.
    func node(_ schema: WireSchema) -> JSONNode {
        switch schema {
        case .string(let format, let pattern, let values):
            return JSONNode.object(["type": "string"])
                .with("format", format.map(JSONNode.text)).with("pattern", pattern.map(JSONNode.text))
                .with("enum", values.map { .list($0.map(JSONNode.text)) })
        case .integer(let minimum, let maximum):
            return JSONNode.object(["type": "integer", "format": "int64"])
                .with("minimum", minimum.map(JSONNode.number)).with("maximum", maximum.map(JSONNode.number))
        case .number: return ["type": "number"]
        case .boolean: return ["type": "boolean"]
        case .array(let element): return ["type": "array", "items": node(element)]
        case .map(let value): return ["type": "object", "additionalProperties": node(value)]
        case .object(let name, _): return ["$ref": .text("#/components/schemas/\(names[name] ?? name)")]
        case .any: return [:]
        }
    }

    /// Every named schema by its short name.
    var all: [String: JSONNode] {
        Dictionary(
            fields.map { name, fields in
                let short = names[name] ?? name
                let properties = fields.map { field in
                    let words = FieldDescriptions.of(field.name, in: short)
                    return (field.name, node(field.schema).with("description", words.map(JSONNode.text)))
                }
                let required = fields.filter { !$0.isOptional }.map { JSONNode.text($0.name) }
                let object: JSONNode = [
                    "type": "object",
                    "properties": .object(Dictionary(properties, uniquingKeysWith: { first, _ in first })),
                ]
                return (short, required.isEmpty ? object : object.with("required", .list(required)))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The fields of an object schema, for query parameters.
    func fields(of schema: WireSchema) -> [WireSchema.Field] {
        guard case .object(let name, let own) = schema else { return [] }
        return own.isEmpty ? fields[name] ?? [] : own
    }

    private static func collect(_ schema: WireSchema, _ found: inout [String: [WireSchema.Field]]) {
        switch schema {
        case .array(let inner), .map(let inner): collect(inner, &found)
        case .object(let name, let fields):
            // Without fields it is a reference of a type to itself, or truly empty.
            if found[name]?.isEmpty ?? true { found[name] = fields }
            for field in fields { collect(field.schema, &found) }
        default: break
        }
    }

    /// `Billing.Page<Billing.BillView>` as `PageBillView`; with more of the qualification where two would be the same.
    private static func shortened(_ full: [String]) -> [String: String] {
        var result: [String: String] = [:]
        var open = full
        for depth in 1...4 where !open.isEmpty {
            let short = Dictionary(grouping: open) { Self.name($0, depth: depth) }
            let taken = Set(result.values)
            for (name, owners) in short where owners.count == 1 && !taken.contains(name) { result[owners[0]] = name }
            open = open.filter { result[$0] == nil }
        }
        return result
    }

    private static func name(_ full: String, depth: Int) -> String {
        let plain = full.replacing(/\(unknown context at \$[0-9a-f]+\)\./, with: "")
        let words = plain.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        return words.map { $0.split(separator: ".").suffix(depth).joined() }.joined()
    }
}
