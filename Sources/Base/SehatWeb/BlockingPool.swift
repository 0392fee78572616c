import NIOPosix

/// A few threads that may block, so that the threads of the event loops and of Swift concurrency never do.
///
/// There are few on purpose: work that takes much memory, such as hashing a password, waits its turn. The threads end
/// with the pool.
public final class BlockingPool: Sendable {
    private let threads: NIOThreadPool

    /// Starts `size` threads.
    public init(size: Int) {
        threads = NIOThreadPool(numberOfThreads: size)
        threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    /// Runs `work` on one of the threads and returns what it gives.
    ///
    /// - Throws: what `work` throws.
    public func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await threads.runIfActive(work)
    }
}
