import SehatCore

/// Decodes a query string into a flat struct: texts, numbers, flags, ids, days, times, word sets and lists of these.
enum QueryDecoder {
    /// - Throws: a problem 422 naming the parameter that is missing or wrong.
    static func decode<Value: Decodable>(_ type: Value.Type, from query: String) throws -> Value {
        if Value.self == NoInput.self, let none = NoInput() as? Value { return none }
        var values: [String: [String]] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsSpace: true) else { continue }
            guard let value = PercentCoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true) else {
                throw Problem.invalid(name, "app.field.type")
            }
            values[name, default: []].append(value)
        }
        do {
            return try Value(from: QueryFields(values: values))
        } catch let error as DecodingError {
            throw DecodingProblem.problem(of: error)
        }
    }
}

/// The top of the decoding: names and their values.
private struct QueryFields: Decoder {
    let values: [String: [String]]
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(QueryKeyed<Key>(values: values))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notFlat([]) }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw notFlat([]) }
}

private struct QueryKeyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let values: [String: [String]]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { values.keys.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }

    /// An empty value (`?phone=`) counts as absent, as forms send it.
    func decodeNil(forKey key: Key) throws -> Bool { values[key.stringValue]?.first?.isEmpty ?? true }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        guard let texts = values[key.stringValue], !texts.isEmpty else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "missing"))
        }
        return try QueryLeaf(texts: texts, codingPath: [key]).value(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw notFlat([key]) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw notFlat([key]) }
    func superDecoder() throws -> any Decoder { throw notFlat([]) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw notFlat([key]) }
}

/// The value, or repeated values, of one name.
private struct QueryLeaf: Decoder, SingleValueDecodingContainer {
    let texts: [String]
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Reads text, flags and numbers here; everything else decodes itself from its text.
    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let text = texts.first else { throw mismatch(type) }
        let read: Any?
        switch type {
        case is String.Type: read = text
        case is Bool.Type: read = ["true": true, "1": true, "false": false, "0": false][text]
        case is Double.Type: read = Double(text)
        case let integer as any (FixedWidthInteger & Decodable).Type: read = Self.integer(integer, text)
        default: return try Value(from: self)
        }
        guard let value = read as? Value else { throw mismatch(type) }
        return value
    }

    private static func integer<Number: FixedWidthInteger>(_ type: Number.Type, _ text: String) -> Any? { Number(text) }

    private func mismatch(_ type: any Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "not readable as \(type)"))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw notFlat(codingPath)
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { QueryList(texts: texts, codingPath: codingPath) }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }
    func decodeNil() -> Bool { false }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try value(type) }
}

/// Repeated values of one name as a list: `status=open&status=held`.
private struct QueryList: UnkeyedDecodingContainer {
    let texts: [String]
    let codingPath: [any CodingKey]
    var currentIndex = 0
    var count: Int? { texts.count }
    var isAtEnd: Bool { currentIndex >= texts.count }

    init(texts: [String], codingPath: [any CodingKey]) {
        self.texts = texts
        self.codingPath = codingPath
    }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let text = Array(texts.dropFirst(currentIndex).prefix(1))
        currentIndex += 1
        return try QueryLeaf(texts: text, codingPath: codingPath).value(type)
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw notFlat(codingPath)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notFlat(codingPath) }
    mutating func superDecoder() throws -> any Decoder { throw notFlat(codingPath) }
}

private func notFlat(_ path: [any CodingKey]) -> DecodingError {
    .dataCorrupted(.init(codingPath: path, debugDescription: "query parameters are flat"))
}
