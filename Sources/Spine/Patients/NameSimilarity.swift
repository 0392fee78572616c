import Names

/// How near two patients' names are, for finding a patient who is about to be registered twice.
enum NameSimilarity {
    /// From here on two names count as similar.
    static let threshold = NameComparison.threshold

    /// 0 (nothing in common) to 100 (the same), the best over the names of both sides; symmetric.
    ///
    /// Nil when a side has no name.
    static func score(_ left: [String], _ right: [String]) -> Int? {
        let others = right.map(PersonName.init).filter { !$0.words.isEmpty }
        var best: Int?
        for name in left.map(PersonName.init) where !name.words.isEmpty {
            for other in others { best = max(best ?? 0, NameComparison(name, other).score) }
        }
        return best
    }

    /// Whether a name has a single word that tells people apart.
    static func isSingle(_ name: String) -> Bool {
        PersonName(name).words.count { $0.role == .telling } < 2
    }
}
