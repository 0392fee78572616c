/// How a name that was typed into a search fits a stored one: every word typed must be there, more may be.
public struct NameLookup: Hashable, Sendable {
    /// What ranks the answers of one search, the greater the likelier; not comparable between searches.
    public let evidence: Int
    /// How far apart the spellings are of those words that were typed.
    public let match: NameMatch

    /// The odds that a typed word needs at least to count as found.
    public static let least: Float = WordOdds.usual - 0.85

    /// How much speaks for a typed and a stored word being one, in nats; from `least` on the word counts as found, and so
    /// it does after a slip of the finger.
    public static func odds(_ typed: PersonName.Word, _ stored: PersonName.Word) -> Float {
        let odds = WordPairing.odds(typed, stored)
        return odds < least && isForgiven(typed, stored, odds) ? least : odds
    }

    /// Nil where a word that was typed is not in the stored name.
    public init?(_ typed: PersonName, in stored: PersonName) {
        let pairing = WordPairing(typed, stored)
        let found = pairing.pairs.filter { Self.isFound($0, typed, stored) }
        let isCovered = typed.words.indices.allSatisfy { index in
            typed.words[index].role == .ignored || found.contains { $0.left.contains(index) }
        }
        guard isCovered, !found.isEmpty else { return nil }
        evidence = Int((pairing.evidence * 1000).rounded())
        match = found.map { Self.match($0, typed, stored) }.max { $0.rank < $1.rank } ?? .near
    }

    private static func isFound(_ pair: WordPairing.Pair, _ typed: PersonName, _ stored: PersonName) -> Bool {
        if pair.odds >= least { return true }
        guard pair.left.count == 1, pair.right.count == 1 else { return false }
        return isForgiven(typed.words[pair.left.lowerBound], stored.words[pair.right.lowerBound], pair.odds)
    }

    /// Whether a slip of the finger or the letters that Arabic lacks are all that is between two words.
    private static func isForgiven(_ typed: PersonName.Word, _ stored: PersonName.Word, _ odds: Float) -> Bool {
        // One letter read otherwise does not bring strangers together.
        Slip.separates(typed, stored) || odds > least - 7 && LoanLetters.areOne(typed, stored)
    }

    private static func match(_ pair: WordPairing.Pair, _ typed: PersonName, _ stored: PersonName) -> NameMatch {
        if pair.odds < WordOdds.usual { return .near }
        let left = typed.words[pair.left]
        let right = stored.words[pair.right]
        if left.first?.script != right.first?.script { return .otherScript }
        if left.map(\.text) == right.map(\.text) { return .exact }
        if left.map(\.text).joined() == right.map(\.text).joined() { return .sameWords }
        let share = !Skeleton.of(typed, pair.left).isDisjoint(with: Skeleton.of(stored, pair.right))
        return share ? .sameSkeleton : .near
    }
}

extension NameMatch {
    /// The farther, the greater.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
