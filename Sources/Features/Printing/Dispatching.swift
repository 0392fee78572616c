import Documents
import Foundation
import Logging
import PrintQueue
import SehatCore
import SehatStore
import Spooler

/// Brings a queued document to its printer; the work of the background job `printing.dispatch`.
///
/// The order makes every crash harmless: the attempt is written down with its UUID *before* a byte leaves, so after a
/// crash the job stands as submitted and `PrintMonitor` looks for the UUID in the spooler. A job whose printer is not to
/// be had stays queued with the reason, and the monitor wakes it when the printer is back.
struct Dispatching: Sendable {
    let monitor: PrintMonitor
    let form: PrintForm
    private var spooler: Spooler { monitor.spooler }

    init(_ monitor: PrintMonitor, _ form: PrintForm) {
        self.monitor = monitor
        self.form = form
    }

    func run(_ context: JobContext) async throws {
        let id = try context.payload(PrintDispatch.self).jobID
        guard let order = try await order(id, context) else { return }
        switch order.printer.destination {
        case .device: try await handToDevice(order, context)
        case .folder(let folder): try await keep(order, in: folder, context)
        case .queue(let queue): try await submit(order, to: queue, context)
        }
    }

    /// The job with its document and its printer; nil when there is nothing to be done now.
    private func order(_ id: ID<PrintJob>, _ context: JobContext) async throws -> PrintForm.Order? {
        let found: (job: PrintJob, order: PrintForm.Order?)
        do {
            found = try await context.store.read(as: context.principal) { tx in
                let (job, document) = try PrintQueue.printable(id, in: tx)
                let printer = try Routing.printer(for: job, paper: document.paper, in: tx)
                return (job, printer.map { PrintForm.Order(job: job, document: document, printer: $0) })
            }
        } catch  where error is DocumentFileError || error is Problem {
            context.logger.error("document cannot be read", metadata: ["job": "\(id)", "error": "\(error)"])
            try await context.store.write(as: context.principal) { tx in
                guard try PrintQueue.job(id, in: tx).state == .queued else { return }
                try PrintQueue.markFailed(id, reason: error is Problem ? "printerGone" : "unprintable", in: tx)
            }
            return nil
        }
        // Whoever gave a queued job a reason to wait wakes it.
        guard found.job.state == .queued, found.job.reason == nil else { return nil }
        guard let order = found.order else {
            try await write(context) { tx in try PrintQueue.hold(id, reason: "noPrinter", in: tx) }
            return nil
        }
        let printer = order.printer
        if printer.isPaused || !printer.isActive {
            try await write(context) { tx in
                printer.isPaused
                    ? try PrintQueue.explain(id, reason: "paused", printer: printer.id, in: tx)
                    : try PrintQueue.hold(id, reason: "printerGone", in: tx)
            }
            return nil
        }
        return order
    }

    private func handToDevice(_ order: PrintForm.Order, _ context: JobContext) async throws {
        let (job, printer) = (order.job, order.printer.id)
        try await context.store.write(as: context.principal) { tx in
            _ = try PrintQueue.explain(job.id, reason: nil, printer: printer, in: tx)
            try tx.enqueue(
                Job(DevicePrinting.jobKind, payload: DevicePrinting.Turn(printer: printer), priority: job.priority))
        }
    }

    private func keep(_ order: PrintForm.Order, in folder: String, _ context: JobContext) async throws {
        guard let bytes = try await PaperSetting(form: form).bytes(order, context) else { return }
        try await mark(order, uuid: UUID().uuidString.lowercased(), nil, context)
        do {
            try await Blocking.run { try FolderPrinter.write(bytes, order.job, to: folder) }
            FailPoint.reach("folder.written")
            try await write(context) { tx in try PrintQueue.markPrinted(order.job.id, in: tx) }
        } catch let error as SpoolerError {
            try await fail(order.job.id, PrintReason.of(error), context)
        }
    }

