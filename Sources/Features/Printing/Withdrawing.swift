import PrintQueue
import SehatCore
import SehatStore
import Spooler

/// Takes a print that a person gave up out of the spooler again; the work of the background job `printing.withdraw`.
///
/// Without it a printer that comes back on prints what the pages call cancelled.
struct Withdrawing: Sendable {
    static let jobKind = "printing.withdraw"

    let spooler: Spooler

    /// The attempt that is to be found in the spooler, by its name there.
    struct Attempt: Codable, Sendable, Hashable {
        let name: String
        let queue: String
    }

    /// A person gives the job up, and what the spooler holds of it is withdrawn.
    ///
    /// - Throws: what `PrintQueue.cancel` throws.
    static func cancel(_ id: ID<PrintJob>, reason: String?, version: Int64?, in tx: Tx) throws -> PrintJob {
        let before = try PrintQueue.job(id, in: tx)
        let job = try PrintQueue.cancel(id, reason: reason, version: version, in: tx)
        guard before.state == .submitted || before.state == .unknown, let uuid = before.jobUUID,
            let printer = try before.printerID.map({ try Printers.printer($0, in: tx) }),
            case .queue(let queue) = printer.destination
        else { return job }
        let attempt = Attempt(name: PrintMonitor.name(of: uuid), queue: queue)
        try tx.enqueue(Job(jobKind, payload: attempt, priority: job.priority))
        return job
    }

    /// - Throws: `JobFailure` when the spooler cannot be reached, so that it is tried again later.
    func run(_ context: JobContext) async throws {
        let attempt = try context.payload(Attempt.self)
        FailPoint.reach("withdraw.begun")
        do {
            try await Blocking.run { [spooler] in
                for job in try spooler.jobs(namedLike: attempt.name, in: attempt.queue) where !job.isEnded {
                    try spooler.cancel(job: job.job)
                }
            }
        } catch SpoolerError.noQueue {
            return
        } catch let error as SpoolerError {
            throw JobFailure("The spooler cannot be reached: \(error.words)")
        }
    }
}
