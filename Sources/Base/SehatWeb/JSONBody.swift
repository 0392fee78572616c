import NIOCore
import SehatCore

/// JSON as it goes over the wire, in both directions.
public enum JSONBody {
    /// The value as JSON, members in the order of their declaration, maps by key: equal values are equal bytes.
    ///
    /// Several times quicker than Foundation's encoder, which builds a tree first. `NoOutput` is no bytes.
    /// - Throws: `EncodingError` for a number that is not finite, and what the value throws.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        value is NoOutput ? [] : try JSONWriter.write(value)
    }

    /// Decodes a body.
    ///
    /// - Throws: a problem 400 for other content types and broken JSON, 422 naming the field that is wrong.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from buffer: ByteBuffer, contentType: String?
    ) throws -> Value {
        // No body is an empty object: an input of optional members may be left out.
        let bytes = buffer.readableBytes == 0 ? Array("{}".utf8) : Array(buffer.readableBytesView)
        if let contentType, buffer.readableBytes > 0, !isJSON(contentType) { throw Problem.wrongContentType }
        do {
            let value = try JSONReader.read(bytes)
            return try JSONValueDecoder(value: value, path: .root).decode(type)
        } catch let error as JSONSyntaxError {
            let place = error.place(in: bytes)
            throw Problem.brokenJSON(line: place.line, column: place.column)
        } catch let error as DecodingError {
            throw DecodingProblem.problem(of: error)
        }
    }

    private static func isJSON(_ contentType: String) -> Bool {
        if contentType == "application/json" { return true }
        let essence = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return essence == "application/json" || essence.hasSuffix("+json")
    }
}
