import Crypto
import Foundation

/// A wrapped key as words for paper: typed from a recovery sheet by hand, or scanned from its QR code.
///
/// Each word is a proquint (D. S. Wilkerson, "A Proposal for Proquints", arXiv:0901.4016): sixteen bits as five letters,
/// consonants and vowels in turn, so that it can be read aloud over a telephone. The last two words are a check of the
/// others, the first four bytes of their SHA-256. Without the recovery code the words open nothing.
extension KeyRecovery {
    /// What a QR code on a recovery sheet begins with.
    public static let sheetPrefix = "sehat-key-1:"

    /// How many words a sheet has.
    public static let wordCount = (saltLength + wrappedLength + checkLength) / 2

    private static let saltLength = 16
    private static let wrappedLength = 12 + 32 + 16
    private static let checkLength = 4
    private static let consonants = Array("bdfghjklmnprstvz")
    private static let vowels = Array("aiou")

    /// The words, in the order in which they are printed and typed.
    public var words: [String] {
        let bytes = [UInt8](salt + wrapped)
        let all = bytes + Array(SHA256.hash(data: bytes)).prefix(Self.checkLength)
        return stride(from: 0, to: all.count, by: 2).map { Self.word(UInt16(all[$0]) << 8 | UInt16(all[$0 + 1])) }
    }

    /// The words as the QR code of a sheet carries them.
    public var sheetText: String { Self.sheetPrefix + words.joined(separator: "-") }

    /// Why the text of a sheet is not taken.
    public enum SheetFault: Error, Hashable, CustomStringConvertible {
        case count(Int)
        /// The number of the word on the sheet, from 1, and what was typed.
        case notAWord(Int, String)
        case check

        public var description: String {
            switch self {
            case .count(let count): "The sheet has \(KeyRecovery.wordCount) words; there are \(count) here."
            case .notAWord(let number, let typed): "Word \(number), \"\(typed)\", is no word of a recovery sheet."
            case .check: "The words do not belong together: one is misread, missing or out of order."
            }
        }
    }

    /// Reads the words of a sheet, or the text of its QR code; numbers, hyphens, capitals and line ends do not matter.
    ///
    /// - Throws: `SheetFault` that names the word.
    public init(sheet typed: String) throws {
        var text = typed.lowercased()
        if let prefix = text.range(of: Self.sheetPrefix) { text.removeSubrange(prefix) }
        let words = text.split { !("a"..."z").contains($0) }.map(String.init)
        guard words.count == Self.wordCount else { throw SheetFault.count(words.count) }
        var bytes: [UInt8] = []
        for (index, word) in words.enumerated() {
            guard let value = Self.value(word) else { throw SheetFault.notAWord(index + 1, word) }
            bytes += [UInt8(value >> 8), UInt8(value & 255)]
        }
        let check = bytes.suffix(Self.checkLength)
        bytes.removeLast(Self.checkLength)
        guard Array(SHA256.hash(data: bytes)).prefix(Self.checkLength).elementsEqual(check) else {
            throw SheetFault.check
        }
        self.init(salt: Data(bytes.prefix(Self.saltLength)), wrapped: Data(bytes.dropFirst(Self.saltLength)))
    }

    private static func word(_ value: UInt16) -> String {
        let parts: [(shift: UInt16, letters: [Character])] = [
            (12, consonants), (10, vowels), (6, consonants), (4, vowels), (0, consonants),
        ]
        return String(parts.map { $0.letters[Int(value >> $0.shift) & ($0.letters.count - 1)] })
    }

    private static func value(_ word: String) -> UInt16? {
        guard word.count == 5 else { return nil }
        var value: UInt16 = 0
        for (index, letter) in word.enumerated() {
            let letters = index.isMultiple(of: 2) ? consonants : vowels
            guard let digit = letters.firstIndex(of: letter) else { return nil }
            value = value << (index.isMultiple(of: 2) ? 4 : 2) | UInt16(digit)
        }
        return value
    }
}
