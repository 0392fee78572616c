import Alarms
import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup
@testable import SehatApp

/// A standby that is asleep is told; one that was never there, or is long gone, is not.
@Suite struct StandbyWatchTests {
    private struct Ground {
        let target = TestStore.newDirectory()
        let key = DatabaseKey.random()
        let start = TestStore.start

        init() throws {
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        }

        func watch(_ key: DatabaseKey? = nil, former: [DatabaseKey] = []) -> StandbyWatch {
            StandbyWatch(
                targets: [BackupTarget(directory: target)], key: key ?? self.key, ring: KeyRing(former: former),
                limitMinutes: 15)
        }

        func mark(_ name: String, at seen: Instant, isSingle: Bool = false) throws {
            let round = StandbyCopy.Round(
                at: seen.adding(seconds: -2), lagMilliseconds: 0, segments: 0, isWhole: false, bytes: 0,
                auditEntries: 0,
                checkedAt: seen)
            try StandbyMark(name: name, round: round, seenAt: seen, isSingle: isSingle)
                .leave(at: BackupTarget(directory: target), key: key)
        }

        func remove() { try? FileManager.default.removeItem(at: target) }
    }

    @Test func aStandbyThatFellAsleepIsToldByItsName() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        #expect(try await ground.watch().conditions(at: ground.start) == [])
        try ground.mark("second.hospital.lan", at: ground.start)
        try ground.mark("third.hospital.lan", at: ground.start.adding(seconds: 600))
        let soon = ground.start.adding(seconds: 14 * 60)
        #expect(try await ground.watch().conditions(at: soon) == [])
        let later = ground.start.adding(seconds: 16 * 60)
        let found = try #require(try await ground.watch().conditions(at: later))
        #expect(found.map(\.subject) == ["second.hospital.lan"] && found.first?.kind == .standbyOld)
        try ground.mark("second.hospital.lan", at: later)
        #expect(try await ground.watch().conditions(at: later) == [])
        try ground.mark("third.hospital.lan", at: later)
        try ground.mark("visitor.hospital.lan", at: ground.start, isSingle: true)
        #expect(try await ground.watch().conditions(at: later) == [], "who looked but once promised nothing")
        let gone = ground.start.adding(seconds: 31 * 86_400)
        #expect(try await ground.watch().conditions(at: gone) == [], "a month is no standby any more")
    }

    /// A standby that was not told of a new key follows nothing; what a stranger has written there is nobody's mark.
    @Test func marksAreTheHospitalsOwn() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try ground.mark("second", at: ground.start)
        let later = ground.start.adding(seconds: 3600)
        #expect(try await ground.watch(.random()).conditions(at: later) == [])
        #expect(try await ground.watch(.random(), former: [ground.key]).conditions(at: later)?.count == 1)
    }

    /// While the target is away nobody knows, and what was raised stays.
    @Test func aTargetThatIsAwayTellsNothing() async throws {
        let ground = try Ground()
        try ground.mark("second", at: ground.start)
        ground.remove()
        #expect(try await ground.watch().conditions(at: ground.start.adding(seconds: 3600)) == nil)
    }
}
