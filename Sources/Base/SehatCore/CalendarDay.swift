public import Foundation

/// A day of the Gregorian calendar without a time or a zone: a birth date, a business day.
///
/// In JSON and in the database it is `2026-11-21`. The initialiser refuses days that do not exist.
public struct CalendarDay: Hashable, Sendable, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil when there is no such day, or the year is outside 1800 to 2999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1800...2999).contains(year), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day on which `instant` falls in `timeZone`, where days begin `cutOffMinutes` after midnight.
    public init(_ instant: Instant, in timeZone: TimeZone, cutOffMinutes: Int = 0) {
        let offset = Int64(timeZone.secondsFromGMT(for: instant.date)) - Int64(cutOffMinutes) * 60
        let seconds = instant.milliseconds / 1000 + offset
        self.init(daysSince1970: Int((Double(seconds) / 86_400).rounded(.down)))
    }

    /// The day that many days after 1970-01-01, held within the supported years.
    public init(daysSince1970 days: Int) {
        // Civil-from-days, Howard Hinnant's chrono algorithms, proleptic Gregorian.
        let shifted = min(max(days, -62_091), 376_199) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    public var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public func adding(days: Int) -> CalendarDay {
        CalendarDay(daysSince1970: daysSince1970 + days)
    }

    /// Completed years from this day (a birth date) to `day`.
    public func years(until day: CalendarDay) -> Int {
        let passed = (day.month, day.day) >= (month, self.day)
        return day.year - year - (passed ? 0 : 1)
    }

    /// The moment at which this day begins in `timeZone`, `cutOffMinutes` after midnight.
    public func start(in timeZone: TimeZone, cutOffMinutes: Int = 0) -> Instant {
        let seconds = Int64(daysSince1970) * 86_400 + Int64(cutOffMinutes) * 60
        let guess = Instant(milliseconds: seconds * 1000)
        return guess.adding(seconds: -Int64(timeZone.secondsFromGMT(for: guess.date)))
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDay: LosslessStringConvertible {
    public var description: String {
        String(unsafeUninitializedCapacity: 10) { bytes in
            var (date, digits) = (year * 10_000 + month * 100 + day, 0)
            for place in stride(from: 9, through: 0, by: -1) {
                if place == 7 || place == 4 {
                    bytes[place] = UInt8(ascii: "-")
                } else {
                    (date, digits) = date.quotientAndRemainder(dividingBy: 10)
                    bytes[place] = UInt8(ascii: "0") + UInt8(digits)
                }
            }
            return 10
        }
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    public init?(_ description: String) {
        var (numbers, place) = ([0, 0, 0], 0)
        for (index, byte) in description.utf8.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                place += 1
            } else {
                guard index < 10, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                numbers[place] = numbers[place] * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        guard description.utf8.count == 10 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}

extension CalendarDay: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = CalendarDay(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day as YYYY-MM-DD")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension CalendarDay: WireValue {
    public static var wireSchema: WireSchema { .string(format: "date") }
    public static var wireExample: Self { CalendarDay(daysSince1970: 20_000) }
}
