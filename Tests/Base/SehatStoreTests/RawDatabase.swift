import Foundation
import GRDB
import TestKit

@testable import SehatStore

/// The database of a closed test store, opened with its key past everything that guards it: what an intruder could do.
struct RawDatabase {
    let queue: DatabaseQueue

    init(_ test: TestStore) throws {
        try test.store.close()
        var configuration = Configuration()
        let key = test.configuration.key
        configuration.prepareDatabase { db in try Connection.unlock(db, key) }
        let path = test.directory.appendingPathComponent(StoreConfiguration.fileName).path
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Takes away the triggers that keep the audit chain.
    func disarm() throws {
        try queue.write { db in
            let triggers = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'storeAudit%'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
        }
    }

    /// Verifies after `change`, which is undone afterwards; nil when SQLite itself refused the change.
    func report(after change: (Database) throws -> Void, against head: AuditHead? = nil) throws -> AuditReport? {
        try queue.inDatabase { db in
            var report: AuditReport?
            try db.inTransaction {
                do {
                    try change(db)
                } catch DatabaseError.SQLITE_CONSTRAINT {
                    return .rollback
                }
                report = try AuditVerifier.verify(against: head) { body in try body(db) }
                return .rollback
            }
            return report
        }
    }
}

/// A small generator of repeatable random numbers (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
