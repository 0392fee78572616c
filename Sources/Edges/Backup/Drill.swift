public import Foundation
public import GRDB
public import SehatCore
public import SehatStore

/// Where a drill restores from.
public struct DrillSource: Sendable {
    /// In words for the administrator: a path or the name of a target.
    public let place: String
    let restore: @Sendable (URL) throws -> Instant
    /// Whether anything was ever saved there; a new hospital has nothing to try yet, and is told so by the backup's own alarm.
    var hasAny: @Sendable () throws -> Bool = { true }

    /// - Parameter restore: brings the newest state back into a directory that does not exist, with every check that a
    ///   restore makes, and returns the moment that was brought back. It only reads the source.
    public init(_ place: String, restore: @escaping @Sendable (URL) throws -> Instant) {
        self.place = place
        self.restore = restore
    }

    /// The newest backup that counts; that none of those there does is a failure.
    public static func newestBackup(_ backups: Backups, key: DatabaseKey) -> DrillSource {
        var source = DrillSource(backups.directory.path) { scratch in
            guard let newest = backups.list().first(where: { $0.verifiedAt != nil }) else {
                throw BackupError.notFound(backups.directory.path)
            }
            let folder = backups.directory.appending(path: newest.name)
            return try Restoring.restore(folder, to: scratch, opener: .key(key), ring: backups.ring(key)).createdAt
        }
        source.hasAny = { !backups.list().isEmpty }
        return source
    }

    /// The newest moment that was shipped to a target.
    public static func target(_ target: BackupTarget, key: DatabaseKey) -> DrillSource {
        DrillSource(target.name) { scratch in
            try PointRestoring.restore(from: target, at: nil, to: scratch, opener: .key(key)).at
        }
    }
}

/// One drill: a restore into a scratch place, and what came of it.
public struct Drill: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "backupDrill"

    public let id: ID<Drill>
    /// What was restored from.
    public let place: String
    public let startedAt: Instant
    /// How long restoring and checking took: what a real restore would take at least.
    public let milliseconds: Int64
    public let isGood: Bool
    /// Why it is not good; empty when it is.
    public let words: String
    /// The moment that was brought back; absent when nothing was.
    public let restoredTo: Instant?
    /// Bytes of the restored database.
    public let bytes: Int64
    /// Entries of its audit chain, which was found to be a part of the running hospital's.
    public let auditEntries: Int64
}

/// The drills there were, and whether the newest good one is recent enough.
public struct DrillReport: Codable, Sendable {
    public var items: [Drill]
    /// When the newest good drill began.
    public var lastGoodAt: Instant?
    /// After so many days without a good drill people are told.
    public var limitDays: Int
    /// Whether the newest good drill is older than the limit, or the first try is and none was good.
    public var isOverdue: Bool
    /// Places whose newest drill was not good.
    public var failing: [String]
}

/// The drills on record.
public enum Drills {
    static let migrations = [
        Migration(
            "2026-11-21.71-backup-drill",
            """
            CREATE TABLE backupDrill (
                id INTEGER PRIMARY KEY,
                place TEXT NOT NULL,
                startedAt INTEGER NOT NULL,
                milliseconds INTEGER NOT NULL,
                isGood INTEGER NOT NULL CONSTRAINT backupDrillIsGood CHECK (isGood IN (0, 1)),
                words TEXT NOT NULL,
                restoredTo INTEGER,
                bytes INTEGER NOT NULL,
                auditEntries INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX backupDrillGood ON backupDrill (startedAt) WHERE isGood = 1;
            """)
    ]

    /// The newest drills, and the alarm.
    public static func report(limitDays: Int, in tx: ReadTx) throws -> DrillReport {
        let items = try Drill.fetchAll(tx.db, sql: "SELECT * FROM backupDrill ORDER BY id DESC LIMIT 50")
        let good = try Instant.fetchOne(tx.db, sql: "SELECT max(startedAt) FROM backupDrill WHERE isGood = 1")
        let first = try Instant.fetchOne(tx.db, sql: "SELECT min(startedAt) FROM backupDrill")
        let oldest = tx.now.adding(seconds: -Int64(limitDays) * 86_400)
        var seen: Set<String> = []
        let newest = items.filter { seen.insert($0.place).inserted }
        return DrillReport(
            items: items, lastGoodAt: good, limitDays: limitDays,
            isOverdue: (good ?? first).map { $0 < oldest } ?? false,
            failing: newest.filter { !$0.isGood }.map(\.place).sorted())
    }
}
