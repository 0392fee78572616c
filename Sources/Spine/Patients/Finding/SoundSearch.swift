import GRDB
import Names
import SehatCore
import SehatStore

/// Finding patients whose names sound like what was typed.
///
/// Candidates are collected inside the index of names: those who have a word of the same skeleton for every word typed, those
/// who write two of the words as one or one as two or three, and where few were found those whose skeletons are one letter
/// apart. All of them are ranked by how near their words are (`SoundCandidates`); the names of the most promising are read
/// and compared in full.
struct SoundSearch {
    /// A patient with what the ranking knows.
    struct Hit {
        let id: ID<Patient>
        let lookup: NameLookup
    }

    /// How many different names are compared in full.
    static let comparedLimit = 60
    /// How many candidates are read and ranked at a time: those who follow come behind all of these.
    static let rank = 40
    /// How many patients a search by sound shows at most.
    static let shown = 100
    /// Below so many candidates, misspelt words are looked for too.
    static let fewest = 5
    /// The driver of a cursor that leafs through the hits.
    static let driver = "~"

    private let query: PersonName
    private let tx: ReadTx
    private let index: NameIndexReader
    private var words: SoundWords
    private var candidates: SoundCandidates
    private var readings: [Skeleton.Reading: WordGroup] = [:]

    /// What everybody has who is shown already, where there are too many words that begin so to read who has them.
    private let begun: [String]

    /// - Parameters:
    ///   - words: the typed words; everybody who has one beginning with each of them is shown already.
    ///   - shown: the words of the index that begin so.
    init(_ query: PersonName, except words: [String], _ shown: [WordGroup], _ index: NameIndexReader) throws {
        self.query = query
        self.index = index
        tx = index.tx
        let isWide = shown.contains { $0.numbers.count >= SpelledSearch.wide }
        begun = isWide ? words : []
        self.words = SoundWords(query, index)
        candidates = try SoundCandidates(except: isWide ? [] : shown, index)
    }

    /// The patients that fit, likeliest first: as many as wanted or more, all where there are not so many.
    ///
    /// A page of a few reads a few; a later one finds those before it in the same order.
    mutating func hits(_ wanted: Int) throws -> [Hit] {
        let typed = words.typed
        if typed.isEmpty { return [] }
        let same = try typed.indices.map { try words.sounding($0) }
        try candidates.collect(same)
        for way in Skeleton.joined(query) + Skeleton.divided(query) { try collect(way) }
        if candidates.isFewer(than: Self.fewest) {
            for way in Skeleton.divided(query, into: 3) { try collect(way) }
        }
        if candidates.isFewer(than: Self.fewest) { try collectMisspelt(same) }
        return try ranked(wanted)
    }

    /// The patients with a word for each of several readings.
    private mutating func collect(_ way: [Skeleton.Reading]) throws {
        var groups: [WordGroup] = []
        for reading in way {
            let group = try readings[reading] ?? words.sounding(reading)
            readings[reading] = group
            if group.numbers.isEmpty { return }
            groups.append(group)
        }
        try candidates.collect(groups)
    }

    /// Each word in turn may be misspelt by a consonant; what is near enough in sound stands for it.
    private mutating func collectMisspelt(_ same: [WordGroup]) throws {
        let near = try words.typed.indices.map { try words.near($0, same[$0]) }
        for place in near.indices where near[place].numbers.count > same[place].numbers.count {
            var groups = same
            groups[place] = near[place]
            try candidates.collect(groups)
        }
        if candidates.isFewer(than: 1), near.count > 1 { try candidates.collect(near) }
    }

    /// The most promising candidates by their names; equal names are compared once.
    private func ranked(_ wanted: Int) throws -> [Hit] {
        let statement = try tx.db.cachedStatement(sql: NameIndexSQL.names)
        let candidates = candidates.best()
        var lookups: [PatientNames: NameLookup?] = [:]
        var hits: [Hit] = []
        for start in stride(from: 0, to: candidates.count, by: Self.rank) where hits.count < wanted {
            var found: [Hit] = []
            for serial in candidates[start..<min(start + Self.rank, candidates.count)] {
                if let hit = try hit(serial, statement, &lookups) { found.append(hit) }
            }
            hits += found.sorted { ($1.lookup.evidence, $1.id) < ($0.lookup.evidence, $0.id) }
        }
        return Array(hits.prefix(Self.shown))
    }

    /// The patient of a record number's place in its series, where the names fit in full.
    private func hit(
        _ serial: Int64, _ statement: Statement, _ lookups: inout [PatientNames: NameLookup?]
    ) throws -> Hit? {
        let found = try statement.first({ $0.add(RecordNumber.format(serial)) }) { row in
            (
                id: row.id(0, of: Patient.self),
                names: PatientNames(primary: row.string(1), other: row.text(2)), keys: row.string(3)
            )
        }
        guard let (id, names, keys) = found else { return nil }
        if !begun.isEmpty, NameKeys.holds(begun, inText: keys) { return nil }
        if let known = lookups[names] { return known.map { Hit(id: id, lookup: $0) } }
        if lookups.count >= Self.comparedLimit { return nil }
        let lookup = lookup(names)
        lookups[names] = .some(lookup)
        return lookup.map { Hit(id: id, lookup: $0) }
    }

    /// The full comparison with the best of the names.
    private func lookup(_ names: PatientNames) -> NameLookup? {
        names.all.compactMap { NameLookup(query, in: PersonName($0)) }.max { $0.evidence < $1.evidence }
    }
}

extension NameFound {
    init(_ match: NameMatch) {
        switch match {
        case .exact, .sameWords: self = .words
        case .otherScript: self = .otherScript
        case .sameSkeleton: self = .sound
        case .near, .different: self = .near
        }
    }
}
