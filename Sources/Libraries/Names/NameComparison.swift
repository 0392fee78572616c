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
        // One order for both ways round, so that rounding cannot differ.
        let (first, second) = Self.key(left) <= Self.key(right) ? (left, right) : (right, left)
        let pairing = WordPairing(first, second)
        score = pairing.score
        evidence = Int((pairing.evidence * 1000).rounded())
        match = pairing.match
    }

    private static func key(_ name: PersonName) -> String {
        name.words.map(\.text).joined(separator: " ")
    }
}
