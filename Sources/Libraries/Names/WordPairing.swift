/// Which words of two names stand for one another, and what follows for the names.
struct WordPairing {
    /// Words of the left that stand for words of the right; one of the two runs may be two words written as one.
    struct Pair {
        let left: Range<Int>
        let right: Range<Int>
        /// Log odds that both are one word of a name, in nats.
        let odds: Float
    }

    /// Odds below which two words have nothing to do with one another.
    private static let floor: Float = -9
    /// Odds of words with the same folded letters.
    private static let equal: Float = 9
    /// Odds of words that only habits of writing tell apart.
    private static let equalBut: Float = 8
    /// What words in another order cost where names are ranked, in nats: more than a habit of writing, less than a
    /// word that is another name.
    private static let disorder: Float = 1.25

    let pairs: [Pair]
    private let left: PersonName
    private let right: PersonName

    init(_ left: PersonName, _ right: PersonName) {
        self.left = left
        self.right = right
        pairs = Self.chosen(Self.candidates(left, right), left.words.count, right.words.count)
    }

    private static func candidates(_ left: PersonName, _ right: PersonName) -> [Pair] {
        var all: [Pair] = []
        all.reserveCapacity(left.words.count * right.words.count)
        var hasStranger = left.words.count != right.words.count
        for (i, word) in left.words.enumerated() {
            var best = floor
            for (j, other) in right.words.enumerated() {
                let odds = odds(word, other)
                best = max(best, odds)
                if odds > floor { all.append(Pair(left: i..<i + 1, right: j..<j + 1, odds: odds)) }
            }
            if best < 0 { hasStranger = true }
        }
        guard hasStranger else { return all }
        for (i, one) in left.joined.enumerated() {
            guard let one else { continue }
            for (j, other) in right.words.enumerated() {
                add(odds(one, other), i..<i + 2, j..<j + 1, to: &all)
            }
        }
        for (j, one) in right.joined.enumerated() {
            guard let one else { continue }
            for (i, word) in left.words.enumerated() {
                add(odds(one, word), i..<i + 1, j..<j + 2, to: &all)
            }
        }
        addTwo(left, right, to: &all)
        addThree(left, right, to: &all)
        return all
    }

    /// Words as one against a word in the better of its readings.
    private static func odds(_ joined: WordSounds, _ word: PersonName.Word) -> Float {
        let odds = WordOdds.of(joined, word.sounds)
        return word.bare.map { max(odds, WordOdds.of(joined, $0.sounds)) } ?? odds
    }

    /// Two words of one name that are two of the other, divided at another letter: Saiful Din, سیف الدین.
    private static func addTwo(_ left: PersonName, _ right: PersonName, to all: inout [Pair]) {
        for (i, one) in left.joined.enumerated() {
            guard let one else { continue }
            for (j, other) in right.joined.enumerated() {
                guard let other, let table = SoundWeights.shipped.table(one.script, other.script) else { continue }
                let apart =
                    WordOdds.of(left.words[i].sounds, right.words[j].sounds)
                    + WordOdds.of(left.words[i + 1].sounds, right.words[j + 1].sounds)
                // Two pairs of words start from the rarity of two.
                let odds = WordOdds.of(one, other) + table.bias
                if odds > max(0, apart + otherDivision) {
                    all.append(Pair(left: i..<i + 2, right: j..<j + 2, odds: odds))
                }
            }
        }
    }

    /// How much likelier two words must be as one for their division to be the difference, in nats.
    private static let otherDivision: Float = 2

    /// Three words of one name that are one word of the other.
    private static func addThree(_ left: PersonName, _ right: PersonName, to all: inout [Pair]) {
        if left.words.count >= right.words.count + 2 {
            for (i, one) in left.threes {
                for (j, other) in right.words.enumerated() {
                    add(WordOdds.of(one, other.sounds), i..<i + 3, j..<j + 1, to: &all)
                }
            }
        } else if right.words.count >= left.words.count + 2 {
            for (j, one) in right.threes {
                for (i, word) in left.words.enumerated() {
                    add(WordOdds.of(word.sounds, one), i..<i + 1, j..<j + 3, to: &all)
                }
            }
        }
    }

    private static func add(_ odds: Float, _ left: Range<Int>, _ right: Range<Int>, to all: inout [Pair]) {
        if odds > 0 { all.append(Pair(left: left, right: right, odds: odds + 1)) }
    }

    /// Log odds that two words are spellings of one.
    static func odds(_ word: PersonName.Word, _ other: PersonName.Word) -> Float {
        if word.script == other.script {
            if word.text == other.text { return equal }
            if word.script == .other { return floor }
            if word.script != .latin, word.key == other.key { return equalBut }
        } else if Servant.words.contains(word.text), Servant.words.contains(other.text) {
            return equalBut
        }
        let odds = max(floor, WordOdds.of(word.sounds, other.sounds), withoutArticle(word, other))
        if word.script == .latin, other.script == .latin, word.text.hasPrefix("aye") != other.text.hasPrefix("aye") {
            return max(odds, WordOdds.of(withoutSilentE(word), withoutSilentE(other)))
        }
        return odds
    }

    /// What writing the Arabic article before a name, or not, costs: القادر and قادر are one name.
    private static let article: Float = 0.5

