/// The encoder that a value is given to write itself.
struct JSONValueEncoder: Encoder, SingleValueEncodingContainer {
    let writer: JSONWriter
    /// Where the writer keeps which container this value has opened; nil where it can open but one.
    let frame: Int?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            KeyedJSON<Key>(writer: writer, depth: writer.begin(isObject: true, frame: frame)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedJSON(writer: writer, depth: writer.begin(isObject: false, frame: frame))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { writer.null() }
    func encode(_ value: Bool) throws { writer.flag(value) }
    func encode(_ value: String) throws { writer.string(value) }
    func encode(_ value: Double) throws { try writer.number(value) }
    func encode(_ value: Int) throws { writer.integer(value) }
    func encode(_ value: Int64) throws { writer.integer(value) }
    func encode(_ value: Float) throws { try writer.number(Double(value)) }
    func encode(_ value: Int8) throws { writer.integer(value) }
    func encode(_ value: Int16) throws { writer.integer(value) }
    func encode(_ value: Int32) throws { writer.integer(value) }
    func encode(_ value: UInt) throws { writer.integer(value) }
    func encode(_ value: UInt8) throws { writer.integer(value) }
    func encode(_ value: UInt16) throws { writer.integer(value) }
    func encode(_ value: UInt32) throws { writer.integer(value) }
    func encode(_ value: UInt64) throws { writer.integer(value) }
    func encode<Value: Encodable>(_ value: Value) throws { try writer.value(value) }
}

private struct KeyedJSON<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    private func next(_ key: Key) throws { try writer.next(depth, key: key.stringValue) }

    mutating func encodeNil(forKey key: Key) throws {
        try next(key)
        writer.null()
    }
    mutating func encode(_ value: Bool, forKey key: Key) throws {
        try next(key)
        writer.flag(value)
    }
    mutating func encode(_ value: String, forKey key: Key) throws {
        try next(key)
        writer.string(value)
    }
    mutating func encode(_ value: Double, forKey key: Key) throws {
        try next(key)
        try writer.number(value)
    }
    mutating func encode(_ value: Int, forKey key: Key) throws {
        try next(key)
        writer.integer(value)
    }
    mutating func encode(_ value: Int64, forKey key: Key) throws {
        try next(key)
        writer.integer(value)
    }
    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try next(key)
        try writer.value(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        // The protocol leaves no way to throw; a container that was closed before refuses its next member instead.
        try? next(key)
        return KeyedEncodingContainer(
            KeyedJSON<Nested>(
                writer: writer, depth: writer.begin(isObject: true, frame: nil)))
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        try? next(key)
        return UnkeyedJSON(
            writer: writer, depth: writer.begin(isObject: false, frame: nil))
    }

    mutating func superEncoder() -> any Encoder { InnerJSON(writer: writer, outer: depth, key: "super") }
    mutating func superEncoder(forKey key: Key) -> any Encoder {
        InnerJSON(writer: writer, outer: depth, key: key.stringValue)
    }
}

private struct UnkeyedJSON: UnkeyedEncodingContainer {
    let writer: JSONWriter
    let depth: Int
    var count = 0
    var codingPath: [any CodingKey] { [] }

    init(writer: JSONWriter, depth: Int) {
        self.writer = writer
        self.depth = depth
    }

    private mutating func next() throws {
        try writer.next(depth)
        count += 1
    }

    mutating func encodeNil() throws {
        try next()
        writer.null()
    }
    mutating func encode(_ value: String) throws {
        try next()
        writer.string(value)
    }
    mutating func encode<Value: Encodable>(_ value: Value) throws {
        try next()
        try writer.value(value)
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        try? next()
        let depth = writer.begin(isObject: true, frame: nil)
        return KeyedEncodingContainer(KeyedJSON<Key>(writer: writer, depth: depth))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        try? next()
        return UnkeyedJSON(writer: writer, depth: writer.begin(isObject: false, frame: nil))
    }

    mutating func superEncoder() -> any Encoder { InnerJSON(writer: writer, outer: depth, key: nil) }
}

/// An encoder whose value becomes a member or element of the container around it.
private struct InnerJSON: Encoder {
    let writer: JSONWriter
    let outer: Int
    let key: String?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        try? writer.next(outer, key: key)
        let depth = writer.begin(isObject: true, frame: nil)
        return KeyedEncodingContainer(KeyedJSON<Key>(writer: writer, depth: depth))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        try? writer.next(outer, key: key)
        return UnkeyedJSON(writer: writer, depth: writer.begin(isObject: false, frame: nil))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        try? writer.next(outer, key: key)
        return JSONValueEncoder(writer: writer, frame: nil)
    }
}
