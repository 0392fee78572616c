/// Ranks many names against one.
public struct NameRanking: Sendable {
    /// A name of the list with how near it is.
    public struct Row: Sendable {
        /// Where the name stands in the list, from 0.
        public let index: Int
        public let comparison: NameComparison
    }

    private let names: [PersonName]
    /// The different words of all names, and the different readings of two words as one.
    private var words: [PersonName.Word] = []
    private var joined: [WordSounds] = []
    /// Which of them each name has.
    private var wordsOfName: [[Int32]] = []
    private var joinedOfName: [[Int32]] = []

    /// How many names are compared in full for each row asked for: those whose words are the nearest one by one.
    private static let comparedForEach = 30
    private static let comparedAtLeast = 300

    /// - Parameter names: the names among which queries look; read once.
    public init(among names: [PersonName]) {
        self.names = names
        var places: [String: Int32] = [:]
        var joinedPlaces: [WordSounds: Int32] = [:]
        for name in names {
            wordsOfName.append(
                name.words.map { word in
                    if let known = places[word.text] { return known }
                    words.append(word)
                    places[word.text] = Int32(words.count - 1)
                    return Int32(words.count - 1)
                })
            joinedOfName.append(
                name.joined.compactMap { $0 }.map { sounds in
                    if let known = joinedPlaces[sounds] { return known }
                    joined.append(sounds)
                    joinedPlaces[sounds] = Int32(joined.count - 1)
                    return Int32(joined.count - 1)
                })
        }
    }

    /// The likeliest names first, at most `limit`; equal ones in the order of the list.
    ///
    /// Of a long list only the names whose single words are nearest are compared in full.
    public func rank(_ query: PersonName, limit: Int) -> [Row] {
        let compared = nearest(query, limit: max(Self.comparedAtLeast, limit * Self.comparedForEach))
        let evidence = compared.map { (index: $0, evidence: NameComparison.evidence(query, names[$0])) }
        let order = evidence.sorted { ($1.evidence, $0.index) < ($0.evidence, $1.index) }
        return order.prefix(limit).map { Row(index: $0.index, comparison: NameComparison(query, names[$0.index])) }
    }

    private func nearest(_ query: PersonName, limit: Int) -> [Int] {
        if names.count <= limit { return Array(names.indices) }
        let byWord = query.words.map { word in words.map { WordPairing.odds(word, $0) } }
        let byJoined = query.words.map { word in joined.map { Self.odds(word.sounds, $0) } }
        // What is typed as two words may be stored as one.
        let typedJoined = query.joined.map { sounds in
            sounds.map { sounds in words.map { Self.odds(sounds, $0.sounds) } }
        }
        var worths: [(index: Int, worth: Float)] = []
        worths.reserveCapacity(names.count)
        var best = [Float](repeating: 0, count: query.words.count)
        for index in names.indices {
            for place in best.indices {
                var odds = Self.least
                for word in wordsOfName[index] { odds = max(odds, byWord[place][Int(word)]) }
                for word in joinedOfName[index] { odds = max(odds, byJoined[place][Int(word)]) }
                best[place] = odds
            }
            for (place, odds) in typedJoined.enumerated() {
                guard let odds else { continue }
                for word in wordsOfName[index] {
                    best[place] = max(best[place], odds[Int(word)])
                    best[place + 1] = max(best[place + 1], odds[Int(word)])
                }
            }
            var worth = -Self.alone * Float(abs(names[index].words.count - query.words.count))
            for place in best.indices {
                let odds = best[place]
                worth += query.words[place].rankWeight * (WordOdds.logProbability(odds) + 0.1 * min(odds, 20))
            }
            worths.append((index, worth))
        }
        worths.sort { ($1.worth, $0.index) < ($0.worth, $1.index) }
        return worths.prefix(limit).map(\.index)
    }

    private static let least: Float = -9
    /// What a word too many or too few costs in this first look.
    private static let alone: Float = 2

    /// Two that differ in length by more than half have nothing to do with one another.
    private static func odds(_ one: WordSounds, _ other: WordSounds) -> Float {
        let (short, long) = (min(one.sounds.count, other.sounds.count), max(one.sounds.count, other.sounds.count))
        return long > 2 * short ? least : max(least, WordOdds.of(one, other))
    }
}
