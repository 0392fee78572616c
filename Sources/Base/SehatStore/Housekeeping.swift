import Foundation
import GRDB
import SehatCore

extension Store {
    /// Forgets what has had its time; queues again the jobs that were running when the process ended.
    func tidyAtStart() throws {
        let oldest = oldestAnswer
        try pool.writeWithoutTransaction { db in
            let hasRunning =
                try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM storeJob WHERE state = 'running')") ?? false
            guard try hasRunning || Idempotency.hasAny(before: oldest, db) else { return }
            try db.inTransaction(.immediate) {
                try db.execute(sql: "UPDATE storeJob SET state = 'queued' WHERE state = 'running'")
                try Idempotency.forget(before: oldest, db)
                return .commit
            }
        }
    }

    /// The same while the store works, a little at a time; called by the job runner whenever it looks around.
    func tidy() async throws {
        let oldest = oldestAnswer
        let hasOld = try await read(as: .system("store")) { tx in try Idempotency.hasAny(before: oldest, tx.db) }
        if hasOld {
            try await write(as: .system("store"), name: "store.tidy") { tx in
                try tx.housekeeping { try Idempotency.forget(before: oldest, tx.db) }
            }
        }
        pool.asyncWriteWithoutTransaction { [upkeep, reserve] db in
            upkeep.whenIdle(db)
            reserve?.refill()
        }
    }

    private var oldestAnswer: Instant {
        now.adding(seconds: -Int64(configuration.tuning.idempotencyDays) * 86_400)
    }
}
