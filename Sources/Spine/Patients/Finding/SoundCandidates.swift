import SehatCore
import SehatStore

/// The patients who may have the name that was typed, with how near their words are by the index alone.
struct SoundCandidates {
    /// How many are kept.
    static let limit = 120
    /// How many of them are looked at for one way of reading a query, about; the newest come first.
    static let lookedAt = 20_000

    /// A patient and how much the words of the better of both names speak for it, in nats.
    struct Candidate {
        let serial: Int64
        let worth: Float
    }

    private var postings: NamePostings
    private let shown: [Int]
    private var found: [Int64: Float] = [:]
    private var floor = -Float.infinity
    /// What was collected already.
    private var done: Set<[Int]> = []

    /// - Parameter shown: the groups of which everybody who has a word of each is no candidate.
    init(except shown: [WordGroup], _ index: NameIndexReader) throws {
        postings = NamePostings(index)
        var groups: [Int] = []
        for group in shown where !shown.contains(where: \.numbers.isEmpty) { groups.append(try postings.add(group)) }
        self.shown = groups
    }

    func isFewer(than count: Int) -> Bool { found.count < count }

    /// The record numbers' places in their series, the likeliest first, and of equal ones the newest.
    func best() -> [Int64] {
        found.sorted { ($1.value, $1.key) < ($0.value, $0.key) }.prefix(Self.limit).map(\.key)
    }

    /// Adds the patients who have a word of each group in one of their names.
    mutating func collect(_ words: [WordGroup]) throws {
        if words.contains(where: \.numbers.isEmpty) { return }
        var groups: [Int] = []
        for group in words { groups.append(try postings.add(group)) }
        guard done.insert(groups).inserted else { return }
        let order = postings.rarestFirst(groups)
        guard let driver = order.first else { return }
        var blocks: [(block: Int, places: PlaceSet)] = []
        for block in try postings.readAll(driver) {
            if let known = postings.block(driver, block) { blocks.append((block, known.places)) }
        }
        try postings.keep(&blocks, with: Array(order.dropFirst()))
        for group in shown { try postings.read(group, blocks.map(\.block)) }
        var left = Self.lookedAt
        for (block, places) in blocks.reversed() where left > 0 { left -= weigh(block, places, groups) }
        trim()
    }

    /// Keeps the best of a block.
    ///
    /// - Returns: how many were looked at.
    private mutating func weigh(_ block: Int, _ places: PlaceSet, _ groups: [Int]) -> Int {
        var places = places
        if !shown.isEmpty {
            var known = places
            for group in shown { known.formIntersection(postings.block(group, block)?.places ?? PlaceSet()) }
            places.subtract(known)
        }
        var scores = BlockScores(groups.count)
        for (index, group) in groups.enumerated() {
            guard let known = postings.block(group, block) else { return 0 }
            scores.add(known, postings.words(group), index, of: places)
        }
        var count = 0
        for (place, worth) in scores.worths() {
            count += 1
            if worth < floor { continue }
            let serial = NameBlock.serial(of: place, in: block)
            found[serial] = max(found[serial] ?? worth, worth)
        }
        if found.count > 4 * Self.limit { trim() }
        return count
    }

    private mutating func trim() {
        guard found.count > Self.limit else { return }
        let kept = found.sorted { ($1.value, $1.key) < ($0.value, $0.key) }.prefix(Self.limit)
        floor = kept.last?.value ?? floor
        found = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}

/// How near the words of a block's patients are to those of a query.
private struct BlockScores {
    private let groups: Int
    /// For each patient and name: the best odds of each group, and then how many words the name has.
    private var rows: [Float] = []
    /// Where the rows of a place of the block begin.
    private var starts: [Int: Int] = [:]

    private static let missing: Float = -9

    init(_ groups: Int) { self.groups = groups }

    mutating func add(_ block: NamePostings.Block, _ words: WordGroup, _ group: Int, of places: PlaceSet) {
        var at = 0
        for (word, end) in block.runs {
            let odds = word < words.odds.count ? words.odds[word] : 0
            for entry in block.entries[at..<end] where places.contains(NameBlock.place(entry)) {
                let row = start(NameBlock.place(entry)) + NameBlock.name(entry) * (groups + 1)
                rows[row + group] = max(rows[row + group], odds)
                rows[row + groups] = Float(NameBlock.words(entry))
            }
            at = end
        }
    }

    private mutating func start(_ place: Int) -> Int {
        if let known = starts[place] { return known }
        let start = rows.count
        starts[place] = start
        rows += repeatElement(Self.missing, count: 2 * (groups + 1))
        return start
    }

    /// For each patient with a name that has a word of every group: the better name's odds, less what stands alone.
    func worths() -> [(place: Int, worth: Float)] {
        starts.compactMap { place, start in
            var best = -Float.infinity
            for row in [start, start + groups + 1] {
                let odds = rows[row..<row + groups]
                if odds.contains(Self.missing) { continue }
                let alone = 3 * abs(rows[row + groups] - Float(min(groups, NameBlock.wordLimit)))
                best = max(best, odds.reduce(0, +) / Float(groups) - alone)
            }
            return best > -.infinity ? (place, best) : nil
        }
    }
}
