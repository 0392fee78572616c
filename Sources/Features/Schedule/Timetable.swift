public import Foundation
public import SehatCore

/// When something is due, in the five fields of crontab(5): minute, hour, day of the month, month, day of the week.
///
/// Numbers, `*`, lists, ranges and steps are understood; days of the week are 0 to 7, both ends a Sunday. As in
/// crontab, a day is due that matches either day field where both are restricted. Times are of the hospital's own zone:
/// what falls into the hour that is left out in spring is due after it, what falls into the hour that comes twice in
/// autumn is due at the first.
public struct Timetable: Hashable, Sendable {
    /// As it was written, with single spaces.
    public let text: String
    private let minutes: [Int]
    private let hours: [Int]
    private let monthDays: Set<Int>
    private let months: Set<Int>
    private let weekDays: Set<Int>
    private let isAnyMonthDay: Bool
    private let isAnyWeekDay: Bool

    /// Long enough for a 29 February on a given day of the week.
    private static let horizonDays = 366 * 41

    /// Nil for a text of another form, and for one that is never due, such as the 31st of February.
    public init?(_ text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 5, let minutes = Self.field(parts[0], 0...59), let hours = Self.field(parts[1], 0...23),
            let monthDays = Self.field(parts[2], 1...31), let months = Self.field(parts[3], 1...12),
            let weekDays = Self.field(parts[4], 0...7)
        else { return nil }
        self.text = parts.joined(separator: " ")
        self.minutes = minutes.sorted()
        self.hours = hours.sorted()
        self.monthDays = monthDays
        self.months = months
        self.weekDays = Set(weekDays.map { $0 % 7 })
        isAnyMonthDay = parts[2].hasPrefix("*")
        isAnyWeekDay = parts[4].hasPrefix("*")
        if next(after: Instant(milliseconds: 0), in: .gmt) == nil { return nil }
    }

    /// Every day at `HH:MM`; nil for a text of another form.
    public init?(daily text: String) {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { return nil }
        self.init("\(parts[1]) \(parts[0]) * * *")
    }

    /// The first moment after `moment` at which it is due.
    public func next(after moment: Instant, in zone: TimeZone) -> Instant? {
        var day = CalendarDay(moment, in: zone).adding(days: -1)
        for _ in 0..<Self.horizonDays {
            if isDue(on: day) {
                for hour in hours {
                    // Cheaper than asking for every minute of the hours that have passed; two hours are the largest shift.
                    let end = Self.moment(day, hour * 60 + 59, in: zone)
                    if end.adding(seconds: 7200) <= moment { continue }
                    for minute in minutes {
                        let due = Self.moment(day, hour * 60 + minute, in: zone)
                        if due > moment { return due }
                    }
                }
            }
            day = day.adding(days: 1)
        }
        return nil
    }

    private func isDue(on day: CalendarDay) -> Bool {
        guard months.contains(day.month) else { return false }
        // 1 January 1970 was a Thursday.
        let weekDay = ((day.daysSince1970 + 4) % 7 + 7) % 7
        let isMonthDay = monthDays.contains(day.day)
        let isWeekDay = weekDays.contains(weekDay)
        return isAnyMonthDay || isAnyWeekDay ? isMonthDay && isWeekDay : isMonthDay || isWeekDay
    }

    /// The moment at which the clocks of the zone show that minute of the day.
    private static func moment(_ day: CalendarDay, _ minute: Int, in zone: TimeZone) -> Instant {
        func offset(_ instant: Instant) -> Int64 { Int64(zone.secondsFromGMT(for: instant.date)) }
        let shown = Instant(milliseconds: (Int64(day.daysSince1970) * 86_400 + Int64(minute) * 60) * 1000)
        let first = shown.adding(seconds: -offset(shown))
        let second = shown.adding(seconds: -offset(first))
        // A time that no clock shows: the later reading lies behind the gap.
        return offset(second) == offset(first) ? second : max(first, second)
    }

    private static func field(_ text: Substring, _ range: ClosedRange<Int>) -> Set<Int>? {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
            guard pieces.count <= 2, let span = span(pieces[0], range, isOpen: pieces.count == 2) else { return nil }
            let step = pieces.count == 2 ? Int(pieces[1]) : 1
            guard let step, step > 0 else { return nil }
            values.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
        }
        return values.isEmpty ? nil : values
    }

    /// - Parameter isOpen: whether a single number begins a span to the end, as it does before a step.
    private static func span(_ text: Substring, _ range: ClosedRange<Int>, isOpen: Bool) -> ClosedRange<Int>? {
        if text == "*" { return range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let low = ends.first ?? nil, range.contains(low) else { return nil }
        if ends.count == 1 { return low...(isOpen ? range.upperBound : low) }
        guard ends.count == 2, let high = ends[1], range.contains(high), low <= high else { return nil }
        return low...high
    }
}
