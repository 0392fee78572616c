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

    func isSame(as other: ShippingKey) -> Bool { key == other.key }

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
        let text = String(decoding: tail.prefix(64), as: UTF8.self)
        // In the letters that were written: a digit in another case is a bit turned over as well.
        guard tail.count >= 65, let code = Hex.bytes(text), Hex.text(code) == text,
            tail[tail.startIndex + 64] == 10,
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
    var format = 2
    let name: String
    let product: String
    /// Of the key that signs, to tell a wrong key from damage.
    let fingerprint: String
    let bytes: Int64
    /// SHA-256 of each piece of the copy, in order.
    let pieces: [String]
    /// The segment with which the copy becomes the database of one moment, and that moment.
    let firstWhole: Int
    let wholeAt: Instant
    /// The files beside it by which its key is found again; absent in older ones.
    var papers: [String]?

    static let fileName = "base.json"

    /// Reads one with the first of `keys` that signed it; nil when none did, or under another name.
    static func open(
        _ data: Data, _ name: String, with keys: [ShippingKey]
    ) -> (manifest: GenerationManifest, key: ShippingKey)? {
        for key in keys {
            if let manifest = key.open(Self.self, data)?.value { return manifest.name == name ? (manifest, key) : nil }
        }
        return nil
    }

    /// - Throws: `BackupError.damaged` when a piece of the copy is not what was written.
    func check(_ data: Data?, piece index: Int) throws {
        let object = "\(name)/\(Self.pieceName(index))"
        guard let data else { throw BackupError.damaged("\(object) is missing") }
        guard Hex.text(SHA256.hash(data: data)) == pieces[index] else {
            throw BackupError.damaged("\(object) is not what was written")
        }
    }

    /// The name of a piece of the copy, counted from 0.
    static func pieceName(_ index: Int) -> String { "base-\(Digits.padded(Int64(index), 6)).db" }
}

/// The head of a segment; the changed pages follow it, each with its number (big endian, 4 bytes) before it.
struct SegmentHead: Codable, Sendable {
    /// The shipments that it holds: one, or several that follow one another, each page as the last of them left it.
    let first: Int
    let last: Int
    /// When the pages were gathered: everything acknowledged before is in this segment or an earlier one.
    let at: Instant
    let pages: Int
    let pageCount: UInt32
    let auditSequence: Int64
    let auditHash: String
    /// SHA-256 of the line of the shipment before; the generation's name for the first.
    let previous: String
    /// SHA-256 of the line of the last shipment as it was first written; nil where that is this one.
    let merged: String?
    /// SHA-256 of the pages that follow.
    let sha256: String
    /// Where in the write-ahead log its last page was.
    let log: LogPosition?

    var name: SegmentName { SegmentName(first: first, last: last, at: at, pages: pages) }
}

/// The name of a segment, which says what it holds: `0000000001-0000000064-1763726400123-000012.seg`.
struct SegmentName: Sendable, Hashable {
    let first: Int
    let last: Int
    let at: Instant
    let pages: Int

    /// Bytes of its pages.
    var bytes: Int { pages * 4100 }

    var fileName: String {
        [
            Digits.padded(Int64(first), 10), Digits.padded(Int64(last), 10), Digits.padded(at.milliseconds, 13),
            Digits.padded(Int64(pages), 6),
        ]
        .joined(separator: "-") + ".seg"
    }

    init(first: Int, last: Int, at: Instant, pages: Int) {
        self.first = first
        self.last = last
        self.at = at
        self.pages = pages
    }

    /// Nil for the names of other objects.
    init?(_ fileName: String) {
        guard fileName.hasSuffix(".seg") else { return nil }
        let numbers = fileName.dropLast(4).split(separator: "-").compactMap { Int64($0) }
        guard numbers.count == 4, numbers[0] > 0, numbers[1] >= numbers[0] else { return nil }
        self.init(
            first: Int(numbers[0]), last: Int(numbers[1]), at: Instant(milliseconds: numbers[2]), pages: Int(numbers[3])
        )
    }
}

/// The newest shipment that a generation has, so that a cut end is noticed.
struct ShippedPosition: Codable, Sendable {
    let generation: String
    let sequence: Int

    static let fileName = "position.json"
}

enum Digits {
    static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
