import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

/// Bits that turn over at a target, in any object: a restore and the target's own rounds name the object.
@Suite struct DamageTests {
    /// Bits of each object; `SEHAT_BIT_FLIPS` for more: `Packaging/faults/campaign bits`.
    private static let flips = ProcessInfo.processInfo.environment["SEHAT_BIT_FLIPS"].flatMap { Int($0) } ?? 4

    private func ground() async throws -> ShippingGround {
        let ground = try ShippingGround()
        for _ in 0..<4 {
            try await ground.write(3)
            try ground.follow()
        }
        return ground
    }

    /// At even distances, the first and the last byte among them, any bit of each.
    private static func flipped(_ whole: Data) -> [(what: String, data: Data)] {
        (0..<flips).map { number in
            let place = (whole.count - 1) * number / max(1, flips - 1)
            let bit = UInt8.random(in: 0..<8)
            var changed = whole
            changed[place] ^= 1 << bit
            return ("bit \(bit) of byte \(place)", changed)
        }
    }

    /// A digit of the signature of a manifest in another case: one bit, and the same number.
    private static func otherCase(_ whole: Data, of object: URL) -> [(what: String, data: Data)] {
        guard object.lastPathComponent == GenerationManifest.fileName,
            let place = whole.dropLast().lastIndex(where: { (97...102).contains($0) })
        else { return [] }
        var changed = whole
        changed[place] ^= 0x20
        return [("the case of byte \(place)", changed)]
    }

    @Test(.timeLimit(.minutes(120))) func aBitInAnyObjectIsNamedByARestore() async throws {
        let ground = try await ground()
        defer { ground.remove() }
        var tried = 0
        for object in try ground.objects() where object.lastPathComponent != ShippedPosition.fileName {
            let whole = try Data(contentsOf: object)
            for (what, data) in Self.flipped(whole) + Self.otherCase(whole, of: object) {
                try data.write(to: object)
                await expectNamed(object, ground, what)
                if object.lastPathComponent != GenerationManifest.fileName { try expectSeen(object, ground, what) }
                tried += 1
            }
            try whole.prefix(whole.count / 2).write(to: object)
            await expectNamed(object, ground, "cut")
            if object.lastPathComponent != GenerationManifest.fileName {
                try FileManager.default.removeItem(at: object)
                await expectNamed(object, ground, "missing")
            }
            try whole.write(to: object)
        }
        print("\(tried) bits turned over")
        #expect(try await ground.restored().rows == 12)
    }

    private func expectNamed(_ object: URL, _ ground: ShippingGround, _ what: String) async {
        do {
            _ = try await ground.restored()
            Issue.record("\(what) in \(object.lastPathComponent) was not found")
        } catch {
            let words = "\(error)"
            let isSaid = words.contains(object.lastPathComponent.prefix(10)) || words.contains("key does not belong")
            #expect(isSaid, "\(what) in \(object.lastPathComponent): \(words)")
        }
    }

    /// Reading every object in turn, as the server does, finds it too.
    private func expectSeen(_ object: URL, _ ground: ShippingGround, _ what: String) throws {
        var shelf = try Shelf(ground.address.open(), key: ShippingKey(TestStore.key()))
        for _ in 0..<shelf.count { try shelf.lookAtNext() }
        let words = shelf.damage.values.map(\.words).joined()
        #expect(words.contains(object.lastPathComponent.prefix(10)), "\(what) in \(object.lastPathComponent): \(words)")
    }

    /// The papers that hold the key are an object as well: with a bit turned over they open nothing, or the right thing.
    @Test(.timeLimit(.minutes(120))) func aBitInTheKeysPaperOpensNothingWrong() async throws {
        let ground = try ShippingGround()
        defer { ground.remove() }
        let code = KeyRecovery.Code.random()
        try KeyRecovery(wrapping: TestStore.key(), with: code).write(in: ground.kit.directory)
        try await ground.write(5)
        try ground.follow()
        let paper = try #require(ground.objects().first { $0.lastPathComponent == KeyRecovery.fileName })
        let whole = try Data(contentsOf: paper)
        var refused = 0
        for (what, data) in Self.flipped(whole) {
            try data.write(to: paper)
            do {
                let rows = try await ground.restored(opener: .code(code)).rows
                #expect(rows == 5, "\(what)")
            } catch is BackupError {
                refused += 1
            }
        }
        #expect(refused > 0)
        try whole.write(to: paper)
        #expect(try await ground.restored(opener: .code(code)).rows == 5)
    }

    @Test func theKeysPaperAndThePositionAreNamedToo() async throws {
        let ground = try ShippingGround()
        defer { ground.remove() }
        let code = KeyRecovery.Code.random()
        try KeyRecovery(wrapping: TestStore.key(), with: code).write(in: ground.kit.directory)
        try await ground.write(5)
        try ground.follow()
        #expect(try said(by: ground).isEmpty)
        let position = try #require(ground.objects().first { $0.lastPathComponent == ShippedPosition.fileName })
        let paper = try #require(ground.objects().first { $0.lastPathComponent == KeyRecovery.fileName })
        for object in [position, paper] {
            let whole = try Data(contentsOf: object)
            for (what, data) in Self.flipped(whole) {
                try data.write(to: object)
                // White space between the values of the paper says nothing.
                let isSame = (try? JSONDecoder().decode(KeyRecovery.self, from: data)) != nil
                #expect(try isSame || said(by: ground).contains { $0.contains(object.lastPathComponent) }, "\(what)")
            }
            try FileManager.default.removeItem(at: object)
            #expect(try said(by: ground).contains { $0.contains("\(object.lastPathComponent) is missing") })
            try whole.write(to: object)
        }
        try FileManager.default.removeItem(at: paper)
        for _ in 0..<60 where ground.status.state == .following && ground.status.damagedUntil == nil {
            ground.kit.clock.advance(seconds: 11)
            try ground.follow()
        }
        #expect(ground.status.words?.contains("\(KeyRecovery.fileName) is missing") == true, "\(ground.status)")
    }

    /// What a restore says is damaged, although it brings everything back.
    private func said(by ground: ShippingGround) throws -> [String] {
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        var said: [String] = []
        _ = try PointRestoring.restore(from: ground.address, at: nil, to: folder, opener: .key(TestStore.key())) {
            if $0.hasPrefix("Damaged") { said.append($0) }
        }
        return said
    }

    @Test func theKeysPaperBesideABackupIsCheckedToo() async throws {
        let ground = try ShippingGround()
        defer { ground.remove() }
        try KeyRecovery(wrapping: TestStore.key(), with: .random()).write(in: ground.kit.directory)
        try await ground.write(3)
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        let backups = Backups(directory: folder, dataDirectory: ground.kit.directory, product: "test", keep: 3)
        let key = try TestStore.key()
        let name = try backups.make(of: ground.kit.store, key: key).name
        #expect(try backups.verify(name, key: key, now: ground.kit.store.now).isGood)
        let paper = folder.appending(path: "\(name)/\(KeyRecovery.fileName)")
        var whole = try Data(contentsOf: paper)
        let place = try #require(whole.range(of: Data("wrapped".utf8))).upperBound + 10
        whole[place] ^= 1
        try whole.write(to: paper)
        let damaged = try backups.verify(name, key: key, now: ground.kit.store.now)
        #expect(!damaged.isGood && damaged.faults.first?.contains("recovery.json is not what was written") == true)
        try FileManager.default.removeItem(at: paper)
        let missing = try backups.verify(name, key: key, now: ground.kit.store.now)
        #expect(!missing.isGood && missing.faults.first?.contains("recovery.json is missing") == true)
    }
}
