import Foundation
import Logging
import PrintQueue
import PrinterDevices
import SehatCore
import SehatStore

/// Works off the jobs of one printer that is spoken to straight; the background job `printing.device`.
///
/// A printer has one turn at a time, however many background jobs ask for one, since most take one connection only; and
/// printers do not wait for one another.
struct DevicePrinting: Sendable {
    static let jobKind = "printing.device"

    let form: PrintForm
    let lanes: DeviceLanes
    let patience: DevicePatience

    struct Turn: Codable, Sendable, Hashable {
        let printer: ID<Printer>
    }

    func run(_ context: JobContext) async throws {
        let printer = try context.payload(Turn.self).printer
        guard lanes.enter(printer) else { return }
        do {
            repeat {
                while let order = try await next(printer, context), try await print(order, context) {}
            } while lanes.leave(printer)
        } catch {
            lanes.abandon(printer)
            throw error
        }
    }

    private func next(_ id: ID<Printer>, _ context: JobContext) async throws -> PrintForm.Order? {
        try await context.store.read(as: context.principal) { tx in
            guard let printer = try? Printers.printer(id, in: tx), printer.isActive, !printer.isPaused,
                let next = try PrintQueue.next(at: id, in: tx)
            else { return nil }
            let (job, document) = try PrintQueue.printable(next.id, in: tx)
            return PrintForm.Order(job: job, document: document, printer: printer)
        }
    }

    /// - Returns: whether the printer may be given its next job.
    private func print(_ order: PrintForm.Order, _ context: JobContext) async throws -> Bool {
        guard case .device(let address, let language) = order.printer.destination else { return false }
        let device = Device(address, language, patience: patience)
        let (id, printer) = (order.job.id, order.printer.id)
        guard let bytes = try await PaperSetting(form: form).bytes(order, context) else { return true }
        do {
            let status = try await Blocking.run { [isBroken = lanes.isBroken(printer)] in
                try device.status(afterBreak: isBroken)
            }
            lanes.note(printer, .success(status))
            guard status.isReady else { throw DeviceError.notReady(status.troubles) }
        } catch let error as DeviceError {
            lanes.note(printer, .failure(error))
            try await stall(printer, PrintReason.of(error), context)
            return false
        }
        FailPoint.reach("device.asked")
        try await write(context) { tx in
            _ = try PrintQueue.markSubmitted(id, uuid: UUID().uuidString.lowercased(), printer: printer, in: tx)
        }
        lanes.work(on: id, at: printer)
        FailPoint.reach("device.marked")
        do {
            try await Blocking.run { [isBroken = lanes.isBroken(printer)] in
                try device.print(bytes, afterBreak: isBroken) { sent in
                    FailPoint.reach(sent < bytes.count ? "device.begun" : "device.sent")
                }
            }
            lanes.note(printer, isBroken: false)
            FailPoint.reach("device.printed")
            try await end(id, context) { tx in _ = try PrintQueue.markPrinted(id, in: tx) }
            return true
        } catch let error as DeviceError {
            lanes.note(printer, .failure(error))
            if !error.isUnsent { lanes.note(printer, isBroken: true) }
            try await settle(error, id, context)
            try await stall(printer, PrintReason.of(error), context)
            return false
        }
    }

    /// A break before the first byte is no attempt; after it the policy for the kind of paper decides, and what is printed
    /// again waits until the printer answers and a while has passed.
    private func settle(_ error: DeviceError, _ id: ID<PrintJob>, _ context: JobContext) async throws {
        let reason = PrintReason.of(error)
        try await end(id, context) { tx in
            if error.isUnsent {
                _ = try PrintQueue.putBack(id, reason: reason, in: tx)
                return
            }
            try PrintQueue.markUnknown(id, reason: reason, in: tx)
            if try PrintQueue.resolveUnknown(id, in: tx).state == .queued {
                try PrintQueue.explain(id, reason: reason, in: tx)
            }
        }
    }

    /// What waits for the printer says why; a few at a time, since a thousand in one transaction would keep every
    /// counter waiting.
    private func stall(_ printer: ID<Printer>, _ reason: String, _ context: JobContext) async throws {
        var isMore = true
        while isMore {
            isMore = try await context.store.write(as: context.principal) { tx in
                for _ in 0..<Self.explainedAtOnce {
                    guard let job = try PrintQueue.next(at: printer, in: tx) else { return false }
                    try PrintQueue.explain(job.id, reason: reason, in: tx)
                }
                return true
            }
        }
    }

    /// How many papers are explained in one transaction.
    static let explainedAtOnce = 20

    /// Ends an attempt, unless a person gave the job up meanwhile.
    private func end(_ id: ID<PrintJob>, _ context: JobContext, _ step: @escaping @Sendable (Tx) throws -> Void)
        async throws
    {
        try await write(context) { tx in
            guard try PrintQueue.job(id, in: tx).state == .submitted else { return }
            try step(tx)
        }
    }

    private func write(_ context: JobContext, _ step: @escaping @Sendable (Tx) throws -> Void) async throws {
        try await context.store.write(as: context.principal) { tx in try step(tx) }
    }
}
