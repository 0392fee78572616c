import PrintQueue
import SehatCore
import SehatStore
import Spooler
import Synchronization

/// What became of a paper that the spooler took.
///
/// CUPS sends a job again from its beginning when its backend failed (`retry-job`) or cupsd itself was killed, and marks
/// nothing. What it is about to send again is taken from it, so that the outbox decides; what it has sent again before
/// anybody could know is said.
extension PrintMonitor {
    /// - Parameter listing: every job of the printer's queue; nil when the spooler has no such queue.
    func follow(
        _ job: PrintJob, _ printer: PrinterRecord, _ printers: [ID<Printer>: PrinterRecord],
        _ listing: Result<[SpoolerJobStatus]?, SpoolerError>, _ store: Store
    ) async throws {
        guard let uuid = job.jobUUID, case .success(let jobs) = listing else { return }
        let name = Self.name(of: uuid)
        // Whoever took the queue away took its jobs with it.
        guard let jobs, let status = jobs.first(where: { $0.name.hasPrefix(name) }) else {
            return try await doubt(job, store)
        }
        let isBegunAgain = isBegunAgain(job, uuid, status) || isRestarted(job, uuid, status, jobs)
        FailPoint.reach(status.isEnded ? "monitor.seen" : "monitor.looked")
        if status.isEmpty, status.state != .cancelled { return try await takeBack(job, status, store) }
        if status.isEnded { return try await settle(job, status, isBegunAgain, store) }
        if status.waitsToBeginAgain || isBegunAgain { return try await takeOver(job, status, store) }
        try await watch(job, printer, printers, status, store)
    }

    /// Whether the spooler was started anew and may have begun with the attempt in its run before.
    private func isRestarted(
        _ job: PrintJob, _ uuid: String, _ status: SpoolerJobStatus, _ listing: [SpoolerJobStatus]
    ) -> Bool {
        guard let restart = runs.restart(since: settled.withLock { $0[uuid] } ?? job.spoolerRun) else { return false }
        // A printer that could not be reached has got nothing of it.
        if restart.meaning(for: status, in: listing) == .perhapsBegun, job.reason != "printerOff" { return true }
        settled.withLock { $0[uuid] = restart.run.words }
        return false
    }

    /// Whether the spooler has begun with the attempt more than once and the printer was there the time before.
    private func isBegunAgain(_ job: PrintJob, _ uuid: String, _ status: SpoolerJobStatus) -> Bool {
        return starts.withLock { starts in
            guard var start = starts[uuid] ?? status.startedAt.map(SpoolerStart.init) else { return false }
            start.see(status.startedAt, printerWasOff: job.reason == "printerOff")
            starts[uuid] = start
            return start.isAgain
        }
    }

    private func settle(_ job: PrintJob, _ status: SpoolerJobStatus, _ isBegunAgain: Bool, _ store: Store) async throws
    {
        let id = job.id
        if status.state == .completed, !isBegunAgain, let uuid = job.jobUUID, let printer = job.printerID {
            ends.end(uuid, at: printer)
        }
        try await write(store, id, .submitted) { tx in
            switch status.state {
            case .completed where !isBegunAgain: _ = try PrintQueue.markPrinted(id, in: tx)
            case .completed where job.documentKind.waitsForPerson:
                try PrintQueue.markUnknown(id, reason: "twin", in: tx)
                try PrintQueue.resolveUnknown(id, in: tx)
            case .completed:
                try PrintQueue.markUnknown(id, reason: "twin", in: tx)
                try PrintQueue.markPrinted(id, reason: "twin", in: tx)
            case .cancelled:
                // Who takes it to another printer has cancelled it, and says what becomes of it.
                if try PrintQueue.job(id, in: tx).reason == "moving" { return }
                if status.hasStarted { try PrintQueue.markUnknown(id, reason: "cancelledAtPrinter", in: tx) }
                try PrintQueue.markFailed(id, reason: Self.words("cancelledAtPrinter", status), in: tx)
            default: try Self.giveUp(id, status, isBegun: isBegunAgain, in: tx)
            }
        }
    }

    /// The spooler made a job and has no document for it, since we ended on the way: nothing of it can be on paper.
    private func takeBack(_ job: PrintJob, _ status: SpoolerJobStatus, _ store: Store) async throws {
        guard age(job, store) >= Self.patienceSeconds else { return }
        if !status.isEnded {
            do {
                try await Blocking.run { [spooler] in try spooler.cancel(job: status.job) }
            } catch { return }
        }
        let id = job.id
        try await write(store, id, .submitted) { tx in _ = try PrintQueue.putBack(id, reason: "neverSent", in: tx) }
    }

    /// The spooler failed with the job, or was killed, and would send or is sending it once more by itself, without a mark.
    private func takeOver(_ job: PrintJob, _ status: SpoolerJobStatus, _ store: Store) async throws {
        guard job.reason != "moving" else { return }
        let left: SpoolerJobStatus?
        do {
            left = try await Blocking.run { [spooler] in
                try spooler.cancel(job: status.job)
                return try spooler.status(ofJob: status.job)
            }
        } catch { return }
        if let left, left.state == .completed, left.name == status.name {
            return try await settle(job, left, true, store)
        }
        let id = job.id
        try await write(store, id, .submitted) { tx in try Self.giveUp(id, status, isBegun: true, in: tx) }
    }

    /// An attempt that the spooler did not bring to its end: was it begun, the policy for the kind of paper decides.
    private static func giveUp(
        _ id: ID<PrintJob>, _ status: SpoolerJobStatus, isBegun: Bool = false, in tx: Tx
    ) throws {
        let reason = words("aborted", status)
        guard status.hasStarted || isBegun else {
            _ = try PrintQueue.markFailed(id, reason: reason, in: tx)
            return
        }
        try PrintQueue.markUnknown(id, reason: reason, in: tx)
        // What is tried again waits a while; the monitor wakes it.
        if try PrintQueue.resolveUnknown(id, in: tx).state == .queued {
            try PrintQueue.explain(id, reason: reason, in: tx)
        }
    }

    private static func words(_ word: String, _ status: SpoolerJobStatus) -> String {
        status.message.isEmpty ? word : "\(word): \(status.message)"
    }
}

/// The beginnings of an attempt, as far as they were seen.
struct SpoolerStart: Sendable {
    /// Nil when the spooler has forgotten that it began, as one that was killed does.
    private var time: Int?
    /// True when it has begun anew although the printer may have had a part; it stays so when the printer is
    /// off at the new beginning.
    private(set) var isAgain = false

    init(time: Int) {
        self.time = time
    }

    /// - Parameter printerWasOff: as the look before this one has found it.
    mutating func see(_ time: Int?, printerWasOff: Bool) {
        // A printer that could not be reached has got nothing of it.
        if self.time != nil, time != self.time, !printerWasOff { isAgain = true }
        self.time = time
    }
}
