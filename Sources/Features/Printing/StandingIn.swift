import Documents
import PrintQueue
import PrinterDevices
import SehatCore
import SehatStore
import Spooler

/// What keeps a printer from its work, and who works in its place.
extension PrintMonitor {
    /// What keeps a printer from taking a job now; nil when nothing is known to.
    func obstacle(at printer: PrinterRecord) -> String? {
        if printer.isPaused { return "paused" }
        switch printer.destination {
        case .folder: return nil
        case .queue(let name):
            if !canReachSpooler { return "offline" }
            guard let queue = queue(name) else { return PrintReason.of(.noQueue(name)) }
            // A queue that is stopped or busy takes jobs and prints them later; CUPS says so at the job.
            return queue.isAccepting ? nil : "notAccepting"
        case .device:
            switch lanes.said(printer.id) {
            case .failure(let error): return PrintReason.of(error)
            case .success(let status): return status.isReady ? nil : PrintReason.of(status.troubles)
            case nil: return nil
            }
        }
    }

    /// The stand-in of a printer that is out of order, when it can print this job now: it is in use and not paused, it
    /// and its queue are in order, and it takes this paper. Nil leaves the job where it is; it is asked for again.
    func standIn(
        for printer: PrinterRecord, _ job: PrintJob, _ printers: [ID<Printer>: PrinterRecord], _ store: Store
    ) async throws -> PrinterRecord? {
        guard let other = printer.fallbackID.flatMap({ printers[$0] }), other.isActive, obstacle(at: other) == nil,
            isInOrder(other)
        else { return nil }
        let paper = try? await store.read(as: .system("printing.monitor")) { tx in
            try PrintQueue.printable(job.id, in: tx).document.paper
        }
        guard let paper, other.takes(paper, insteadOf: printer) else { return nil }
        return other
    }

    /// Whether CUPS would print a new job there at once; a printer that is spoken to straight has no queue.
    private func isInOrder(_ printer: PrinterRecord) -> Bool {
        guard case .queue(let name) = printer.destination else { return true }
        guard let queue = queue(name) else { return false }
        return PrintReason.of(queue) == nil
    }
}

extension PrinterRecord {
    /// Whether the paper can come out here in place of another printer: no wider than the head, and for labels the same
    /// label, since a wristband on a specimen label is worth nothing.
    func takes(_ paper: Paper, insteadOf other: PrinterRecord) -> Bool {
        switch kind {
        case .folder: return true
        case .office: return paper.isRoll || paper.dotsPerMillimetre == nil
        case .thermal: return paper.width.millimetres <= Double(printableWidth) + 0.5
        case .label:
            let isSameLabel = other.kind == .label && labelWidth == other.labelWidth && labelHeight == other.labelHeight
            let fits = paper.width.millimetres <= Double(printableWidth) + 0.5
            return fits && (isSameLabel || other.kind != .label && paper.isLabel(labelWidth, labelHeight))
        }
    }
}

extension Paper {
    /// Whether it is a label of this size, give or take a millimetre.
    fileprivate func isLabel(_ labelWidth: Int?, _ labelHeight: Int?) -> Bool {
        guard let labelWidth, let labelHeight, let height else { return false }
        return abs(width.millimetres - Double(labelWidth)) <= 1 && abs(height.millimetres - Double(labelHeight)) <= 1
    }
}
