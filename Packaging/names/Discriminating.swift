import Foundation

// Second stage of the training: the weights become the log odds of "one name" against "two names that look alike",
// by stochastic gradient over best alignments, starting from the generative weights.

struct Labelled {
    let a: [UInt8]
    let b: [UInt8]
    let isSame: Bool
    let weight: Float
}

struct Discriminator {
    let nA: Int, nB: Int
    let isSymmetric: Bool
    var cells: [Float]
    /// By how many sounds both words have together.
    var biases = [Float](repeating: -3, count: Discriminator.lengths)
    static let lengths = 18
    private let start: [Float]

    init(_ sa: NameScript, _ sb: NameScript, _ generative: [Double], scale: Float) {
        nA = SoundClass.classes(of: sa).count
        nB = SoundClass.classes(of: sb).count
        isSymmetric = sa == sb
        cells = generative.map { max(-8, Float($0)) * scale }
        start = cells
    }

    /// The best alignment's sum and its cells.
    func align(_ a: [UInt8], _ b: [UInt8], _ path: inout [Int]) -> Float {
        let w = b.count + 1
        var f = [Float](repeating: 0, count: (a.count + 1) * w)
        for i in 0...a.count {
            for j in 0...b.count where i + j > 0 {
                var v = -Float.infinity
                if i > 0, j > 0 { v = max(v, f[(i - 1) * w + j - 1] + cells[Int(a[i - 1]) * nB + Int(b[j - 1])]) }
                if i > 0 { v = max(v, f[(i - 1) * w + j] + cells[Int(a[i - 1]) * nB]) }
                if j > 0 { v = max(v, f[i * w + j - 1] + cells[Int(b[j - 1])]) }
                f[i * w + j] = v
            }
        }
        path.removeAll(keepingCapacity: true)
        var i = a.count
        var j = b.count
        while i + j > 0 {
            let v = f[i * w + j]
            if i > 0, j > 0, v == f[(i - 1) * w + j - 1] + cells[Int(a[i - 1]) * nB + Int(b[j - 1])] {
                path.append(Int(a[i - 1]) * nB + Int(b[j - 1]))
                i -= 1
                j -= 1
            } else if i > 0, v == f[(i - 1) * w + j] + cells[Int(a[i - 1]) * nB] {
                path.append(Int(a[i - 1]) * nB)
                i -= 1
            } else {
                path.append(Int(b[j - 1]))
                j -= 1
            }
        }
        return f[a.count * w + b.count]
    }

    var table: SoundWeights.Table { SoundWeights.Table(columns: nB, cells: cells, biases: biases) }

    mutating func train(_ samples: [Labelled], rounds: Int, rate: Float, pull: Float, seed: UInt64) {
        var g = Pseudo(s: seed)
        var order = Array(samples.indices)
        var path: [Int] = []
        var sum = [Float](repeating: 0, count: cells.count)
        var biasSum = [Float](repeating: 0, count: biases.count)
        var summed: Float = 0
        for round in 0..<rounds {
            order.shuffle(using: &g)
            let step = rate / (1 + Float(round) * 0.4)
            for k in order {
                let s = samples[k]
                let length = min(s.a.count + s.b.count, biases.count - 1)
                let z = align(s.a, s.b, &path) + biases[length]
                let p = 1 / (1 + exp(-z))
                let push = step * s.weight * ((s.isSame ? 1 : 0) - p)
                if abs(push) < 1e-5 { continue }
                for c in path {
                    cells[c] += push
                    if isSymmetric {
                        let i = c / nB
                        let j = c % nB
                        if i != j { cells[j * nB + i] += push }
                    }
                }
                // Neighbouring lengths learn together.
                for near in max(0, length - 2)...min(biases.count - 1, length + 2) {
                    biases[near] += push / Float(1 + abs(near - length))
                }
            }
            for c in cells.indices { cells[c] += pull * (start[c] - cells[c]) }
            if round >= rounds / 2 {
                for c in cells.indices { sum[c] += cells[c] }
                for length in biases.indices { biasSum[length] += biases[length] }
                summed += 1
            }
        }
        for c in cells.indices { cells[c] = sum[c] / summed }
        biases = biasSum.map { $0 / summed }
    }
}

enum Negatives {
    /// Variants as positives; the likest words of other names, chance words and declared confusables as negatives.
    static func samples(
        _ names: [[Spelling]], confusable: [(String, String)], _ sa: NameScript, _ sb: NameScript,
        _ model: Discriminator, seed: UInt64
    ) -> [Labelled] {
        var g = Pseudo(s: seed)
        var out: [Labelled] = []
        let spellings = names.map { Set($0.map(\.text)) }
        let byID = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1[0].nameID, $0) })
        let left = names.map { $0.filter { $0.script == sa } }
        let right = names.map { $0.filter { $0.script == sb } }
        let withRight = right.indices.filter { !right[$0].isEmpty }
        var owners: [String: Set<Int>] = [:]
        for (i, set) in spellings.enumerated() { for s in set { owners[s, default: []].insert(i) } }
        let table = model.table
        for i in names.indices where !left[i].isEmpty {
            var found: [Labelled] = []
            for x in left[i] {
                for y in right[i] where x.text != y.text {
                    found.append(Labelled(a: x.joined, b: y.joined, isSame: true, weight: 1))
                }
            }
            let share = 3 / Float(max(3, found.count))
            out += found.map { Labelled(a: $0.a, b: $0.b, isSame: true, weight: share) }
            // Names that are spelled in one of the scripts only would drown the others.
            if found.isEmpty, Int.random(in: 0..<4, using: &g) > 0 { continue }
            guard let x = left[i].randomElement(using: &g) else { continue }
            let related = Set(spellings[i].flatMap { owners[$0] ?? [] })
            let joined = x.joined
            var near: [(Float, Spelling)] = []
            for j in withRight where !related.contains(j) {
                guard let y = right[j].first else { continue }
                if abs(y.joined.count - x.joined.count) > 4 { continue }
                near.append((Alignment.score(joined, y.joined, table), y))
            }
            near.sort { $0.0 > $1.0 }
            for (_, y) in near.prefix(4) { out.append(Labelled(a: x.joined, b: y.joined, isSame: false, weight: 0.7)) }
            for _ in 0..<3 {
                if let (_, y) = near.randomElement(using: &g) {
                    out.append(Labelled(a: x.joined, b: y.joined, isSame: false, weight: 0.5))
                }
            }
        }
        for (p, q) in confusable {
            guard let i = byID[p], let j = byID[q], spellings[i].isDisjoint(with: spellings[j]) else { continue }
            for (m, n) in [(i, j), (j, i)] {
                for _ in 0..<3 {
                    if let x = left[m].randomElement(using: &g), let y = right[n].randomElement(using: &g) {
                        out.append(Labelled(a: x.joined, b: y.joined, isSame: false, weight: 1))
                    }
                }
            }
        }
        return out
    }
}
