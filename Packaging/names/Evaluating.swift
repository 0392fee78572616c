import Foundation

struct Pseudo: RandomNumberGenerator {
    var s: UInt64
    mutating func next() -> UInt64 {
        s &+= 0x9E37_79B9_7F4A_7C15
        var z = s
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

enum Eval {
    static let scripts = ["Latn", "Arab-ur", "Arab-ar", "Deva"]

    /// A set of name-level problems.
    struct Task {
        var queries: [[String]]
        var pool: [[String]]
        var answers: [Int]
    }

    static func task(
        _ names: [[Spelling]], _ sa: String, _ sb: String, pool size: Int, queries count: Int, seed: UInt64
    ) -> Task? {
        var g = Pseudo(s: seed)
        let usable = names.filter { group in
            let a = group.filter { $0.corpusScript == sa }
            let b = group.filter { $0.corpusScript == sb }
            return !b.isEmpty && (sa == sb ? b.count > 1 : !a.isEmpty)
        }.sorted { $0[0].nameID < $1[0].nameID }
        if usable.count < 20 { return nil }
        // Few names make few persons: the same words in another order would be another person only by chance.
        var seen: Set<Set<Int>> = []
        var ids: [[Int]] = []
        var tries = 0
        while ids.count < size, tries < size * 20 {
            tries += 1
            let n = Int.random(in: 0..<10, using: &g) < 7 ? 2 : 3
            let pick = (0..<n).map { _ in Int.random(in: 0..<usable.count, using: &g) }
            if Set(pick).count == n, seen.insert(Set(pick)).inserted { ids.append(pick) }
        }
        let pool = ids.map { $0.map { i in usable[i].filter { $0.corpusScript == sb }.randomElement(using: &g)!.text } }
        var answers: [Int] = []
        var queries: [[String]] = []
        for _ in 0..<count {
            let t = Int.random(in: 0..<ids.count, using: &g)
            answers.append(t)
            queries.append(
                zip(ids[t], pool[t]).map { i, stored in
                    usable[i].filter { $0.corpusScript == sa && $0.text != stored }.randomElement(using: &g)?.text
                        ?? stored
                })
        }
        return Task(queries: queries, pool: pool, answers: answers)
    }
}
