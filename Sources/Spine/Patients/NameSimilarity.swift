import Names

/// How near two patients' names are, for finding a patient who is about to be registered twice.
enum NameSimilarity {
    /// From here on two names count as similar.
    static let threshold = NameComparison.threshold

    /// 0 (nothing in common) to 100 (the same), the best over the names of both sides; symmetric.
    ///
    /// Nil when a side has no name.
    static func score(_ left: [String], _ right: [String]) -> Int? {
        score(read: read(left), right)
    }

    /// The same for names of one side that were read before, because they are compared with many.
    static func score(read left: [PersonName], _ right: [String]) -> Int? {
        var best: Int?
        for other in read(right) {
            for name in left { best = max(best ?? 0, NameComparison(name, other).score) }
        }
        return best
    }

    /// Names as the comparison reads them; those without a word are left out.
    static func read(_ names: [String]) -> [PersonName] {
        names.map(PersonName.init).filter { !$0.words.isEmpty }
    }

    /// Whether a name has a single word that tells people apart.
    static func isSingle(_ name: String) -> Bool {
        PersonName(name).words.count { $0.role == .telling } < 2
    }
}
