import GRDB
import Names
import SehatCore
import SehatStore

/// The skeletons of a patient's names, by which they are found in any script and spelling.
struct SoundKeys: Hashable, Sendable {
    /// Every distinct skeleton, in alphabetical order.
    let keys: [String]
    /// A bit for each skeleton, so that a search for several words turns strangers away inside the index.
    let signature: Int64

    init(names: [String]) {
        keys = names.reduce(into: Set<String>()) { $0.formUnion(Skeleton.stored(PersonName($1))) }.sorted()
        signature = Self.signature(keys)
    }

    static func signature(_ keys: some Sequence<String>) -> Int64 {
        keys.reduce(0) { bits, key in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
            for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return bits | 1 << Int64((hash ^ hash >> 32) % 31)
        }
    }
}

/// Finding patients whose names sound like what was typed.
struct SoundSearch {
    let query: PersonName
    let tx: ReadTx

    /// A patient with what the ranking knows.
    struct Hit {
        let id: ID<Patient>
        let lookup: NameLookup
    }

    /// As much of a patient's row as ranking needs; whole rows are read of those alone that are shown.
    struct Candidate: FetchableRecord {
        let id: ID<Patient>
        let names: [String]
        let nameKeys: String

        init(row: Row) {
            id = row[0]
            let other: String? = row[2]
            names = [row[1]] + (other.map { [$0] } ?? [])
            nameKeys = row[3]
        }

        /// Whether every word begins a word of the patient's names.
        func holds(_ words: [String]) -> Bool { NameKeys.holds(words, inText: nameKeys) }
    }

    /// How many patients are ranked for one word of a search, the newest first.
    static let rowLimit = 200
    /// How many patients a search by sound shows at most.
    static let shown = 100
    /// The driver of a cursor that leafs through the hits.
    static let driver = "~"

    /// The patients that fit, likeliest first, without those that `isShown` already.
    func hits(except isShown: (Candidate) -> Bool) throws -> [Hit] {
        var hits: [Hit] = []
        for record in try candidates() where !isShown(record) {
            let best = record.names.compactMap { NameLookup(query, in: PersonName($0)) }
                .max { $0.evidence < $1.evidence }
            if let best { hits.append(Hit(id: record.id, lookup: best)) }
        }
        hits.sort { ($1.lookup.evidence, $1.id) < ($0.lookup.evidence, $0.id) }
        return Array(hits.prefix(Self.shown))
    }

    /// Patients that share the rarest word, and those who write neighbouring words of the query as one.
    private func candidates() throws -> [Candidate] {
        let found = try apart()
        let known = Set(found.map(\.id))
        return found + (try rows(Skeleton.wantedJoined(query), sharing: []).filter { !known.contains($0.id) })
    }

    /// Patients that share the rarest word, first those that share another word too.
    private func apart() throws -> [Candidate] {
        let groups = Skeleton.wanted(query)
        guard let driver = try rarest(groups) else { return [] }
        let others = groups.indices.filter { $0 != driver }.flatMap { groups[$0] }
        var found = try rows(groups[driver], sharing: others)
        if !others.isEmpty, found.count < Self.rowLimit / 4 {
            let known = Set(found.map(\.id))
            found += try rows(groups[driver], sharing: []).filter { !known.contains($0.id) }
        }
        return found
    }

    private func rows(_ keys: [String], sharing others: [String]) throws -> [Candidate] {
        let statement = try tx.db.cachedStatement(sql: SearchSQL.sounds)
        var records: [Candidate] = []
        var known: Set<ID<Patient>> = []
        // The usual skeleton comes first; all of them together fill the bound.
        for key in keys where records.count < Self.rowLimit {
            for record in try Candidate.fetchAll(
                statement, arguments: [key, SoundKeys.signature(others), Self.rowLimit - records.count])
            where known.insert(record.id).inserted { records.append(record) }
        }
        return records
    }

    /// The word that the fewest patients have, counted up to a bound.
    private func rarest(_ groups: [[String]]) throws -> Int? {
        guard groups.count > 1 else { return groups.indices.first }
        let statement = try tx.db.cachedStatement(sql: SearchSQL.soundCount)
        var best: (index: Int, count: Int)?
        for (index, keys) in groups.enumerated() {
            let count = try keys.reduce(0) { sum, key in
                sum + (try Int.fetchOne(statement, arguments: [key, SearchSQL.countLimit]) ?? 0)
            }
            if count > 0, count < best?.count ?? .max { best = (index, count) }
        }
        return best?.index
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
