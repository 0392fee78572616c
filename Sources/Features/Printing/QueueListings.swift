import Spooler

/// What the spooler says of the jobs of its queues, each asked once for one look.
struct QueueListings: Sendable {
    let spooler: Spooler
    private var known: [String: Result<[SpoolerJobStatus]?, SpoolerError>] = [:]

    init(spooler: Spooler) {
        self.spooler = spooler
    }

    /// Every job of a queue, the newest first; nil when the spooler has no such queue.
    mutating func jobs(of queue: String) async -> Result<[SpoolerJobStatus]?, SpoolerError> {
        if let known = known[queue] { return known }
        let answer: Result<[SpoolerJobStatus]?, SpoolerError>
        do {
            answer = .success(try await Blocking.run { [spooler] in try spooler.jobs(in: queue) })
        } catch SpoolerError.noQueue {
            answer = .success(nil)
        } catch let error as SpoolerError {
            answer = .failure(error)
        } catch {
            answer = .failure(.refused(""))
        }
        known[queue] = answer
        return answer
    }
}
