import Documents
import Foundation
import Logging
import PrintQueue
import SehatCore
import SehatStore
import Spooler
import Typesetting

/// Brings a queued document to its printer; the work of the background job `printing.dispatch`.
///
/// The order makes every crash harmless: the attempt is written down with its UUID *before* a byte leaves, so after a
/// crash the job stands as submitted and `PrintMonitor` looks for the UUID in the spooler.
struct Dispatching: Sendable {
    let spooler: Spooler
    let renderer: DocumentRenderer

    /// What is sent where.
    private struct Order: Sendable {
        let job: PrintJob
        let document: PrintDocument
        let printer: PrinterRecord
    }

    /// - Throws: `JobFailure` when the printer could not be reached, so that the job is tried again later.
    func run(_ context: JobContext) async throws {
        let id = try context.payload(PrintDispatch.self).jobID
        try await queueAgainAfterFailure(id, context)
        guard let order = try await order(id, context) else { return }
        let options: [String: String]
        do {
            options = try await Blocking.run { try media(for: order) }
        } catch SpoolerError.unreachable(let words) {
            // The job stays queued: a spooler that is off holds its paper, and the pages say that it is off.
            throw JobFailure("The spooler cannot be reached: \(words)")
        } catch let error as SpoolerError {
            try await fail(id, reason(error), context)
            return
        }
        let bytes: [UInt8]
        do {
            bytes = try await Blocking.run { try render(order) }
        } catch {
            context.logger.error("document cannot be set", metadata: ["job": "\(id)", "error": "\(error)"])
            try await fail(id, "unprintable", context)
            return
        }
        let uuid = UUID().uuidString.lowercased()
        let printer = order.printer.id
        try await context.store.write(as: context.principal) { tx in
            _ = try PrintQueue.markSubmitted(id, uuid: uuid, printer: printer, in: tx)
        }
        do {
            try await Blocking.run { try send(bytes, order, options, uuid: uuid) }
        } catch let error as SpoolerError {
            try await settle(error, id, context)
            return
        }
        if order.printer.kind == .folder {
            try await context.store.write(as: context.principal) { tx in _ = try PrintQueue.markPrinted(id, in: tx) }
        }
    }

    /// A job that failed at an earlier attempt of this same background job is queued again by it.
    private func queueAgainAfterFailure(_ id: ID<PrintJob>, _ context: JobContext) async throws {
        guard context.attempt > 1 else { return }
        let job = try await context.store.read(as: context.principal) { tx in try PrintQueue.job(id, in: tx) }
        guard job.state == .failed, job.reason?.hasPrefix("offline") == true else { return }
        try await context.store.write(as: context.principal) { tx in _ = try PrintQueue.retry(id, in: tx) }
    }

    private func order(_ id: ID<PrintJob>, _ context: JobContext) async throws -> Order? {
        let found = try await context.store.read(as: context.principal) { tx -> (job: PrintJob, order: Order?) in
            let (job, document) = try PrintQueue.printable(id, in: tx)
            let printer = try Routing.printer(for: job, paper: document.paper, in: tx)
            return (job, printer.map { Order(job: job, document: document, printer: $0) })
        }
        guard found.job.state == .queued else { return nil }
        if found.order == nil {
            try await context.store.write(as: context.principal) { tx in
                _ = try PrintQueue.hold(id, reason: "noPrinter", in: tx)
            }
        }
        return found.order
    }

    private func render(_ order: Order) throws -> [UInt8] {
        switch order.printer.kind {
        case .office, .folder: return try renderer.pdf(order.document, created: order.job.createdAt)
        case .thermal: return try renderer.escpos(order.document, profile: profile(of: order))
        }
    }

    private func profile(of order: Order) -> ThermalProfile {
        let dotsPerMillimetre = (order.printer.dpi * 10 + 127) / 254
        // Money moves with the first receipt only; a copy must not open the drawer.
        let movesMoney = order.job.documentKind == .receipt && order.job.copyNumber == 1 && !order.job.isRepeat
        return ThermalProfile(
            dots: 72 * dotsPerMillimetre, dotsPerMillimetre: dotsPerMillimetre, cuts: order.printer.hasCutter,
            opensDrawer: order.printer.hasDrawer && movesMoney)
    }

    /// Asks the queue what it is, which also finds out whether the spooler is there before anything is written down.
    private func media(for order: Order) throws -> [String: String] {
        guard order.printer.kind != .folder else { return [:] }
        let queue = try spooler.queue(order.printer.target)
        return order.printer.kind == .office ? OfficeMedia.options(for: order.document.paper, supported: queue.media) : [:]
    }

    private func send(_ bytes: [UInt8], _ order: Order, _ options: [String: String], uuid: String) throws {
        if order.printer.kind == .folder { return try FolderPrinter.write(bytes, order.job, to: order.printer.target) }
        let format: SpoolerDocument.Format = order.printer.kind == .thermal ? .raw : .pdf
        let document = SpoolerDocument(
            name: PrintMonitor.name(of: uuid), format: format, bytes: bytes, options: options)
        _ = try spooler.submit(document, to: order.printer.target)
    }

    private func settle(_ error: SpoolerError, _ id: ID<PrintJob>, _ context: JobContext) async throws {
        switch error {
        case .interrupted(let words):
            try await context.store.write(as: context.principal) { tx in
                _ = try PrintQueue.markUnknown(id, reason: "interrupted: \(words)", in: tx)
                _ = try PrintQueue.resolveUnknown(id, in: tx)
            }
        case .unreachable(let words):
            try await fail(id, "offline: \(words)", context)
            throw JobFailure("The spooler cannot be reached: \(words)")
        case .noQueue, .refused, .notFound, .notPossible: try await fail(id, reason(error), context)
        }
    }

    /// A stable word that the pages translate, then the spooler's own words.
    private func reason(_ error: SpoolerError) -> String {
        switch error {
        case .noQueue(let name): "noQueue: \(name)"
        case .refused(let words): "refused: \(words)"
        case .interrupted(let words): "interrupted: \(words)"
        case .unreachable(let words): "offline: \(words)"
        case .notFound, .notPossible: "refused"
        }
    }

    private func fail(_ id: ID<PrintJob>, _ reason: String, _ context: JobContext) async throws {
        try await context.store.write(as: context.principal) { tx in
            _ = try PrintQueue.markFailed(id, reason: reason, in: tx)
        }
    }
}
