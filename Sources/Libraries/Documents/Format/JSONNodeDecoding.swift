import Foundation

/// Reads values straight out of a tree, without writing it as text first.
///
/// It says only that something does not fit, not where: `DocumentFile` then asks `JSONDecoder`, whose errors name the field.
/// Whole pieces in the tree (`JSONNode.Value.piece`) are handed over as they are.
struct JSONNodeDecoder: Decoder, SingleValueDecodingContainer {
    /// Something is missing or of the wrong form.
    struct Unfit: Error {}

    let node: JSONNode
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = node.plain.value else { throw Unfit() }
        return KeyedDecodingContainer(JSONNodeMembers<Key>(members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = node.plain.value else { throw Unfit() }
        return JSONNodeItems(items: items)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { if case .null = node.value { true } else { false } }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if case .piece(let piece) = node.value, let value = piece as? Value { return value }
        if type == Data.self {
            guard let text = node.plain.text, let value = Data(base64Encoded: text) as? Value else { throw Unfit() }
            return value
        }
        return try Value(from: self)
    }

    func decode(_: Bool.Type) throws -> Bool {
        guard case .bool(let value) = node.plain.value else { throw Unfit() }
        return value
    }

    func decode(_: String.Type) throws -> String {
        guard let text = node.plain.text else { throw Unfit() }
        return text
    }

    func decode(_: Double.Type) throws -> Double {
        guard let number = node.plain.number else { throw Unfit() }
        return number
    }

    func decode(_: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_: Int.Type) throws -> Int { try integer() }
    func decode(_: Int8.Type) throws -> Int8 { try integer() }
    func decode(_: Int16.Type) throws -> Int16 { try integer() }
    func decode(_: Int32.Type) throws -> Int32 { try integer() }
    func decode(_: Int64.Type) throws -> Int64 { try integer() }
    func decode(_: UInt.Type) throws -> UInt { try integer() }
    func decode(_: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_: UInt64.Type) throws -> UInt64 { try integer() }

    private func integer<Value: FixedWidthInteger>() throws -> Value {
        guard case .number(let text) = node.plain.value, let value = Value(text) else { throw Unfit() }
        return value
    }
}

extension Decoder {
    /// True when a list is to be read; asks without an error where it can.
    var holdsList: Bool {
        guard let tree = self as? JSONNodeDecoder else { return (try? unkeyedContainer()) != nil }
        if case .array = tree.node.value { return true }
        return false
    }

    /// The text to be read, or nil when it is something else; asks without an error where it can.
    var wholeText: String? {
        guard let tree = self as? JSONNodeDecoder else { return try? singleValueContainer().decode(String.self) }
        return tree.node.text
    }

    /// The whole piece to be read, where the tree holds one of this type.
    func piece<Value>(_: Value.Type = Value.self) -> Value? {
        guard let tree = self as? JSONNodeDecoder, case .piece(let piece) = tree.node.value else { return nil }
        return piece as? Value
    }
}

private struct JSONNodeMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [(name: String, place: SourcePlace, value: JSONNode)]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

    private func found(_ key: Key) -> JSONNode? {
        let name = key.stringValue
        return members.first { $0.name == name }?.value
    }

    private func decoder(_ key: Key) throws -> JSONNodeDecoder {
        guard let node = found(key) else { throw JSONNodeDecoder.Unfit() }
        return JSONNodeDecoder(node: node)
    }

    func contains(_ key: Key) -> Bool { found(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder(key).decode(type)
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).decode(type) }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).decode(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).decode(type) }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let node = found(key) else { return nil }
        let decoder = JSONNodeDecoder(node: node)
        return decoder.decodeNil() ? nil : try decoder.decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { throw JSONNodeDecoder.Unfit() }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}

private struct JSONNodeItems: UnkeyedDecodingContainer {
    let items: [JSONNode]
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex == items.count }

    init(items: [JSONNode]) {
        self.items = items
    }

    private mutating func next() throws -> JSONNodeDecoder {
        guard !isAtEnd else { throw JSONNodeDecoder.Unfit() }
        defer { currentIndex += 1 }
        return JSONNodeDecoder(node: items[currentIndex])
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, JSONNodeDecoder(node: items[currentIndex]).decodeNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }
    mutating func decode(_ type: String.Type) throws -> String { try next().decode(type) }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}
