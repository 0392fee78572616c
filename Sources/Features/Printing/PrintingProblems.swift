import SehatCore

extension Problem {
    static let printerNotFound = Problem(.notFound, "printing.printer.notFound")
    /// Jobs are under way at the printer, so that it cannot be removed.
    static let printerBusy = Problem(.conflict, "printing.printer.busy")
    /// CUPS lets nobody but its administrators do this.
    static let spoolerForbidden = Problem(.forbidden, "printing.spooler.forbidden")
    /// CUPS does not answer.
    static let spoolerUnreachable = Problem(.busy, "printing.spooler.unreachable")
    /// CUPS refused.
    static let spoolerRefused = Problem(.conflict, "printing.spooler.refused")
    /// A document in its stored form cannot be set, because a newer version wrote it or a code does not fit.
    static let documentUnprintable = Problem(.conflict, "printing.document.unprintable")
}
