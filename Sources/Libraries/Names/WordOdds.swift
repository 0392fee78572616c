#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How likely two words are spellings of one name.
enum WordOdds {
    /// Log odds, in nats; strongly negative where a script is not read by sound.
    static func of(_ left: WordSounds, _ right: WordSounds) -> Float {
        guard let table = SoundWeights.shipped.table(left.script, right.script) else { return -20 }
        if left.sounds.isEmpty || right.sounds.isEmpty { return -20 }
        return Alignment.score(left.sounds, right.sounds, table) + table.bias(left.sounds.count + right.sounds.count)
    }

    /// The logarithm of the probability with these log odds.
    static func logProbability(_ odds: Float) -> Float {
        -log1pf(expf(-max(odds, -30)))
    }

    /// The odds at which a word keeps nineteen of twenty true variants and one confusable name of twenty at most.
    static let usual: Float = -0.65

    /// 0 to 1, so that the threshold of a comparison of single words falls on `usual`.
    static func likeness(_ odds: Float) -> Float {
        1 / (1 + expf(-(odds - usual + 0.405)))
    }
}
