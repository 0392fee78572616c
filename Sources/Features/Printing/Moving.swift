import PrintQueue
import SehatCore
import SehatStore
import Spooler

/// Takes a job that the spooler already has to another printer; the background job `printing.move`.
///
/// The job is taken out of the spooler first. Was it never begun there, the next print is the first one; was it begun, a
/// part may be on paper and the next print is marked. A wristband or specimen label that was begun is moved by a person
/// only.
struct Moving: Sendable {
    static let jobKind = "printing.move"
    /// The background job that takes a printer's papers from the queue for which it stood.
    static let followKind = "printing.follow"

    let monitor: PrintMonitor

    struct Order: Codable, Sendable, Hashable {
        let job: ID<PrintJob>
        let uuid: String
        let to: ID<Printer>
        /// Whether a person wants it, rather than the rule for a printer that is out of order.
        let isByPerson: Bool
        /// The queue that has the job; nil for the one that its printer stands for.
        var queue: String?
    }

    /// A printer stands for another queue or device from now on: what its old queue still has is taken out of it and
    /// comes out where the printer is now.
    static func followPrinter(from old: PrinterRecord, to new: PrinterRecord, in tx: Tx) throws {
        guard old.target != new.target, case .queue(let queue) = old.destination else { return }
        var orders: [Order] = []
        for job in try PrintQueue.submitted(at: new.id, in: tx) {
            guard let uuid = job.jobUUID, job.reason != "moving" else { continue }
            orders.append(Order(job: job.id, uuid: uuid, to: new.id, isByPerson: false, queue: queue))
            tx.audit("printing.job.moved", job.id, ["from": .text(queue)])
            try PrintQueue.explain(job.id, reason: "moving", in: tx)
        }
        // The last one first: CUPS begins with the next paper as soon as the one before it is taken out.
        guard !orders.isEmpty else { return }
        try tx.enqueue(Job(followKind, payload: orders.reversed().map { $0 }))
    }

    /// Takes every paper out of the old queue of its printer; one that cannot be moved keeps no other.
    ///
    /// - Throws: as `run`, of the first that failed; those that are moved already are not looked at again.
    func runAll(_ context: JobContext) async throws {
        var failure: (any Error)?
        for order in try context.payload([Order].self) {
            do { try await take(order, context) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// A person sends a job elsewhere, wherever it is now.
    ///
    /// - Throws: what `PrintQueue.redirect` throws.
    static func redirect(
        _ id: ID<PrintJob>, to printer: ID<Printer>, why: String?, version: Int64?, in tx: Tx
    ) throws -> PrintJob {
        let job = try PrintQueue.job(id, in: tx)
        guard job.state == .submitted, let uuid = job.jobUUID, job.printerID != printer,
            let place = try job.printerID.map({ try Printers.printer($0, in: tx) }), case .queue = place.destination
        else { return try PrintQueue.redirect(id, to: printer, why: why, version: version, in: tx) }
        try tx.expect(version: job.version, version)
        try tx.enqueue(
            Job(jobKind, payload: Order(job: id, uuid: uuid, to: printer, isByPerson: true), priority: job.priority))
        tx.audit("printing.job.moved", id, ["to": .text(printer.description)], reason: why)
        return try PrintQueue.explain(id, reason: "moving", in: tx)
    }

    /// - Throws: `JobFailure` when the spooler cannot be reached, so that it is tried again later.
    func run(_ context: JobContext) async throws {
        try await take(try context.payload(Order.self), context)
    }

    private func take(_ order: Order, _ context: JobContext) async throws {
        let place = try await context.store.read(as: context.principal) { tx -> (PrintJob, String)? in
            let job = try PrintQueue.job(order.job, in: tx)
            guard job.state == .submitted, job.jobUUID == order.uuid,
                let printer = try job.printerID.map({ try Printers.printer($0, in: tx) })
            else { return nil }
            if let queue = order.queue { return (job, queue) }
            guard case .queue(let queue) = printer.destination else { return nil }
            return (job, queue)
        }
        guard let (job, queue) = place else { return }
        let found: TakenOut?
        do {
            try await monitor.runs.ask(context.store)
            // A spooler that was started anew may have forgotten that it had begun.
            let restart = monitor.runs.restart(since: job.spoolerRun)
            found = try await Blocking.run { [spooler = monitor.spooler] in
                try takeOut(
                    PrintMonitor.name(of: order.uuid), queue, restart,
                    mayBeBegun: order.isByPerson || order.queue != nil || !job.documentKind.waitsForPerson, spooler)
            }
        } catch let error as SpoolerError {
            throw JobFailure("The spooler cannot be reached: \(error.words)")
        }
        FailPoint.reach("move.takenOut")
        try await settle(order, found, context)
    }

    private func settle(_ order: Order, _ found: TakenOut?, _ context: JobContext) async throws {
        let why = order.isByPerson || order.queue != nil ? nil : "failover"
        try await context.store.write(as: context.principal) { tx in
            let id = order.job
            guard try PrintQueue.job(id, in: tx).state == .submitted else { return }
            if found?.status.state == .completed {
                _ = try PrintQueue.markPrinted(id, in: tx)
                return
            }
            if let found, !found.status.isEnded {
                _ = try PrintQueue.explain(id, reason: "twinMove", in: tx)
                return
            }
            let isTwin = try PrintQueue.job(id, in: tx).documentKind.waitsForPerson
            if let found, !found.isBegun {
                try PrintQueue.markFailed(id, reason: "takenBack", in: tx)
            } else {
                try PrintQueue.markUnknown(id, reason: "takenBack", in: tx)
                // It was begun between our look and the taking out.
                if isTwin, !order.isByPerson {
                    _ = try PrintQueue.resolveUnknown(id, in: tx)
                    return
                }
            }
            try PrintQueue.redirect(id, to: order.to, why: why, in: tx)
        }
    }
}

/// What was found of a job that is to go elsewhere, and what the spooler says of it afterwards.
private struct TakenOut: Sendable {
    var status: SpoolerJobStatus
    /// Whether a part of it may be on paper.
    var isBegun: Bool
}

/// Takes a job out of the spooler, unless it was begun and that matters.
///
/// - Returns: nil when the spooler does not know it.
private func takeOut(
    _ name: String, _ queue: String, _ restart: SpoolerRestart?, mayBeBegun: Bool, _ spooler: Spooler
) throws -> TakenOut? {
    do {
        let listing = try spooler.jobs(in: queue)
        guard let job = listing.first(where: { $0.name.hasPrefix(name) }) else { return nil }
        let wasBegun = restart?.meaning(for: job, in: listing) == .perhapsBegun
        if job.isEnded || (job.hasStarted || wasBegun) && !mayBeBegun {
            return TakenOut(status: job, isBegun: job.hasStarted || wasBegun)
        }
        try spooler.cancel(job: job.job)
        return try spooler.jobs(namedLike: name, in: queue).first.map { left in
            TakenOut(status: left, isBegun: left.hasStarted || wasBegun)
        }
    } catch SpoolerError.noQueue {
        return nil
    }
}
