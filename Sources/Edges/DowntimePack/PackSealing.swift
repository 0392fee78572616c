import Crypto
import CryptoExtras
public import Foundation

/// Sealing a pack so that a browser opens it with the ward's passphrase alone, by what every browser of 2023 has: the key by
/// PBKDF2-HMAC-SHA-256, the content by AES-256-GCM (NIST SP 800-132, SP 800-38D).
public enum PackSealing {
    /// OWASP's recommendation of 2023 for this function.
    static let rounds = 600_000
    static let saltLength = 16

    /// What stands in the page between its words and the content.
    struct Envelope: Codable, Sendable {
        /// Base 64, as all bytes here.
        var salt: Data
        var rounds: Int
        var nonce: Data
        /// The ciphertext with its tag of 16 bytes behind it.
        var data: Data
        /// What everybody may read and nobody may change: place and time.
        var label: String
    }

    /// The key of a passphrase: slow on purpose.
    ///
    /// - Throws: `CryptoKitError` for fewer rounds than are sensible.
    static func key(_ passphrase: String, salt: Data, rounds: Int) throws -> SymmetricKey {
        // As the page does it, so that a composed and a decomposed letter are one.
        let bytes = Data(passphrase.precomposedStringWithCompatibilityMapping.utf8)
        return try KDF.Insecure.PBKDF2.deriveKey(
            from: bytes, salt: salt, using: .sha256, outputByteCount: 32, rounds: rounds)
    }

    static func newSalt() -> Data {
        var generator = SystemRandomNumberGenerator()
        return Data((0..<saltLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    static func seal(_ content: Data, key: SymmetricKey, salt: Data, rounds: Int, label: String) throws -> Envelope {
        let box = try AES.GCM.seal(content, using: key, authenticating: Data(label.utf8))
        return Envelope(
            salt: salt, rounds: rounds, nonce: Data(box.nonce), data: box.ciphertext + box.tag, label: label)
    }

    /// The content of a pack's page.
    ///
    /// - Throws: `DowntimeFault` in words: no pack, another passphrase, or changed.
    public static func open(page: Data, passphrase: String) throws -> PackContents {
        let text = String(decoding: page, as: UTF8.self)
        guard let begin = text.range(of: PackPage.dataOpening),
            let end = text.range(of: "</script>", range: begin.upperBound..<text.endIndex),
            let envelope = try? JSONDecoder().decode(
                Envelope.self, from: Data(text[begin.upperBound..<end.lowerBound].utf8))
        else { throw DowntimeOpeningError.notAPack }
        guard envelope.data.count > 16, (100_000...10_000_000).contains(envelope.rounds) else {
            throw DowntimeOpeningError.notAPack
        }
        let key = try key(passphrase, salt: envelope.salt, rounds: envelope.rounds)
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: envelope.nonce), ciphertext: envelope.data.dropLast(16),
                tag: envelope.data.suffix(16))
            let content = try AES.GCM.open(box, using: key, authenticating: Data(envelope.label.utf8))
            return try JSONDecoder().decode(PackContents.self, from: content)
        } catch {
            throw DowntimeOpeningError.wrongPassphrase
        }
    }
}

/// Why a pack does not open.
public enum DowntimeOpeningError: Error, CustomStringConvertible, Sendable {
    case notAPack
    case wrongPassphrase

    public var description: String {
        switch self {
        case .notAPack: "The file is no downtime pack."
        case .wrongPassphrase: "The pack does not open: another passphrase, or the file was changed."
        }
    }
}

/// What a pack holds, as the page shows it.
public struct PackContents: Codable, Sendable {
    /// A list: texts with their directional isolates.
    public struct List: Codable, Sendable {
        public var name: String
        public var title: String
        public var head: [String]
        public var rows: [[String]]
    }

    public var lists: [List]
    /// The lists on sheets, as PDF.
    public var listsPDF: Data
    /// The blank forms on sheets, as PDF; absent where the place keeps none.
    public var formsPDF: Data?
}
