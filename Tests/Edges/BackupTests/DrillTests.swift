import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Backup

@Suite struct DrillTests {
    private static let manager = Principal.user("ayesha", .backupRead, .backupRun)

    private struct Ground {
        let kit: TestStore
        let backups: Backups
        let target = TestStore.newDirectory()
        let scratch = TestStore.newDirectory()
        let shipper: Shipper
        let drilling: Drilling

        init() throws {
            let key = try TestStore.key()
            let probe = Drilling([], scratch: scratch, key: key)
            kit = try TestStore.make([DrillModule.module(probe, limitDays: 10)])
            backups = Backups(
                directory: TestStore.newDirectory(), dataDirectory: kit.directory, product: "test", keep: 3)
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            shipper = Shipper(
                target: target, key: key,
                plan: Shipper.Plan(product: "test", dataDirectory: kit.directory, keepDays: 14))
            drilling = Drilling(
                [.newestBackup(backups, key: key), .target(BackupTarget(directory: target), key: key)],
                scratch: scratch, key: key)
        }

        func remove() {
            kit.remove()
            for folder in [target, scratch, backups.directory] { try? FileManager.default.removeItem(at: folder) }
        }

        func work(_ what: String = "done") async throws {
            try await kit.store.write(as: .system("test")) { tx in tx.audit("test.work.\(what)") }
        }

        func save() throws {
            _ = try backups.make(of: kit.store, key: TestStore.key())
            while shipper.step(kit.store) {}
        }

        func drill() async throws -> [Drill] {
            try await drilling.run(in: kit.store, as: .system("backup.drill")) { work in work() }
        }

        func report() async throws -> DrillReport {
            try await kit.store.read(as: .system()) { tx in try Drills.report(limitDays: 10, in: tx) }
        }
    }

    @Test func whatWasSavedComesBackAndTheScratchPlaceIsEmptyAfterwards() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.work()
        try ground.save()
        let drills = try await ground.drill()
        #expect(drills.count == 2 && drills.allSatisfy(\.isGood), "\(drills)")
        #expect(drills.allSatisfy { $0.bytes > 4096 && $0.auditEntries >= 1 && $0.restoredTo != nil })
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.scratch.path) == [])
        let report = try await ground.report()
        #expect(!report.isOverdue && report.failing == [] && report.lastGoodAt == drills.last?.startedAt)
        let audited = try await ground.kit.store.read(as: .system()) { tx in
            try AuditLog.newest(AuditFilter(), limit: 5, in: tx).filter { $0.action == "backup.drill.made" }.count
        }
        #expect(audited == 2)
    }

    @Test func aDamagedCopyIsNotGoodAndIsNamed() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.work()
        try ground.save()
        let newest = try #require(ground.backups.list().first)
        let file = ground.backups.directory.appending(path: "\(newest.name)/sehat.db")
        let handle = try FileHandle(forUpdating: file)
        try handle.seek(toOffset: 4096 * 2 + 100)
        try handle.write(contentsOf: Data([1, 2, 3, 4]))
        try handle.close()
        let drills = try await ground.drill()
        #expect(drills.map(\.isGood) == [false, true])
        #expect(drills.first?.words.contains("damaged") == true)
        let report = try await ground.report()
        #expect(report.failing == [ground.backups.directory.path] && !report.isOverdue)
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.scratch.path) == [])
    }

    @Test func aCopyOfAnotherHistoryIsNotGood() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.work()
        // The same key and a good database, with a history that was never this hospital's.
        let other = try Ground()
        defer { other.remove() }
        for _ in 0..<2 { try await other.work("elsewhere") }
        try other.save()
        try await ground.work()
        let key = try TestStore.key()
        let drilling = Drilling([.newestBackup(other.backups, key: key)], scratch: ground.scratch, key: key)
        let drills = try await drilling.run(in: ground.kit.store, as: .system("backup.drill")) { work in work() }
        #expect(drills.first?.isGood == false && drills.first?.words.contains("audit chain") == true, "\(drills)")
    }

    @Test func theAlarmComesWhenTheLastGoodDrillIsTooOld() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        #expect(try await ground.report().isOverdue == false, "a new hospital has nothing to try")
        let empty = Drilling(
            [.newestBackup(ground.backups, key: try TestStore.key())], scratch: ground.scratch, key: try TestStore.key()
        )
        #expect(try await empty.run(in: ground.kit.store, as: .system("backup.drill")) { work in work() }.isEmpty)
        try await ground.work()
        try ground.save()
        #expect(try await ground.drill().allSatisfy(\.isGood))
        #expect(try await ground.report().isOverdue == false)
        ground.kit.clock.advance(seconds: 11 * 86_400)
        #expect(try await ground.report().isOverdue)
        try await ground.work()
        try ground.save()
        try await ground.kit.routed([DrillModule.module(ground.drilling, limitDays: 10)], as: Self.manager) { client in
            let made = try await client.send(.post, "/api/backups/drills")
            #expect(made.status == .created)
            #expect(try await client.send(.get, "/api/backups/drills").json(DrillReport.self).isOverdue == false)
            ground.kit.clock.advance(seconds: 11 * 86_400)
            #expect(try await client.send(.get, "/api/backups/drills").json(DrillReport.self).isOverdue)
        }
    }
}
