import Foundation
import NIOCore
import SehatCore

/// JSON as it goes over the wire, in both directions.
enum JSONBody {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
    private static let decoder = JSONDecoder()

    /// The value as JSON with sorted keys, so that equal values are equal bytes.
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        value is NoOutput ? [] : Array(try encoder.encode(value))
    }

    /// Decodes a body.
    ///
    /// - Throws: a problem 400 for other content types and broken JSON, 422 naming the field that is wrong.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from buffer: ByteBuffer, contentType: String?
    ) throws -> Value {
        if Value.self == NoInput.self, buffer.readableBytes == 0, let none = NoInput() as? Value { return none }
        if let contentType, !isJSON(contentType) { throw Problem.wrongContentType }
        let data = Data(buffer.readableBytesView)
        do {
            return try decoder.decode(type, from: data)
        } catch let error as DecodingError {
            throw DecodingProblem.problem(of: error, in: data)
        }
    }

    private static func isJSON(_ contentType: String) -> Bool {
        let essence = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return essence == "application/json" || essence.hasSuffix("+json")
    }
}
