import Foundation
import GRDB
import Logging
import Synchronization

/// Moves the write-ahead log into the main file; done by the writing connection alone, between batches.
final class Checkpointing: Sendable {
    private struct State {
        var copies = 0
        var isClosed = false
        var batchesSinceLook = 0
        var streams: [PageStream] = []
    }

    private let state = Mutex(State())
    private let copies = DispatchGroup()
    private let tuning: StoreTuning
    private let logger: Logger
    /// The log is looked at after so many batches.
    private static let lookEvery = 32
    /// Frames held back by a reader from which it is worth a line in the log: 256 MiB.
    private static let alarmingFrames = 65_536

    init(tuning: StoreTuning, logger: Logger) {
        self.tuning = tuning
        self.logger = logger
    }

    /// Runs `body` while the main file does not change, so that its bytes can be copied.
    ///
    /// - Throws: `CopyError.closed` when the store is being closed, and what `body` throws.
    func whilePaused<R>(_ body: () throws -> R) throws -> R {
        let isClosed = state.withLock { state in
            if !state.isClosed {
                state.copies += 1
                copies.enter()
            }
            return state.isClosed
        }
        if isClosed { throw CopyError.closed }
        defer {
            state.withLock { $0.copies -= 1 }
            copies.leave()
        }
        return try body()
    }

    /// From now on `stream` sees every frame before it can be written over.
    func add(_ stream: PageStream) {
        state.withLock { $0.streams.append(stream) }
    }

    func remove(_ stream: PageStream) {
        state.withLock { $0.streams.removeAll { $0 === stream } }
    }

    private func feedStreams(_ db: Database) {
        for stream in state.withLock({ $0.streams }) { stream.collect(db) }
    }

    /// Lets no new copy begin, and waits for those under way.
    func close() {
        state.withLock { $0.isClosed = true }
        copies.wait()
    }

    /// Moves what can be moved if the log has become long; called by the writer after each batch.
    func afterBatch(_ db: Database, isBusy: Bool) {
        let mustLook = state.withLock { state in
            state.batchesSinceLook += 1
            guard state.copies == 0, state.batchesSinceLook >= Self.lookEvery else { return false }
            state.batchesSinceLook = 0
            return true
        }
        if mustLook { move(db, from: isBusy ? tuning.checkpointFramesWhenBusy : tuning.checkpointFrames) }
    }

    /// Moves whatever is there; called now and then when nothing else goes on.
    func whenIdle(_ db: Database) {
        if state.withLock({ $0.copies == 0 }) { move(db, from: 1) }
    }

    private func move(_ db: Database, from limit: Int) {
        do {
            let frames = try Self.frames(db)
            guard frames.log >= limit, frames.log > frames.moved else { return }
            feedStreams(db)
            let after = try db.checkpoint(.passive)
            if after.walFrameCount - after.checkpointedFrameCount >= Self.alarmingFrames {
                logger.warning(
                    "the write-ahead log grows behind a long read", metadata: ["frames": "\(after.walFrameCount)"])
            }
        } catch {
            logger.warning("checkpoint failed", metadata: ["reason": "\(ErrorText.of(error))"])
        }
    }

    /// Moves everything and empties the log; does less where a reader is in the way, nothing while a copy is made.
    func empty(_ db: Database) throws {
        guard state.withLock({ $0.copies == 0 }) else { return }
        feedStreams(db)
        // Readers are not waited for, since commands would wait as well.
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Connection.busyMilliseconds)") }
        do {
            _ = try db.checkpoint(.truncate)
        } catch DatabaseError.SQLITE_BUSY {
            // What could be moved has been moved; the log stays until the reader is done.
        }
    }

    /// How many frames the log has, and how many of them are in the main file already; changes nothing.
    static func frames(_ db: Database) throws -> (log: Int, moved: Int) {
        guard let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(NOOP)") else { return (0, 0) }
        return (max(0, row[1]), max(0, row[2]))
    }
}
