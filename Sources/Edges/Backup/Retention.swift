import Foundation
import SehatCore

/// Which of the moments at a target stay restorable: all of the last minutes, then the last one of every minute, hour, day,
/// week, month and year, for so many of each.
struct Retention: Sendable {
    enum Class: String, Sendable, CaseIterable {
        case minutes, hours, days, weeks, months, years
    }

    /// How many of each are kept.
    var counts: [Class: Int]
    /// Milliseconds for which every moment is kept.
    var allFor: Int64 = 600_000
    let timeZone: TimeZone

    /// - Parameter timeZone: by which days, weeks, months and years are told apart.
    init(counts: [Class: Int], timeZone: TimeZone) {
        self.counts = counts
        self.timeZone = timeZone
    }

    /// What is kept where nobody says otherwise.
    ///
    /// - Parameter days: for which the last moment of every hour is kept.
    static func counts(days: Int) -> [Class: Int] {
        [.minutes: 2_880, .hours: days * 24, .days: max(days, 31), .weeks: 8, .months: 12, .years: 7]
    }

    /// Those of `moments` that stay.
    func kept(of moments: some Sequence<Instant>, at now: Instant) -> Set<Instant> {
        var kept = Set<Instant>()
        var newest: [Class: [Int: Instant]] = [:]
        for moment in moments {
            if now.milliseconds - moment.milliseconds < allFor { kept.insert(moment) }
            for (kind, bucket) in buckets(moment) {
                let known = newest[kind]?[bucket]
                if known.map({ $0 < moment }) ?? true { newest[kind, default: [:]][bucket] = moment }
            }
        }
        let present = Dictionary(uniqueKeysWithValues: buckets(now))
        for (kind, found) in newest {
            let first = (present[kind] ?? 0) - (counts[kind] ?? 0)
            kept.formUnion(found.lazy.filter { $0.key > first }.map(\.value))
        }
        return kept
    }

    /// The number of the minute, hour, day … in which a moment falls; the next one has the next number.
    private func buckets(_ moment: Instant) -> [(Class, Int)] {
        let day = CalendarDay(moment, in: timeZone)
        let minute = Int(moment.milliseconds / 60_000)
        // Day 0 was a Thursday; weeks begin on Mondays (ISO 8601).
        return [
            (.minutes, minute), (.hours, minute / 60), (.days, day.daysSince1970),
            (.weeks, (day.daysSince1970 + 3) / 7),
            (.months, day.year * 12 + day.month), (.years, day.year),
        ]
    }
}
