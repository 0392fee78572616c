import Foundation
import Synchronization

/// Recall over composed names and confusable pairs, of the held-out part only.
enum Bench {
    /// One query's answer by every method.
    private struct Tally {
        var first = 0
        var ten = 0

        mutating func count(_ ranked: [Int], _ answer: Int) {
            if ranked.first == answer { first += 1 }
            if ranked.prefix(10).contains(answer) { ten += 1 }
        }
    }

    /// - Parameter label: what the rows begin with.
    static func recall(_ held: [[Spelling]], queries: Int, pool size: Int, label: String = "names") {
        let ways = Eval.scripts.flatMap { a in Eval.scripts.map { (a, $0) } }
        let tasks = ways.map { Eval.task(held, $0.0, $0.1, pool: size, queries: queries, seed: 7) }
        // Each pair of scripts on a processor of its own; the rows come in their order.
        let measured = Mutex<[Int: [(String, Tally)]]>([:])
        DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
            guard let task = tasks[index] else { return }
            let tallies = measure(task)
            measured.withLock { $0[index] = tallies }
        }
        for (index, (a, b)) in ways.enumerated() {
            guard let task = tasks[index], let tallies = measured.withLock({ $0[index] }) else { continue }
            let best = tallies.dropFirst(2).map(\.1)
            let name = "\(label) \(a) to \(b), \(task.pool.count) stored"
            report(name + ", recall at 1", tallies, task.queries.count, best.map(\.first).max(), goal: 0.85, \.first)
            report(name + ", recall at 10", tallies, task.queries.count, best.map(\.ten).max(), goal: 0.99, \.ten)
        }
    }

    /// The library's row beside the best of the others, then those one by one.
    private static func report(
        _ name: String, _ tallies: [(String, Tally)], _ queries: Int, _ best: Int?, goal: Double,
        _ count: (Tally) -> Int
    ) {
        let share = { (n: Int) in Double(n) / Double(queries) }
        for (position, (method, tally)) in tallies.enumerated() {
            if position == 0 {
                row(
                    name, share(count(tally)), reference: best.map(share),
                    goal: ("value >= \(goal)", share(count(tally)) >= goal))
            } else {
                row("\(name), \(method)", share(count(tally)))
            }
        }
    }

    /// One line of the seven columns that every figure of Packaging/bench has.
    private static func row(
        _ name: String, _ value: Double, reference: Double? = nil, goal: (words: String, isReached: Bool)? = nil
    ) {
        let text = { (value: Double) in String(format: "%.3f", value) }
        let ratio = reference.flatMap { $0 > 0 ? value / $0 : nil }
        let columns = [
            name, text(value), "share", reference.map(text) ?? "-", ratio.map(text) ?? "-", goal?.words ?? "-",
            goal.map { $0.isReached ? "yes" : "no" } ?? "-",
        ]
        FileHandle.standardOutput.write(Data((columns.joined(separator: "\t") + "\n").utf8))
    }

    private static func measure(_ task: Eval.Task) -> [(String, Tally)] {
        var names = Tally()
        var keyed = Tally()
        var soundex = Tally()
        var winkler = Tally()
        var trigram = Tally()
        let pool = task.pool.map { PersonName($0.joined(separator: " ")) }
        let ranking = NameRanking(among: pool)
        let keys = task.pool.map { words in
            Set(PersonName.tokens(words.joined(separator: " ")).flatMap(Skeleton.stored))
        }
        let latin = task.pool.map { Baselines.latin($0.joined(separator: " ")) }
        let codes = latin.map { Set($0.split(separator: " ").map(Baselines.soundex)) }
        let bytes = latin.map { Array($0.utf8) }
        let grams = TrigramIndex(latin)
        for (query, answer) in zip(task.queries, task.answers) {
            let text = query.joined(separator: " ")
            let name = PersonName(text)
            let ranked = ranking.rank(name, limit: 10).map(\.index)
            names.count(ranked, answer)
            // What a search through the stored keys can reach: each word by one of its skeletons, two as one, one as two.
            let ways =
                [Skeleton.wanted(name)] + (Skeleton.joined(name) + Skeleton.divided(name)).map { $0.map(\.skeletons) }
            let reached = ranked.filter { index in
                ways.contains { $0.allSatisfy { !keys[index].isDisjoint(with: $0) } }
            }
            keyed.count(reached, answer)
            let typed = Baselines.latin(text)
            let mine = Set(typed.split(separator: " ").map(Baselines.soundex))
            let letters = Array(typed.utf8)
            soundex.count(
                Baselines.rank(latin.count) {
                    2 * Double(codes[$0].intersection(mine).count) / Double(codes[$0].count + mine.count)
                }, answer)
            winkler.count(Baselines.rank(latin.count) { Baselines.jaroWinkler(letters, bytes[$0]) }, answer)
            trigram.count(grams.rank(typed), answer)
        }
        return [
            ("sehat", names), ("sehat by keys", keyed), ("Soundex", soundex), ("Jaro-Winkler", winkler),
            ("SQLite trigram", trigram),
        ]
    }

    private typealias Pair = (String, String)

    static func confusable(_ names: [String: [Spelling]], _ declared: [(String, String)]) {
        let held = names.filter { Corpus.isHeldOut($0.key) }.sorted { $0.key < $1.key }.map(\.value)
        let same = held.map(pairs)
        let other: [[Pair]] = declared.compactMap { p, q in
            guard let x = names[p], let y = names[q], Corpus.isHeldOut(p) || Corpus.isHeldOut(q),
                Set(x.map(\.text)).isDisjoint(with: y.map(\.text))
            else { return nil }
            return x.flatMap { one in y.map { (one.text, $0.text) } }
        }
        let methods: [(String, (String, String) -> Bool)] = [
            ("sehat", { NameComparison(PersonName($0), PersonName($1)).isSame }),
            ("Soundex", { Baselines.soundex(Baselines.latin($0)[...]) == Baselines.soundex(Baselines.latin($1)[...]) }),
            (
                "Jaro-Winkler > 0.9",
                { Baselines.jaroWinkler(Array(Baselines.latin($0).utf8), Array(Baselines.latin($1).utf8)) > 0.9 }
            ),
        ]
        for (method, isSame) in methods {
            let kept = share(same, isSame)
            let wrong = share(other, isSame)
            let isOurs = method == "sehat"
            let suffix = isOurs ? "" : ", \(method)"
            row("names variants kept" + suffix, kept, goal: isOurs ? ("value >= 0.95", kept >= 0.95) : nil)
            row(
                "names confusables called the same" + suffix, wrong,
                goal: isOurs ? ("value <= 0.05", wrong <= 0.05) : nil)
        }
    }

    /// How many spellings of one name are called the same, of names without a list of confusable ones.
    static func variants(_ names: [[Spelling]], label: String) {
        let kept = share(names.map(pairs)) { NameComparison(PersonName($0), PersonName($1)).isSame }
        row("\(label) variants kept", kept, goal: ("value >= 0.95", kept >= 0.95))
    }

    /// Every two different spellings of a name.
    private static func pairs(_ group: [Spelling]) -> [Pair] {
        group.indices.flatMap { i in
            group.indices.filter { i < $0 && group[i].text != group[$0].text }.map { (group[i].text, group[$0].text) }
        }
    }

    /// The share of pairs called the same, each name or pair of names counting once.
    private static func share(_ groups: [[Pair]], _ isSame: (String, String) -> Bool) -> Double {
        let shares = groups.filter { !$0.isEmpty }.map { group in
            Double(group.filter { isSame($0.0, $0.1) }.count) / Double(group.count)
        }
        return shares.reduce(0, +) / Double(max(shares.count, 1))
    }
}
