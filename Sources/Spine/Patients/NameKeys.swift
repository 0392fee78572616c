/// The search keys of a patient's names, made when the names are written and never by scanning.
///
/// A key is one folded word. Every row of the key table also carries the signature of all the patient's words, so
/// that a search for several words rejects most strangers while it walks the index of one word.
/// A word's script is known from its letters.
struct NameKeys: Hashable, Sendable {
    /// Every distinct key, in alphabetical order.
    let keys: [String]
    /// The signature of all keys together.
    let signature: Int64

    /// - Parameter names: the patient's names in every script.
    init(names: [String]) {
        var seen: Set<String> = []
        for name in names {
            let words = NameFolding.words(name)
            for (position, word) in words.enumerated() {
                seen.insert(word.key)
                if let common = NameClass.canonical(word.key, isInitial: position == 0 && words.count > 1) {
                    seen.insert(common)
                }
            }
        }
        keys = seen.sorted()
        signature = keys.reduce(0) { $0 | Self.signature(ofWord: $1) }
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

    /// Three bits of 62 for a word's first one, two and three letters.
    static func signature(ofWord word: String) -> Int64 {
        signature(ofPrefix: word)
    }

    /// The bits that every name holding a word with this prefix has in its signature.
    static func signature(ofPrefix prefix: String) -> Int64 {
        var bits: Int64 = 0
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for (position, scalar) in prefix.unicodeScalars.prefix(3).enumerated() {
            hash = (hash ^ UInt64(scalar.value)) &* 0x100_0000_01B3
            bits |= 1 << Int64((hash ^ hash >> 32 ^ UInt64(position)) % 62)
        }
        return bits
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
        if muhammadSpellings.contains(key) { return muhammad }
        return isInitial && key == "m" ? muhammad : nil
    }

    /// The common names of Muhammad in each script, which say little about who is who.
    static func isMuhammad(_ key: String) -> Bool {
        key == muhammad || muhammadSpellings.contains(key) || key == "محمد" || key == "मोहम्मद" || key == "मुहम्मद"
            || key == "म" || key == "मो"
    }
}
