import Foundation
import SehatCore

/// One spelling per word for searching, the same table on both sides: what is stored and what is typed.
///
/// Letters that differ only by keyboard or habit become one: Arabic ي ى ك ه ة become the Urdu ی ک ہ, hamza carriers
/// lose their hamza, harakat, tatweel and joiners go; Devanagari loses its nukta and takes anusvara for chandrabindu;
/// Latin loses case and marks. Nothing is transliterated here: each script keeps its own keys.
enum NameFolding {
    /// A word of a name, folded, with the script it is written in.
    struct Word: Hashable, Sendable {
        let key: String
        let script: NameScript
    }

    /// The longest folded word that is kept, in scalars; longer ones are cut on both sides alike.
    static let longestWord = 40

    /// The folded words of a text in their order; signs and digits divide words, apostrophes and joiners do not.
    static func words(_ text: String) -> [Word] {
        var words: [Word] = []
        var current = String.UnicodeScalarView()
        var script = NameScript.other
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if isDropped(scalar) { continue }
            guard isPart(scalar) else {
                close(&current, &script, into: &words)
                continue
            }
            let of = NameScript(of: scalar)
            // Two scripts typed without a space are two words.
            if of != .other, script != .other, of != script { close(&current, &script, into: &words) }
            if of != .other { script = of }
            current.append(folded(scalar))
        }
        close(&current, &script, into: &words)
        return words
    }

    private static func close(
        _ current: inout String.UnicodeScalarView, _ script: inout NameScript, into words: inout [Word]
    ) {
        defer {
            current = String.UnicodeScalarView()
            script = .other
        }
        if current.isEmpty { return }
        let key = String(current).lowercased().precomposedStringWithCanonicalMapping
        words.append(
            Word(key: String(String.UnicodeScalarView(key.unicodeScalars.prefix(longestWord))), script: script))
    }

    /// Marks, joiners and apostrophes that do not divide a word and are not part of its key.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0027, 0x2018, 0x2019, 0x02B9...0x02C1, 0x0060, 0x00B4: true  // apostrophes and half rings
        case 0x0640, 0x200B...0x200D, 0x2060, 0xFEFF, 0x00AD: true  // tatweel, joiners, soft hyphen
        case 0x0621, 0x0674: true  // hamza without a carrier
        case 0x093C: true  // nukta
        case 0x0900...0x097F: false  // vowel signs of Devanagari are letters of the name
        default: scalar.properties.generalCategory == .nonspacingMark
        }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "ي", "ى": "ی"
        case "ك": "ک"
        case "ه", "ة", "ە", "ھ", "ۃ": "ہ"
        case "ٱ": "ا"
        case "ँ": "ं"
        default: scalar
        }
    }
}

/// The scripts whose words are kept apart in the search keys.
enum NameScript: String, Codable, CaseIterable, Sendable {
    case latin, arabic, devanagari, other

    init(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: self = .arabic
        case 0x0900...0x097F: self = .devanagari
        default: self = .other
        }
    }
}
