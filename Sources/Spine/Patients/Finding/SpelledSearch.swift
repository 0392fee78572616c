import SehatCore
import SehatStore

/// Finding the patients who have, for each word of a query, a name beginning with it.
struct SpelledSearch {
    /// A patient with the word by which the walk met it.
    struct Hit: Hashable {
        /// The place of the patient's record number in its series.
        let serial: Int64
        let word: Int64
    }

    /// From so many words on a group is not read: whether a patient has one of them is looked up in the patient's own row.
    /// Beginnings of a letter or two are so wide that few patients have to be looked at.
    static let wide = 200

    private let words: [String]
    /// The words of the index for each word of the query.
    let groups: [WordGroup]
    private var postings: NamePostings
    /// By what the postings know each group; nil for a wide one and one that stands alone.
    private var handles: [Int?] = []

    init(_ words: [String], _ index: NameIndexReader) throws {
        self.words = words
        groups = try words.map { try index.words(beginning: $0) }
        postings = NamePostings(index)
        let isRead = groups.count > 1 && groups.allSatisfy { !$0.numbers.isEmpty }
        handles = try groups.map { group in
            isRead && group.numbers.count < Self.wide ? try postings.add(group) : nil
        }
    }

    /// Patients in the order of the rarest word's spellings, and by their record numbers within one, each once.
    ///
    /// - Parameter cursor: where the page before ended.
    /// - Throws: 422 when the cursor is none of this search.
    mutating func patients(after cursor: SearchCursor?, limit: Int) throws -> (driver: String, hits: [Hit]) {
        let start = try cursor.map { try Start($0, words, groups) }
        if groups.contains(where: \.numbers.isEmpty) { return ("", []) }
        guard let place = start?.place ?? rarest else { return ("", []) }
        let driver = groups[place].numbers
        let others = handles.indices.filter { $0 != place }.compactMap { handles[$0] }
        let unread = words.indices.filter { $0 != place && handles[$0] == nil }.map { words[$0] }
        var hits: [Hit] = []
        // A patient with several of the driver's words is met at the first of them.
        var met: Set<Int64> = []
        let index = postings.index
        for at in (start?.word ?? 0)..<driver.count {
            let first = at == start?.word ? start?.serial ?? 0 : 0
            // The pages before went through these words to their end, or this page goes on where they stopped.
            let through = start.map { at == $0.word ? at : $0.word + 1 } ?? 0
            let earlier = through == 0 ? nil : try postings.add(WordGroup(Array(driver[..<through])))
            try walk(driver[at], after: first, others, except: earlier) { serial in
                if met.contains(serial) { return true }
                if try !unread.isEmpty && !index.holds(unread, serial) { return true }
                met.insert(serial)
                hits.append(Hit(serial: serial, word: driver[at]))
                return hits.count < limit
            }
            if hits.count >= limit { break }
        }
        return (words[place], hits)
    }

    /// The place of the group that the fewest patients have, of those that are read where there are such.
    private var rarest: Int? {
        guard let first = postings.rarestFirst(handles.compactMap { $0 }).first else {
            return groups.indices.min { groups[$0].numbers.count < groups[$1].numbers.count }
        }
        return handles.firstIndex(of: first)
    }

    /// Goes through the patients of a word who have one of each other group too, until `take` answers false.
    private mutating func walk(
        _ word: Int64, after serial: Int64, _ others: [Int], except earlier: Int?, _ take: (Int64) throws -> Bool
    ) throws {
        var lower = NameBlock.block(of: serial)
        // Most walks end soon; those that do not take ever larger steps.
        var step = 2
        while true {
            var blocks: [(block: Int, entries: [UInt16])] = []
            try postings.index.walk(word, lower...NameBlock.lastBlock) { block, entries in
                blocks.append((block, NameBlock.entries(entries)))
                return blocks.count < step
            }
            let isOver = blocks.count < step
            if try !pass(blocks, after: serial, others, except: earlier, to: take) || isOver { return }
            lower = (blocks.last?.block ?? lower) + 1
            step *= 4
        }
    }

    /// - Returns: whether `take` wants more.
    private mutating func pass(
        _ blocks: [(block: Int, entries: [UInt16])], after serial: Int64, _ others: [Int], except earlier: Int?,
        to take: (Int64) throws -> Bool
    ) throws -> Bool {
        var found = blocks.map { block, entries in (block: block, places: PlaceSet(entries)) }
        try postings.keep(&found, with: others)
        if let earlier { try postings.read(earlier, found.map(\.block)) }
        for var (block, places) in found {
            if let earlier, let known = postings.block(earlier, block) { places.subtract(known.places) }
            var goesOn = true
            try places.forEach { place in
                let one = NameBlock.serial(of: place, in: block)
                if one > serial { goesOn = try take(one) }
                return goesOn
            }
            if !goesOn { return false }
        }
        return true
    }

    /// Where a page begins.
    private struct Start {
        let place: Int
        let word: Int
        let serial: Int64

        init(_ cursor: SearchCursor, _ words: [String], _ groups: [WordGroup]) throws {
            let key = cursor.key.split(separator: ".").compactMap { Int64($0) }
            guard key.count == 2, (0...NameBlock.lastSerial).contains(key[1]),
                let place = words.firstIndex(of: cursor.driver),
                let word = groups[place].numbers.firstIndex(of: key[0])
            else { throw Problem.invalid("after", "app.field.type") }
            (self.place, self.word, serial) = (place, word, key[1])
        }
    }

    /// What a cursor says of a patient of this search.
    static func key(_ hit: Hit) -> String { "\(hit.word).\(hit.serial)" }
}
