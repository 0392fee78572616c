import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Backup

/// A store, a target beside it, and a shipper between them.
struct ShippingGround {
    static let schema = StoreSchema(migrations: [
        Migration("2026-11-21.1-test-note", "CREATE TABLE testNote (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    ])

    enum Note {}

    let kit: TestStore
    /// The directory that is the target, where it is one.
    let target: URL
    let address: BackupTarget
    let shipper: Shipper

    init(
        target address: BackupTarget? = nil, limitMiB: Int = 64, piece: Int = 8192, keepDays: Int = 14,
        copyDays: Int64 = 7
    ) throws {
        kit = try TestStore.make(Self.schema) { $0.tuning.checkpointFrames = 40 }
        target = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        self.address = address ?? BackupTarget(directory: target)
        let plan = Shipper.Plan(
            product: "test", dataDirectory: kit.directory, keepDays: keepDays, limitMiB: limitMiB, piece: piece,
            copyDays: copyDays)
        shipper = Shipper(target: self.address, key: try TestStore.key(), plan: plan)
    }

    var status: ShippingStatus { shipper.status(at: kit.store.now) }

    func write(_ count: Int = 1, size: Int = 300) async throws {
        try await Self.write(kit.store, count, size: size)
    }

    static func write(_ store: Store, _ count: Int = 1, size: Int = 300) async throws {
        for _ in 0..<count {
            try await store.write(as: .system("test")) { tx in
                let id = tx.newID(Note.self)
                try tx.db.execute(
                    sql: "INSERT INTO testNote VALUES (?, ?)", arguments: [id, String(repeating: "x", count: size)])
                tx.audit("test.note.made", id)
            }
        }
    }

    /// Steps until the copy is made and everything is shipped.
    func follow() throws { try Self.follow(shipper, kit.store) }

    static func follow(_ shipper: Shipper, _ store: Store) throws {
        var steps = 0
        while shipper.step(store) {
            steps += 1
            try #require(steps < 10_000)
        }
    }

    /// Restores, and counts the notes in what came back.
    func restored(at moment: Instant? = nil, opener: Restoring.Opener? = nil) async throws -> (
        point: RestoredPoint, rows: Int
    ) {
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        let point = try PointRestoring.restore(
            from: address, at: moment, to: folder, opener: opener ?? .key(TestStore.key()))
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

    /// The objects of the newest generation.
    func objects() throws -> [URL] {
        let names = try ShippedGenerations.names(address.open())
        let generation = target.appending(path: try #require(names.max()))
        return try FileManager.default.contentsOfDirectory(at: generation, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }

    func remove() {
        kit.remove()
        try? FileManager.default.removeItem(at: target)
    }
}
