import Foundation
import SehatCore

/// Values as a tree, without writing them as text first.
///
/// Pieces of documents (`Inline`, `Block`, `Table.Row`, `Money`) go into the tree whole: templates only place them.
struct JSONNodeEncoder: Encoder, SingleValueEncodingContainer {
    /// The value has no form here that would be the same as `JSONEncoder`'s.
    struct Unfit: Error {}

    private let box: Box
    private let keepsPieces: Bool
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The tree of a value.
    ///
    /// - Parameter keepsPieces: whether pieces of documents stay whole.
    /// - Throws: what the value's own encoding throws, and `Unfit`.
    static func tree(_ value: some Encodable, keepsPieces: Bool) throws -> JSONNode {
        let box = Box()
        try value.encode(to: JSONNodeEncoder(box: box, keepsPieces: keepsPieces))
        return JSONNode(value: box.value, place: SourcePlace(line: 1, column: 1))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        box.become(.object([]))
        return KeyedEncodingContainer(Members<Key>(box: box, keepsPieces: keepsPieces))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        box.become(.array([]))
        return Items(box: box, keepsPieces: keepsPieces)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
    func encodeNil() throws { box.become(.null) }
    func encode(_ value: Bool) throws { box.become(.bool(value)) }
    func encode(_ value: String) throws { box.become(.string(value)) }
    func encode(_ value: Int) throws { box.become(.number(String(value))) }
    func encode(_ value: Int8) throws { box.become(.number(String(value))) }
    func encode(_ value: Int16) throws { box.become(.number(String(value))) }
    func encode(_ value: Int32) throws { box.become(.number(String(value))) }
    func encode(_ value: Int64) throws { box.become(.number(String(value))) }
    func encode(_ value: UInt) throws { box.become(.number(String(value))) }
    func encode(_ value: UInt8) throws { box.become(.number(String(value))) }
    func encode(_ value: UInt16) throws { box.become(.number(String(value))) }
    func encode(_ value: UInt32) throws { box.become(.number(String(value))) }
    func encode(_ value: UInt64) throws { box.become(.number(String(value))) }
    func encode(_ value: Float) throws { try encode(Double(value)) }
    func encode(_ value: Double) throws {
        guard value.isFinite else { throw Unfit() }
        box.become(.number("\(value)"))
    }
    func encode<Value: Encodable>(_ value: Value) throws { box.become(try Self.entry(value, keepsPieces)) }

    private static func entry<Value: Encodable>(_ value: Value, _ keepsPieces: Bool) throws -> JSONNode.Value {
        if keepsPieces, let piece = piece(value) { return .piece(piece) }
        if Value.self == Data.self, let data = value as? Data { return .string(data.base64EncodedString()) }
        if Value.self == URL.self || Value.self == Decimal.self || Value.self == Date.self { throw Unfit() }
        return try tree(value, keepsPieces: keepsPieces).value
    }

    private static func piece<Value>(_ value: Value) -> (any Encodable & Sendable)? {
        if Value.self == Inline.self { return value as? Inline }
        if Value.self == Block.self { return value as? Block }
        if Value.self == Table.Row.self { return value as? Table.Row }
        return Value.self == Money.self ? value as? Money : nil
    }
}

extension JSONNodeEncoder {
    /// What a value has written so far.
    private final class Box {
        enum Content {
            case object([(name: String, box: Box)])
            case array([Box])
            case value(JSONNode.Value)
        }

        var content = Content.value(.null)

        init(_ value: JSONNode.Value = .null) { content = .value(value) }

        func become(_ value: JSONNode.Value) {
            switch (value, content) {
            // A value may ask for its container twice and goes on where it was.
            case (.object(let members), .value) where members.isEmpty: content = .object([])
            case (.array(let items), .value) where items.isEmpty: content = .array([])
            case (.object, .object), (.array, .array): break
            default: content = .value(value)
            }
        }

        func add(_ name: String, _ box: Box) {
            guard case .object(var members) = content else { return }
            content = .value(.null)
            members.append((name, box))
            content = .object(members)
        }

        func add(_ box: Box) {
            guard case .array(var items) = content else { return }
            content = .value(.null)
            items.append(box)
            content = .array(items)
        }

        var value: JSONNode.Value {
            let place = SourcePlace(line: 1, column: 1)
            switch content {
            case .value(let value): return value
            case .array(let items): return .array(items.map { JSONNode(value: $0.value, place: place) })
            case .object(let members):
                return .object(members.map { ($0.name, place, JSONNode(value: $0.box.value, place: place)) })
            }
        }
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let box: Box
        let keepsPieces: Bool
        var codingPath: [any CodingKey] { [] }

        private func child(_ key: Key) -> JSONNodeEncoder {
            let child = Box()
            box.add(key.stringValue, child)
            return JSONNodeEncoder(box: child, keepsPieces: keepsPieces)
        }

        func encodeNil(forKey key: Key) throws { box.add(key.stringValue, Box()) }
        func encode(_ value: String, forKey key: Key) throws { box.add(key.stringValue, Box(.string(value))) }
        func encode(_ value: Bool, forKey key: Key) throws { box.add(key.stringValue, Box(.bool(value))) }
        func encode(_ value: Int, forKey key: Key) throws { box.add(key.stringValue, Box(.number(String(value)))) }
        func encode(_ value: Int64, forKey key: Key) throws { box.add(key.stringValue, Box(.number(String(value)))) }
        func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
            box.add(key.stringValue, Box(try entry(value, keepsPieces)))
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            child(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            child(key).unkeyedContainer()
        }

        func superEncoder() -> any Encoder { JSONNodeEncoder(box: box, keepsPieces: keepsPieces) }
        func superEncoder(forKey key: Key) -> any Encoder { child(key) }
    }

    private struct Items: UnkeyedEncodingContainer {
        let box: Box
        let keepsPieces: Bool
        private(set) var count = 0
        var codingPath: [any CodingKey] { [] }

        init(box: Box, keepsPieces: Bool) {
            self.box = box
            self.keepsPieces = keepsPieces
        }

        private mutating func child() -> JSONNodeEncoder {
            let child = Box()
            box.add(child)
            count += 1
            return JSONNodeEncoder(box: child, keepsPieces: keepsPieces)
        }

        mutating func encodeNil() throws { _ = child() }
        mutating func encode<Value: Encodable>(_ value: Value) throws {
            box.add(Box(try entry(value, keepsPieces)))
            count += 1
        }

        mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            child().container(keyedBy: type)
        }

        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { child().unkeyedContainer() }
        mutating func superEncoder() -> any Encoder { child() }
    }
}
