import PrintQueue
import PrinterDevices
import SehatCore
import SehatStore
import Synchronization

/// Which raw queues of the spooler ended their last paper whole.
///
/// A connection that is cut inside a picture leaves receipt and label printers waiting for the rest of it, and they take the
/// beginning of the next paper for that. A paper whose predecessor is not known to have gone out whole is therefore preceded
/// by what ends a picture.
final class QueueEnds: Sendable {
    /// The latest attempt at each printer; nil once it is known to have gone out whole.
    private let latest = Mutex<[ID<Printer>: String?]>([:])

    /// An attempt is about to be handed to the spooler.
    func begin(_ uuid: String, at printer: ID<Printer>) {
        latest.withLock { $0[printer] = .some(uuid) }
    }

    /// The spooler has sent the whole of an attempt.
    func end(_ uuid: String, at printer: ID<Printer>) {
        latest.withLock { latest in
            if latest[printer] == .some(.some(uuid)) { latest[printer] = .some(nil) }
        }
    }

    /// Nil for a printer to which this process has given nothing yet.
    func isWhole(_ printer: ID<Printer>) -> Bool? {
        latest.withLock { $0[printer].map { $0 == nil } }
    }

    /// What is sent before a paper for a queue.
    func lead(_ order: PrintForm.Order, _ store: Store) async throws -> [UInt8] {
        guard let language = order.printer.language.onDevice else { return [] }
        let (job, printer) = (order.job, order.printer.id)
        if job.attempt > 0 { return language.remedy }
        if let isWhole = isWhole(printer) { return isWhole ? [] : language.remedy }
        let isWhole = try await store.read(as: .system("printing.dispatch")) { tx in
            try PrintQueue.endedWhole(at: printer, before: job.id, in: tx)
        }
        return isWhole ? [] : language.remedy
    }
}

extension PrinterLanguage {
    /// The language of a printer that takes raw bytes; nil for one that takes whole documents.
    fileprivate var onDevice: DeviceLanguage? {
        switch self {
        case .escpos: .escpos
        case .zpl: .zpl
        case .tspl: .tspl
        case .pdf, .pwg: nil
        }
    }
}
