import GRDB
import Logging
import Synchronization

/// Moves the write-ahead log into the main file; done by the writing connection alone, between batches.
final class Checkpointing: Sendable {
    private struct State {
        var pauses = 0
        var batchesSinceLook = 0
    }

    private let state = Mutex(State())
    private let tuning: StoreTuning
    private let logger: Logger
    /// The log is looked at after so many batches, or whenever nobody waits.
    private static let lookEvery = 32

    init(tuning: StoreTuning, logger: Logger) {
        self.tuning = tuning
        self.logger = logger
    }

    /// While paused the main file does not change, so that its bytes can be copied.
    func pause() {
        state.withLock { $0.pauses += 1 }
    }

    func resume() {
        state.withLock { $0.pauses -= 1 }
    }

    func afterBatch(_ db: Database, isBusy: Bool) {
        let mustLook = state.withLock { state in
            state.batchesSinceLook += 1
            guard state.pauses == 0, state.batchesSinceLook >= Self.lookEvery else { return false }
            state.batchesSinceLook = 0
            return true
        }
        guard mustLook else { return }
        do {
            let frames = try Self.frames(db)
            guard frames.log >= (isBusy ? tuning.checkpointFramesWhenBusy : tuning.checkpointFrames) else { return }
            _ = try db.checkpoint(.passive)
        } catch {
            logger.warning("checkpoint failed", metadata: ["reason": "\(ErrorText.of(error))"])
        }
    }

    /// How many frames the log has, and how many of them are in the main file already; changes nothing.
    static func frames(_ db: Database) throws -> (log: Int, moved: Int) {
        guard let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(NOOP)") else { return (0, 0) }
        return (max(0, row[1]), max(0, row[2]))
    }
}
