import Foundation

/// How a name is likely written in another script: a proposal that a person corrects.
///
/// Common names come from lists of spellings, word by word and as compounds; all others go letter by letter, where what a
/// script does not write (short vowels in Urdu) is told by the shapes of names.
public enum Transliteration {
    /// The name in that script; nil when the text holds no letter of a script that is known, or is in that script already.
    ///
    /// Arabic script is written as in Urdu. Titles and relation words are carried over as words; at most
    /// `PersonName.wordLimit` words are read.
    public static func propose(_ name: String, in target: NameScript) -> String? {
        switch target {
        case .latin: propose(name, as: .latin)
        case .arabic: propose(name, as: .urdu)
        case .devanagari: propose(name, as: .hindi)
        case .other: nil
        }
    }

    /// The name in that orthography; nil as above.
    ///
    /// - Parameter known: how a single word is written here, for those of which that is known better than by the lists; keys
    ///   are the words of `words(of:)`.
    public static func propose(
        _ name: String, as target: NameOrthography, known: [String: String] = [:]
    ) -> String? {
        let words = words(of: name)
        let scripts = Set(words.flatMap { $0.unicodeScalars.map(NameScript.init(of:)) }).subtracting([.other])
        guard scripts.count == 1, let source = scripts.first, source != target.script else { return nil }
        var proposed: [String] = []
        var place = 0
        while place < words.count {
            let (text, count) = next(words[place...], from: source, to: target, known)
            if !text.isEmpty { proposed.append(text) }
            place += count
        }
        if proposed.isEmpty { return nil }
        // The article is written with the word that follows: عبدالرحمٰن.
        let joined = proposed.joined(separator: " ").replacing("عبدال ", with: "عبدال")
        return target == .arabic ? joined.replacing("عبدال", with: "عبد ال") : joined
    }

    /// The words of a name as they are carried over: divided at spaces and hyphens, without signs.
    public static func words(of name: String) -> [String] {
        name.precomposedStringWithCanonicalMapping.split { $0.isWhitespace || $0 == "-" }.prefix(PersonName.wordLimit)
            .map { word in
                word.filter {
                    $0.isLetter
                        || $0.unicodeScalars.contains { $0.properties.canonicalCombiningClass != .notReordered }
                }
            }.filter { !$0.isEmpty }
    }

    /// Whether the lists have the word.
    public static func isListed(_ word: String) -> Bool {
        SpellingList.shared.find(word, in: script(of: word)) != nil
    }

    /// The script of the first letter that has one; `.other` where there is none.
    public static func script(of name: String) -> NameScript {
        name.unicodeScalars.lazy.map(NameScript.init(of:)).first { $0 != .other } ?? .other
    }

    /// The first of the words, with those that make one name with it, and how many they are.
    private static func next(
        _ words: ArraySlice<String>, from source: NameScript, to target: NameOrthography, _ known: [String: String]
    ) -> (text: String, count: Int) {
        guard let first = words.first else { return ("", 1) }
        for count in stride(from: min(SpellingList.longest, words.count), to: 1, by: -1) {
            let compound = words.prefix(count).joined(separator: " ")
            if let entry = SpellingList.shared.find(compound, in: source) { return (entry.spelling(in: target), count) }
        }
        if let text = known[first] { return (text, 1) }
        if let entry = SpellingList.shared.find(first, in: source) { return (entry.spelling(in: target), 1) }
        if let compound = NameCompound(words, source) {
            let rest = compound.rest.isEmpty ? "" : word(compound.rest, from: source, to: target)
            return (compound.written(rest, in: target), compound.count)
        }
        return (word(first, from: source, to: target), 1)
    }

    static func word(_ word: String, from source: NameScript, to target: NameOrthography) -> String {
        if let known = SpellingList.shared.find(word, in: source) { return known.spelling(in: target) }
        switch (source, target) {
        case (.latin, .urdu): return LatinToLetters.urdu(word)
        case (.latin, .arabic): return ArabicLetters.arabic(LatinToLetters.urdu(word))
        case (.latin, _): return LatinToLetters.hindi(word)
        case (.devanagari, .urdu): return HindiToLetters.urdu(word)
        case (.devanagari, .arabic): return ArabicLetters.arabic(HindiToLetters.urdu(word))
        default: break
        }
        let latin = source == .arabic ? UrduToLatin.latin(word) : HindiToLetters.latin(word)
        // Through Latin a word may turn out to be a known one after all.
        if let known = SpellingList.shared.find(latin, in: .latin) { return known.spelling(in: target) }
        return target == .latin ? latin.prefix(1).uppercased() + latin.dropFirst() : LatinToLetters.hindi(latin)
    }
}
