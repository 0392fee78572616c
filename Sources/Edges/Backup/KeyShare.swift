import Foundation
public import SehatStore

/// One officer's part of the database key: any `need` of the `count` parts made together open the hospital and its backups;
/// fewer tell nothing of the key.
///
/// On paper it is words and a QR code, as a recovery sheet has them. It says which parts belong together and of which key
/// they are, and nothing else.
public struct KeyShare: Sendable, Hashable {
    /// What a QR code on an officer's paper begins with.
    public static let sheetPrefix = "sehat-share-1:"

    /// How many words a paper has: format, number, need and count, the set, the key's mark, the share, the check.
    public static let wordCount = (4 + setLength + markLength + DatabaseKey.length + Proquints.checkLength) / 2

    private static let setLength = 4
    private static let markLength = 4

    /// 1 to `count`.
    public let number: Int
    /// How many parts are wanted.
    public let need: Int
    /// How many were made.
    public let count: Int
    /// Random, the same on all that were made together.
    private let set: [UInt8]
    /// Of the key; it proves what was joined.
    private let mark: [UInt8]
    private let values: [UInt8]

    /// Why papers are not taken together.
    public enum Fault: Error, Hashable, CustomStringConvertible {
        case format
        /// How many different parts there are, and how many are wanted.
        case tooFew(Int, need: Int)
        /// The number of the part that was not made together with the first.
        case foreign(Int)
        case notTheKey

        public var description: String {
            switch self {
            case .format: "The words are not of a paper that this version knows."
            case .tooFew(let count, let need): "\(need) different papers are wanted; there are \(count)."
            case .foreign(let number):
                "Paper \(number) was not made together with the first one: it is of another split or another hospital."
            case .notTheKey: "The papers do not give the key that was split."
            }
        }
    }

    /// Splits a key.
    ///
    /// - Parameters:
    ///   - count: how many officers get a paper, 2 to 20.
    ///   - need: how many of them are wanted to open, 2 to `count`; nil is returned for others.
    public static func split(_ key: DatabaseKey, need: Int, count: Int) -> [KeyShare]? {
        guard (2...20).contains(count), (2...count).contains(need) else { return nil }
        var generator = SystemRandomNumberGenerator()
        let set = (0..<setLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return key.withBytes { SecretSharing.split($0, need: need, count: count, using: &generator) }.map { share in
            KeyShare(
                number: Int(share.point), need: need, count: count, set: set, mark: Self.mark(key),
                values: share.values)
        }
    }

    /// The key of which the papers are.
    ///
    /// - Throws: `Fault`.
    public static func join(_ shares: [KeyShare]) throws -> DatabaseKey {
        guard let first = shares.first else { throw Fault.tooFew(0, need: 2) }
        if let foreign = shares.first(where: { !$0.belongs(to: first) }) { throw Fault.foreign(foreign.number) }
        let different = Dictionary(shares.map { ($0.number, $0) }) { one, _ in one }.values
            .sorted { $0.number < $1.number }
        guard different.count >= first.need else { throw Fault.tooFew(different.count, need: first.need) }
        let bytes = SecretSharing.join(
            different.prefix(first.need).map { SecretSharing.Share(point: UInt8($0.number), values: $0.values) })
        let key = try DatabaseKey(bytes: bytes)
        guard mark(key) == first.mark else { throw Fault.notTheKey }
        return key
    }

    /// The words, in the order in which they are printed and typed.
    public var words: [String] {
        Proquints.words([1, UInt8(number), UInt8(need), UInt8(count)] + set + mark + values)
    }

    /// The words as the QR code of a paper carries them.
    public var sheetText: String { Self.sheetPrefix + words.joined(separator: "-") }

    /// Reads the words of a paper, or the text of its QR code.
    ///
    /// - Throws: `KeyRecovery.SheetFault` that names the word, `Fault.format`.
    public init(sheet typed: String) throws {
        let bytes = try Proquints.bytes(typed, prefix: Self.sheetPrefix, count: Self.wordCount)
        let (number, need, count) = (Int(bytes[1]), Int(bytes[2]), Int(bytes[3]))
        guard bytes[0] == 1, (2...255).contains(count), (2...count).contains(need), (1...count).contains(number) else {
            throw Fault.format
        }
        let rest = bytes.dropFirst(4)
        self.init(
            number: number, need: need, count: count, set: Array(rest.prefix(Self.setLength)),
            mark: Array(rest.dropFirst(Self.setLength).prefix(Self.markLength)),
            values: Array(rest.dropFirst(Self.setLength + Self.markLength)))
    }

    private init(number: Int, need: Int, count: Int, set: [UInt8], mark: [UInt8], values: [UInt8]) {
        self.number = number
        self.need = need
        self.count = count
        self.set = set
        self.mark = mark
        self.values = values
    }

    /// Whether both were made by the same split.
    public func belongs(to other: KeyShare) -> Bool {
        (need, count) == (other.need, other.count) && set == other.set && mark == other.mark
    }

    private static func mark(_ key: DatabaseKey) -> [UInt8] {
        Array((Hex.bytes(ShippingKey(key).fingerprint) ?? []).prefix(markLength))
    }
}
