extension Skeleton {
    /// The skeletons under which a folded word of a name is stored, the usual one first; more than one where a word is
    /// spoken in several ways, is a short form or has the article before it.
    ///
    /// A name whose skeletons share nothing with another's is never found by it, so this errs towards more of them.
    public static func stored(_ word: LetterFolding.Word) -> [String] {
        var readings = [word.text]
        if let full = NameVocabulary.fullForm(word, isFirst: true, isLast: false) { readings.append(full) }
        switch word.script {
        case .arabic: if let name = ArabicArticle.dropped(word.text) { readings.append(name) }
        case .latin:
            let undone = Assimilation.undoneAlone(word.text)
            if undone != word.text { readings.append(undone) }
        case .devanagari, .other: break
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

    /// The skeletons of a query with two neighbouring words written as one: Noor Jahan is looked for as Noorjahan too.
    public static func joined(_ name: PersonName) -> [[[String]]] {
        let words = name.words.indices.filter { name.words[$0].role != .ignored }
        return words.indices.dropLast().compactMap { place in
            let (index, next) = (words[place], words[place + 1])
            guard next == index + 1, let joined = name.joined[index], let skeleton = of(joined).first, !skeleton.isEmpty
            else { return nil }
            var groups = words.map { name.words[$0].skeletons }
            groups.replaceSubrange(place...place + 1, with: [[skeleton]])
            return groups
        }
    }

    /// A query's words with one of them divided in two: AbdulRehman is looked for as Abdul Rehman too.
    ///
    /// Of the places where a word can be divided those that come to the same skeletons are given once.
    public static func divided(_ name: PersonName) -> [[[String]]] {
        let words = name.words.filter { $0.role != .ignored }
        var all: [[[String]]] = []
        for (place, word) in words.enumerated() {
            let letters = Array(word.text.unicodeScalars)
            guard (5...20).contains(letters.count) else { continue }
            for cut in 2...letters.count - 2 {
                let halves = [letters[..<cut], letters[cut...]].map { half in
                    let text = String(String.UnicodeScalarView(half))
                    return of(WordSounds(folded: text, script: word.script)).filter { !$0.isEmpty }
                }
                guard halves.allSatisfy({ !$0.isEmpty }) else { continue }
                var groups = words.map(\.skeletons)
                groups.replaceSubrange(place...place, with: halves)
                if !all.contains(groups) { all.append(groups) }
            }
        }
        return all
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
