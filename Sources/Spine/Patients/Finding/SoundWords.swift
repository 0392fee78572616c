import Names
import SehatCore
import SehatStore
import Synchronization

/// The words of the index that may be a word of a query, with how near they are to it.
struct SoundWords {
    /// The words of the query that count.
    let typed: [PersonName.Word]
    private let index: NameIndexReader
    private var odds: [Int64: [Float]] = [:]

    /// How many words of one key are compared with a word that may be misspelt.
    private static let nearLimit = 100

    init(_ query: PersonName, _ index: NameIndexReader) {
        typed = query.words.filter { $0.role != .ignored }
        self.index = index
    }

    /// The words that have a skeleton of a typed one and sound enough like it.
    mutating func sounding(_ place: Int) throws -> WordGroup {
        let skeletons = typed[place].skeletons.filter { !$0.isEmpty }
        // A script that is not read by sound is compared by its letters.
        guard !skeletons.isEmpty else { return try index.words(beginning: typed[place].key) }
        return try group(try index.words(sounding: skeletons), place)
    }

    /// The words that sound like a part of what was typed, or like words of it written as one.
    func sounding(_ reading: Skeleton.Reading) throws -> WordGroup {
        var numbers: [Int64] = []
        var near: [Float] = []
        for found in try index.words(sounding: reading.skeletons) {
            let odds = WordReadings.of(found.text).reduce(-9) { max($0, NameLookup.odds(reading.word, $1)) }
            if odds < reading.least { continue }
            numbers.append(found.number)
            near.append(min(odds, 9))
        }
        return WordGroup(numbers, odds: near)
    }

    /// The words of the same skeleton and those one letter apart that sound near enough.
    mutating func near(_ place: Int, _ same: WordGroup) throws -> WordGroup {
        guard let skeleton = typed[place].skeletons.first else { return same }
        let shorter = Skeleton.shortened(skeleton)
        let keys =
            [(WordKeyKind.shortened, skeleton)] + shorter.map { (.skeleton, $0) } + shorter.map { (.shortened, $0) }
        var numbers = same.numbers
        var near = same.odds
        var known = Set(numbers)
        for (kind, key) in keys {
            let found = try index.words(kind, key, limit: Self.nearLimit).filter { known.insert($0.number).inserted }
            let group = try group(found, place)
            numbers += group.numbers
            near += group.odds
        }
        return WordGroup(numbers, odds: near)
    }

    private mutating func group(_ found: [NameIndexReader.Found], _ place: Int) throws -> WordGroup {
        var numbers: [Int64] = []
        var near: [Float] = []
        for word in found {
            let odds = odds(word)[place]
            if odds < NameLookup.least { continue }
            numbers.append(word.number)
            near.append(odds)
        }
        return WordGroup(numbers, odds: near)
    }

    /// How near a word of the index is to each typed one, in nats; reckoned once.
    private mutating func odds(_ word: NameIndexReader.Found) -> [Float] {
        if let known = odds[word.number] { return known }
        let read = WordReadings.of(word.text)
        let all = typed.map { one in read.reduce(-9) { max($0, min(NameLookup.odds(one, $1), 9)) } }
        odds[word.number] = all
        return all
    }
}

/// The ways to read the words of the index; names are made of few words, and these were read last.
enum WordReadings {
    private static let memory = Mutex<[SpelledText: [PersonName.Word]]>([:])
    private static let memoryLimit = 20_000

    static func of(_ text: String) -> [PersonName.Word] {
        let spelled = SpelledText(text)
        if let known = memory.withLock({ $0[spelled] }) { return known }
        let read = PersonName.Word.readings(of: text)
        memory.withLock { memory in
            if memory.count >= memoryLimit { memory = [:] }
            memory[spelled] = read
        }
        return read
    }
}
