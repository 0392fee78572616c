/// In which letters and by whose habits a name is written.
public enum NameOrthography: String, Codable, CaseIterable, Sendable {
    case latin, urdu, hindi, arabic

    /// The script that it is written in.
    public var script: NameScript {
        switch self {
        case .latin: .latin
        case .urdu, .arabic: .arabic
        case .hindi: .devanagari
        }
    }
}

/// The lists of spellings, read once.
struct SpellingList: Sendable {
    struct Entry: Sendable {
        let latin: String
        let urdu: String
        let hindi: String
        let arabic: String

        func spelling(in orthography: NameOrthography) -> String {
            switch orthography {
            case .latin: latin
            case .urdu: urdu
            case .hindi: hindi
            case .arabic: arabic
            }
        }
    }

    static let shared = SpellingList(
        [NameSpellings.text, NameSpellings.women, NameSpellings.men, NameSpellings.families].joined(separator: ";"))

    /// The most words of an entry.
    static let longest = 3

    private let entries: [Entry]
    private var index: [NameScript: [String: Int]] = [:]

    init(_ text: String) {
        let rows = text.split(separator: ";").map {
            $0.split(separator: "|").map { String($0.drop(while: \.isWhitespace)).trimmedEnd }
        }.filter { $0.count >= 3 }
        entries = rows.map { row in
            Entry(
                latin: String(row[0].prefix { $0 != "," }), urdu: row[1], hindi: row[2],
                arabic: row.count > 3 ? row[3] : ArabicLetters.arabic(row[1]))
        }
        // The usual spelling of a name goes before a rare spelling of another.
        for (number, entry) in entries.enumerated() {
            add(entry.latin, .latin, number)
            add(entry.urdu, .arabic, number)
            add(entry.hindi, .devanagari, number)
        }
        for (number, row) in rows.enumerated() {
            for other in row[0].split(separator: ",").dropFirst() { add(String(other), .latin, number) }
            add(entries[number].arabic, .arabic, number)
            // Many leave the dot below out; where that makes another name of it, it is the other one.
            add(
                String(String.UnicodeScalarView(Self.key(row[2]).unicodeScalars.filter { $0 != "\u{93C}" })),
                .devanagari, number)
        }
    }

    func find(_ word: String, in script: NameScript) -> Entry? {
        index[script]?[Self.key(word)].map { entries[$0] }
    }

    private mutating func add(_ word: String, _ script: NameScript, _ number: Int) {
        let key = Self.key(word)
        if !key.isEmpty, index[script]?[key] == nil { index[script, default: [:]][key] = number }
    }

    /// Folded, without what is written or left out by habit: spaces, hamza and the form of the last ہ.
    private static func key(_ word: String) -> String {
        String(
            String.UnicodeScalarView(
                LetterFolding.words(word).map(\.text).joined().unicodeScalars.compactMap { scalar in
                    switch scalar {
                    case "ة": "ہ"
                    case "ؤ": "و"
                    case "ء": nil
                    default: scalar
                    }
                }))
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }
}

/// The letters of Urdu in those of Arabic, which lacks some.
enum ArabicLetters {
    static func arabic(_ urdu: String) -> String {
        urdu.split(separator: " ").map { word in
            let letters = Array(word)
            return letters.enumerated().map { place, letter in
                if letter == "ہ", place == letters.count - 1, place > 0, letters[place - 1] != "ا" { return "ة" }
                return exchanged[letter] ?? String(letter)
            }.joined()
        }.joined(separator: " ")
    }

    private static let exchanged: [Character: String] = [
        "ی": "ي", "ے": "ي", "ئ": "ئ", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۃ": "ة", "پ": "ب", "چ": "تش", "ژ": "ج", "گ": "غ",
        "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن",
    ]
}
