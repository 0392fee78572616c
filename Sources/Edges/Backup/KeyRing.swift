import Crypto
public import Foundation
public import SehatStore

/// The keys that a hospital had before, so that backups made under them can still be checked: each sealed under the present
/// key (ChaCha20-Poly1305, RFC 8439), in the file `keys.json` of the data directory.
///
/// Whoever has the present key has them all; without it they are nothing. A backup also opens with the recovery papers of
/// its own time.
public struct KeyRing: Sendable {
    /// The name of the file in the data directory.
    public static let fileName = "keys.json"
    private static let associated = Data("sehat key ring 1".utf8)

    private struct File: Codable {
        var format = 1
        /// Oldest first: nonce, ciphertext and tag of each.
        let sealed: [Data]
    }

    /// The former keys, oldest first.
    public let former: [DatabaseKey]

    public init(former: [DatabaseKey]) {
        self.former = former
    }

    /// Reads the ring of a data directory or a backup; empty where there is none or the key does not open it.
    public init(in directory: URL, key: DatabaseKey) {
        self.init(Self.data(in: directory), key: key)
    }

    /// Reads the bytes of a ring's file; empty when the key does not open it.
    init(_ data: Data?, key: DatabaseKey) {
        let file = data.flatMap { try? JSONDecoder().decode(File.self, from: $0) }
        let sealing = Self.sealing(key)
        former = (file?.sealed ?? []).compactMap { sealed in
            guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
                let bytes = try? ChaChaPoly.open(box, using: sealing, authenticating: Self.associated)
            else { return nil }
            return try? DatabaseKey(bytes: [UInt8](bytes))
        }
    }

    /// The bytes of the ring in a directory, sealed as they are; nil where there is none.
    static func data(in directory: URL) -> Data? {
        try? Data(contentsOf: directory.appending(path: fileName))
    }

    /// The keys of this ring and of another, each once.
    func joined(_ other: KeyRing) -> KeyRing {
        KeyRing(
            former: other.former.reduce(into: former) { keys, key in
                if !keys.contains(where: { $0.isSame(as: key) }) { keys.append(key) }
            })
    }

    /// Writes the ring into a directory, sealed under `key`.
    public func write(in directory: URL, under key: DatabaseKey) throws {
        let sealing = Self.sealing(key)
        let sealed = try former.map { former in
            try former.withBytes { try ChaChaPoly.seal($0, using: sealing, authenticating: Self.associated).combined }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try DurableFile.write(encoder.encode(File(sealed: sealed)), to: directory.appending(path: Self.fileName))
    }

    /// The key that opens an encrypted file: the present one, else the newest of the former that does; the present one also
    /// where none does, so that the fault is told as ever.
    public func opener(of file: URL, present: DatabaseKey) -> DatabaseKey {
        if (try? present.opens(file)) ?? true { return present }
        return former.last { (try? $0.opens(file)) ?? false } ?? present
    }

    private static func sealing(_ key: DatabaseKey) -> SymmetricKey {
        key.withBytes {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: $0), info: Data("sehat key ring 1".utf8), outputByteCount: 32)
        }
    }
}

extension DatabaseKey {
    /// Whether both are one key.
    func isSame(as other: DatabaseKey) -> Bool {
        withBytes { bytes in other.withBytes { $0 == bytes } }
    }
}
