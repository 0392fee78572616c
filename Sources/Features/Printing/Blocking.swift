import Dispatch

/// Threads for work that blocks: typesetting and talking to CUPS.
///
/// The cooperative pool has as many threads as the machine has cores and must not be held up.
enum Blocking {
    private static let queue = DispatchQueue(label: "sehat.printing", attributes: .concurrent)

    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result(catching: work)) }
        }
    }
}
