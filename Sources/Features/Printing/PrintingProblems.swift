import SehatCore

extension Problem {
    static let printerNotFound = Problem(.notFound, "printing.printer.notFound")
    /// A document in its stored form cannot be set, because a newer version wrote it or a code does not fit.
    static let documentUnprintable = Problem(.conflict, "printing.document.unprintable")
}
