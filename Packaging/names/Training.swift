import Foundation

// Learns how the scripts write one another's sounds: expectation maximisation of an alignment model over spellings of
// the same names. Compiled by Packaging/tune-names together with Sources/Libraries/Names.

/// One spelling of a name.
struct Spelling {
    let nameID: String
    let corpusScript: String
    let text: String
    let kind: String
    let words: [WordSounds]
    var joined: [UInt8] { words.first?.sounds ?? [] }
    var script: NameScript { words.first?.script ?? .other }
}

enum Corpus {
    static func rows(_ path: String) -> [[String]] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Spellings by name.
    static func names(_ path: String) -> [String: [Spelling]] {
        var names: [String: [Spelling]] = [:]
        for row in rows(path) where row.count >= 4 {
            let words = PersonName(row[2]).words.filter { $0.role != .ignored }
            // The sounds of the whole spelling as of one word, so that joined and split spellings align.
            let whole = LetterFolding.Word(
                text: words.map(\.text).joined(), script: words.first?.script ?? .other, isAbbreviation: false)
            names[row[0], default: []].append(
                Spelling(nameID: row[0], corpusScript: row[1], text: row[2], kind: row[3], words: [WordSounds(whole)]))
        }
        return names
    }

    /// Whether a name is of the part that is never used for tuning: a quarter, by its id.
    static func isHeldOut(_ nameID: String) -> Bool {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in nameID.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (hash ^ hash >> 29) % 4 == 0
    }
}

/// The alignment model of one pair of scripts.
final class PairModel {
    let nA: Int
    let nB: Int
    var p: [Double]
    let prior: [Double]

    init(_ a: NameScript, _ b: NameScript, prior given: [Double]? = nil) {
        let ca = SoundClass.classes(of: a)
        let cb = SoundClass.classes(of: b)
        nA = ca.count
        nB = cb.count
        var table = [Double](repeating: 0, count: nA * nB)
        for i in 0..<nA {
            for j in 0..<nB where i + j > 0 {
                table[i * nB + j] = PairModel.guess(ca[i], cb[j])
                if a == b, i == j, i > 0 { table[i * nB + j] = 4 }
            }
        }
        prior = given ?? table
        let sum = prior.reduce(0, +)
        p = prior.map { $0 / sum }
    }

    static func guess(_ a: SoundClass, _ b: SoundClass) -> Double {
        let weak: Set<SoundClass> = [.vowel, .h, .w, .y, .doubled, .none]
        if a == b { return 1 }
        if a == .none || b == .none { return weak.contains(a) && weak.contains(b) ? 0.3 : 0.01 }
        if weak.contains(a) && weak.contains(b) { return 0.1 }
        let near: [Set<SoundClass>] = [
            [.k, .g], [.c, .j], [.t, .d], [.p, .b], [.b, .w], [.s, .j], [.t, .s], [.d, .j], [.m, .n], [.d, .r],
            [.c, .s], [.k, .c], [.c, .t], [.g, .j], [.k, .h],
        ]
        return near.contains([a, b]) ? 0.03 : 0.002
    }

    /// Adds the expected counts of one pair; returns its log-probability.
    @discardableResult
    func expect(_ a: [UInt8], _ b: [UInt8], _ weight: Double, into counts: inout [Double]) -> Double {
        let n = a.count
        let m = b.count
        let w = m + 1
        var f = [Double](repeating: 0, count: (n + 1) * w)
        var r = f
        f[0] = 1
        for i in 0...n {
            for j in 0...m where i + j > 0 {
                var v = 0.0
                if i > 0, j > 0 { v += f[(i - 1) * w + j - 1] * p[Int(a[i - 1]) * nB + Int(b[j - 1])] }
                if i > 0 { v += f[(i - 1) * w + j] * p[Int(a[i - 1]) * nB] }
                if j > 0 { v += f[i * w + j - 1] * p[Int(b[j - 1])] }
                f[i * w + j] = v
            }
        }
        r[n * w + m] = 1
        for i in stride(from: n, through: 0, by: -1) {
            for j in stride(from: m, through: 0, by: -1) where i < n || j < m {
                var v = 0.0
                if i < n, j < m { v += r[(i + 1) * w + j + 1] * p[Int(a[i]) * nB + Int(b[j])] }
                if i < n { v += r[(i + 1) * w + j] * p[Int(a[i]) * nB] }
                if j < m { v += r[i * w + j + 1] * p[Int(b[j])] }
                r[i * w + j] = v
            }
        }
        let z = f[n * w + m]
        guard z > 1e-280 else { return -700 }
        for i in 0...n {
            for j in 0...m {
                let here = f[i * w + j] * weight / z
                if i < n, j < m {
                    let k = Int(a[i]) * nB + Int(b[j])
                    counts[k] += here * p[k] * r[(i + 1) * w + j + 1]
                }
                if i < n {
                    let k = Int(a[i]) * nB
                    counts[k] += here * p[k] * r[(i + 1) * w + j]
                }
                if j < m {
                    let k = Int(b[j])
                    counts[k] += here * p[k] * r[i * w + j + 1]
                }
            }
        }
        return log(z)
    }

    func maximise(_ counts: [Double], strength: Double) {
        // Prior per row of a: strength times the guess, scaled with how often the sound occurs at all.
        var total = 0.0
        for k in 0..<p.count {
            p[k] = counts[k] + strength * prior[k]
            total += p[k]
        }
        for k in 0..<p.count { p[k] /= total }
    }
}
