import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

@Suite struct RetentionTests {
    private let zone = TimeZone(identifier: "Asia/Karachi") ?? .gmt

    @Test func theLastMomentOfEachIsKeptAndTheirNumberIsBounded() throws {
        let retention = Retention(counts: Retention.counts(days: 14), timeZone: zone)
        let now = try #require(Instant(iso8601: "2026-11-21T10:29:00Z"))
        // Every ten minutes for eight years, and every half second for the last hour.
        let sparse = (0..<(8 * 365 * 144)).map { now.adding(seconds: -Int64($0) * 600) }
        let dense = (0..<7200).map { Instant(milliseconds: now.milliseconds - Int64($0) * 500) }
        let kept = retention.kept(of: sparse + dense, at: now)
        #expect(kept.count < 1200 + 60 + 288 + 14 * 24 + 31 + 8 + 12 + 7)
        #expect(kept.contains(now))
        let years = Set(kept.map { CalendarDay($0, in: zone).year })
        #expect(years == Set(2020...2026))
        for day in 1...30 {
            let wanted = CalendarDay(now, in: zone).adding(days: -day)
            let last = sparse.first { CalendarDay($0, in: zone) == wanted }
            #expect(last.map(kept.contains) == true)
        }
    }

    @Test func nothingIsKeptBeyondWhatIsAskedFor() throws {
        var retention = Retention(counts: [.hours: 48], timeZone: zone)
        retention.allFor = 0
        let now = try #require(Instant(iso8601: "2026-11-21T10:29:00Z"))
        let kept = retention.kept(of: (0..<10_000).map { now.adding(seconds: -Int64($0) * 60) }, at: now)
        #expect(kept.count == 48)
    }

    /// Hours of work; `SEHAT_LONG_TESTS` makes it the whole month.
    private static let hours = ProcessInfo.processInfo.environment["SEHAT_LONG_TESTS"] == nil ? 60 : 31 * 24

    @Test func everyRetainedPointOfASimulatedMonthComesBack() async throws {
        let folder = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ground = try ShippingGround(
            target: BackupTarget(folder.path + "?minutes=90&hours=30&days=12"), piece: 1 << 16, copyDays: 1)
        defer { ground.remove() }
        var rows: [Instant: Int] = [:]
        var count = 0
        var most: Int64 = 0
        for hour in 0..<Self.hours {
            for _ in 0..<4 {
                ground.kit.clock.advance(seconds: 900)
                try await ground.write(hour % 3 + 1)
                count += hour % 3 + 1
                try ground.follow()
                rows[ground.kit.store.now] = count
            }
            if hour.isMultiple(of: 7) { try ground.kit.store.checkpoint() }
            most = max(most, ground.status.objects)
        }
        #expect(ground.status.state == .following)
        let points = try PointRestoring.moments(at: ground.address, opener: .key(TestStore.key()))
        // Four an hour for 90 minutes, every hour of 30, every day.
        #expect(points.count >= 30 && points.count < 30 + 20 + Self.hours / 24 * 2, "\(points.count)")
        #expect(most < 200, "\(most) objects")
        for point in points {
            let restored = try await ground.restored(at: point)
            #expect(restored.point.at == point)
            #expect(restored.rows == rows[point])
        }
    }
}
