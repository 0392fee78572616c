import Foundation
import GRDB
import SehatCore

/// How a connection to the database is set up and what it must answer.
enum Connection {
    static let pageSize = 4096
    static let cipherVersion = "4.19.0"
    static let sqliteVersion = "3.53."
    static let busyMilliseconds = 10_000

    static func configuration(_ store: StoreConfiguration) -> Configuration {
        var configuration = Configuration()
        configuration.label = "store"
        configuration.readonly = store.isReadOnly
        configuration.maximumReaderCount = store.tuning.readers
        configuration.persistentReadOnlyConnections = true
        configuration.busyMode = .timeout(Double(busyMilliseconds) / 1000)
        let key = store.key
        let tuning = store.tuning
        configuration.prepareDatabase { db in
            try unlock(db, key)
            let cache = db.configuration.readonly ? tuning.readerCacheMiB : tuning.writerCacheMiB
            try db.execute(sql: "PRAGMA cache_size = \(-1024 * cache)")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            if !db.configuration.readonly {
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
                // So that REPLACE, too, meets the triggers that keep the audit chain.
                try db.execute(sql: "PRAGMA recursive_triggers = ON")
            }
        }
        return configuration
    }

    /// Gives the key; its text never leaves through an error.
    static func unlock(_ db: Database, _ key: DatabaseKey) throws {
        do {
            // What SQLCipher would print on standard error is said by the errors of this module.
            try db.execute(sql: "PRAGMA cipher_log_level = NONE")
            try db.execute(sql: key.pragma)
        } catch let error as DatabaseError {
            throw DatabaseError(resultCode: error.extendedResultCode, message: "the key was not taken")
        }
        let version = try String.fetchOne(db, sql: "PRAGMA cipher_version") ?? "missing"
        guard version.hasPrefix(cipherVersion) else {
            throw StoreOpenError.library(found: "SQLCipher \(version)", wanted: "SQLCipher \(cipherVersion)")
        }
    }

    /// GRDB sets NORMAL for a pool after its own preparation, so FULL comes afterwards.
    static func makeDurable(_ db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
    }

    /// - Throws: `StoreOpenError.unsafeSetting` when a promise of the store would not hold.
    static func verify(_ db: Database, isReadOnly: Bool) throws {
        let sqlite = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "missing"
        guard sqlite.hasPrefix(sqliteVersion) else {
            throw StoreOpenError.library(found: "SQLite \(sqlite)", wanted: "SQLite \(sqliteVersion)x")
        }
        try expect(db, "foreign_keys", "1")
        if isReadOnly { return }
        try expect(db, "journal_mode", "wal")
        try expect(db, "synchronous", "2")
        try expect(db, "wal_autocheckpoint", "0")
        try expect(db, "page_size", String(pageSize))
        try expect(db, "temp_store", "2")
    }

    private static func expect(_ db: Database, _ pragma: String, _ wanted: String) throws {
        let found =
            try Row.fetchOne(db, sql: "PRAGMA \(pragma)").flatMap {
                String.fromDatabaseValue($0[0]) ?? ($0[0] as Int64?).map(String.init)
            } ?? "missing"
        guard found == wanted else { throw StoreOpenError.unsafeSetting(name: pragma, found: found, wanted: wanted) }
    }
}
