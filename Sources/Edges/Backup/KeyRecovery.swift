import CSodium
import Crypto
public import Foundation
public import SehatStore

/// The database key wrapped by a recovery code, so that a backup can be restored on a new machine from paper alone.
///
/// The code has 160 random bits in eight groups of four characters of Crockford's base 32 (no I, L, O, U). Argon2id makes
/// the wrapping key of it; the wrap is ChaCha20-Poly1305 (RFC 8439) with the format as associated data.
public struct KeyRecovery: Codable, Sendable, Hashable {
    /// 1.
    let format: Int
    let salt: Data
    /// Nonce, ciphertext and tag.
    let wrapped: Data

    /// A recovery code; shown once, never stored.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// Eight groups of four characters with hyphens between.
        public let text: String
        public var description: String { "recovery code (hidden)" }

        /// A new code from the system's source of randomness.
        public static func random() -> Code {
            var generator = SystemRandomNumberGenerator()
            let characters = (0..<32).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] }
            return Code(characters: characters)
        }

        /// Reads a code as people write it: small letters, spaces, O for 0, I or L for 1; nil when it is none.
        public init?(_ typed: String) {
            var characters: [Character] = []
            for character in typed.uppercased() where !character.isWhitespace && character != "-" {
                let folded: Character = character == "O" ? "0" : character == "I" || character == "L" ? "1" : character
                guard Self.alphabet.contains(folded) else { return nil }
                characters.append(folded)
            }
            guard characters.count == 32 else { return nil }
            self.init(characters: characters)
        }

        private init(characters: [Character]) {
            text = stride(from: 0, to: characters.count, by: 4).map { String(characters[$0..<($0 + 4)]) }
                .joined(separator: "-")
        }

        private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    }

    private static let associated = Data("sehat key recovery 1".utf8)

    /// Wraps `key` so that `code` opens it.
    public init(wrapping key: DatabaseKey, with code: Code) throws {
        format = 1
        var generator = SystemRandomNumberGenerator()
        salt = Data((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        let salt = salt
        let box = try key.withBytes { bytes in
            try ChaChaPoly.seal(bytes, using: try Self.wrappingKey(code, salt: salt), authenticating: Self.associated)
        }
        wrapped = box.combined
    }

    /// A wrapped key as it was written down.
    init(salt: Data, wrapped: Data) {
        format = 1
        self.salt = salt
        self.wrapped = wrapped
    }

    /// The wrapped key.
    ///
    /// - Throws: `BackupError.wrongRecoveryCode`.
    public func key(with code: Code) throws -> DatabaseKey {
        do {
            let box = try ChaChaPoly.SealedBox(combined: wrapped)
            let bytes = try ChaChaPoly.open(
                box, using: Self.wrappingKey(code, salt: salt), authenticating: Self.associated)
            return try DatabaseKey(bytes: [UInt8](bytes))
        } catch {
            throw BackupError.wrongRecoveryCode
        }
    }

    private enum CodingKeys: String, CodingKey { case format, salt, wrapped, check }

    /// Over what is written, so that a damaged copy is told from a wrong code: SHA-256, the first 16 bytes.
    private var check: String { Hex.text(SHA256.hash(data: Self.associated + salt + wrapped).prefix(16)) }

    /// - Throws: for one that is not what was written. Older versions wrote no check of it: its lengths must be right.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        format = try values.decode(Int.self, forKey: .format)
        salt = try values.decode(Data.self, forKey: .salt)
        wrapped = try values.decode(Data.self, forKey: .wrapped)
        let written = try values.decodeIfPresent(String.self, forKey: .check)
        // Nonce, 32 bytes of key, tag.
        guard format == 1, salt.count == Int(crypto_pwhash_SALTBYTES), wrapped.count == 60,
            written.map({ $0 == check }) ?? true
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .check, in: values, debugDescription: "the wrapped key is not what was written")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(format, forKey: .format)
        try values.encode(salt, forKey: .salt)
        try values.encode(wrapped, forKey: .wrapped)
        try values.encode(check, forKey: .check)
    }

    /// What is wrong with the file's bytes, and what that means for the papers; nil for a good one.
    static func fault(in data: Data?) -> String? {
        guard let data else {
            return "is missing: the recovery code alone does not open it, the sheet with the code does"
        }
        if (try? JSONDecoder().decode(KeyRecovery.self, from: data)) != nil { return nil }
        return "is not what was written: the recovery code alone does not open it, the sheet with the code does"
    }

    /// What is wrong with the file in a directory; nil for a good one.
    public static func fault(in directory: URL) -> String? {
        fault(in: try? Data(contentsOf: directory.appending(path: fileName)))
    }

    /// The name of the file in data directories and backups.
    public static let fileName = "recovery.json"

    /// Reads the file in a directory; nil when there is none.
    public static func read(in directory: URL) -> KeyRecovery? {
        (try? Data(contentsOf: directory.appending(path: fileName))).flatMap {
            try? JSONDecoder().decode(KeyRecovery.self, from: $0)
        }
    }

    /// Writes the file into a directory, whole or not at all; it is on the disk then.
    public func write(in directory: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try DurableFile.write(encoder.encode(self), to: directory.appending(path: Self.fileName))
    }

    private static func wrappingKey(_ code: Code, salt: Data) throws -> SymmetricKey {
        // A file that was damaged must not have the library read behind its bytes.
        guard salt.count == Int(crypto_pwhash_SALTBYTES) else { throw BackupError.wrongRecoveryCode }
        var output = [UInt8](repeating: 0, count: 32)
        let password = Array(code.text.utf8.map { CChar(bitPattern: $0) })
        let status = crypto_pwhash(
            &output, UInt64(output.count), password, UInt64(password.count), [UInt8](salt), 3, 64 << 20,
            crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else { throw BackupError.noMemory }
        return SymmetricKey(data: output)
    }
}
