import Backup
import Foundation
import GRDB
import SehatCore
import SehatStore
import Testing
import TestKit

@Suite struct ShippingTests {
    private static let schema = StoreSchema(migrations: [
        Migration("2026-11-21.1-test-note", "CREATE TABLE testNote (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    ])

    private enum Note {}

    /// A store, a target beside it, and a shipper between them.
    private struct Ground {
        let kit: TestStore
        let target: URL
        let shipper: Shipper

        init(limitMiB: Int = 64, piece: Int = 8192, keepDays: Int = 14) throws {
            kit = try TestStore.make(ShippingTests.schema) { $0.tuning.checkpointFrames = 40 }
            target = TestStore.newDirectory()
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            let plan = Shipper.Plan(
                product: "test", dataDirectory: kit.directory, keepDays: keepDays, limitMiB: limitMiB, piece: piece)
            shipper = Shipper(target: target, key: try TestStore.key(), plan: plan)
        }

        func write(_ count: Int = 1, size: Int = 300) async throws {
            for _ in 0..<count {
                try await kit.store.write(as: .system("test")) { tx in
                    let id = tx.newID(Note.self)
                    try tx.db.execute(
                        sql: "INSERT INTO testNote VALUES (?, ?)", arguments: [id, String(repeating: "x", count: size)])
                    tx.audit("test.note.made", id)
                }
            }
        }

        /// Steps until the copy is made and everything is shipped.
        func follow() throws {
            var steps = 0
            while shipper.step(kit.store) {
                steps += 1
                try #require(steps < 10_000)
            }
        }

        /// Restores, and counts the notes in what came back.
        func restored(at moment: Instant? = nil) async throws -> (point: RestoredPoint, rows: Int) {
            let folder = TestStore.newDirectory()
            defer { try? FileManager.default.removeItem(at: folder) }
            let point = try PointRestoring.restore(from: target, at: moment, to: folder, opener: .key(TestStore.key()))
            var configuration = kit.configuration
            configuration.directory = folder
            configuration.isReadOnly = true
            let store = try Store.open(configuration)
            defer { try? store.close() }
            let rows = try await store.read(as: .system("test")) { tx in
                try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM testNote") ?? -1
            }
            return (point, rows)
        }

        /// The objects of the only generation, by name.
        func objects() throws -> [URL] {
            let names = try FileManager.default.contentsOfDirectory(atPath: target.path)
            let generation = target.appending(path: try #require(names.max()))
            return try FileManager.default.contentsOfDirectory(at: generation, includingPropertiesForKeys: nil)
                .sorted { $0.path < $1.path }
        }

        func remove() {
            kit.remove()
            try? FileManager.default.removeItem(at: target)
        }
    }

    @Test func everyMomentComesBack() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.write(30)
        try ground.follow()
        var moments: [(at: Instant, rows: Int)] = []
        for turn in 1...40 {
            ground.kit.clock.advance(seconds: 60)
            try await ground.write(turn % 7 + 1)
            if turn.isMultiple(of: 9) { try ground.kit.store.checkpoint() }
            ground.shipper.step(ground.kit.store)
            moments.append((ground.kit.store.now, (moments.last?.rows ?? 30) + turn % 7 + 1))
        }
        let status = ground.shipper.status(at: ground.kit.store.now)
        #expect(status.state == .following && status.lagMilliseconds == 0 && status.safeAt == ground.kit.store.now)
        #expect(try await ground.restored().rows == moments.last?.rows)
        for moment in moments {
            let (point, rows) = try await ground.restored(at: moment.at.adding(seconds: 30))
            #expect(rows == moment.rows)
            #expect(point.at <= moment.at.adding(seconds: 30))
        }
    }

    @Test func theCopyMayBeTornByCheckpointsWhileItIsMade() async throws {
        let ground = try Ground(piece: 4096)
        defer { ground.remove() }
        try await ground.write(60, size: 3000)
        try ground.kit.store.checkpoint()
        var isCopying = true
        var rows = 60
        while isCopying {
            // Every piece is read from a file that checkpoints have written between.
            try await ground.write(2, size: 3000)
            rows += 2
            try ground.kit.store.checkpoint()
            isCopying = ground.shipper.step(ground.kit.store)
        }
        #expect(rows > 100)
        #expect(try await ground.restored().rows == rows)
    }

    @Test func workGoesOnFromManySidesWhileShipping() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<8 { tasks.addTask { try await ground.write(60) } }
            for _ in 0..<200 {
                ground.shipper.step(ground.kit.store)
                await Task.yield()
            }
            try await tasks.waitForAll()
        }
        try ground.follow()
        #expect(try await ground.restored().rows == 480)
    }

    @Test func aMissingTargetHarmsNobodyAndCatchesUp() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.write(5)
        try ground.follow()
        let away = ground.target.path + "-away"
        try FileManager.default.moveItem(atPath: ground.target.path, toPath: away)
        ground.kit.clock.advance(seconds: 90)
        try await ground.write(100)
        try ground.kit.store.checkpoint()
        ground.shipper.step(ground.kit.store)
        let missing = ground.shipper.status(at: ground.kit.store.now)
        #expect(missing.state == .missing && missing.lagMilliseconds >= 90_000)
        try FileManager.default.moveItem(atPath: away, toPath: ground.target.path)
        ground.shipper.step(ground.kit.store)
        let back = ground.shipper.status(at: ground.kit.store.now)
        #expect(back.state == .following && back.lagMilliseconds == 0 && back.generation == missing.generation)
        #expect(try await ground.restored().rows == 105)
    }

