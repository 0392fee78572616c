/// The encoder that a value is given to write itself.
struct JSONValueEncoder: Encoder, SingleValueEncodingContainer {
    let writer: JSONWriter
    /// Where the writer keeps which container this value has opened; nil where it can open but one.
    let frame: Int?
    let path: JSONPath
    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            KeyedJSON<Key>(writer: writer, depth: writer.begin(isObject: true, frame: frame), path: path))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedJSON(writer: writer, depth: writer.begin(isObject: false, frame: frame), path: path)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { writer.null() }
    func encode(_ value: Bool) throws { writer.flag(value) }
    func encode(_ value: String) throws { writer.string(value) }
    func encode(_ value: Double) throws { try writer.number(value, path: path) }
    func encode(_ value: Int) throws { writer.integer(value) }
    func encode(_ value: Int64) throws { writer.integer(value) }
    func encode(_ value: Float) throws { try writer.number(Double(value), path: path) }
    func encode(_ value: Int8) throws { writer.integer(value) }
    func encode(_ value: Int16) throws { writer.integer(value) }
    func encode(_ value: Int32) throws { writer.integer(value) }
    func encode(_ value: UInt) throws { writer.integer(value) }
    func encode(_ value: UInt8) throws { writer.integer(value) }
    func encode(_ value: UInt16) throws { writer.integer(value) }
    func encode(_ value: UInt32) throws { writer.integer(value) }
    func encode(_ value: UInt64) throws { writer.integer(value) }
    func encode<Value: Encodable>(_ value: Value) throws { try writer.value(value, path: path) }
}

private struct KeyedJSON<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    let depth: Int
    let path: JSONPath
    var codingPath: [any CodingKey] { path.keys }

    private func next(_ key: Key) throws { try writer.next(depth, key: key.stringValue, path: path) }

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
        try writer.number(value, path: path)
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
        try writer.value(value, path: .member(key, of: path))
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        // The protocol leaves no way to throw; a container that was closed before refuses its next member instead.
        try? next(key)
        return KeyedEncodingContainer(
            KeyedJSON<Nested>(
                writer: writer, depth: writer.begin(isObject: true, frame: nil), path: .member(key, of: path)))
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        try? next(key)
        return UnkeyedJSON(
            writer: writer, depth: writer.begin(isObject: false, frame: nil), path: .member(key, of: path))
    }

    mutating func superEncoder() -> any Encoder { InnerJSON(writer: writer, outer: depth, key: "super", path: path) }
    mutating func superEncoder(forKey key: Key) -> any Encoder {
        InnerJSON(writer: writer, outer: depth, key: key.stringValue, path: path)
    }
}

private struct UnkeyedJSON: UnkeyedEncodingContainer {
    let writer: JSONWriter
    let depth: Int
    let path: JSONPath
    var count = 0
    var codingPath: [any CodingKey] { path.keys }

    init(writer: JSONWriter, depth: Int, path: JSONPath) {
        self.writer = writer
        self.depth = depth
        self.path = path
    }

    private mutating func next() throws -> JSONPath {
        try writer.next(depth, path: path)
        defer { count += 1 }
        return .element(count, of: path)
    }

    mutating func encodeNil() throws {
        _ = try next()
        writer.null()
    }
    mutating func encode<Value: Encodable>(_ value: Value) throws {
        let place = try next()
        try writer.value(value, path: place)
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let place = try? next()
        let depth = writer.begin(isObject: true, frame: nil)
        return KeyedEncodingContainer(KeyedJSON<Key>(writer: writer, depth: depth, path: place ?? path))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let place = try? next()
        return UnkeyedJSON(writer: writer, depth: writer.begin(isObject: false, frame: nil), path: place ?? path)
    }

    mutating func superEncoder() -> any Encoder { InnerJSON(writer: writer, outer: depth, key: nil, path: path) }
}

/// An encoder whose value becomes a member or element of the container around it.
private struct InnerJSON: Encoder {
    let writer: JSONWriter
    let outer: Int
    let key: String?
    let path: JSONPath
    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        try? writer.next(outer, key: key, path: path)
        let depth = writer.begin(isObject: true, frame: nil)
        return KeyedEncodingContainer(KeyedJSON<Key>(writer: writer, depth: depth, path: path))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        try? writer.next(outer, key: key, path: path)
        return UnkeyedJSON(writer: writer, depth: writer.begin(isObject: false, frame: nil), path: path)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        try? writer.next(outer, key: key, path: path)
        return JSONValueEncoder(writer: writer, frame: nil, path: path)
    }
}
