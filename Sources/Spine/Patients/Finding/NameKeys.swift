import Names

/// The folded words of a patient's names as they stand in the patient's row, for asking one patient.
struct NameKeys: Hashable, Sendable {
    /// Every distinct key, in alphabetical order.
    let keys: [String]
    /// - Parameter names: the patient's names in every script.
    init(names: [String]) {
        // By their bytes: folded words are one spelling, and comparing letters that may be composed takes longer.
        var seen: Set<SpelledText> = []
        for name in names {
            let words = LetterFolding.words(name)
            for (position, word) in words.enumerated() {
                let key = word.key
                seen.insert(SpelledText(key))
                if let common = NameClass.canonical(key, isInitial: position == 0 && words.count > 1) {
                    seen.insert(SpelledText(common))
                }
            }
        }
        keys = seen.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The keys as one text with a space before each, in which a search finds `" " + prefix`.
    var text: String { keys.map { " " + $0 }.joined() }

    /// The keys that such a text was made of.
    static func keys(inText text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }

    /// Whether every word begins one of the keys that such a text was made of.
    static func holds(_ words: [String], inText text: String) -> Bool {
        let keys = keys(inText: text)
        return words.allSatisfy { word in keys.contains { $0.utf8.starts(with: word.utf8) } }
    }
}

/// Spellings that the counter writes for one and the same name.
enum NameClass {
    /// The common spelling of the most shortened name there is.
    static let muhammad = "muhammad"

    private static let muhammadSpellings: Set<String> = [
        "mohammad", "mohammed", "muhammed", "mohamed", "mohamad", "muhamed", "muhamad", "mohommad", "mohd", "mohmd",
        "muhd", "mhd", "md", "mohammd", "mohamm", "muhmmad", "mohmad", "mohammod",
    ]

    /// The common spelling under which a word is kept besides its own; nil when it has none.
    ///
    /// - Parameter isInitial: whether a single `m` may stand for the name: first of several words.
    static func canonical(_ key: String, isInitial: Bool = false) -> String? {
        guard key.utf8.first == UInt8(ascii: "m") else { return nil }
        if muhammadSpellings.contains(key) { return muhammad }
        return isInitial && key == "m" ? muhammad : nil
    }

    /// The common names of Muhammad in each script, which say little about who is who.
    static func isMuhammad(_ key: String) -> Bool {
        key == muhammad || muhammadSpellings.contains(key) || key == "محمد" || key == "मोहम्मद" || key == "मुहम्मद"
            || key == "म" || key == "मो"
    }
}
