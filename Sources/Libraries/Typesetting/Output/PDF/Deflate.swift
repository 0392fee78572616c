import CText

/// Compression as PDF knows it (/FlateDecode, RFC 1950).
enum Deflate {
    /// Outlines of fonts, most of what a paper holds, come out 5 % larger than at zlib's usual 6, in two thirds of the time.
    private static let level: Int32 = 2

    /// - Throws: `TypesettingError.drawing` when zlib has no memory.
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        let limit = compressBound(uLong(bytes.count))
        var status = Z_OK
        let result = [UInt8](unsafeUninitializedCapacity: Int(limit)) { output, count in
            var length = limit
            status = compress2(output.baseAddress, &length, bytes, uLong(bytes.count), level)
            count = status == Z_OK ? Int(length) : 0
        }
        guard status == Z_OK else { throw TypesettingError.drawing("zlib: \(status)") }
        return result
    }
}
