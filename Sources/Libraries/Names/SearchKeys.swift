extension Skeleton {
    /// The skeletons under which a folded word of a name is stored, the usual one first; more than one where a word is
    /// spoken in several ways, is a short form or has the article before it or inside it.
    ///
    /// A name whose skeletons share nothing with another's is never found by it, so this errs towards more of them.
    public static func stored(_ word: LetterFolding.Word) -> [String] {
        var readings = [word.text]
        if let full = NameVocabulary.fullForm(word, isFirst: true, isLast: false) { readings.append(full) }
        if let name = PersonName.Word.withoutArticle(word.text, word.script) { readings.append(name) }
        if word.script == .latin {
            let undone = Assimilation.undoneAlone(word.text)
            if undone != word.text { readings.append(undone) }
        }
        var all: [String] = []
        for reading in readings {
            for skeleton in of(WordSounds(folded: reading, script: word.script)) where !all.contains(skeleton) {
                if !skeleton.isEmpty { all.append(skeleton) }
            }
        }
        return all
    }

    /// For each word of a query the skeletons under which it is looked for, the usual first.
    public static func wanted(_ name: PersonName) -> [[String]] {
        name.words.filter { $0.role != .ignored }.map { $0.skeletons.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
    }

    /// The skeletons with one letter less: two that are one letter apart, or two letters exchanged, share one of them or
    /// are one of the other's. Short ones have none, since they would be everybody's.
    public static func shortened(_ skeleton: String) -> [String] {
        let letters = Array(skeleton.utf8)
        guard letters.count > 2 else { return [] }
        var all: [String] = []
        for index in letters.indices {
            var rest = letters
            rest.remove(at: index)
            let text = String(decoding: rest, as: UTF8.self)
            if !all.contains(text) { all.append(text) }
        }
        return all
    }

    /// A word of a query, two of them written as one, or a part of one: by which skeletons it is looked for.
    public struct Reading: Hashable, Sendable {
        public let word: PersonName.Word
        /// Those of the word, the usual first; one at least.
        public let skeletons: [String]
        /// The odds that a stored word needs to be taken for it.
        public let least: Float

        /// Everything else follows from the spelling.
        public static func == (left: Reading, right: Reading) -> Bool {
            left.word.text == right.word.text && left.least == right.least
        }

        public func hash(into hasher: inout Hasher) { hasher.combine(word.text) }

        fileprivate init?(_ word: PersonName.Word, isPart: Bool = false) {
            self.word = word
            skeletons = word.skeletons.filter { !$0.isEmpty }
            // A part may be cut at the wrong letter; what it comes to is judged with the whole word.
            least = isPart ? NameLookup.least - 1.5 : NameLookup.least
            if skeletons.isEmpty { return nil }
        }

        /// Of a part, or of words as one.
        fileprivate init?(_ text: String, of script: NameScript) {
            self.init(
                PersonName.Word(
                    text: text, script: script, role: .telling, sounds: WordSounds(folded: text, script: script)),
                isPart: true)
        }
    }

    /// The words of a query with two or three neighbouring ones written as one: Noor Jahan is looked for as Noorjahan too.
    public static func joined(_ name: PersonName) -> [[Reading]] {
        let words = name.words.indices.filter { name.words[$0].role != .ignored }
        let readings = words.compactMap { Reading(name.words[$0]) }
        guard readings.count == words.count else { return [] }
        return [2, 3].flatMap { count in
            stride(from: 0, through: words.count - count, by: 1).compactMap { place in
                let run = words[place..<place + count].map { name.words[$0] }
                guard words[place + count - 1] == words[place] + count - 1, Set(run.map(\.script)).count == 1,
                    let joined = Reading(run.map(\.text).joined(), of: run[0].script)
                else { return nil }
                var way = readings
                way.replaceSubrange(place..<place + count, with: [joined])
                return way
            }
        }
    }

    /// A query's words with one of them divided in so many: AbdulRehman is looked for as Abdul Rehman too.
    ///
    /// - Parameter parts: 2 or 3.
    public static func divided(_ name: PersonName, into parts: Int = 2) -> [[Reading]] {
        let words = name.words.filter { $0.role != .ignored }
        let readings = words.compactMap { Reading($0) }
        guard readings.count == words.count else { return [] }
        return words.indices.flatMap { place in
            Self.parts(words[place], parts).map { cut in
                var way = readings
                way.replaceSubrange(place...place, with: cut)
                return way
            }
        }
    }

    /// The ways to cut a word, each part with a consonant.
    private static func parts(_ word: PersonName.Word, _ count: Int) -> [[Reading]] {
        let letters = Array(word.text.unicodeScalars)
        // Of three parts none is as short as an initial.
        let shortest = count == 2 ? 2 : 3
        guard letters.count > max(4, 3 * count - 1), letters.count <= LetterFolding.longestWord else { return [] }
        var known: [Range<Int>: Reading?] = [:]
        func reading(_ range: Range<Int>) -> Reading? {
            if let reading = known[range] { return reading }
            let reading = Reading(String(String.UnicodeScalarView(letters[range])), of: word.script)
            known[range] = .some(reading)
            return reading
        }
        var ways: [[Reading]] = []
        for cut in shortest...letters.count - shortest {
            guard let first = reading(0..<cut) else { continue }
            if count == 2 {
                if let rest = reading(cut..<letters.count) { ways.append([first, rest]) }
                continue
            }
            for next in stride(from: cut + shortest, through: letters.count - shortest, by: 1) {
                guard let middle = reading(cut..<next), let rest = reading(next..<letters.count) else { continue }
                ways.append([first, middle, rest])
            }
        }
        return ways
    }

    /// The usual skeletons of the telling words in alphabetical order: the same for one name in several scripts.
    ///
    /// Words that may lead a name, such as Chaudhry, are left out wherever they stand, so that their place does not matter.
    public static func telling(_ name: PersonName) -> [String] {
        let telling = name.words.filter { $0.role == .telling && !NameVocabulary.mayLead($0.text) }
        let words = telling.isEmpty ? name.words.filter { $0.role != .ignored } : telling
        return words.map { of($0.sounds).first ?? $0.text }.sorted()
    }
}
