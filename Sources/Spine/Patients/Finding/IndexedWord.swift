import Names
import Synchronization

/// By what a word of the index is looked for.
enum WordKeyKind: Int64 {
    /// Its spelling without what habit decides; searches take the beginning of it.
    case spelling = 0
    /// Its skeletons.
    case skeleton = 1
    /// Its usual skeletons with one letter less, for what was misspelt.
    case shortened = 2
}

/// A folded word of a name with everything by which it is looked for; made of the word alone.
struct IndexedWord: Hashable, Sendable {
    /// A key of the word.
    struct Key: Hashable, Sendable {
        let kind: WordKeyKind
        let text: String
    }

    let text: String
    let keys: [Key]

    private init(_ word: LetterFolding.Word) {
        text = word.text
        let skeletons = Skeleton.stored(word)
        var keys = [Key(kind: .spelling, text: word.key)]
        if let common = NameClass.canonical(word.key, isInitial: true), common != word.key {
            keys.append(Key(kind: .spelling, text: common))
        }
        keys += skeletons.map { Key(kind: .skeleton, text: $0) }
        keys += skeletons.prefix(1).flatMap(Skeleton.shortened).map { Key(kind: .shortened, text: $0) }
        self.keys = keys
    }

    /// The words of a name in their order.
    static func words(of name: String) -> [IndexedWord] {
        PersonName.tokens(name).map { token in
            let text = SpelledText(token.text)
            if let known = memory.withLock({ $0[text] }) { return known }
            let word = IndexedWord(token)
            memory.withLock { memory in
                if memory.count >= memoryLimit { memory = [:] }
                memory[text] = word
            }
            return word
        }
    }

    /// Names are made of few words; these were read last.
    private static let memory = Mutex<[SpelledText: IndexedWord]>([:])
    private static let memoryLimit = 10_000
}
