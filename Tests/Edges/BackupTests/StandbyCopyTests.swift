import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

/// A copy that follows a target segment by segment.
@Suite struct StandbyCopyTests {
    private struct Ground {
        let shipping: ShippingGround
        let directory = TestStore.newDirectory()
        let copy: StandbyCopy

        init(checkSeconds: Int64 = 86_400) throws {
            shipping = try ShippingGround()
            copy = StandbyCopy(
                of: shipping.address, in: directory, key: try TestStore.key(), clock: shipping.kit.configuration.clock,
                checkSeconds: checkSeconds)
        }

        /// Work that arrives at the target.
        func work(_ rows: Int, size: Int = 300) async throws {
            shipping.kit.clock.advance(seconds: 5)
            try await shipping.write(rows, size: size)
            try shipping.follow()
        }

        /// Rows of the copy, looked at in a place of its own.
        func rows() async throws -> Int {
            let folder = TestStore.newDirectory()
            defer { try? FileManager.default.removeItem(at: folder) }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let name = StoreConfiguration.fileName
            try FileManager.default.copyItem(at: directory.appending(path: name), to: folder.appending(path: name))
            let report = try StoreCheck.verify(file: folder.appending(path: name), key: TestStore.key())
            #expect(report.isGood, "\(report.faults)")
            var configuration = shipping.kit.configuration
            (configuration.directory, configuration.isReadOnly) = (folder, true)
            let store = try Store.open(configuration)
            defer { try? store.close() }
            return try await store.read(as: .system("test")) { tx in
                try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM testNote") ?? -1
            }
        }

        func segments() throws -> [URL] { try shipping.objects().filter { $0.pathExtension == "seg" } }

        func remove() {
            shipping.remove()
            try? FileManager.default.removeItem(at: directory)
        }
    }

    @Test func segmentsAreLaidOverTheCopyAndTheFirstRoundIsWhole() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.work(20)
        let first = try ground.copy.follow()
        #expect(first.isWhole && first.at == ground.shipping.kit.store.now)
        #expect(try await ground.rows() == 20)
        for turn in 1...12 {
            try await ground.work(turn, size: turn.isMultiple(of: 4) ? 9000 : 200)
            if turn.isMultiple(of: 5) { try ground.shipping.kit.store.checkpoint() }
            ground.shipping.kit.clock.advance(seconds: 1)
            let round = try ground.copy.follow()
            #expect(!round.isWhole && round.segments == 1 && round.lagMilliseconds == 1000, "\(round)")
        }
        #expect(try await ground.rows() == 20 + 78)
        for _ in 0..<3 { try await ground.work(2) }
        #expect(try ground.copy.follow().segments == 3)
        #expect(try ground.copy.follow().isNew == false)
        #expect(try await ground.rows() == 20 + 78 + 6)
    }

    @Test func aRoundThatWasCutOffIsDoneAgain() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.work(10)
        _ = try ground.copy.follow()
        let state = try Data(contentsOf: ground.directory.appending(path: "standby.json"))
        try await ground.work(30, size: 3000)
        _ = try ground.copy.follow()
        // As a power cut leaves it that came after the pages and before the word of them.
        try state.write(to: ground.directory.appending(path: "standby.json"))
        let file = ground.directory.appending(path: StoreConfiguration.fileName)
        let handle = try FileHandle(forUpdating: file)
        try handle.truncate(atOffset: handle.seekToEnd() - 5 * 4096)
        try handle.close()
        let again = try ground.copy.follow()
        #expect(!again.isWhole && again.segments == 1)
        #expect(try await ground.rows() == 40)
    }

    @Test func aNewGenerationAndADamagedCopyAreAnsweredWithAWholeOne() async throws {
        let ground = try Ground(checkSeconds: 60)
        defer { ground.remove() }
        try await ground.work(10)
        _ = try ground.copy.follow()
        let file = ground.directory.appending(path: StoreConfiguration.fileName)
        let handle = try FileHandle(forUpdating: file)
        try handle.seek(toOffset: 2 * 4096 + 99)
        try handle.write(contentsOf: Data([1, 2, 3]))
        try handle.close()
        ground.shipping.kit.clock.advance(seconds: 90)
        #expect(try ground.copy.follow().isWhole, "the damage is found by the check that is due")
        #expect(try await ground.rows() == 10)
        ground.shipping.kit.clock.advance(seconds: 8 * 86_400)
        try await ground.work(3)
        try ground.shipping.follow()
        #expect(try ground.copy.follow().isWhole)
        #expect(try await ground.rows() == 13)
    }

    /// Bytes of a segment changed, one segment in another's place, one missing: nothing of it gets into the copy.
    @Test func aDamagedSegmentIsNamedAndTheCopyStaysAsItWas() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.work(10)
        _ = try ground.copy.follow()
        try await ground.work(5)
        let segment = try #require(ground.segments().last)
        let whole = try Data(contentsOf: segment)
        var broken = whole
        broken[broken.count - 1000] ^= 4
        try broken.write(to: segment)
        #expect(throws: BackupError.self) { try ground.copy.follow() }
        #expect(try await ground.rows() == 10)
        #expect(ground.copy.present()?.auditEntries ?? 0 > 0, "it can be taken over with what it has")
        try whole.write(to: segment)
        #expect(try ground.copy.follow().isWhole == false)
        #expect(try await ground.rows() == 15)
    }

    @Test func nobodyElseWorksOnTheCopyAndOneOfAnothersIsLeftAlone() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try await ground.work(4)
        try FileManager.default.createDirectory(at: ground.directory, withIntermediateDirectories: true)
        let mine = ground.directory.appending(path: "mine.txt")
        try Data("x".utf8).write(to: mine)
        #expect(throws: BackupError.targetNotEmpty(ground.directory.path)) { try ground.copy.follow() }
        try FileManager.default.removeItem(at: mine)
        _ = try ground.copy.follow()
        #expect(StandbyState.isKept(in: ground.directory))
        let lock = try DataDirectoryLock(directory: ground.directory)
        #expect(throws: StoreOpenError.self) { try ground.copy.follow() }
        lock.release()
        try StandbyState.end(in: ground.directory)
        #expect(!StandbyState.isKept(in: ground.directory))
        #expect(throws: BackupError.targetNotEmpty(ground.directory.path)) { try ground.copy.follow() }
    }
}
