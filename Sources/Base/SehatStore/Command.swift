import SehatCore
import Synchronization

/// A write that waits for its turn.
struct Command: Sendable {
    let name: String
    let principal: Principal
    /// Runs inside its own savepoint.
    let run: @Sendable (Tx) throws -> Void
    /// Called once, after the commit or with what prevented it.
    let answer: @Sendable ((any Error)?) -> Void
    /// Whether the caller has gone before the command began.
    let isCancelled: @Sendable () -> Bool
}

/// The result of a command between its run and the commit, and the caller who waits for it.
final class Promise<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var continuation: CheckedContinuation<Value, any Error>?
        var isCancelled = false
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    func wait(_ continuation: CheckedContinuation<Value, any Error>) {
        state.withLock { $0.continuation = continuation }
    }

    func keep(_ value: Value) {
        state.withLock { $0.value = value }
    }

    /// Answers the caller with the kept value, or with `error`.
    func answer(_ error: (any Error)?) {
        let (continuation, value) = state.withLock { state in
            defer { state.continuation = nil }
            return (state.continuation, state.value)
        }
        if let error {
            continuation?.resume(throwing: error)
        } else if let value {
            continuation?.resume(returning: value)
        } else {
            continuation?.resume(throwing: CancellationError())
        }
    }
}
