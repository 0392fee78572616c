import SehatCore

/// The decoder that `SchemaRecorder` gives to a type: it answers every question with an example and notes it.
struct RecordingDecoder: Decoder {
    let notes: Notes
    let recording: Recording
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(RecordingKeyed<Key>(notes: notes, recording: recording))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw SchemaRecorder.Unreadable(type: notes.type, reason: "it decodes an unnamed list")
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        RecordingSingle(notes: notes, recording: recording)
    }
}

private struct RecordingKeyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let notes: Notes
    let recording: Recording
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool {
        notes.asked = key.stringValue
        return true
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        notes.asked = key.stringValue
        return false
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let isOptional = notes.asked == key.stringValue
        let (schema, example) = try recording.visit(type)
        notes.asked = isOptional ? key.stringValue : nil
        notes.note(key.stringValue, schema)
        return example
    }

    /// Takes the optional members of a struct; nothing is made of them, so that a type may hold itself optionally.
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        let schema = try recording.element(type)
        notes.asked = key.stringValue
        notes.note(key.stringValue, schema)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw unreadable }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw unreadable }
    func superDecoder() throws -> any Decoder { throw unreadable }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw unreadable }

    private var unreadable: SchemaRecorder.Unreadable {
        .init(type: notes.type, reason: "it decodes nested containers by hand")
    }
}

private struct RecordingSingle: SingleValueDecodingContainer {
    let notes: Notes
    let recording: Recording
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (schema, example) = try recording.visit(type)
        notes.noteSingle(schema)
        return example
    }
}
