import Foundation
import Glibc

/// One row of the report: a figure, what it is measured against in the same run, and whether the goal is reached.
struct Row {
    /// What a figure has to be.
    enum Goal {
        case ratioAtLeast(Double)
        case ratioAtMost(Double)
        case valueAtLeast(Double)
        case valueAtMost(Double)
        /// For scale only.
        case none

        var words: String {
            switch self {
            case .ratioAtLeast(let limit): "ratio >= \(Figures.text(limit))"
            case .ratioAtMost(let limit): "ratio <= \(Figures.text(limit))"
            case .valueAtLeast(let limit): "value >= \(Figures.text(limit))"
            case .valueAtMost(let limit): "value <= \(Figures.text(limit))"
            case .none: "-"
            }
        }
    }

    var name: String
    var value: Double
    var unit: String
    /// The reference's figure in the same unit; nil where there is none.
    var reference: Double?
    /// The ratio that counts, where it is not `value` by `reference`: the median of the rounds' ratios.
    var ratio: Double?
    var goal: Goal = .none

    private var effectiveRatio: Double? { ratio ?? reference.map { value / $0 } }

    /// nil where there is no goal.
    var isReached: Bool? {
        switch goal {
        case .ratioAtLeast(let limit): effectiveRatio.map { $0 >= limit } ?? false
        case .ratioAtMost(let limit): effectiveRatio.map { $0 <= limit } ?? false
        case .valueAtLeast(let limit): value >= limit
        case .valueAtMost(let limit): value <= limit
        case .none: nil
        }
    }

    static let heading = ["name", "value", "unit", "reference", "ratio", "goal", "ok"].joined(separator: "\t")

    var line: String {
        [
            name, Figures.text(value), unit, reference.map(Figures.text) ?? "-",
            effectiveRatio.map(Figures.text) ?? "-", goal.words, isReached.map { $0 ? "yes" : "no" } ?? "-",
        ].joined(separator: "\t")
    }
}

/// Small arithmetic of measuring.
enum Figures {
    static func text(_ value: Double) -> String {
        String(format: value >= 1000 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value)
    }

    static func median(_ values: [Double]) -> Double {
        percentile(values, 0.5)
    }

    /// The value below which the part `part` of the values lies; not a number without values.
    static func percentile(_ values: [Double], _ part: Double) -> Double {
        let sorted = values.sorted()
        guard let last = sorted.last else { return .nan }
        let index = Int(Double(sorted.count) * part)
        return index < sorted.count ? sorted[index] : last
    }

    /// Milliseconds of processor time that this thread has used: what others do on the machine does not count.
    static func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// The median processor time of `work` in milliseconds.
    static func processorTime(rounds: Int, _ work: () throws -> Void) rethrows -> Double {
        var times: [Double] = []
        for _ in 0..<rounds {
            let start = threadTime()
            try work()
            times.append(threadTime() - start)
        }
        return median(times)
    }
}

extension Duration {
    /// The duration in milliseconds.
    var milliseconds: Double { self / .milliseconds(1) }
    /// The duration in seconds.
    var seconds: Double { self / .seconds(1) }
}
