import SehatCore

/// Finds out how a type looks on the wire by letting it decode itself from a decoder that writes down what is asked.
///
/// Leaves say it themselves (`WireValue`); everything else is walked: keys of structs, elements of lists, optionals.
enum SchemaRecorder {
    /// A type that cannot be walked, such as an enumeration that is no `WireEnum`.
    struct Unreadable: Error, CustomStringConvertible {
        let type: String
        let reason: String
        var description: String { "\(type) cannot be described: \(reason)" }
    }

    /// The schema of `type`.
    ///
    /// - Throws: `Unreadable` naming the type that needs a `WireValue` or `WireEnum` conformance.
    static func schema<Value: Decodable>(of type: Value.Type) throws -> WireSchema {
        try Recording().visit(type).schema
    }
}

/// The types that are being walked, so that a type which contains itself ends in a reference.
final class Recording {
    private var open: Set<String> = []

    /// The schema of a type and a value of it, which the walk of the types around it needs.
    func visit<Value: Decodable>(_ type: Value.Type) throws -> (schema: WireSchema, example: Value) {
        if let known = try Self.known(type, self), let example = known.example as? Value {
            return (known.schema, example)
        }
        let name = String(reflecting: type)
        guard open.insert(name).inserted else {
            throw SchemaRecorder.Unreadable(type: name, reason: "it contains itself without a list between")
        }
        defer { open.remove(name) }
        let notes = Notes(type: name)
        do {
            let example = try Value(from: RecordingDecoder(notes: notes, recording: self))
            return (notes.schema, example)
        } catch let error as SchemaRecorder.Unreadable {
            throw error
        } catch {
            throw SchemaRecorder.Unreadable(type: name, reason: "\(error); make it a WireValue or WireEnum")
        }
    }

    /// The schema of a list's elements; a type already open becomes a reference by name.
    func element<Value: Decodable>(_ type: Value.Type) throws -> WireSchema {
        let name = String(reflecting: type)
        return open.contains(name) ? .object(name: name, fields: []) : try visit(type).schema
    }

    private static func known<Value>(
        _ type: Value.Type, _ recording: Recording
    ) throws -> (schema: WireSchema, example: Any)? {
        switch type {
        case let wire as any WireValue.Type: return (wire.wireSchema, wire.wireExample)
        case is String.Type: return (.string(format: nil), "")
        case is Bool.Type: return (.boolean, false)
        case is Double.Type: return (.number, 0.0)
        case is Float.Type: return (.number, Float(0))
        case let integer as any (FixedWidthInteger & Decodable).Type: return Self.integer(integer)
        case let holder as any WireHolder.Type: return try holder.record(recording)
        case let words as any (CaseIterable & RawRepresentable).Type: return Self.words(words)
        default: return nil
        }
    }

    private static func integer<Number: FixedWidthInteger>(_ type: Number.Type) -> (schema: WireSchema, example: Any) {
        let minimum = Number.isSigned ? (Number.bitWidth < 64 ? Int64(clamping: Number.min) : nil) : 0
        let maximum = Number.bitWidth < 64 ? Int64(clamping: Number.max) : nil
        return (.integer(minimum: minimum, maximum: maximum), Number.zero)
    }

    private static func words<Words: CaseIterable & RawRepresentable>(
        _ type: Words.Type
    ) -> (schema: WireSchema, example: Any)? {
        let values = type.allCases.compactMap { $0.rawValue as? String }
        guard let first = type.allCases.first, !values.isEmpty else { return nil }
        return (.string(format: nil, values: values), first)
    }
}

/// What a decoding asked for.
final class Notes {
    let type: String
    private(set) var fields: [WireSchema.Field] = []
    private(set) var single: WireSchema?
    /// The key that was asked to be present or null just now: what is decoded next under it is optional.
    var asked: String?

    init(type: String) {
        self.type = type
    }

    var schema: WireSchema { single ?? .object(name: type, fields: fields) }

    func note(_ key: String, _ schema: WireSchema) {
        defer { asked = nil }
        guard !fields.contains(where: { $0.name == key }) else { return }
        fields.append(.init(key, schema, isOptional: asked == key))
    }

    func noteSingle(_ schema: WireSchema) { single = schema }
}

/// Lists, maps and optionals, described by what they hold.
protocol WireHolder {
    static func record(_ recording: Recording) throws -> (schema: WireSchema, example: Any)
}

extension Array: WireHolder where Element: Decodable {
    static func record(_ recording: Recording) throws -> (schema: WireSchema, example: Any) {
        (.array(try recording.element(Element.self)), Self())
    }
}

extension Set: WireHolder where Element: Decodable {
    static func record(_ recording: Recording) throws -> (schema: WireSchema, example: Any) {
        (.array(try recording.element(Element.self)), Self())
    }
}

extension Dictionary: WireHolder where Key == String, Value: Decodable {
    static func record(_ recording: Recording) throws -> (schema: WireSchema, example: Any) {
        (.map(try recording.element(Value.self)), Self())
    }
}

extension Optional: WireHolder where Wrapped: Decodable {
    static func record(_ recording: Recording) throws -> (schema: WireSchema, example: Any) {
        (try recording.element(Wrapped.self), Self.none as Any)
    }
}
