import Crypto
import Foundation

/// Bytes as words for paper: typed by hand, read aloud over a telephone, or scanned from a QR code.
///
/// Each word is a proquint (D. S. Wilkerson, "A Proposal for Proquints", arXiv:0901.4016): sixteen bits as five letters,
/// consonants and vowels in turn. The last two words are a check of the others, the first four bytes of their SHA-256.
enum Proquints {
    static let checkLength = 4
    private static let consonants = Array("bdfghjklmnprstvz")
    private static let vowels = Array("aiou")

    /// - Parameter bytes: an even number.
    static func words(_ bytes: [UInt8]) -> [String] {
        let all = bytes + Array(SHA256.hash(data: bytes)).prefix(checkLength)
        return stride(from: 0, to: all.count, by: 2).map { word(UInt16(all[$0]) << 8 | UInt16(all[$0 + 1])) }
    }

    /// Reads words; numbers, hyphens, capitals and line ends do not matter.
    ///
    /// - Parameters:
    ///   - prefix: what a QR code has before the words.
    ///   - count: how many words there must be.
    /// - Throws: `KeyRecovery.SheetFault` that names the word.
    static func bytes(_ typed: String, prefix: String, count: Int) throws -> [UInt8] {
        var text = typed.lowercased()
        if let range = text.range(of: prefix) { text.removeSubrange(range) }
        let words = text.split { !("a"..."z").contains($0) }.map(String.init)
        guard words.count == count else { throw KeyRecovery.SheetFault.count(words.count, of: count) }
        var bytes: [UInt8] = []
        for (index, word) in words.enumerated() {
            guard let value = value(word) else { throw KeyRecovery.SheetFault.notAWord(index + 1, word) }
            bytes += [UInt8(value >> 8), UInt8(value & 255)]
        }
        let check = bytes.suffix(checkLength)
        bytes.removeLast(checkLength)
        guard Array(SHA256.hash(data: bytes)).prefix(checkLength).elementsEqual(check) else {
            throw KeyRecovery.SheetFault.check
        }
        return bytes
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
