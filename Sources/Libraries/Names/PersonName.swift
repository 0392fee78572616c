import Synchronization

/// A person's name as the comparison reads it: words with their sounds and how much each tells.
public struct PersonName: Sendable {
    /// A word that counts.
    public struct Word: Sendable, Hashable {
        /// The folded spelling.
        public let text: String
        public let script: NameScript
        /// What the word says about who somebody is.
        public let role: NameVocabulary.Role
        let sounds: WordSounds
        /// The spelling without what habit alone decides.
        public let key: String
        /// The word without the article that was joined to it, or with the one inside it as it is written, Saifuldin; nil
        /// where there is none.
        let bare: Bare?

        /// A word without its article.
        struct Bare: Sendable, Hashable {
            let key: String
            let sounds: WordSounds
        }

        /// - Parameter without: the word without an article; else the article before it is looked for.
        init(
            text: String, script: NameScript, role: NameVocabulary.Role, sounds: WordSounds, without: String? = nil
        ) {
            self.text = text
            self.script = script
            self.role = role
            self.sounds = sounds
            key = LetterFolding.Word.key(text, script)
            bare = (without ?? Self.withoutArticle(text, script)).map {
                Bare(key: LetterFolding.Word.key($0, script), sounds: WordSounds(folded: $0, script: script))
            }
        }

        /// A word without the article before it, or with the one inside it as it is written; nil where there is none.
        static func withoutArticle(_ text: String, _ script: NameScript) -> String? {
            switch script {
            case .arabic: ArabicArticle.dropped(text)
            case .latin: Compounds.withArticle(text) ?? LatinArticle.dropped(text)
            case .devanagari, .other: nil
            }
        }

        /// The ways to read a folded word of an index by itself: as it is or a short form in full, without the Arabic
        /// article, with the article as it is spoken before some letters.
        public static func readings(of text: String) -> [Word] {
            let script = NameScript(of: text.unicodeScalars.first ?? " ")
            let folded = LetterFolding.Word(text: text, script: script, isAbbreviation: false)
            var texts = [NameVocabulary.fullForm(folded, isFirst: true, isLast: false) ?? text]
            if script == .arabic, let name = ArabicArticle.dropped(text) { texts.append(name) }
            if script == .latin, Assimilation.undoneAlone(text) != text { texts.append(Assimilation.undoneAlone(text)) }
            return texts.map {
                Word(text: $0, script: script, role: .telling, sounds: WordSounds(folded: $0, script: script))
            }
        }

        /// The sounds that the comparison aligns, by the letters of the word's own script.
        public var soundLetters: [String] { sounds.letters }
        /// The skeletons under which the word is looked for, the usual first, the one without the Arabic article last.
        public var skeletons: [String] {
            let usual = Skeleton.of(sounds)
            guard let bare else { return usual }
            return usual + Skeleton.of(bare.sounds).filter { !usual.contains($0) }
        }

        /// How much the word weighs in a score.
        var weight: Float {
            switch role {
            case .ignored: 0
            case .common: 0.35
            case .telling: 1
            }
        }

        /// How much the word weighs where names are ranked: of two that are equal otherwise, the one with the same
        /// title comes first.
        var rankWeight: Float {
            switch role {
            case .ignored: 0.15
            case .common: 0.5
            case .telling: 1
            }
        }
    }

    /// The words in their order without relation words; one at least counts unless the text holds no letter.
    public let words: [Word]
    /// The readings of neighbouring words written as one; the last word has none.
    let joined: [WordSounds?]

    /// The most words that are read; a longer text is not a name.
    public static let wordLimit = 8

    /// - Parameter text: a name in any script, with or without titles.
    public init(_ text: String) {
        if let known = Self.memory.withLock({ $0[text] }) {
            self = known
            return
        }
        self.init(folded: Self.tokens(text))
        let name = self
        Self.memory.withLock { memory in
            if memory.count >= Self.memoryLimit { memory = [:] }
            memory[text] = name
        }
    }

