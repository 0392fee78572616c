import SehatCore
import SehatStore

/// Which patients have a word of each of several groups, block by block; what was read is read once.
struct NamePostings {
    /// What is known of a group in one block.
    struct Block {
        fileprivate(set) var places = PlaceSet()
        /// The entries, word after word.
        fileprivate(set) var entries: [UInt16] = []
        /// Where the entries of each word end, with the word's place in its group.
        fileprivate(set) var runs: [(word: Int, end: Int)] = []

        fileprivate mutating func add(_ list: UnsafeRawBufferPointer, of word: Int) {
            if list.isEmpty { return }
            places.insert(list)
            for index in 0..<list.count / 2 { entries.append(NameBlock.entry(list, index)) }
            runs.append((word, entries.count))
        }
    }

    private struct Group {
        let words: WordGroup
        let frequency: Double
        /// Blocks that were read; without entries where nobody there has one of the words.
        var blocks: [Int: Block] = [:]
        /// Whether all blocks were read.
        var isWhole = false
    }

    let index: NameIndexReader
    private var groups: [Group] = []
    private var places: [WordGroup: Int] = [:]

    init(_ index: NameIndexReader) {
        self.index = index
    }

    /// The number by which a group is spoken of here.
    mutating func add(_ words: WordGroup) throws -> Int {
        if let known = places[words] { return known }
        groups.append(Group(words: words, frequency: try index.frequency(words)))
        places[words] = groups.count - 1
        return groups.count - 1
    }

    func words(_ group: Int) -> WordGroup { groups[group].words }

    /// A block of a group; nil where nobody has one of the words, or it was not read.
    func block(_ group: Int, _ block: Int) -> Block? {
        groups[group].blocks[block].flatMap { $0.runs.isEmpty ? nil : $0 }
    }

    /// The groups that the fewest patients have first.
    func rarestFirst(_ wanted: [Int]) -> [Int] {
        wanted.sorted { (groups[$0].frequency, $0) < (groups[$1].frequency, $1) }
    }

    /// Reads all blocks of a group.
    ///
    /// - Returns: those in which somebody has one of the words.
    mutating func readAll(_ group: Int) throws -> [Int] {
        if !groups[group].isWhole {
            try read(group, nil)
            groups[group].isWhole = true
        }
        return groups[group].blocks.filter { !$0.value.runs.isEmpty }.map(\.key).sorted()
    }

    /// Reads blocks of a group, given in their order: one after the other where they are far apart, else in one go.
    mutating func read(_ group: Int, _ blocks: [Int]) throws {
        if groups[group].isWhole { return }
        let wanted = blocks.filter { groups[group].blocks[$0] == nil }
        guard let first = wanted.first, let last = wanted.last else { return }
        if wanted.count * 4 > last - first {
            try read(group, first...last)
        } else {
            for (place, word) in groups[group].words.numbers.enumerated() {
                for block in wanted {
                    try index.read(word, block) {
                        groups[group].blocks[block, default: Block()].add($0, of: place)
                    }
                }
            }
        }
        for block in wanted where groups[group].blocks[block] == nil { groups[group].blocks[block] = Block() }
    }

    private mutating func read(_ group: Int, _ range: ClosedRange<Int>?) throws {
        var fresh: [Int: Block] = [:]
        for (place, word) in groups[group].words.numbers.enumerated() {
            try index.walk(word, range) { block, entries in
                fresh[block, default: Block()].add(entries, of: place)
                return true
            }
        }
        groups[group].blocks.merge(fresh) { known, _ in known }
    }

    /// Who has a word of every one of the groups, among the patients of some blocks: the blocks where somebody has.
    ///
    /// - Parameter found: who is looked at in each block, in the order of the blocks.
    mutating func keep(_ found: inout [(block: Int, places: PlaceSet)], with wanted: [Int]) throws {
        for group in rarestFirst(wanted) {
            try read(group, found.map(\.block))
            var kept: [(block: Int, places: PlaceSet)] = []
            for var (block, places) in found {
                guard let mine = groups[group].blocks[block], !mine.runs.isEmpty else { continue }
                places.formIntersection(mine.places)
                if !places.isEmpty { kept.append((block, places)) }
            }
            found = kept
        }
    }
}