    /// The odds where one of the words is taken without its article.
    private static func withoutArticle(_ word: PersonName.Word, _ other: PersonName.Word) -> Float {
        switch (word.bare, other.bare) {
        case (let bare?, nil): odds(bare, other) - article
        case (nil, let bare?): odds(bare, word) - article
        case (let bare?, let rest?):
            // السعید and Essaid: both have it.
            bare.key == rest.key && word.script == other.script ? equalBut : WordOdds.of(bare.sounds, rest.sounds)
        case (nil, nil): floor
        }
    }

    private static func odds(_ bare: PersonName.Word.Bare, _ other: PersonName.Word) -> Float {
        if other.script == bare.sounds.script, bare.key == other.key { return equalBut }
        return WordOdds.of(bare.sounds, other.sounds)
    }

    /// Ayesha is Aysha in Latin letters: the e is not spoken. Against other scripts it reads as it is written.
    private static func withoutSilentE(_ word: PersonName.Word) -> WordSounds {
        guard word.text.hasPrefix("aye") else { return word.sounds }
        return WordSounds(folded: "ay" + word.text.dropFirst(3), script: .latin)
    }

    /// The best pairs first, each word at most once.
    private static func chosen(_ all: [Pair], _ lefts: Int, _ rights: Int) -> [Pair] {
        var usedLeft: UInt32 = 0
        var usedRight: UInt32 = 0
        var chosen: [Pair] = []
        func bits(_ range: Range<Int>) -> UInt32 { range.reduce(0) { $0 | 1 << UInt32($1) } }
        let sorted = all.sorted {
            ($1.odds, $0.left.lowerBound, $0.right.lowerBound) < ($0.odds, $1.left.lowerBound, $1.right.lowerBound)
        }
        for pair in sorted where usedLeft & bits(pair.left) == 0 && usedRight & bits(pair.right) == 0 {
            usedLeft |= bits(pair.left)
            usedRight |= bits(pair.right)
            chosen.append(pair)
        }
        return chosen.sorted { $0.left.lowerBound < $1.left.lowerBound }
    }

    /// For a score or for a rank.
    private enum Weighing { case score, rank }

    private func weight(_ pair: Pair, _ by: Weighing) -> Float {
        (Self.sum(left.words[pair.left], by) + Self.sum(right.words[pair.right], by)) / 2
    }

    /// What no pair covers, on both sides.
    private func alone(_ by: Weighing) -> (left: Float, right: Float) {
        let pairedLeft = pairs.reduce(0) { $0 + Self.sum(left.words[$1.left], by) }
        let pairedRight = pairs.reduce(0) { $0 + Self.sum(right.words[$1.right], by) }
        return (Self.sum(left.words[...], by) - pairedLeft, Self.sum(right.words[...], by) - pairedRight)
    }

    private static func sum(_ words: ArraySlice<PersonName.Word>, _ by: Weighing) -> Float {
        words.reduce(0) { $0 + (by == .rank ? $1.rankWeight : $1.weight) }
    }

    private var isInOrder: Bool {
        zip(pairs, pairs.dropFirst()).allSatisfy { $0.right.lowerBound < $1.right.lowerBound }
    }

    /// Log odds of one person's name being written in both ways: what the pairs say, less what stands alone.
    var evidence: Float {
        var sum: Float = 0
        for pair in pairs {
            // Saturates: a word spelled alike twice says hardly more than one spelled differently.
            sum += weight(pair, .rank) * (WordOdds.logProbability(pair.odds) + 0.1 * min(pair.odds, 20))
        }
        let alone = alone(.rank)
        // Words that both sides have and the other lacks speak against; words that only one side has, less.
        sum -= 10 * min(alone.left, alone.right) + 8 * abs(alone.left - alone.right)
        return isInOrder ? sum : sum - Self.disorder
    }

    /// 0 to 100.
    var score: Int {
        if left.words.isEmpty || right.words.isEmpty { return 0 }
        var sum: Float = 0
        var worst: Float = 1
        for pair in pairs {
            let likeness = WordOdds.likeness(pair.odds)
            sum += weight(pair, .score) * likeness
            if weight(pair, .score) > 0.5 { worst = min(worst, likeness) }
        }
        let alone = alone(.score)
        if min(alone.left, alone.right) >= 1 { worst = 0 }
        let total = pairs.reduce(0) { $0 + weight($1, .score) } + (alone.left + alone.right) / 2
        let mean = sum / max(total, 0.01)
        return Int((100 * (0.5 * mean + 0.5 * min(worst, mean))).rounded())
    }

    var match: NameMatch {
        if score < NameComparison.threshold { return score >= 35 ? .near : .different }
        if left.counted == right.counted { return .exact }
        if pairs.contains(where: { left.words[$0.left.lowerBound].script != right.words[$0.right.lowerBound].script }) {
            return .otherScript
        }
        if pairs.allSatisfy({ left.letters($0.left) == right.letters($0.right) }) { return .sameWords }
        let haveSkeletons = pairs.allSatisfy {
            !Skeleton.of(left, $0.left).isDisjoint(with: Skeleton.of(right, $0.right))
        }
        return haveSkeletons ? .sameSkeleton : .near
    }
}

extension PersonName {
    /// The spellings of the words that are no titles.
    fileprivate var counted: [String] { words.filter { $0.role != .ignored }.map(\.text) }

    /// The readings of three neighbouring words as one, by the place of the first.
    fileprivate var threes: [(Int, WordSounds)] {
        words.indices.dropLast(2).compactMap { index in joined(index..<index + 3).map { (index, $0) } }
    }

    fileprivate func letters(_ range: Range<Int>) -> String { words[range].map(\.text).joined() }
}