    /// What was read last: a registration reads the same name for its keys and for every record it is compared with.
    private static let memory = Mutex<[String: PersonName]>([:])
    private static let memoryLimit = 4_000

    /// The folded words of a text without s/o, d/o and the like: what an index of names keeps.
    public static func tokens(_ text: String) -> [LetterFolding.Word] {
        var words: [LetterFolding.Word] = []
        for word in LetterFolding.words(text) {
            // Folding has left "s/o" as two words.
            if word.text == "o", let last = words.last, last.isAbbreviation, NameVocabulary.isRelation(last.text) {
                words.removeLast()
            } else {
                words.append(word)
            }
        }
        return words
    }

    init(folded: [LetterFolding.Word]) {
        let parts = Compounds.joined(folded)
        var words: [Word] = []
        for (position, part) in parts.enumerated() where words.count < Self.wordLimit {
            let word = part.word
            let isFirst = words.allSatisfy { $0.role == .ignored }
            let isLast = position == parts.count - 1
            let full = NameVocabulary.fullForm(word, isFirst: isFirst, isLast: isLast) ?? word.text
            let role = NameVocabulary.role(full, isFirst: isFirst, isLast: isLast)
            let script = NameScript(of: full.unicodeScalars.first ?? " ")
            words.append(
                Word(
                    text: full, script: script, role: role, sounds: WordSounds(folded: full, script: script),
                    without: part.bare))
        }
        // Somebody registered as Baby or Haji is found by that.
        if words.allSatisfy({ $0.role == .ignored }) {
            words = words.map { Word(text: $0.text, script: $0.script, role: .telling, sounds: $0.sounds) }
        }
        self.words = Assimilation.undone(words)
        joined = Self.joined(self.words)
    }

    /// The reading of neighbouring words of one script as one word.
    func joined(_ range: Range<Int>) -> WordSounds? {
        guard let script = words[range].first?.script, words[range].allSatisfy({ $0.script == script }) else {
            return nil
        }
        return WordSounds(folded: words[range].map(\.text).joined(), script: script)
    }

    private static func joined(_ words: [Word]) -> [WordSounds?] {
        words.indices.map { index in
            guard index + 1 < words.count, words[index].script == words[index + 1].script else { return nil }
            return WordSounds(folded: words[index].text + words[index + 1].text, script: words[index].script)
        }
    }
}

/// The article written as one with a word in Arabic script.
enum ArabicArticle {
    /// The word without it; nil where there is none or too little would remain.
    static func dropped(_ word: String) -> String? {
        guard word.hasPrefix("ال"), word.unicodeScalars.count > 4 else { return nil }
        return String(word.unicodeScalars.dropFirst(2))
    }
}

/// The Arabic article before a sun letter is spoken, and in Latin and Hindi often written, like that letter:
/// Abdur Rahman, Abdus Samad, Badrud Din. It is written back as "ul".
enum Assimilation {
    static func undone(_ words: [PersonName.Word]) -> [PersonName.Word] {
        var words = words
        for index in words.indices {
            let word = words[index]
            guard word.script == .latin else { continue }
            let next = index + 1 < words.count ? words[index + 1].text : nil
            let text = undone(word.text, next: next)
            if text == word.text { continue }
            words[index] = PersonName.Word(
                text: text, script: .latin, role: word.role, sounds: WordSounds(folded: text, script: .latin),
                without: text.hasPrefix("abdul") ? nil : String(text.dropLast(2)))
        }
        return words
    }

    private static let sunLetters = Set("dlnrstz")

    /// The word as it is written back where the next one begins with its last letter.
    static func undoneAlone(_ word: String) -> String { undone(word, next: word.last.map { String($0) }) }

    private static func undone(_ word: String, next: String?) -> String {
        if let last = word.last, let next, next.first == last, last != "l", sunLetters.contains(last), word.count > 3,
            word.dropLast().last == "u"
        {
            return word.dropLast() + "l"
        }
        return Servant.usual(word, next: nil)
    }
}
