import Names
import SehatCore
import SehatStore

/// Finding patients whose names sound like what was typed.
///
/// Candidates are collected inside the index of names: first those who have a word of the same skeleton for every word
/// typed, then those who write two of the words as one or one as two, and where few were found those whose skeletons are
/// one letter apart. Of these the names, most of which many share, are compared in full, the most promising ones only.
struct SoundSearch {
    /// A patient with what the ranking knows.
    struct Hit {
        let id: ID<Patient>
        let lookup: NameLookup
    }

    /// How many candidates are collected in each way.
    static let candidateLimit = 400
    /// How many different names are compared in full.
    static let comparedLimit = 60
    /// How many patients a search by sound shows at most.
    static let shown = 100
    /// Below so many candidates, misspelt words are looked for too.
    static let fewest = 5
    /// The driver of a cursor that leafs through the hits.
    static let driver = "~"

    private let query: PersonName
    private let typed: [PersonName.Word]
    private let index: NameIndexReader
    private var words: [Int64: SoundWord] = [:]
    private var bySkeletons: [[String]: WordGroup] = [:]
    private var candidates: [ID<Patient>: [Int64]] = [:]

    init(query: PersonName, tx: ReadTx) {
        self.query = query
        typed = query.words.filter { $0.role != .ignored }
        index = NameIndexReader(tx: tx)
    }

    /// The patients that fit, likeliest first, without those that `isShown` already.
    mutating func hits(except isShown: (IndexedPatient) -> Bool) throws -> [Hit] {
        if typed.isEmpty { return [] }
        var same: [WordGroup] = []
        for place in typed.indices { same.append(try soundingWords(place)) }
        try collect(same, except: isShown)
        for skeletons in Skeleton.joined(query) + Skeleton.divided(query) {
            guard let groups = try groups(skeletons) else { continue }
            try collect(groups, except: isShown)
        }
        if candidates.count < Self.fewest { try collectMisspelt(same, except: isShown) }
        return try ranked()
    }

    /// The words of the index that sound enough like a typed one, the nearest first.
    private mutating func soundingWords(_ place: Int) throws -> WordGroup {
        let skeletons = typed[place].skeletons.filter { !$0.isEmpty }
        // A script that is not read by sound is compared by its letters.
        guard !skeletons.isEmpty else { return try index.words(beginning: typed[place].key) }
        let group = try index.words(sounding: skeletons)
        return WordGroup(try sorted(group.numbers, place), mask: group.mask)
    }

    /// The words for each of several skeletons; nil where nobody has one of them.
    private mutating func groups(_ skeletons: [[String]]) throws -> [WordGroup]? {
        var all: [WordGroup] = []
        for alternatives in skeletons {
            let group = try bySkeletons[alternatives] ?? index.words(sounding: alternatives)
            bySkeletons[alternatives] = group
            if group.numbers.isEmpty { return nil }
            all.append(group)
        }
        return all
    }

    private mutating func sorted(_ numbers: [Int64], _ place: Int) throws -> [Int64] {
        var near: [(number: Int64, odds: Float)] = []
        for number in numbers {
            let odds = try word(number).odds[place]
            if odds >= NameLookup.least { near.append((number, odds)) }
        }
        return near.sorted { ($1.odds, $0.number) < ($0.odds, $1.number) }.map(\.number)
    }

    private mutating func collect(_ groups: [WordGroup], except isShown: (IndexedPatient) -> Bool) throws {
        guard let driver = try index.rarest(groups) else { return }
        let others = groups.indices.filter { $0 != driver }.map { groups[$0] }
        var found: [IndexedPatient] = []
        for word in groups[driver].numbers {
            let goesOn = try index.walk(NameIndexSQL.newest, word, from: .max, others) { patient in
                if candidates[patient.id] == nil, !isShown(patient) { found.append(patient) }
                return found.count < Self.candidateLimit
            }
            if !goesOn { break }
        }
        for patient in found { candidates[patient.id] = patient.words }
    }

