import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

/// What stands at a target's path may be another disk, or the empty mount point of one that was taken off.
@Suite struct ReplacedTargetTests {
    private struct Ground {
        let shipping: ShippingGround
        let away: URL
        var files: FileManager { .default }

        init() async throws {
            shipping = try ShippingGround()
            away = URL(filePath: shipping.target.path + "-away")
            try await shipping.write(5)
            try shipping.follow()
        }

        /// The disk is taken off; its mount point stays.
        func takeOff() throws {
            try files.moveItem(at: shipping.target, to: away)
            try files.createDirectory(at: shipping.target, withIntermediateDirectories: false)
        }

        func putBack() throws {
            try files.removeItem(at: shipping.target)
            try files.moveItem(at: away, to: shipping.target)
        }

        /// Writes, and lets the shipper look once.
        func write(_ count: Int) async throws {
            shipping.kit.clock.advance(seconds: 1)
            try await shipping.write(count)
            try shipping.follow()
        }

        func remove() {
            shipping.remove()
            try? files.removeItem(at: away)
        }
    }

    @Test func anEmptyMountPointIsSaidAtOnceAndGetsNothing() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let generation = ground.shipping.status.generation
        try ground.takeOff()
        try await ground.write(3)
        let status = ground.shipping.status
        #expect(status.state == .replaced && !status.isGood && status.lagMilliseconds >= 1000)
        #expect(status.words?.contains("is empty") == true, "\(status.words ?? "")")
        #expect(try ground.files.contentsOfDirectory(atPath: ground.shipping.target.path).isEmpty)
        try ground.putBack()
        try await ground.write(1)
        #expect(ground.shipping.status.state == .following && ground.shipping.status.lagMilliseconds == 0)
        #expect(ground.shipping.status.generation == generation && ground.shipping.status.words == nil)
        #expect(try await ground.shipping.restored().rows == 9)
    }

    @Test func itIsSaidToTheNextStartToo() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        try ground.takeOff()
        let plan = Shipper.Plan(product: "test", dataDirectory: ground.shipping.kit.directory)
        let next = Shipper(target: ground.shipping.address, key: try TestStore.key(), plan: plan)
        try ShippingGround.follow(next, ground.shipping.kit.store)
        #expect(next.status(at: ground.shipping.kit.store.now).state == .replaced)
        #expect(try ground.files.contentsOfDirectory(atPath: ground.shipping.target.path).isEmpty)
    }

    @Test func disksThatTakeTurnsEachHoldWholeCopies() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        try ground.takeOff()
        ground.shipping.shipper.accept()
        try await ground.write(2)
        #expect(ground.shipping.status.state == .following)
        #expect(try await ground.shipping.restored().rows == 7)
        // The first one again, which has missed what went to the second.
        let second = URL(filePath: ground.away.path + "-second")
        defer { try? ground.files.removeItem(at: second) }
        try ground.files.moveItem(at: ground.shipping.target, to: second)
        try ground.files.moveItem(at: ground.away, to: ground.shipping.target)
        try await ground.write(4)
        #expect(ground.shipping.status.state == .following)
        #expect(try await ground.shipping.restored().rows == 11)
    }

    @Test func anOlderPictureOfTheSameDiskIsNoticed() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        try ground.files.copyItem(at: ground.shipping.target, to: ground.away)
        try await ground.write(2)
        try ground.files.removeItem(at: ground.shipping.target)
        try ground.files.moveItem(at: ground.away, to: ground.shipping.target)
        try await ground.write(3)
        #expect(ground.shipping.status.state == .following)
        #expect(try await ground.shipping.restored().rows == 10)
    }

    @Test func aMarkThatWasTakenAwayIsLaidAnew() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let generation = ground.shipping.status.generation
        let mark = ground.shipping.target.appending(path: TargetMark.fileName)
        try ground.files.removeItem(at: mark)
        try await ground.write(1)
        #expect(ground.files.fileExists(atPath: mark.path) && ground.shipping.status.state == .following)
        #expect(ground.shipping.status.generation == generation)
        #expect(try await ground.shipping.restored().rows == 6)
    }

    @Test func aSupersededServerShipsWhatItAcceptedAndSaysSo() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        try await ground.shipping.write(2)
        ground.shipping.shipper.supersede(ground.shipping.kit.store, words: "superseded by second.hospital.lan")
        #expect(ground.shipping.status.state == .superseded && !ground.shipping.status.isGood)
        try await ground.write(1)
        #expect(ground.shipping.status.state == .superseded)
        #expect(try await ground.shipping.restored().rows == 7)
    }

    @Test func olderMomentsThatAreDamagedAreToldBesideTheNewestThatIsWhole() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let first = try #require(ground.shipping.status.generation)
        let manifest = ground.shipping.target.appending(path: "\(first)/\(GenerationManifest.fileName)")
        let segments = try ground.shipping.objects().filter { $0.pathExtension == "seg" }
        let segment = try #require(segments.first)
        let whole = try Data(contentsOf: segment)
        try ground.files.removeItem(at: segment)
        for _ in 0..<60 where ground.shipping.status.state == .following {
            ground.shipping.kit.clock.advance(seconds: 11)
            try ground.shipping.follow()
        }
        #expect(ground.shipping.status.state == .damaged)
        try await ground.write(1)
        let status = ground.shipping.status
        #expect(status.state == .following && status.isGood && status.generation != first)
        let until = try #require(status.damagedUntil)
        #expect(until <= ground.shipping.kit.store.now)
        #expect(status.words?.hasPrefix("older moments up to \(until) are damaged: ") == true, "\(status)")
        #expect(status.words?.contains("is missing") == true)
        // The next start sees it by the names alone.
        let shelf = try Shelf(ground.shipping.address.open(), key: ShippingKey(TestStore.key()))
        #expect(shelf.damage[first] != nil && shelf.damage.count == 1)
        // Mended, it is told no more.
        try whole.write(to: segment)
        for _ in 0..<60 where ground.shipping.status.damagedUntil != nil {
            ground.shipping.kit.clock.advance(seconds: 11)
            try ground.shipping.follow()
        }
        #expect(ground.shipping.status.damagedUntil == nil && ground.shipping.status.words == nil)
        #expect(ground.files.fileExists(atPath: manifest.path))
    }
}
