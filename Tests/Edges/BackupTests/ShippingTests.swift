import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

@Suite struct ShippingTests {
    private typealias Ground = ShippingGround

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

    @Test func aNewCopyWhenTheLastIsOldAndOldOnesGo() async throws {
        let address = try BackupTarget(
            TestStore.newDirectory().path + "?minutes=0&hours=0&days=3&weeks=0&months=0&years=0")
        let ground = try Ground(target: address, copyDays: 1)
        let folder = URL(filePath: address.name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        defer { ground.remove() }
        var ends: [(at: Instant, rows: Int)] = []
        for day in 1...8 {
            try await ground.write(day)
            try ground.follow()
            ends.append((ground.kit.store.now, day * (day + 1) / 2))
            ground.kit.clock.advance(seconds: 86_400)
        }
        try ground.follow()
        let generations = try ShippedGenerations.names(address.open())
        // The first moments of a day are in the copy of the day before as well, so that one stays too.
        #expect(generations.count == 4)
        for end in ends.suffix(2) { #expect(try await ground.restored(at: end.at).rows == end.rows) }
        await #expect(throws: BackupError.nothingSoOld(folder.path)) {
            _ = try await ground.restored(at: ends[0].at)
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
            target: ground.target, key: .random(),
            plan: Shipper.Plan(product: "test", dataDirectory: ground.kit.directory))
        while other.step(ground.kit.store) {}
        #expect(try ShippedGenerations.names(ground.address.open()).count == 2)
    }

    @Test func aTargetThatRefusesIsSaidAndGoesOnLater() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try ground.follow()
        let generation = try #require(ground.shipper.status(at: ground.kit.store.now).generation)
        // A file where the folder was stands for any refusal of the target.
        let folder = ground.target.appending(path: generation)
        let aside = ground.target.appending(path: "aside")
        try FileManager.default.moveItem(at: folder, to: aside)
        try Data().write(to: folder)
        try await ground.write(4)
        ground.shipper.step(ground.kit.store)
        #expect(ground.status.state == .failed && ground.status.words?.contains(generation) == true)
        try FileManager.default.removeItem(at: folder)
        try FileManager.default.moveItem(at: aside, to: folder)
        try await ground.write(4)
        ground.shipper.step(ground.kit.store)
        #expect(ground.shipper.status(at: ground.kit.store.now).state == .following)
        #expect(try await ground.restored().rows == 8)
    }

    @Test func anotherDiskInItsPlaceGetsACopyOfItsOwnOnceItIsAccepted() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.write(5)
        try ground.follow()
        try FileManager.default.removeItem(at: ground.target)
        try await ground.write(1)
        ground.shipper.step(ground.kit.store)
        #expect(ground.status.state == .missing)
        try FileManager.default.createDirectory(at: ground.target, withIntermediateDirectories: false)
        try await ground.write(1)
        try ground.follow()
        #expect(ground.status.state == .replaced)
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.target.path).isEmpty)
        ground.shipper.accept()
        try ground.follow()
        #expect(ground.status.state == .following)
        #expect(try await ground.restored().rows == 7)
    }

    @Test func aFullDiskIsSaidAndGoesOnWhenThereIsRoom() async throws {
        let disk = try SmallDisk(megabytes: 4)
        let ground = try Ground(target: BackupTarget(directory: disk.directory))
        defer { ground.remove() }
        try await ground.write(5)
        try ground.follow()
        let ballast = try disk.fill(leaving: 8192)
        for _ in 0..<3 {
            try await ground.write(20, size: 3000)
            ground.kit.clock.advance(seconds: 30)
            ground.shipper.step(ground.kit.store)
        }
        #expect(ground.status.state == .failed && ground.status.words?.contains("No space left") == true)
        #expect(ground.status.lagMilliseconds >= 90_000)
        try FileManager.default.removeItem(at: ballast)
        try ground.follow()
        #expect(ground.status.state == .following && ground.status.lagMilliseconds == 0)
        #expect(try await ground.restored().rows == 65)
    }

    @Test func aLimitOfBandwidthIsKept() async throws {
        let folder = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ground = try Ground(target: BackupTarget(folder.path + "?kib_per_second=10&every=5"), piece: 64 << 20)
        defer { ground.remove() }
        try await ground.write(50)
        var seconds = 0
        while ground.status.state != .following {
            ground.shipper.step(ground.kit.store)
            ground.kit.clock.advance(seconds: 1)
            seconds += 1
            try #require(seconds < 1000)
        }
        // What is there was written within that time at no more than 10 KiB a second; the last piece may still be owed.
        let objects = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let bytes = objects.reduce(0) { $0 + ((try? Data(contentsOf: folder.appending(path: $1)).count) ?? 0) }
        try await ground.write(30)
        ground.kit.clock.advance(seconds: 1)
        let before = ground.status.segments
        ground.shipper.step(ground.kit.store)
        #expect(ground.status.segments == before)
        ground.kit.clock.advance(seconds: Int64(bytes >> 10) / 10 + 5)
        ground.shipper.step(ground.kit.store)
        #expect(ground.status.segments == before + 1)
    }
}
