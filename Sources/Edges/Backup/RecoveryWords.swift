import Foundation

/// A wrapped key as words for paper. Without the recovery code the words open nothing.
extension KeyRecovery {
    /// What a QR code on a recovery sheet begins with.
    public static let sheetPrefix = "sehat-key-1:"

    /// How many words a sheet has.
    public static let wordCount = (saltLength + wrappedLength + Proquints.checkLength) / 2

    private static let saltLength = 16
    private static let wrappedLength = 12 + 32 + 16

    /// The words, in the order in which they are printed and typed.
    public var words: [String] { Proquints.words([UInt8](salt + wrapped)) }

    /// The words as the QR code of a sheet carries them.
    public var sheetText: String { Self.sheetPrefix + words.joined(separator: "-") }

    /// Why the text of a sheet is not taken.
    public enum SheetFault: Error, Hashable, CustomStringConvertible {
        /// How many words there are, and how many there must be.
        case count(Int, of: Int)
        /// The number of the word on the sheet, from 1, and what was typed.
        case notAWord(Int, String)
        case check

        public var description: String {
            switch self {
            case .count(let count, let all): "The sheet has \(all) words; there are \(count) here."
            case .notAWord(let number, let typed): "Word \(number), \"\(typed)\", is no word of a recovery sheet."
            case .check: "The words do not belong together: one is misread, missing or out of order."
            }
        }
    }

    /// Reads the words of a sheet, or the text of its QR code; numbers, hyphens, capitals and line ends do not matter.
    ///
    /// - Throws: `SheetFault` that names the word.
    public init(sheet typed: String) throws {
        let bytes = try Proquints.bytes(typed, prefix: Self.sheetPrefix, count: Self.wordCount)
        self.init(salt: Data(bytes.prefix(Self.saltLength)), wrapped: Data(bytes.dropFirst(Self.saltLength)))
    }
}
