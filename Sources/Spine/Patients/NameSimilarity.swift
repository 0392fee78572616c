/// How near two names are, for finding a patient who is about to be registered twice.
enum NameSimilarity {
    /// From here on two names count as similar.
    static let threshold = 60

    /// 0 (nothing in common) to 100 (the same words in any order), over the scripts that both sides have.
    ///
    /// Muhammad counts only where a side has no other word. Words of at least four letters may differ by one letter,
    /// words of at least eight by two. Nil when the names share no script and so cannot be compared.
    static func score(_ left: [String], _ right: [String]) -> Int? {
        var best: Int?
        for first in left {
            for second in right {
                guard let score = score(NameFolding.words(first), NameFolding.words(second)) else { continue }
                best = max(best ?? 0, score)
            }
        }
        return best
    }

    private static func score(_ left: [NameFolding.Word], _ right: [NameFolding.Word]) -> Int? {
        let scripts = Set(left.map(\.script)).intersection(right.map(\.script))
        if scripts.isEmpty { return nil }
        let first = telling(left.filter { scripts.contains($0.script) }.map(\.key))
        let second = telling(right.filter { scripts.contains($0.script) }.map(\.key))
        let matched = max(matches(first, second), matches(second, first))
        return matched * 200 / (first.count + second.count)
    }

    /// How many words of one side find a partner of their own on the other.
    private static func matches(_ words: [String], _ others: [String]) -> Int {
        var left = others
        return words.filter { word in
            guard let index = left.firstIndex(of: word) ?? left.firstIndex(where: { isSame(word, $0) }) else {
                return false
            }
            left.remove(at: index)
            return true
        }.count
    }

    /// The words without Muhammad, unless that is all there is.
    static func telling(_ keys: [String]) -> [String] {
        let others = keys.filter { !NameClass.isMuhammad($0) }
        return others.isEmpty ? keys.prefix(1).map { NameClass.canonical($0) ?? $0 } : others
    }

    static func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        let shorter = min(left.unicodeScalars.count, right.unicodeScalars.count)
        let allowed = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0
        return allowed > 0 && isWithin(allowed, Array(left.unicodeScalars), Array(right.unicodeScalars))
    }

    /// Whether at most `limit` insertions, deletions or changes of one letter lead from one word to the other.
    static func isWithin(_ limit: Int, _ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
        if abs(left.count - right.count) > limit { return false }
        var row = Array(0...right.count)
        for (i, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let changed = diagonal + (scalar == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, diagonal + 1, row[j] + 1)
            }
            if let least = row.min(), least > limit { return false }
        }
        return (row.last ?? 0) <= limit
    }
}