    @Test func aTargetThatMissedTooMuchBeginsAnew() async throws {
        let ground = try Ground(limitMiB: 1)
        defer { ground.remove() }
        try ground.follow()
        let first = try #require(ground.shipper.status(at: ground.kit.store.now).generation)
        let away = ground.target.path + "-away"
        try FileManager.default.moveItem(atPath: ground.target.path, toPath: away)
        try await ground.write(400, size: 3500)
        try ground.kit.store.checkpoint()
        try FileManager.default.moveItem(atPath: away, toPath: ground.target.path)
        try ground.follow()
        #expect(ground.shipper.status(at: ground.kit.store.now).generation != first)
        #expect(try await ground.restored().rows == 400)
    }

    @Test func aNewCopyEveryDayAndOldOnesGo() async throws {
        let ground = try Ground(keepDays: 3)
        defer { ground.remove() }
        var ends: [(at: Instant, rows: Int)] = []
        for day in 1...8 {
            try await ground.write(day)
            try ground.follow()
            ends.append((ground.kit.store.now, day * (day + 1) / 2))
            ground.kit.clock.advance(seconds: 86_400)
        }
        let generations = try FileManager.default.contentsOfDirectory(atPath: ground.target.path)
        #expect(generations.count == 5)
        for end in ends.suffix(4) { #expect(try await ground.restored(at: end.at).rows == end.rows) }
        await #expect(throws: BackupError.nothingSoOld(ground.target.path)) {
            _ = try await ground.restored(at: ends[0].at)
        }
    }

    @Test func aRestartBeginsBesideWhatIsThere() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.write(10)
        try ground.follow()
        let before = ground.kit.store.now
        ground.shipper.finish(ground.kit.store)
        ground.kit.clock.advance(seconds: 60)
        let kit = try ground.kit.reopened()
        defer { try? kit.store.close() }
        let plan = Shipper.Plan(product: "test", dataDirectory: kit.directory)
        let second = Shipper(target: ground.target, key: try TestStore.key(), plan: plan)
        while second.step(kit.store) {}
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.target.path).count == 2)
        #expect(try await ground.restored(at: before).rows == 10)
        #expect(try await ground.restored().rows == 10)
    }

    @Test func damageOfAnyObjectIsNamed() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        for _ in 0..<4 {
            try await ground.write(3)
            try ground.follow()
        }
        for object in try ground.objects() where object.lastPathComponent != "position.json" {
            let whole = try Data(contentsOf: object)
            for place in [0, whole.count / 3, whole.count / 2, whole.count - 1] {
                var changed = whole
                changed[place] ^= 4
                try changed.write(to: object)
                await expectNamed(object, ground, "bit at \(place)")
            }
            try whole.prefix(whole.count / 2).write(to: object)
            await expectNamed(object, ground, "cut")
            if object.lastPathComponent != "base.json" {
                try FileManager.default.removeItem(at: object)
                await expectNamed(object, ground, "missing")
            }
            try whole.write(to: object)
        }
        #expect(try await ground.restored().rows == 12)
    }

    private func expectNamed(_ object: URL, _ ground: Ground, _ what: String) async {
        do {
            _ = try await ground.restored()
            Issue.record("\(what) in \(object.lastPathComponent) was not found")
        } catch {
            let words = "\(error)"
            let isSaid = words.contains(object.lastPathComponent) || words.contains("key does not belong")
            #expect(isSaid, "\(what) in \(object.lastPathComponent): \(words)")
        }
    }

    @Test func aForeignKeyOpensNothingAndLeavesNothing() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.write(3)
        try ground.follow()
        let folder = TestStore.newDirectory()
        #expect(throws: BackupError.wrongKey(ground.target.path)) {
            try PointRestoring.restore(from: ground.target, at: nil, to: folder, opener: .key(.random()))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        // Somebody else's shipper leaves ours alone.
        let other = Shipper(
            target: ground.target, key: .random(), plan: Shipper.Plan(product: "test", dataDirectory: ground.kit.directory))
        while other.step(ground.kit.store) {}
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.target.path).count == 2)
    }

    @Test func aTargetThatRefusesIsSaidAndGoesOnLater() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try ground.follow()
        let generation = try #require(ground.shipper.status(at: ground.kit.store.now).generation)
        let newest = try ground.objects().filter { $0.pathExtension == "seg" }.count
        let next = String(String(10_000_000_001 + newest).dropFirst()) + ".seg"
        // A name that cannot be written stands for any refusal of the target.
        let inTheWay = ground.target.appending(path: "\(generation)/\(next).part")
        try FileManager.default.createDirectory(at: inTheWay, withIntermediateDirectories: false)
        try await ground.write(4)
        ground.shipper.step(ground.kit.store)
        let failed = ground.shipper.status(at: ground.kit.store.now)
        #expect(failed.state == .failed && failed.words?.contains(next) == true)
        try FileManager.default.removeItem(at: inTheWay)
        try await ground.write(4)
        ground.shipper.step(ground.kit.store)
        #expect(ground.shipper.status(at: ground.kit.store.now).state == .following)
        #expect(try await ground.restored().rows == 8)
    }
}
