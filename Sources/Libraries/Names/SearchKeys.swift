extension Skeleton {
    /// The skeletons under which a name is stored, in no order: of each word, and of neighbours written as one.
    ///
    /// Titles have none. A name whose skeletons share nothing with another's is never found by it, so this errs towards
    /// more of them.
    public static func stored(_ name: PersonName) -> Set<String> {
        var all: Set<String> = []
        for (index, word) in name.words.enumerated() where word.role != .ignored {
            all.formUnion(of(word.sounds))
            if let joined = name.joined[index], isShort(index, of: name) { all.formUnion(of(joined).prefix(1)) }
        }
        return all
    }

    /// Joined neighbours are stored where one of the two is short, as in Noor Jahan or Abdul Rahman: those are the
    /// names that people write as one.
    private static func isShort(_ index: Int, of name: PersonName) -> Bool {
        min(name.words[index].sounds.sounds.count, name.words[index + 1].sounds.sounds.count) <= 5
    }

    /// For each word of a query the skeletons under which it is looked for, the usual first.
    public static func wanted(_ name: PersonName) -> [[String]] {
        name.words.filter { $0.role != .ignored }.map { of($0.sounds) }.filter { !$0.isEmpty }
    }

    /// The skeletons of neighbouring words of a query written as one: Noor Jahan is looked for as Noorjahan too.
    public static func wantedJoined(_ name: PersonName) -> [String] {
        name.words.indices.compactMap { index in
            guard let joined = name.joined[index], name.words[index].role != .ignored,
                name.words[index + 1].role != .ignored
            else { return nil }
            return of(joined).first
        }
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
