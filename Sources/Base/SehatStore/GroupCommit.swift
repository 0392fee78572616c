import GRDB
import Logging
import SehatCore
import Synchronization

/// Lets commands that arrive together share one transaction and so one flush of the disk.
///
/// Commands queue up; the writer takes what waits, runs each in its own savepoint, commits, and then answers all. A
/// command that throws is undone alone. When the commit itself fails, nothing is kept and everyone hears of it.
/// Nothing is delayed on purpose: while one batch is flushed, the next one gathers.
final class GroupCommit: Sendable {
    private struct Line {
        var waiting: [Command] = []
        var isDraining = false
        var isClosed = false
    }

    private let line = Mutex(Line())
    private let pool: DatabasePool
    private let batch: BatchRunner
    private let largestBatch: Int
    private let upkeep: Checkpointing

    init(pool: DatabasePool, batch: BatchRunner, upkeep: Checkpointing, largestBatch: Int) {
        self.pool = pool
        self.batch = batch
        self.upkeep = upkeep
        self.largestBatch = largestBatch
    }

    var waiting: Int { line.withLock { $0.waiting.count } }

    /// Puts a command in line; it is answered in any case.
    func submit(_ command: Command) {
        let (isClosed, mustStart) = line.withLock { line in
            if line.isClosed { return (true, false) }
            line.waiting.append(command)
            defer { line.isDraining = true }
            return (false, !line.isDraining)
        }
        if isClosed { command.answer(Problem(.busy, "app.busy")) }
        if mustStart { scheduleDrain() }
    }

    /// Takes no more commands, and returns when those in line are done.
    ///
    /// - Returns: whether this call has closed the line.
    func close() -> Bool {
        let isFirst = line.withLock { line in
            defer { line.isClosed = true }
            return !line.isClosed
        }
        // Each turn on the writing connection comes after at least one batch.
        while line.withLock({ $0.isDraining }) { pool.writeWithoutTransaction { _ in } }
        return isFirst
    }

    private func scheduleDrain() {
        pool.asyncWriteWithoutTransaction { db in self.drain(db) }
    }

    private func drain(_ db: Database) {
        let commands = line.withLock { line in
            let taken = Array(line.waiting.prefix(largestBatch))
            line.waiting.removeFirst(taken.count)
            return taken
        }
        batch.run(commands, db)
        let mustGoOn = line.withLock { line in
            line.isDraining = !line.waiting.isEmpty
            return line.isDraining
        }
        upkeep.afterBatch(db, isBusy: mustGoOn)
        // One batch at a time, so that others who need the writing connection get their turn in between.
        if mustGoOn { scheduleDrain() }
    }
}
