import Dispatch
import SehatStore
import Synchronization

/// Carries bytes from a thread that makes them, and may block, to a connection that takes them when it can.
///
/// The maker waits while `depth` pieces are on their way, so that a slow client costs no memory; it is told when the
/// client has gone. It has a thread of its own: a download that takes an hour must hold up nobody else's work.
final class ExportPipe: Sendable {
    /// The other end has gone away.
    struct Closed: Error {}

    private static let depth = 4
    private static let pieceSize = 64 << 10

    private struct State {
        var buffer: [UInt8] = []
        var isClosed = false
    }

    let pieces: AsyncThrowingStream<[UInt8], any Error>
    private let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation
    /// Begins at zero and is raised at once: a semaphore that ends below its first value stops the process.
    private let places = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    init() {
        (pieces, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        for _ in 0..<Self.depth { places.signal() }
    }

    /// Runs `make` on a thread of its own; what it throws ends the stream of pieces with that error.
    func start(_ make: @escaping @Sendable (ExportPipe) throws -> Void) {
        DispatchQueue(label: "sehat.audit.export").async {
            do {
                try make(self)
                try self.flush()
                self.continuation.finish()
            } catch {
                self.continuation.finish(throwing: error)
            }
        }
    }

    /// Takes bytes from the maker.
    ///
    /// - Throws: `Closed` when nobody wants them any more.
    func put(_ bytes: [UInt8]) throws {
        let isFull = state.withLock { state in
            state.buffer += bytes
            return state.buffer.count >= Self.pieceSize
        }
        if isFull { try flush() }
    }

    /// Lets the maker go on; called for every piece that was taken.
    func taken() { places.signal() }

    /// Tells the maker that nobody wants more.
    func close() {
        state.withLock { $0.isClosed = true }
        places.signal()
    }

    private func flush() throws {
        places.wait()
        let piece = try state.withLock { state in
            if state.isClosed { throw Closed() }
            defer { state.buffer = [] }
            return state.buffer
        }
        if piece.isEmpty { places.signal() } else { continuation.yield(piece) }
    }
}
