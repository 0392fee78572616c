public import Foundation

/// The raw 256-bit key of the database file.
///
/// It never shows itself: neither printing nor reflection reveals a byte.
public struct DatabaseKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public static let length = 32
    private let bytes: [UInt8]

    /// - Throws: `StoreOpenError.badKey` unless there are exactly 32 bytes.
    public init(bytes: [UInt8]) throws {
        guard bytes.count == Self.length else { throw StoreOpenError.badKey }
        self.bytes = bytes
    }

    /// Reads a key file: 32 raw bytes, or 64 hexadecimal digits with an optional line end.
    ///
    /// - Throws: `StoreOpenError.keyUnreadable` when the file cannot be read, `.badKey` when it holds no key.
    public init(file: URL) throws {
        guard let data = try? Data(contentsOf: file) else { throw StoreOpenError.keyUnreadable(path: file.path) }
        if data.count == Self.length {
            try self.init(bytes: [UInt8](data))
        } else {
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard let bytes = Hex.bytes(text) else { throw StoreOpenError.badKey }
            try self.init(bytes: bytes)
        }
    }

    /// A new key from the system's source of randomness.
    public static func random() -> DatabaseKey {
        var generator = SystemRandomNumberGenerator()
        return DatabaseKey(unchecked: (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The 32 bytes, for the one who wraps or stores the key; never to be logged.
    public func withBytes<R>(_ body: ([UInt8]) throws -> R) rethrows -> R {
        try body(bytes)
    }

    /// The key as SQLCipher takes it, so that no key derivation by passphrase runs.
    var pragma: String { "PRAGMA key = \"x'\(Hex.text(bytes))'\"" }

    public var description: String { "DatabaseKey(hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Bytes as lower-case hexadecimal digits and back.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two digits for each byte.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil when the text has an odd length or holds anything but hexadecimal digits.
    public static func bytes(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 2)
        for index in stride(from: 0, to: characters.count, by: 2) {
            guard let high = value(characters[index]), let low = value(characters[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// As `bytes`, but only for the one spelling that `text` writes.
    static func lowerCaseBytes(_ text: String) -> [UInt8]? {
        text.utf8.contains { (65...70).contains($0) } ? nil : bytes(text)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
