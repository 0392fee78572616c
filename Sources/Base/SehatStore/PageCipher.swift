import Crypto
import CryptoExtras
public import Foundation

/// The pages of a database file as SQLCipher 4 writes them: AES-256-CBC under the raw key, then 16 bytes of IV, then
/// HMAC-SHA-512 over both and the page's number (little endian). The first page begins with the file's salt, in the clear.
struct PageCipher: Sendable {
    static let pageSize = Connection.pageSize
    static let macSize = 64
    static let ivSize = 16
    static let saltSize = 16
    /// Where the IV is, and so where a page tells one version of itself from another.
    static let ivStart = pageSize - macSize - ivSize
    /// SQLite keeps the page at 1 GiB out of use, for locks.
    static let lockPage = (1 << 30) / pageSize + 1

    let salt: [UInt8]
    private let key: SymmetricKey
    private let macKey: SymmetricKey

    init(_ key: DatabaseKey, salt: [UInt8]) {
        self.salt = salt
        self.key = key.withBytes { SymmetricKey(data: $0) }
        macKey = Self.macKey(key, salt: salt)
    }

    /// PBKDF2-HMAC-SHA512, two rounds, over the salt with every byte changed by 0x3A.
    static func macKey(_ key: DatabaseKey, salt: [UInt8]) -> SymmetricKey {
        let secret = key.withBytes { SymmetricKey(data: $0) }
        let first = Array(HMAC<SHA512>.authenticationCode(for: salt.map { $0 ^ 0x3A } + [0, 0, 0, 1], using: secret))
        let second = Array(HMAC<SHA512>.authenticationCode(for: first, using: secret))
        return SymmetricKey(data: zip(first, second).prefix(DatabaseKey.length).map { $0 ^ $1 })
    }

    /// Whether the page carries the HMAC of this key.
    ///
    /// - Parameter number: from 1.
    func isGood(_ page: UnsafeRawBufferPointer, _ number: Int) -> Bool {
        mac(UnsafeRawBufferPointer(rebasing: page[Self.start(number)..<(Self.pageSize - Self.macSize)]), number)
            .withUnsafeBytes { $0.elementsEqual(page[(Self.pageSize - Self.macSize)...]) }
    }

    /// What the page says; the first one begins behind the salt.
    ///
    /// - Returns: nil when the page is not one of this key.
    func opened(_ page: UnsafeRawBufferPointer, _ number: Int) throws -> Data? {
        guard isGood(page, number) else { return nil }
        let iv = try AES._CBC.IV(ivBytes: page[Self.ivStart..<(Self.ivStart + Self.ivSize)])
        return try AES._CBC.decrypt(
            Data(page[Self.start(number)..<Self.ivStart]), using: key, iv: iv, noPadding: true)
    }

    /// The page under another key, with an IV of its own.
    ///
    /// - Returns: nil when the page is not one of this key.
    func recrypted(_ page: UnsafeRawBufferPointer, _ number: Int, for other: PageCipher) throws -> Data? {
        guard let plain = try opened(page, number) else { return nil }
        var generator = SystemRandomNumberGenerator()
        let newIV = Data((0..<2).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } })
        var body = try AES._CBC.encrypt(plain, using: other.key, iv: AES._CBC.IV(ivBytes: newIV), noPadding: true)
        body.append(newIV)
        let code = body.withUnsafeBytes { other.mac($0, number) }
        return (number == 1 ? Data(other.salt) : Data()) + body + Data(code)
    }

    private func mac(_ bytes: UnsafeRawBufferPointer, _ number: Int) -> HMAC<SHA512>.MAC {
        var mac = HMAC<SHA512>(key: macKey)
        mac.update(data: bytes)
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) { mac.update(data: $0) }
        return mac.finalize()
    }

    private static func start(_ number: Int) -> Int { number == 1 ? saltSize : 0 }
}

extension DatabaseKey {
    /// Whether a database file, or a copy of one, is encrypted with this key: asks the HMAC of its first page.
    ///
    /// - Throws: `StoreOpenError` when the file cannot be read or is shorter than a page.
    public func opens(_ file: URL) throws -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: file) else {
            throw StoreOpenError.notADatabase(path: file.path)
        }
        defer { try? handle.close() }
        let page = try handle.read(upToCount: PageCipher.pageSize) ?? Data()
        guard page.count == PageCipher.pageSize else { throw StoreOpenError.notADatabase(path: file.path) }
        return page.withUnsafeBytes { PageCipher(self, salt: Array($0.prefix(PageCipher.saltSize))).isGood($0, 1) }
    }
}
