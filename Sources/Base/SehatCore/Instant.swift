public import Foundation

/// A moment in time, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// In JSON it is ISO 8601 with a zone, always written in UTC (`2026-11-21T05:30:00.123Z`); any zone is read.
public struct Instant: Hashable, Sendable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    public static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// This moment moved by a number of seconds, which may be negative.
    public func adding(seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1000)
    }

    /// Whole seconds from `earlier` to this moment.
    public func seconds(since earlier: Instant) -> Int64 {
        (milliseconds - earlier.milliseconds) / 1000
    }
}

extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC with milliseconds, reckoned in integers so that no millisecond is lost.
    public var description: String {
        let perDay: Int64 = 86_400_000
        let rest = ((milliseconds % perDay) + perDay) % perDay
        let day = CalendarDay(daysSince1970: Int((milliseconds - rest) / perDay))
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(day)T\(time).\(padded(rest % 1000, 3))Z"
    }

    /// Reads ISO 8601 with a zone, with or without fractions of a second.
    public init?(iso8601 text: String) {
        for fractional in [true, false] {
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: fractional)
            if let date = try? style.parse(text) {
                self.init(date)
                return
            }
        }
        return nil
    }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(iso8601: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 8601 time with zone")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Instant: WireValue {
    public static var wireSchema: WireSchema { .string(format: "date-time") }
    public static var wireExample: Self { Instant(milliseconds: 1_700_000_000_000) }
}
