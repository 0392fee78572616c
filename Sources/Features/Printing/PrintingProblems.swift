import SehatCore

extension Problem {
    static let printerNotFound = Problem(.notFound, "printing.printer.notFound")
    /// CUPS cannot be reached or refuses; `words` are its own.
    static func spoolerFailed(_ words: String) -> Problem {
        Problem(.busy, "printing.spooler.failed", params: ["words": words])
    }
    /// A document in its stored form cannot be set, because a newer version wrote it or a code does not fit.
    static let documentUnprintable = Problem(.conflict, "printing.document.unprintable")
}
