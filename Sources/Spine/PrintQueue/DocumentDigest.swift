import Crypto
import Documents
import Foundation
import SehatWeb

/// The stored form of a document and its digest.
enum DocumentDigest {
    /// The document as JSON; equal documents have equal bytes.
    ///
    /// - Throws: what the encoder throws; never for a document built by a feature.
    static func body(of document: PrintDocument) throws -> String {
        String(decoding: try JSONBody.encode(document), as: UTF8.self)
    }

    /// SHA-256 of the text in UTF-8, in lower-case hexadecimal digits.
    static func sha256(_ text: String) -> String { sha256(Data(text.utf8)) }

    /// SHA-256 of bytes, in lower-case hexadecimal digits.
    static func sha256(_ bytes: Data) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(64)
        for byte in SHA256.hash(data: bytes) {
            result.append(digits[Int(byte >> 4)])
            result.append(digits[Int(byte & 15)])
        }
        return String(decoding: result, as: UTF8.self)
    }
}
