import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

/// A start goes on with the last copy only where it is certain that nothing was missed.
@Suite struct ContinuityTests {
    /// What happens to the database between two runs.
    private struct Turn {
        let ground: ShippingGround
        let database: URL

        init() async throws {
            ground = try ShippingGround()
            database = ground.kit.directory.appending(path: StoreConfiguration.fileName)
            try await ground.write(10)
            try ground.follow()
            try await ground.write(5)
            ground.shipper.step(ground.kit.store)
        }

        var generations: Int { (try? ShippedGenerations.names(ground.address.open()).count) ?? -1 }

        func leave() throws {
            let place = ground.shipper.finish(ground.kit.store)
            try ground.kit.store.close()
            ShippingMark.leave(place.map { [ground.target.path: $0] } ?? [:], beside: database)
        }

        /// The next run: opens, works, ships.
        func again(_ rows: Int) async throws {
            ground.kit.clock.advance(seconds: 60)
            let mark = ShippingMark.read(beside: database)
            let store = try Store.open(ground.kit.configuration)
            defer { try? store.close() }
            let plan = Shipper.Plan(product: "test", dataDirectory: ground.kit.directory)
            let next = Shipper(target: ground.target, key: try TestStore.key(), plan: plan)
            next.attach(store, mark: mark)
            try await ShippingGround.write(store, 3)
            try store.checkpoint()
            try await ShippingGround.write(store, rows - 3)
            try ShippingGround.follow(next, store)
            let status = next.status(at: store.now)
            #expect(status.state == .following, "\(status)")
        }
    }

    @Test func aServerClosedInOrderGoesOn() async throws {
        let turn = try await Turn()
        defer { turn.ground.remove() }
        let before = turn.ground.kit.store.now
        try turn.leave()
        try await turn.again(7)
        #expect(turn.generations == 1)
        #expect(try await turn.ground.restored().rows == 22)
        #expect(try await turn.ground.restored(at: before).rows == 15)
    }

    @Test func workWithoutAServerBeginsANewCopy() async throws {
        let turn = try await Turn()
        defer { turn.ground.remove() }
        try turn.leave()
        // A command that opened the database by itself, without any shipper.
        let store = try Store.open(turn.ground.kit.configuration)
        try await ShippingGround.write(store, 2)
        try store.close()
        try await turn.again(7)
        #expect(turn.generations == 2)
        #expect(try await turn.ground.restored().rows == 24)
    }

    @Test func aDirectoryBroughtBackFromElsewhereBeginsANewCopy() async throws {
        let turn = try await Turn()
        defer { turn.ground.remove() }
        try turn.leave()
        let copy = turn.database.path + ".copy"
        try FileManager.default.copyItem(atPath: turn.database.path, toPath: copy)
        try FileManager.default.removeItem(at: turn.database)
        try FileManager.default.moveItem(atPath: copy, toPath: turn.database.path)
        try await turn.again(7)
        #expect(turn.generations == 2)
        #expect(try await turn.ground.restored().rows == 22)
    }

    @Test func aTargetThatMissedTheEndBeginsANewCopy() async throws {
        let turn = try await Turn()
        defer { turn.ground.remove() }
        let away = turn.ground.target.path + "-away"
        try FileManager.default.moveItem(atPath: turn.ground.target.path, toPath: away)
        try await turn.ground.write(4)
        turn.ground.shipper.step(turn.ground.kit.store)
        try turn.leave()
        try FileManager.default.moveItem(atPath: away, toPath: turn.ground.target.path)
        try await turn.again(7)
        #expect(turn.generations == 2)
        #expect(try await turn.ground.restored().rows == 26)
    }

    /// The state of the files at a moment is what a killed process or a power cut leaves.
    @Test(arguments: [false, true]) func aKilledServerGoesOnWhereTheLogProvesIt(_ isRestarted: Bool) async throws {
        let turn = try await Turn()
        defer { turn.ground.remove() }
        try await turn.ground.write(4)
        if isRestarted {
            // Moved and begun again before the target got it: what the log held is nowhere but in the main file.
            try turn.ground.kit.store.checkpoint()
            try await turn.ground.write(2)
        }
        let left = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: left) }
        try FileManager.default.createDirectory(at: left, withIntermediateDirectories: false)
        for name in ["sehat.db", "sehat.db-wal"] {
            let file = turn.ground.kit.directory.appending(path: name)
            try Data(contentsOf: file).write(to: left.appending(path: name))
        }
        try turn.ground.kit.store.close()
        var configuration = turn.ground.kit.configuration
        configuration.directory = left
        let store = try Store.open(configuration)
        defer { try? store.close() }
        let next = Shipper(
            target: turn.ground.target, key: try TestStore.key(),
            plan: Shipper.Plan(product: "test", dataDirectory: left))
        next.attach(store, mark: nil)
        try await ShippingGround.write(store, 3)
        try ShippingGround.follow(next, store)
        #expect(turn.generations == (isRestarted ? 2 : 1))
        #expect(try await turn.ground.restored().rows == (isRestarted ? 24 : 22))
    }
}
