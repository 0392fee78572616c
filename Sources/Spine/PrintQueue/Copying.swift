import Documents
public import SehatCore
public import SehatStore

extension PrintQueue {
    /// Prints the document of a job once more, word for word as it was then, as a marked copy.
    ///
    /// - Parameters:
    ///   - why: kept in the audit chain; must be said for wristbands and specimen labels, and from the second copy on.
    ///   - printer: where to; nil for the printer that it came from.
    /// - Throws: 422 on `reason` when it must be said; `printQueue.job.notFound`; `printQueue.job.<state>` while the job
    ///   itself is still to come; `DocumentFileError` when a newer build wrote the document.
    @discardableResult
    public static func copy(
        of id: ID<PrintJob>, why: String?, printer: ID<Printer>? = nil, in tx: Tx
    ) throws -> PrintTicket {
        let job = try job(id, in: tx)
        guard job.state == .printed || job.state == .cancelled else { throw Problem.printJob(is: job.state) }
        let stored = try stored(job.documentID, in: tx)
        let subject = PrintSubject(type: stored.subjectType, id: stored.subjectID)
        let printed = try copies(of: subject, kind: stored.kind, in: tx)
        var checks = FieldChecks()
        let needsReason = stored.kind.waitsForPerson || printed > 1
        let words = needsReason || why != nil ? checks.line("reason", why ?? "", limit: 200) : nil
        try checks.finish()
        let request = PrintRequest(
            document: unmarked(try stored.document()), subject: subject, patientID: stored.patientID?.rawValue)
        return try submit(
            request, station: job.stationID, printer: printer ?? job.printerID, priority: job.priority, why: words,
            in: tx)
    }
}
