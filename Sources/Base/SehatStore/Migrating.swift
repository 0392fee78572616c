import Crypto
import Foundation
import GRDB
import SehatCore

/// The migrations of all modules in their one order.
struct MigrationPlan {
    let migrations: [Migration]

    /// - Throws: `StoreOpenError.badMigrationID` for an id of another form, or one that is there twice.
    init(_ schema: StoreSchema) throws {
        var ordered: [(order: MigrationOrder, migration: Migration)] = []
        var seen: Set<String> = []
        for migration in StoreMigrations.all + schema.migrations {
            guard let order = migration.order, seen.insert(migration.id).inserted else {
                throw StoreOpenError.badMigrationID(id: migration.id)
            }
            ordered.append((order, migration))
        }
        migrations = ordered.sorted { $0.order < $1.order }.map(\.migration)
    }

    /// Compares with what the database has lived through.
    ///
    /// - Returns: what is still to be applied.
    /// - Throws: `StoreOpenError.newerSchema` and `.changedMigration`.
    @discardableResult
    func check(_ db: Database) throws -> [Migration] {
        guard try db.tableExists("storeMigration") else { return migrations }
        var applied: [String: [UInt8]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, sha256 FROM storeMigration") {
            applied[row["id"]] = Array(row["sha256"] as Data)
        }
        let unknown = Set(applied.keys).subtracting(migrations.map(\.id))
        if !unknown.isEmpty { throw StoreOpenError.newerSchema(unknown: unknown.sorted()) }
        for migration in migrations {
            if let hash = applied[migration.id], hash != migration.sha256 {
                throw StoreOpenError.changedMigration(id: migration.id)
            }
        }
        return migrations.filter { applied[$0.id] == nil }
    }
}

extension Migration {
    /// The id of the latest migration that a database has lived through, empty for none: numbers count, not digits.
    static func latest(_ db: Database) throws -> String {
        try String.fetchAll(db, sql: "SELECT id FROM storeMigration")
            .max { $0.compare($1, options: .numeric) == .orderedAscending } ?? ""
    }

    var sha256: [UInt8] { Array(SHA256.hash(data: Array(sql.utf8))) }
}

/// Brings a database to the schema of this program.
struct Migrating {
    let plan: MigrationPlan
    let configuration: StoreConfiguration
    let pool: DatabasePool
    let file: MainFile
    /// How many copies from before earlier migrations are kept.
    private static let copiesKept = 2

    func run() throws {
        let pending = try pool.read { db in try plan.check(db) }
        if !pending.isEmpty {
            if pending.count < plan.migrations.count { try copyBefore(pending) }
            for migration in pending { try apply(migration) }
            try checkReferences()
        }
        try recreateViews()
    }

    private func apply(_ migration: Migration) throws {
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try db.execute(sql: StoreMigrations.ledger)
                    try db.execute(sql: migration.sql)
                    try db.execute(
                        sql: "INSERT INTO storeMigration (id, sha256, appliedAt) VALUES (?, ?, ?)",
                        arguments: [migration.id, Data(migration.sha256), configuration.clock.now])
                    return .commit
                }
            }
        } catch DatabaseError.SQLITE_FULL {
            throw StoreOpenError.diskFull(path: configuration.directory.path)
        } catch {
            throw StoreOpenError.migrationFailed(id: migration.id, reason: ErrorText.of(error))
        }
    }

    private func checkReferences() throws {
        let tables = try pool.read { db in
            try Set(Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { $0[0] as String })
        }
        if !tables.isEmpty { throw StoreOpenError.brokenReferences(tables: tables.sorted()) }
    }

    private func recreateViews() throws {
        if configuration.schema.views.isEmpty { return }
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for sql in configuration.schema.views { try db.execute(sql: sql) }
                    return .commit
                }
            }
        } catch DatabaseError.SQLITE_FULL {
            throw StoreOpenError.diskFull(path: configuration.directory.path)
        } catch {
            throw StoreOpenError.migrationFailed(id: "views", reason: ErrorText.of(error))
        }
    }

    /// Keeps the encrypted file as it is before the first of `pending` changes it.
    private func copyBefore(_ pending: [Migration]) throws {
        let folder = configuration.directory.appendingPathComponent("before-migration")
        try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreOpenError.directoryNotWritable(path: folder.path, reason: "the folder cannot be made")
        }
        let name = "\(configuration.clock.now.milliseconds)-\(pending.first?.id ?? "").db"
        let copy = folder.appendingPathComponent(name)
        try? FileManager.default.removeItem(at: copy)
        do {
            try file.copyAll(to: copy)
        } catch {
            try? FileManager.default.removeItem(at: copy)
            throw error
        }
        let copies = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for old in copies.sorted().dropLast(Self.copiesKept) {
            try? FileManager.default.removeItem(at: folder.appendingPathComponent(old))
        }
    }
}
