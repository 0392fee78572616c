import Synchronization

/// What the writer has done since the store was opened, for metrics.
public struct StoreFigures: Hashable, Sendable {
    /// Commands that wait for their turn at this moment.
    public internal(set) var waiting = 0
    /// Commands that were run, successful or not.
    public internal(set) var commands: Int64 = 0
    /// Transactions they shared; `commands / batches` says how well the flushes are shared.
    public internal(set) var batches: Int64 = 0
    /// Commands that threw, or whose commit failed.
    public internal(set) var failures: Int64 = 0
    /// Commands that held the writer longer than `StoreTuning.slowCommand`.
    public internal(set) var slow: Int64 = 0
}

extension Store {
    public var figures: StoreFigures {
        var figures = batch.figures.withLock { $0 }
        figures.waiting = waiting
        return figures
    }

    /// Commands that wait for their turn at this moment.
    public var waiting: Int { group.waiting }
}