    /// Each word in turn may be misspelt by a consonant; what is near enough in sound stands for it.
    private mutating func collectMisspelt(
        _ same: [WordGroup], except isShown: (IndexedPatient) -> Bool
    ) throws {
        var near: [WordGroup] = []
        for (place, word) in typed.enumerated() {
            near.append(try nearWords(place, word, same[place]))
        }
        for place in near.indices where near[place].numbers.count > same[place].numbers.count {
            var groups = same
            groups[place] = near[place]
            try collect(groups, except: isShown)
        }
        if candidates.isEmpty, typed.count > 1 { try collect(near, except: isShown) }
    }

    /// The words of the same skeleton and those one letter apart that sound near enough.
    private mutating func nearWords(_ place: Int, _ word: PersonName.Word, _ same: WordGroup) throws -> WordGroup {
        var numbers = same.numbers
        var mask = same.mask
        guard let skeleton = word.skeletons.first else { return same }
        let shorter = Skeleton.shortened(skeleton)
        let keys =
            [(WordKeyKind.shortened, skeleton)] + shorter.map { (.skeleton, $0) } + shorter.map { (.shortened, $0) }
        for (kind, key) in keys {
            for number in try index.numbers(kind, key, limit: Self.nearLimit) where !numbers.contains(number) {
                let known = try self.word(number)
                guard known.odds[place] >= NameLookup.least else { continue }
                numbers.append(number)
                mask |= known.bit
            }
        }
        return WordGroup(try sorted(numbers, place), mask: mask)
    }

    /// How many words of one key are compared with a word that may be misspelt.
    private static let nearLimit = 100

    /// The candidates by their names; equal names are compared once.
    private mutating func ranked() throws -> [Hit] {
        var patients: [[Int64]: [ID<Patient>]] = [:]
        for (id, words) in candidates { patients[words, default: []].append(id) }
        var promising: [(names: [Int64], worth: Float)] = []
        for names in patients.keys { promising.append((names, try worth(names))) }
        if promising.count > Self.comparedLimit {
            promising.sort { one, other in
                one.worth > other.worth || one.worth == other.worth && one.names.lexicographicallyPrecedes(other.names)
            }
        }
        var hits: [Hit] = []
        for (names, _) in promising.prefix(Self.comparedLimit) {
            guard let lookup = try lookup(names) else { continue }
            for id in patients[names] ?? [] { hits.append(Hit(id: id, lookup: lookup)) }
        }
        hits.sort { ($1.lookup.evidence, $1.id) < ($0.lookup.evidence, $0.id) }
        return Array(hits.prefix(Self.shown))
    }

    /// The full comparison with the best of the names.
    private mutating func lookup(_ names: [Int64]) throws -> NameLookup? {
        var best: NameLookup?
        for name in names.split(separator: 0) {
            let text = try name.map { try word($0).text }.joined(separator: " ")
            guard let lookup = NameLookup(query, in: PersonName(text)) else { continue }
            if lookup.evidence > best?.evidence ?? .min { best = lookup }
        }
        return best
    }

    /// A quick look at how near the best of the names is: the best word for each that was typed, less what stands alone.
    private mutating func worth(_ names: [Int64]) throws -> Float {
        var best = -Float.infinity
        for name in names.split(separator: 0) {
            var sum = Float(-3 * abs(name.count - typed.count))
            for place in typed.indices {
                var odds: Float = -9
                for number in name { odds = max(odds, try word(number).odds[place]) }
                sum += odds
            }
            best = max(best, sum)
        }
        return best
    }

    /// A word of the index with how near it is to each word typed; read once.
    private mutating func word(_ number: Int64) throws -> SoundWord {
        if let known = words[number] { return known }
        let text = try index.text(number)
        let read = PersonName.Word.readings(of: text)
        let word = SoundWord(
            text: text,
            odds: typed.map { one in read.reduce(-9) { max($0, min(NameLookup.odds(one, $1), 9)) } },
            bit: Signature.bit(read.first?.skeletons.first ?? text))
        words[number] = word
        return word
    }
}

/// A word of the index as one search sees it.
private struct SoundWord {
    let text: String
    /// How near it is to each word typed, in nats.
    let odds: [Float]
    let bit: Int64
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
