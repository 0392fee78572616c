/// Decodes a value that was read from JSON; every error names the path of the field.
struct JSONValueDecoder: Decoder {
    let value: JSONValue
    let path: JSONPath
    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw mismatch([String: String].self) }
        return KeyedDecodingContainer(JSONKeyed<Key>(members: members, path: path))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let list) = value else { throw mismatch([String].self) }
        return JSONUnkeyed(list: list, path: path)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func mismatch(_ type: any Any.Type) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "not \(type)")
        return isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    var isNull: Bool { if case .null = value { true } else { false } }
}

/// Where a value stands, from the inside out; made into keys only when something is wrong.
indirect enum JSONPath {
    case root
    case member(any CodingKey, of: JSONPath)
    case element(Int, of: JSONPath)

    var keys: [any CodingKey] {
        switch self {
        case .root: []
        case .member(let key, let outer): outer.keys + [key]
        case .element(let index, let outer): outer.keys + [JSONKey(intValue: index)]
        }
    }
}

/// A key that is no case of anything: a place in a list.
struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { isNull }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .flag(let flag) = value else { throw mismatch(type) }
        return flag
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .text(let text) = value else { throw mismatch(type) }
        return text
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard case .number(let text) = value, let number = Double(text) else { throw mismatch(type) }
        return number
    }

    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        switch type {
        case let number as any (FixedWidthInteger & Decodable).Type:
            guard let value = try anyInteger(number) as? Value else { throw mismatch(type) }
            return value
        case is Float.Type:
            guard let value = Float(try decode(Double.self)) as? Value else { throw mismatch(type) }
            return value
        default: return try Value(from: self)
        }
    }

    private func anyInteger<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Any { try integer(type) }

    /// Whole numbers only; `2.0` and `2e3` count as such, `2.5` and what does not fit do not.
    private func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        guard case .number(let text) = value else { throw mismatch(type) }
        if let number = Number(text) { return number }
        guard let double = Double(text), abs(double) < 9_007_199_254_740_992, let number = Number(exactly: double)
        else {
            throw mismatch(type)
        }
        return number
    }
}

private struct JSONKeyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: JSONMembers
    let path: JSONPath
    var codingPath: [any CodingKey] { path.keys }
    var allKeys: [Key] { members.names.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    private func inner(_ key: Key) throws -> JSONValueDecoder {
        guard let value = members[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "missing"))
        }
        return JSONValueDecoder(value: value, path: .member(key, of: path))
    }

    func decodeNil(forKey key: Key) throws -> Bool { try inner(key).isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try inner(key).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try inner(key).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try inner(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try inner(key).decode(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try inner(key).decode(type) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try inner(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try inner(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try inner(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { JSONValueDecoder(value: .object(members), path: path) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try inner(key) }
}

private struct JSONUnkeyed: UnkeyedDecodingContainer {
    let list: [JSONValue]
    let path: JSONPath
    var currentIndex = 0
    var codingPath: [any CodingKey] { path.keys }
    var count: Int? { list.count }
    var isAtEnd: Bool { currentIndex >= list.count }

    init(list: [JSONValue], path: JSONPath) {
        self.list = list
        self.path = path
    }

    private func current() throws -> JSONValueDecoder {
        let place = JSONPath.element(currentIndex, of: path)
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                Any.self, .init(codingPath: place.keys, debugDescription: "the list is at its end"))
        }
        return JSONValueDecoder(value: list[currentIndex], path: place)
    }

    mutating func decodeNil() throws -> Bool {
        let isNull = try current().isNull
        if isNull { currentIndex += 1 }
        return isNull
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try current().decode(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        defer { currentIndex += 1 }
        return try current().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        defer { currentIndex += 1 }
        return try current().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        defer { currentIndex += 1 }
        return try current()
    }
}
