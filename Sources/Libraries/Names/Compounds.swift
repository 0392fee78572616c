/// Names of several words that are written apart, joined or halfway: Abd al-Rahman, Abdur Rahman and Abderrahmane; Saif ud Din,
/// Saifeddine and Saiful Din; Zeb-e-Nisa.
///
/// The article between two words goes to the word before it and is written "ul", whatever the letter after it made of it.
enum Compounds {
    /// A folded word, and what it is without an article that was brought to it.
    struct Part {
        var word: LetterFolding.Word
        var bare: String?
    }

    /// The words of a name with the articles between them brought to the word before.
    static func joined(_ given: [LetterFolding.Word]) -> [Part] {
        var parts: [Part] = []
        for (place, word) in given.enumerated() {
            let next = place + 1 < given.count ? given[place + 1] : nil
            switch word.script {
            case .arabic: arabic(word, &parts)
            case .latin: latin(word, next?.script == .latin ? next?.text : nil, &parts)
            case .devanagari: devanagari(word, next?.text, &parts)
            case .other: parts.append(Part(word: word))
            }
        }
        return parts
    }

    /// The article is spoken with the word before it: عبد الرحمن is Abdul Rahman.
    private static func arabic(_ word: LetterFolding.Word, _ parts: inout [Part]) {
        if let last = parts.last?.word, last.text == "عبد", let name = ArabicArticle.dropped(word.text) {
            parts[parts.count - 1].word = word.with(text: "عبدال")
            parts.append(Part(word: word.with(text: name)))
        } else {
            parts.append(Part(word: word))
        }
    }

    private static func latin(_ word: LetterFolding.Word, _ next: String?, _ parts: inout [Part]) {
        if let last = parts.last, last.word.script == .latin, !last.word.isAbbreviation {
            if last.word.text == "abd", let next, isArticle(word.text, before: next) {
                return parts[parts.count - 1].word = word.with(text: "abdul")
            }
            if next != nil, word.text == "e" { return bring(word.text, to: &parts) }
            if let next, joins(word.text, before: next) { return bring("ul", to: &parts) }
            if faiths.contains(word.text) {
                bring("ul", to: &parts)
                return parts.append(Part(word: word.with(text: "din")))
            }
        }
        parts.append(Part(word: word.with(text: Servant.usual(word.text, next: next))))
    }

    /// Saifuddin and Saifeddine with the article as it is written; nil for another word.
    static func withArticle(_ word: String) -> String? {
        guard let end = faiths.first(where: { word.hasSuffix($0) }), word.utf8.count > end.utf8.count + 2 else {
            return nil
        }
        return word.dropLast(end.utf8.count) + "uldin"
    }

    /// उल between two words, and ए: शम्स उल हक़, नूर ए जहाँ.
    private static func devanagari(_ word: LetterFolding.Word, _ next: String?, _ parts: inout [Part]) {
        guard next != nil, let last = parts.last?.word, last.script == .devanagari, !last.isAbbreviation,
            let end = last.text.unicodeScalars.last, (0x915...0x93C).contains(end.value),
            let sign = signs[word.text]
        else { return parts.append(Part(word: word.with(text: servant(word.text, next)))) }
        bring(sign, to: &parts)
    }

    /// अब्दुर रहमान and अब्दुर्रहमान with the article as it is written, अब्दुल.
    private static func servant(_ word: String, _ next: String?) -> String {
        let letters = word.unicodeScalars.filter { $0.value != 0x93C }
        guard letters.starts(with: "अब्दु".unicodeScalars), letters.count > 5 else { return word }
        let rest = letters.dropFirst(5)
        if rest.first == "ल" { return word }
        if rest.count == 1, let next, next.unicodeScalars.first == rest.first { return "अब्दुल" }
        let doubled = Array(rest.prefix(3))
        guard doubled.count == 3, doubled[1].value == 0x94D, doubled[0] == doubled[2] else { return word }
        return "अब्दुल" + String(String.UnicodeScalarView(rest.dropFirst(2)))
    }

