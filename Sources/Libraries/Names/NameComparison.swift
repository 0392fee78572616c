/// Why two names count as one, or not.
public enum NameMatch: String, Codable, CaseIterable, Sendable {
    /// The same letters, titles and habits of the keyboard aside.
    case exact
    /// The same words in another order, joined or split, or with a word that says little missing.
    case sameWords
    /// The same name in another script.
    case otherScript
    /// Another spelling with the same consonants.
    case sameSkeleton
    /// Another spelling that sounds near.
    case near
    /// Too little in common.
    case different
}

/// How near two names are.
public struct NameComparison: Hashable, Sendable {
    /// 0 (nothing in common) to 100 (the same); symmetric.
    public let score: Int
    /// What the score rests on.
    public let match: NameMatch
    /// What ranks several names against one: log odds in thousandths of a nat; not comparable between queries.
    public let evidence: Int

    /// From this score on two names count as the same.
    public static let threshold = 60

    /// Whether the two count as one name.
    public var isSame: Bool { score >= Self.threshold }

    /// Compares two names; the order of the two makes no difference.
    public init(_ left: PersonName, _ right: PersonName) {
        let pairing = Self.pairing(left, right)
        score = pairing.score
        evidence = Self.thousandths(pairing.evidence)
        match = pairing.match
    }

    /// `evidence` alone, for ranking many names of which few are shown.
    static func evidence(_ left: PersonName, _ right: PersonName) -> Int {
        thousandths(pairing(left, right).evidence)
    }

    /// One order for both ways round, so that rounding cannot differ.
    private static func pairing(_ left: PersonName, _ right: PersonName) -> WordPairing {
        let isInOrder = !right.words.lazy.map(\.text).lexicographicallyPrecedes(left.words.lazy.map(\.text))
        return isInOrder ? WordPairing(left, right) : WordPairing(right, left)
    }

    private static func thousandths(_ evidence: Float) -> Int { Int((evidence * 1000).rounded()) }
}
