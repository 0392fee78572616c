/// Any name of a field.
struct FieldName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}

/// The fields of an object in a document, most of which may be left out.
struct Fields {
    private let container: KeyedDecodingContainer<FieldName>

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: FieldName.self)
    }

    /// A field that must be there.
    func required<Value: Decodable>(_ name: String, _: Value.Type = Value.self) throws -> Value {
        try container.decode(Value.self, forKey: FieldName(name))
    }

    /// A field that may be missing or null.
    func optional<Value: Decodable>(_ name: String, _: Value.Type = Value.self) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: FieldName(name))
    }

    /// A field with the value that it has when it is left out.
    func value<Value: Decodable>(_ name: String, or standard: Value) throws -> Value {
        try container.decodeIfPresent(Value.self, forKey: FieldName(name)) ?? standard
    }

    /// Pieces of a line; none when they are left out.
    func content(_ name: String) throws -> [Inline] {
        try container.decodeIfPresent(Content.self, forKey: FieldName(name))?.pieces ?? []
    }

    /// True when the field is there.
    func has(_ name: String) -> Bool { container.contains(FieldName(name)) }

    /// An error at a field.
    func error(_ name: String, _ words: String) -> DecodingError {
        .dataCorruptedError(forKey: FieldName(name), in: container, debugDescription: words)
    }
}

/// Pieces of a line as a template may write them: one string, one piece, or a list.
struct Content: Decodable {
    let pieces: [Inline]

    init(from decoder: any Decoder) throws {
        if decoder.holdsList {
            var list = try decoder.unkeyedContainer()
            var pieces: [Inline] = []
            while !list.isAtEnd { pieces.append(try list.decode(Inline.self)) }
            self.pieces = pieces
        } else {
            pieces = [try Inline(from: decoder)]
        }
    }
}

/// An object whose one tag says what it is: `{"money": …}`.
///
/// Format 1 wrapped what stands behind the tag once more, as `{"money": {"_0": …}}`; such objects are read as well.
struct Tagged {
    let tag: String
    private let outer: KeyedDecodingContainer<FieldName>
    private let wrapped: KeyedDecodingContainer<FieldName>?

    /// Finds the tag among known ones.
    ///
    /// - Throws: `DecodingError` unless exactly one tag is there.
    init(_ decoder: any Decoder, _ known: Set<String>, wrappedWithoutValue: Set<String> = []) throws {
        outer = try decoder.container(keyedBy: FieldName.self)
        let tags = outer.allKeys.map(\.stringValue).filter(known.contains)
        guard tags.count == 1, let tag = tags.first else {
            let words = tags.isEmpty ? "one of these is needed: " : "only one of these may be given: "
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: words + known.sorted().joined(separator: ", ")))
        }
        self.tag = tag
        let inner = try? outer.nestedContainer(keyedBy: FieldName.self, forKey: FieldName(tag))
        wrapped = inner.flatMap { $0.contains(FieldName("_0")) || wrappedWithoutValue.contains(tag) ? $0 : nil }
    }

    /// What stands behind the tag.
    func value<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
        if let wrapped { return try wrapped.decode(Value.self, forKey: FieldName("_0")) }
        return try outer.decode(Value.self, forKey: FieldName(tag))
    }

    /// What stands behind another name of the same object.
    func field<Value: Decodable>(_ name: String, _: Value.Type = Value.self) throws -> Value? {
        try (wrapped ?? outer).decodeIfPresent(Value.self, forKey: FieldName(name))
    }

    /// True for an object of format 1.
    var isWrapped: Bool { wrapped != nil }

    /// An error at the tag.
    func error(_ words: String) -> DecodingError {
        .dataCorruptedError(forKey: FieldName(tag), in: outer, debugDescription: words)
    }
}