    private static func bring(_ article: String, to parts: inout [Part]) {
        let last = parts[parts.count - 1].word
        if last.text.hasSuffix(article) || last.text.count < 2 { return }
        parts[parts.count - 1] = Part(word: last.with(text: last.text + article), bare: last.text)
    }

    /// Whether the word is the article as it is spoken before the next: al, el, ul, ar Rahman, es Salam.
    private static func isArticle(_ word: String, before next: String) -> Bool {
        guard (2...3).contains(word.utf8.count), let vowel = word.first, "aeiou".contains(vowel) else { return false }
        let end = word.dropFirst()
        return end == "l" || next.hasPrefix(end) && end.first.map { !"aeiou".contains($0) } == true
    }

    /// Whether the word is an article that belongs to the word before it: ul and its kind, and any before "din".
    private static func joins(_ word: String, before next: String) -> Bool {
        guard isArticle(word, before: next) else { return false }
        return word.first == "u" || dins.contains(next)
    }

    private static let dins: Set<String> = ["din", "deen", "dine", "dein", "dien"]
    private static let faiths = [
        "uddin", "uddine", "uddeen", "eddin", "eddine", "eddeen", "addin", "addine", "addeen", "eldin", "eldeen",
        "aldin", "aldeen",
        "uldin", "oddin",
    ]
    private static let signs: [String: String] = [
        "उल": "ुल", "उद": "ुल", "उर": "ुल", "उस": "ुल", "उन": "ुल", "उज": "ुल", "उश": "ुल", "ए": "े",
    ]
}

/// The names that begin with "servant of" in Latin letters: Abdel, Abdoul, Abder Rahman, Abdessalam are written with Abdul.
enum Servant {
    /// As Compounds writes it in each script.
    static let words: Set<String> = ["abdul", "عبدال", "अब्दुल"]

    static func usual(_ word: String, next: String?) -> String {
        guard word.hasPrefix("abd") else { return word }
        for prefix in prefixes where word.hasPrefix(prefix) {
            let rest = word.dropFirst(prefix.count)
            if rest.isEmpty { return next == nil ? word : "abdul" }
            return rest.utf8.count < 2 ? word : "abdul" + rest
        }
        guard let vowels = ["ou", "oo", "u", "a", "e", "o"].first(where: { word.dropFirst(3).hasPrefix($0) }) else {
            return word
        }
        let rest = word.dropFirst(3 + vowels.count)
        guard let first = rest.first, sun.contains(first) else { return word }
        if let next, rest.utf8.count <= 2, next.hasPrefix(rest) { return "abdul" }
        guard rest.utf8.count > 3 else { return word }
        if rest.dropFirst().first == first { return "abdul" + rest.dropFirst() }
        // Abdushshakoor doubles a letter of two.
        return rest.hasPrefix("shsh") ? "abdul" + rest.dropFirst(2) : word
    }

    private static let prefixes = ["abdul", "abdel", "abdal", "abdol", "abdil", "abdoul", "abdool"]
    private static let sun: Set<Character> = ["d", "l", "n", "r", "s", "t", "z", "c"]
}

/// The article written as one with a word in Latin letters: Alansari, Elhassan, Azzahrani, Essaid.
enum LatinArticle {
    /// The word without it; nil where there is none or too little would remain.
    static func dropped(_ word: String) -> String? {
        let letters = Array(word.utf8)
        guard letters.count > 5, letters[0] == 97 || letters[0] == 101 else { return nil }
        if letters[1] == 108 { return letters.count > 6 && letters[2] != 108 ? String(word.dropFirst(2)) : nil }
        return letters[1] == letters[2] && "dnrstz".utf8.contains(letters[1]) ? String(word.dropFirst(2)) : nil
    }
}

extension LetterFolding.Word {
    fileprivate func with(text: String) -> Self {
        Self(text: text, script: script, isAbbreviation: isAbbreviation)
    }
}
