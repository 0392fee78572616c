import Foundation

/// How a name is likely written in another script: a proposal that a person corrects.
///
/// Common names come from a list of spellings, all others letter by letter; what a script does not write (vowels in Urdu)
/// is guessed.
public enum Transliteration {
    /// The name in that script; nil when the text holds no letter of a script that is known, or is in that script already.
    ///
    /// Titles and relation words are carried over as words; at most `PersonName.wordLimit` words are read.
    public static func propose(_ name: String, in target: NameScript) -> String? {
        guard target != .other else { return nil }
        let words = name.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace)
            .prefix(PersonName.wordLimit)
        let scripts = Set(words.flatMap { $0.unicodeScalars.map(NameScript.init(of:)) }).subtracting([.other])
        guard scripts.count == 1, let source = scripts.first, source != target else { return nil }
        let proposed = words.compactMap { word(String($0), from: source, to: target) }
        // The article is written with the word that follows: عبدالرحمٰن.
        return proposed.isEmpty ? nil : proposed.joined(separator: " ").replacing("عبدال ", with: "عبدال")
    }

    /// The script of the first letter that has one; `.other` where there is none.
    public static func script(of name: String) -> NameScript {
        name.unicodeScalars.lazy.map(NameScript.init(of:)).first { $0 != .other } ?? .other
    }

    private static func word(_ word: String, from source: NameScript, to target: NameScript) -> String? {
        let clean = word.filter {
            $0.isLetter || $0.unicodeScalars.contains { $0.properties.canonicalCombiningClass != .notReordered }
        }
        guard !clean.isEmpty else { return nil }
        if let known = SpellingList.shared.find(clean, in: source) { return known.spelling(in: target) }
        let latin =
            switch source {
            case .arabic: LettersToLatin.urdu(clean)
            case .devanagari: LettersToLatin.hindi(clean)
            default: clean.lowercased()
            }
        // Through Latin a word may turn out to be a known one after all.
        if source != .latin, let known = SpellingList.shared.find(latin, in: .latin) {
            return known.spelling(in: target)
        }
        switch target {
        case .arabic: return LatinToLetters.urdu(latin)
        case .devanagari: return LatinToLetters.hindi(latin)
        default: return latin.prefix(1).uppercased() + latin.dropFirst()
        }
    }
}

/// The list of spellings, read once.
struct SpellingList: Sendable {
    struct Entry: Sendable {
        let latin: String
        let urdu: String
        let hindi: String

        func spelling(in script: NameScript) -> String {
            switch script {
            case .arabic: urdu
            case .devanagari: hindi
            default: latin
            }
        }
    }

    static let shared = SpellingList(NameSpellings.text)

    private let entries: [Entry]
    private var index: [NameScript: [String: Int]] = [:]

    init(_ text: String) {
        let rows = text.split(separator: ";").map {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        }.filter { $0.count == 3 }
        entries = rows.map { row in
            Entry(latin: String(row[0].prefix { $0 != "," }), urdu: row[1], hindi: row[2])
        }
        // The usual spelling of a name goes before a rare spelling of another.
        for (number, entry) in entries.enumerated() {
            add(entry.latin, .latin, number)
            add(entry.urdu, .arabic, number)
            add(entry.hindi, .devanagari, number)
        }
        for (number, row) in rows.enumerated() {
            for other in row[0].split(separator: ",").dropFirst() { add(String(other), .latin, number) }
        }
    }

    func find(_ word: String, in script: NameScript) -> Entry? {
        index[script]?[Self.key(word)].map { entries[$0] }
    }

    private mutating func add(_ word: String, _ script: NameScript, _ number: Int) {
        let key = Self.key(word)
        if !key.isEmpty, index[script]?[key] == nil { index[script, default: [:]][key] = number }
    }

    private static func key(_ word: String) -> String { LetterFolding.words(word).map(\.text).joined() }
}
