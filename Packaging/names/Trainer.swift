import Foundation

struct PairSample {
    let a: [UInt8]
    let b: [UInt8]
    let weight: Double
}

enum Trainer {
    static let pairs: [(NameScript, NameScript)] = [
        (.latin, .latin), (.latin, .arabic), (.latin, .devanagari), (.arabic, .arabic), (.arabic, .devanagari),
        (.devanagari, .devanagari),
    ]

    static func samples(_ names: [[Spelling]], _ sa: NameScript, _ sb: NameScript) -> [PairSample] {
        var out: [PairSample] = []
        for group in names {
            let left = group.filter { $0.script == sa }
            let right = group.filter { $0.script == sb }
            var found: [([UInt8], [UInt8])] = []
            for x in left { for y in right where sa != sb || x.text != y.text { found.append((x.joined, y.joined)) } }
            // Every spelling also stands for itself now and then.
            if sa == sb { for x in left { found.append((x.joined, x.joined)) } }
            let weight = 1 / Double(max(found.count, 1)).squareRoot()
            for (a, b) in found where !a.isEmpty && !b.isEmpty { out.append(PairSample(a: a, b: b, weight: weight)) }
        }
        return out
    }

    /// Log odds of each pair of sounds, gaps included, against chance.
    static func weights(
        _ samples: [PairSample], _ sa: NameScript, _ sb: NameScript, rounds: Int = 12, strength: Double = 1.0
    ) -> [Double] {
        let model = PairModel(sa, sb)
        let nA = model.nA
        let nB = model.nB
        var qa = [Double](repeating: 0.3, count: nA)
        var qb = [Double](repeating: 0.3, count: nB)
        for s in samples {
            for x in s.a { qa[Int(x)] += s.weight }
            for x in s.b { qb[Int(x)] += s.weight }
        }
        let ta = qa.dropFirst().reduce(0, +)
        let tb = qb.dropFirst().reduce(0, +)
        // The guess is spread over the sounds in proportion to how often they occur.
        let shaped = PairModel(
            sa, sb,
            prior: (0..<nA * nB).map { k in
                let i = k / nB
                let j = k % nB
                if i + j == 0 { return 0 }
                let fa = i == 0 ? 0.02 : max(qa[i] / ta, 0.002)
                let fb = j == 0 ? 0.02 : max(qb[j] / tb, 0.002)
                return model.prior[k] * (fa * fb).squareRoot() * 10
            })
        for round in 0..<rounds {
            var counts = [Double](repeating: 0, count: nA * nB)
            for s in samples {
                shaped.expect(s.a, s.b, s.weight, into: &counts)
                if sa == sb { shaped.expect(s.b, s.a, s.weight, into: &counts) }
            }
            // Places share what they know: a sound's counts at its other places back it up.
            shaped.maximise(spread(counts, sa, sb), strength: round < 2 ? strength * 3 : strength)
        }
        return (0..<nA * nB).map { k in
            let i = k / nB
            let j = k % nB
            if i + j == 0 { return 0 }
            let pa = i == 0 ? 1 : qa[i] / ta
            let pb = j == 0 ? 1 : qb[j] / tb
            return log(shaped.p[k] / (pa * pb))
        }
    }

    /// Adds to each count a share of the counts of the same letters at other places.
    static func spread(_ counts: [Double], _ sa: NameScript, _ sb: NameScript) -> [Double] {
        guard let x = SoundAlphabet.of(sa), let y = SoundAlphabet.of(sb) else { return counts }
        let nB = y.count
        var out = counts
        func group(_ s: Int, _ alphabet: SoundAlphabet) -> Range<Int> {
            if s == 0 { return 0..<1 }
            let i = s - 1
            return i < alphabet.placed * 3 ? (i / 3 * 3 + 1)..<(i / 3 * 3 + 4) : s..<(s + 1)
        }
        for i in 0..<x.count {
            for j in 0..<nB where i + j > 0 {
                let gi = group(i, x)
                let gj = group(j, y)
                if gi.count == 1 && gj.count == 1 { continue }
                var sum = 0.0
                for a in gi { for b in gj { sum += counts[a * nB + b] } }
                out[i * nB + j] += 0.04 * sum / Double(gi.count * gj.count)
            }
        }
        return out
    }
}
