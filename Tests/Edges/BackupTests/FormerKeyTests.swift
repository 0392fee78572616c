import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

/// What was saved before the key was changed, and the present key alone.
@Suite struct FormerKeyTests {
    /// A hospital whose key was changed after some work, with a target and a folder of backups from both times.
    private struct Ground {
        let directory = TestStore.newDirectory()
        let target = TestStore.newDirectory()
        let backups: Backups
        let first = DatabaseKey.random()
        let second: DatabaseKey
        let firstCode = KeyRecovery.Code.random()
        let secondCode = KeyRecovery.Code.random()
        /// The last moment under the first key.
        private(set) var before = Instant(milliseconds: 0)
        private let kit: TestStore

        init() async throws {
            kit = try TestStore.make(ShippingGround.schema)
            for folder in [directory, target] {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            backups = Backups(directory: TestStore.newDirectory(), dataDirectory: directory, product: "test", keep: 9)
            try KeyRecovery(wrapping: first, with: firstCode).write(in: directory)
            before = try await Self.work(directory, first, kit, target, backups, rows: 3)
            kit.clock.advance(seconds: 3600)
            let rekeying = try Rekeying(directory, present: first)
            second = rekeying.key
            let (former, code) = (first, secondCode)
            try KeySwitch.perform(directory, rekeying, keyFile: directory.appending(path: "key")) { folder in
                try KeyRecovery(wrapping: rekeying.key, with: code).write(in: folder)
                try KeyRing(former: [former]).write(in: folder, under: rekeying.key)
            }
        }

        /// Opens the hospital, writes, ships, and makes a backup.
        ///
        /// - Returns: when all of it was shipped.
        @discardableResult
        func work(_ key: DatabaseKey, rows: Int) async throws -> Instant {
            try await Self.work(directory, key, kit, target, backups, rows: rows)
        }

        private static func work(
            _ directory: URL, _ key: DatabaseKey, _ kit: TestStore, _ target: URL, _ backups: Backups, rows: Int
        ) async throws -> Instant {
            var configuration = kit.configuration
            (configuration.directory, configuration.key) = (directory, key)
            let store = try Store.open(configuration)
            defer { try? store.close() }
            let shipper = Shipper(
                target: target, key: key, plan: Shipper.Plan(product: "test", dataDirectory: directory))
            shipper.attach(store, mark: nil)
            try await ShippingGround.write(store, rows)
            try ShippingGround.follow(shipper, store)
            kit.clock.advance(seconds: 60)
            try await ShippingGround.write(store, rows)
            try ShippingGround.follow(shipper, store)
            _ = try backups.make(of: store, key: key)
            defer { shipper.finish(store) }
            return store.now
        }

        /// The rows of a restored hospital, opened with the key that lies in it.
        func rows(_ restored: URL) async throws -> Int {
            var configuration = kit.configuration
            configuration.directory = restored
            configuration.key = try DatabaseKey(file: restored.appending(path: "key"))
            let store = try Store.open(configuration)
            defer { try? store.close() }
            return try await store.read(as: .system("test")) { tx in
                try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM testNote") ?? -1
            }
        }

        func restored<Value>(_ body: (URL) throws -> Value) async throws -> (Value, rows: Int, key: DatabaseKey) {
            let folder = TestStore.newDirectory()
            defer { try? FileManager.default.removeItem(at: folder) }
            let value = try body(folder)
            return (value, try await rows(folder), try DatabaseKey(file: folder.appending(path: "key")))
        }

        func restored(at moment: Instant?, _ opener: Restoring.Opener) async throws -> (rows: Int, key: DatabaseKey) {
            let outcome = try await restored { try PointRestoring.restore(from: target, at: moment, to: $0, opener: opener) }
            return (outcome.rows, outcome.key)
        }

        func remove() {
            kit.remove()
            for folder in [directory, target, backups.directory] { try? FileManager.default.removeItem(at: folder) }
        }
    }

