import GRDB
import SehatCore

extension Store {
    /// Forgets what has had its time; queues again the jobs that were running when the process ended.
    func tidyAtStart() throws {
        let oldest = now.adding(seconds: -Int64(configuration.tuning.idempotencyDays) * 86_400)
        try pool.writeWithoutTransaction { db in
            let hasRunning = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM storeJob WHERE state = 'running')") ?? false
            let hasOld = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM storeAnswer WHERE at < ?)", arguments: [oldest]) ?? false
            guard hasRunning || hasOld else { return }
            try db.inTransaction(.immediate) {
                try db.execute(sql: "UPDATE storeJob SET state = 'queued' WHERE state = 'running'")
                try Idempotency.forget(before: oldest, db)
                return .commit
            }
        }
    }
}
