import Foundation
import SehatCore
import Testing

@testable import Schedule

@Suite struct TimetableTests {
    private static func moment(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }
    private static func zone(_ name: String) throws -> TimeZone { try #require(TimeZone(identifier: name)) }

    @Test(arguments: [
        // Every night at two in Karachi, five hours ahead of UTC.
        ("0 2 * * *", "2026-11-21T05:30:00Z", "2026-11-21T21:00:00Z"),
        ("0 2 * * *", "2026-11-21T20:59:59Z", "2026-11-21T21:00:00Z"),
        ("0 2 * * *", "2026-11-21T21:00:00Z", "2026-11-22T21:00:00Z"),
        // 2026-11-21 is a Saturday.
        ("30 3 * * 0", "2026-11-21T05:30:00Z", "2026-11-21T22:30:00Z"),
        ("30 3 * * 7", "2026-11-21T05:30:00Z", "2026-11-21T22:30:00Z"),
        ("*/15 * * * *", "2026-11-21T05:30:00Z", "2026-11-21T05:45:00Z"),
        ("5/20 * * * *", "2026-11-21T05:46:00Z", "2026-11-21T06:05:00Z"),
        ("0 8-10,17 * * 1-5", "2026-11-21T05:30:00Z", "2026-11-23T03:00:00Z"),
        ("0 0 31 * *", "2026-11-21T05:30:00Z", "2026-12-30T19:00:00Z"),
        ("0 0 29 2 *", "2026-11-21T05:30:00Z", "2028-02-28T19:00:00Z"),
        // Either day field, where both are restricted.
        ("0 12 25 * 1", "2026-11-23T08:00:00Z", "2026-11-25T07:00:00Z"),
    ]) func theNextMomentIsTheOneThatCrontabSays(_ text: String, _ after: String, _ due: String) throws {
        let timetable = try #require(Timetable(text))
        let next = timetable.next(after: try Self.moment(after), in: try Self.zone("Asia/Karachi"))
        let wanted = try Self.moment(due)
        #expect(next == wanted, "\(next?.description ?? "never")")
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-3 * * * *",
        "*/0 * * * *", "a * * * *", "1,,2 * * * *", "-1 * * * *", "1-2-3 * * * *", "0 0 31 2 *",
    ]) func whatIsNoTimetableIsRefused(_ text: String) {
        #expect(Timetable(text) == nil)
    }

    @Test func aDailyTimeIsReadAndAnImpossibleOneIsNot() throws {
        #expect(Timetable(daily: "02:00")?.text == "0 2 * * *")
        for text in ["", "24:00", "02:60", "2", "02:00:00", "ab:cd"] {
            #expect(Timetable(daily: text) == nil, "\(text)")
        }
    }

    @Test func clocksThatAreSetForwardAndBackGiveOneRunEach() throws {
        let zone = try Self.zone("America/New_York")
        let nightly = try #require(Timetable("30 2 * * *"))
        // 2026-03-08: no clock shows 02:30; it is due after the gap.
        let spring = try #require(nightly.next(after: try Self.moment("2026-03-08T05:00:00Z"), in: zone))
        #expect(spring.description == "2026-03-08T07:30:00.000Z")
        #expect(nightly.next(after: spring, in: zone)?.description == "2026-03-09T06:30:00.000Z")
        // 2026-11-01: clocks show 01:30 twice; it is due at the first.
        let early = try #require(Timetable("30 1 * * *"))
        let autumn = try #require(early.next(after: try Self.moment("2026-11-01T04:00:00Z"), in: zone))
        #expect(autumn.description == "2026-11-01T05:30:00.000Z")
        #expect(early.next(after: autumn, in: zone)?.description == "2026-11-02T06:30:00.000Z")
    }
}
