import NIOPosix

/// A few threads that may block, so that the threads of the event loops and of Swift concurrency never do.
public struct BlockingPool: Sendable {
    private let threads: NIOThreadPool

    /// Starts `size` threads.
    public init(size: Int) {
        threads = NIOThreadPool(numberOfThreads: size)
        threads.start()
    }

    /// Runs `work` on one of the threads and returns what it gives.
    ///
    /// - Throws: what `work` throws, and an error when the pool was stopped.
    public func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await threads.runIfActive(work)
    }

    /// Stops the threads after the work that was already given to them.
    public func stop() async throws {
        try await threads.shutdownGracefully()
    }
}