    private func submit(_ order: PrintForm.Order, to queue: String, _ context: JobContext) async throws {
        let id = order.job.id
        guard try await hasRoom(order, context) else { return }
        let options: [String: String]
        let run: SpoolerRun?
        do {
            // Asking the queue what it takes also finds out whether the spooler is there before anything is written down.
            async let answering = monitor.runs.ask(context.store)
            let found = try await Blocking.run { [spooler] in try spooler.queue(queue) }
            run = try await answering
            guard found.isAccepting else {
                return try await write(context) { tx in
                    try PrintQueue.explain(id, reason: "notAccepting", printer: order.printer.id, in: tx)
                }
            }
            options =
                order.printer.kind == .office
                ? OfficeMedia.options(for: order.document.paper, supported: found.media) : [:]
        } catch let error as SpoolerError {
            return try await settle(error, order, context)
        }
        guard let paper = try await PaperSetting(form: form).bytes(order, context) else { return }
        let bytes = try await monitor.ends.lead(order, context.store) + paper
        let uuid = UUID().uuidString.lowercased()
        FailPoint.reach("dispatch.rendered")
        monitor.ends.begin(uuid, at: order.printer.id)
        monitor.beginSending(id)
        defer { monitor.endSending(id) }
        try await mark(order, uuid: uuid, run, context)
        FailPoint.reach("dispatch.marked")
        let document = SpoolerDocument(
            name: PrintMonitor.name(of: uuid), format: PrintForm.format(order.printer), bytes: bytes, options: options)
        do {
            _ = try await Blocking.run { [spooler] in
                try spooler.submit(document, to: queue) { sent in
                    FailPoint.reach(
                        sent == 0 ? "dispatch.created" : sent < bytes.count ? "dispatch.begun" : "dispatch.taken")
                }
            }
            FailPoint.reach("dispatch.sent")
            monitor.endSending(id)
            monitor.nudge()
        } catch SpoolerError.interrupted(let words) {
            try await write(context) { tx in
                try PrintQueue.markUnknown(id, reason: "interrupted: \(words)", in: tx)
                // What the spooler has of it, perhaps only a part, must not come out some minutes later and unmarked.
                try tx.enqueue(
                    Job(Withdrawing.jobKind, payload: Withdrawing.Attempt(name: document.name, queue: queue)))
                return try PrintQueue.resolveUnknown(id, in: tx)
            }
        } catch SpoolerError.unreachable(let words) {
            try await write(context) { tx in try PrintQueue.putBack(id, reason: "offline: \(words)", in: tx) }
        } catch let error as SpoolerError where error.isQueueGone {
            try await write(context) { tx in try PrintQueue.putBack(id, reason: PrintReason.of(error), in: tx) }
        } catch let error as SpoolerError {
            try await fail(id, PrintReason.of(error), context)
        }
    }

    /// What becomes of a job whose spooler or queue was not there before anything was sent: it waits, since who works
    /// on CUPS takes queues away and makes them again.
    private func settle(_ error: SpoolerError, _ order: PrintForm.Order, _ context: JobContext) async throws {
        if error.isQueueGone || error.isUnreachable {
            try await write(context) { tx in
                try PrintQueue.explain(order.job.id, reason: PrintReason.of(error), printer: order.printer.id, in: tx)
            }
        } else {
            try await fail(order.job.id, PrintReason.of(error), context)
        }
    }

    private func mark(
        _ order: PrintForm.Order, uuid: String, _ run: SpoolerRun?, _ context: JobContext
    ) async throws {
        try await write(context) { tx in
            try PrintQueue.markSubmitted(
                order.job.id, uuid: uuid, printer: order.printer.id, spoolerRun: run?.words, in: tx)
        }
    }

    /// Whether the spooler may have another job for the printer; else the job waits its turn, and the monitor wakes it.
    private func hasRoom(_ order: PrintForm.Order, _ context: JobContext) async throws -> Bool {
        let (id, printer) = (order.job.id, order.printer.id)
        let count = try await context.store.read(as: context.principal) { tx in
            try PrintQueue.submittedCount(at: printer, in: tx)
        }
        guard count >= PrintMonitor.mostAtOnce else { return true }
        try await write(context) { tx in try PrintQueue.explain(id, reason: "turn", printer: printer, in: tx) }
        return false
    }

    private func fail(_ id: ID<PrintJob>, _ reason: String, _ context: JobContext) async throws {
        try await write(context) { tx in try PrintQueue.markFailed(id, reason: reason, in: tx) }
    }

    private func write(_ context: JobContext, _ step: @escaping @Sendable (Tx) throws -> PrintJob) async throws {
        try await context.store.write(as: context.principal) { tx in _ = try step(tx) }
    }
}

extension SpoolerError {
    fileprivate var isQueueGone: Bool { if case .noQueue = self { true } else { false } }
    fileprivate var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
}
