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
