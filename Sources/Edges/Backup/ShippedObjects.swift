import Crypto
import Foundation
import SehatCore
import SehatStore

/// The key that signs what is shipped: derived from the database key (HKDF-SHA-256, RFC 5869), so that whoever can open a
/// hospital can tell that its backup was made by it, and nobody else can make one.
struct ShippingKey: Sendable {
    private let key: SymmetricKey

    init(_ key: DatabaseKey) {
        self.key = key.withBytes {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: $0), info: Data("sehat shipping 1".utf8), outputByteCount: 32)
        }
    }

    /// Tells one key from another without saying anything of it.
    var fingerprint: String { Hex.text(mac(Data("fingerprint".utf8)).prefix(8)) }

    /// A value as one line of JSON and a line with its HMAC-SHA-256.
    func signed(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(value)
        return line + Data("\n\(Hex.text(mac(line)))\n".utf8)
    }

    /// Reads what `signed` wrote at the beginning of `data`.
    ///
    /// - Returns: the value, the digest of its line, and what follows; nil when it is not as it was signed.
    func open<Value: Decodable>(_ type: Value.Type, _ data: Data) -> (value: Value, digest: String, rest: Data)? {
        guard let end = data.firstIndex(of: 10) else { return nil }
        let line = data[..<end]
        let tail = data[(end + 1)...]
        guard tail.count >= 65, let code = Hex.bytes(String(decoding: tail.prefix(64), as: UTF8.self)), tail[tail.startIndex + 64] == 10,
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: line, using: key),
            let value = try? JSONDecoder().decode(type, from: line)
        else { return nil }
        return (value, Hex.text(SHA256.hash(data: line)), tail.dropFirst(65))
    }

    private func mac(_ data: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: data, using: key))
    }
}

/// The beginning of a generation: a copy of the database file, usable with the segments up to `firstWhole`.
struct GenerationManifest: Codable, Sendable {
    var format = 1
    let name: String
    let product: String
    /// Of the key that signs, to tell a wrong key from damage.
    let fingerprint: String
    let bytes: Int64
    let sha256: String
    /// The segment with which the copy becomes the database of one moment, and that moment.
    let firstWhole: Int
    let wholeAt: Instant

    static let fileName = "base.json"
    static let baseName = "base.db"
}

/// The head of a segment; the changed pages follow it, each with its number (big endian, 4 bytes) before it.
struct SegmentHead: Codable, Sendable {
    let sequence: Int
    /// When the pages were gathered: everything acknowledged before is in this segment or an earlier one.
    let at: Instant
    let pages: Int
    let pageCount: UInt32
    let auditSequence: Int64
    let auditHash: String
    /// SHA-256 of the line of the segment before; the generation's name for the first.
    let previous: String
    /// SHA-256 of the pages that follow.
    let sha256: String

    static func fileName(_ sequence: Int) -> String {
        let digits = String(sequence)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits + ".seg"
    }

    /// The number in a file's name; nil for other files.
    static func sequence(_ fileName: String) -> Int? {
        fileName.hasSuffix(".seg") ? Int(fileName.dropLast(4)) : nil
    }
}

/// The newest segment that a generation has, so that a cut end is noticed.
struct ShippedPosition: Codable, Sendable {
    let generation: String
    let sequence: Int

    static let fileName = "position.json"
}
