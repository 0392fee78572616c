import Foundation

/// One spelling per word: what differs only by keyboard, font or habit becomes the same.
///
/// Arabic ي ى ك ه become the Urdu ی ک ہ, alef loses its hamza, harakat, tatweel and joiners go, presentation forms
/// become letters; Devanagari takes nukta apart and anusvara for chandrabindu; Latin loses case and marks.
public enum LetterFolding {
    /// A word as folded, with the script it is written in.
    public struct Word: Hashable, Sendable {
        public let text: String
        public let script: NameScript
        /// Whether a full stop or slash followed: an abbreviation.
        public var isAbbreviation: Bool
    }

    /// The longest folded word that is kept, in scalars; longer ones are cut on both sides alike.
    public static let longestWord = 40

    /// The folded words of a text in their order; signs and digits divide words, apostrophes and joiners do not.
    public static func words(_ text: String) -> [Word] {
        var collector = Collector()
        for scalar in ChatDigits.read(text) {
            if needsMapping(scalar) {
                // Presentation forms, ligatures, full-width and accented letters.
                for part in String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars {
                    collector.take(part)
                }
            } else {
                collector.take(scalar)
            }
        }
        collector.close()
        return collector.words
    }

    /// Whether only the compatibility mapping of Unicode takes the letter apart.
    private static func needsMapping(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x80, 0x0600..<0x0700, 0x0900..<0x0980, 0x2000..<0x2070: false
        default: true
        }
    }

    /// A ready-made letter of Devanagari with nukta as letter and sign.
    static func splitNukta(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar.value {
        case 0x958: ["क", "\u{93C}"]
        case 0x959: ["ख", "\u{93C}"]
        case 0x95A: ["ग", "\u{93C}"]
        case 0x95B: ["ज", "\u{93C}"]
        case 0x95C: ["ड", "\u{93C}"]
        case 0x95D: ["ढ", "\u{93C}"]
        case 0x95E: ["फ", "\u{93C}"]
        case 0x95F: ["य", "\u{93C}"]
        case 0x929: ["न", "\u{93C}"]
        case 0x931: ["र", "\u{93C}"]
        default: [scalar]
        }
    }

    private struct Collector {
        var words: [Word] = []
        private var current = String.UnicodeScalarView()
        private var script = NameScript.other
        private var count = 0

        mutating func take(_ scalar: Unicode.Scalar) {
            if scalar.value == 0x653 || scalar.value == 0x654 { return combine(scalar) }
            if isDropped(scalar) { return }
            guard isPart(scalar) else {
                let isMark = scalar == "." || scalar == "/" || scalar == "۔"
                if isMark, current.isEmpty == false { closing(abbreviation: true) } else { close() }
                return
            }
            let of = NameScript(of: scalar)
            // Two scripts typed without a space are two words.
            if of != .other, script != .other, of != script { close() }
            if of != .other { script = of }
            for part in folded(scalar) where count < LetterFolding.longestWord {
                current.append(part)
                count += 1
            }
        }

        /// A hamza or madda typed after its carrier makes the ready-made letter.
        private mutating func combine(_ mark: Unicode.Scalar) {
            let made: Unicode.Scalar? =
                switch (current.last, mark.value) {
                case ("و", 0x654): "ؤ"
                case ("ی", 0x654): "ئ"
                case ("ا", 0x653): "آ"
                default: nil
                }
            guard let made else { return }
            current.removeLast()
            current.append(made)
        }

        mutating func close() { closing(abbreviation: false) }

        private mutating func closing(abbreviation: Bool) {
            if !current.isEmpty {
                words.append(Word(text: String(current), script: script, isAbbreviation: abbreviation))
            }
            current = String.UnicodeScalarView()
            script = .other
            count = 0
        }

        /// Marks, joiners and apostrophes that do not divide a word and are not part of it.
        private func isDropped(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20: false
            case 0x0027, 0x2018, 0x2019, 0x02B9...0x02C1, 0x0060, 0x00B4: true
            case 0x0640, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0x00AD: true
            case 0x0900...0x097F, 0x0670: false
            case 0x0621...0x064A, 0x0671...0x06D3: false
            default: scalar.properties.generalCategory == .nonspacingMark
            }
        }

        private func isPart(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0x0621...0x064A, 0x0670...0x06D3: return true
            case 0..<0x80: return false
            default: break
            }
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
            case .nonspacingMark, .spacingMark: return true
            default: return false
            }
        }

        private func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
            switch scalar.value {
            case 0x41...0x5A: return [Unicode.Scalar(UInt8(scalar.value + 32))]
            case 0x61...0x7A: return [scalar]
            case 0x0600..<0x0700: return [arabic(scalar)]
            case 0x0900..<0x0980: return scalar == "ँ" ? ["ं"] : LetterFolding.splitNukta(scalar)
            case 0xF0: return ["d"]
            case 0xF8: return ["o"]
            case 0x131: return ["i"]
            case 0x110, 0x111: return ["d"]
            case 0x126, 0x127: return ["h"]
            case 0x18F, 0x259: return ["a"]
            case 0x141, 0x142: return ["l"]
            default: return Array(scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }

        private func arabic(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
            switch scalar {
            case "ي", "ى", "ې", "ۍ", "ێ": "ی"
            case "ك", "ڪ", "ګ": scalar == "ګ" ? "گ" : "ک"
            case "ه", "ە", "ۀ", "ۂ", "ۿ": "ہ"
            case "ۃ": "ة"
            case "أ", "إ", "ٱ", "ٲ", "ٳ": "ا"
            case "ۓ": "ے"
            case "ٶ": "ؤ"
            case "ټ": "ٹ"
            case "ډ": "ڈ"
            case "ړ": "ڑ"
            default: scalar
            }
        }
    }
}