    @Test func everyMomentOpensWithThePresentKeyOrItsPapersAlone() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        // Until the new key has shipped, what is there is under the former, and only that opens it.
        #expect(throws: BackupError.wrongKey(ground.target.path)) {
            try PointRestoring.moments(at: BackupTarget(directory: ground.target), opener: .key(ground.second))
        }
        #expect(try await ground.restored(at: nil, .key(ground.first)).rows == 6)
        try await ground.work(ground.second, rows: 2)
        for opener in [Restoring.Opener.key(ground.second), .code(ground.secondCode)] {
            let newest = try await ground.restored(at: nil, opener)
            #expect(newest.rows == 10 && newest.key.isSame(as: ground.second))
            let old = try await ground.restored(at: ground.before, opener)
            #expect(old.rows == 6 && old.key.isSame(as: ground.second), "restored under the present key")
            let moments = try PointRestoring.moments(at: BackupTarget(directory: ground.target), opener: opener)
            #expect(moments.contains { $0 <= ground.before } && moments.contains { $0 > ground.before })
        }
    }

    @Test func theFormerKeyNeverPassesForTheNewestState() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        try await ground.work(ground.second, rows: 2)
        let refused = BackupError.formerKey(ground.target.path)
        for opener in [Restoring.Opener.key(ground.first), .code(ground.firstCode)] {
            await #expect(throws: refused) { try await ground.restored(at: nil, opener) }
            await #expect(throws: refused) { try await ground.restored(at: ground.before.adding(seconds: 9000), opener) }
            let old = try await ground.restored(at: ground.before, opener)
            #expect(old.rows == 6 && old.key.isSame(as: ground.first))
        }
        await #expect(throws: BackupError.wrongKey(ground.target.path)) {
            try await ground.restored(at: nil, .key(.random()))
        }
        await #expect(throws: BackupError.wrongRecoveryCode) { try await ground.restored(at: nil, .code(.random())) }
    }

    @Test func aRestoredHospitalHasTheWholeRingAndItsPapers() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        try await ground.work(ground.second, rows: 2)
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try PointRestoring.restore(
            from: ground.target, at: ground.before, to: folder, opener: .key(ground.second))
        let ring = KeyRing(in: folder, key: ground.second)
        #expect(ring.former.count == 1 && ring.former.allSatisfy { $0.isSame(as: ground.first) })
        let papers = try #require(KeyRecovery.read(in: folder))
        #expect(try papers.key(with: ground.secondCode).isSame(as: ground.second))
    }

    @Test func anOlderBackupComesBackAndIsDrilledWithThePresentKey() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let old = ground.backups.directory.appending(path: try #require(ground.backups.list().first).name)
        let drill = DrillSource.newestBackup(ground.backups, key: ground.second)
        // Nothing was saved since: the drill restores the older one.
        #expect(try await ground.restored(drill.restore).rows == 6)
        try await ground.work(ground.second, rows: 2)
        for opener in [Restoring.Opener.key(ground.second), .code(ground.secondCode)] {
            let back = try await ground.restored { try Restoring.restore(old, to: $0, opener: opener) }
            #expect(back.rows == 6 && back.key.isSame(as: ground.second))
            #expect(try Backups.check(old, opener: opener).isGood)
        }
        let byOldPaper = try await ground.restored { try Restoring.restore(old, to: $0, opener: .code(ground.firstCode)) }
        #expect(byOldPaper.rows == 6 && byOldPaper.key.isSame(as: ground.first))
    }

    @Test func aServerFromBeforeTheChangeIsFencedOffToo() throws {
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (target, now) = (BackupTarget(directory: folder), Instant(milliseconds: 1_763_726_400_000))
        let (old, new) = (DatabaseKey.random(), DatabaseKey.random())
        try TargetEpoch.raise(to: 3, at: target, key: old, now: now)
        let ring = KeyRing(former: [old])
        #expect(try TargetEpoch.newest(at: target, key: new, ring: ring)?.epoch == 3)
        #expect(throws: BackupError.self) { try TargetEpoch.raise(to: 3, at: target, key: new, ring: ring, now: now) }
        try TargetEpoch.raise(to: 4, at: target, key: new, ring: ring, now: now)
        #expect(try TargetEpoch.read(at: target, key: old)?.epoch == 4)
        #expect(try TargetEpoch.read(at: target, key: new)?.epoch == 4)
        #expect(try TargetEpoch.read(at: target, key: .random()) == nil)
    }

    /// What the former key signed is tidied by the same rules, and goes when nothing of it is kept any more.
    @Test func oldGenerationsAreTidiedToo() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        try await ground.work(ground.second, rows: 1)
        let objects = DirectoryObjects(url: ground.target)
        var shelf = try Shelf(
            objects, key: ShippingKey(ground.second), former: [ShippingKey(ground.first)])
        #expect(shelf.entries.count == 2)
        let newest = try #require(shelf.tail()?.manifest.name)
        #expect(newest == shelf.entries.keys.max())
        let retention = Retention(counts: [.minutes: 1], timeZone: .gmt)
        while try shelf.tidy(retention, at: ground.before.adding(seconds: 90_000), sparing: newest) {}
        #expect(try ShippedGenerations.names(objects) == [newest])
    }
}
