public import Documents
import GRDB
public import SehatCore
public import SehatStore

/// The print outbox: features hand documents in, the Printing feature brings them to paper.
public enum PrintQueue {
    /// Stores a document word for word and queues it for printing, in the caller's transaction.
    ///
    /// The first print of a subject and kind is the original. Every later one is a copy: it carries COPY n in the
    /// document's language, says who printed it again and when, and is audited as a reprint. So the paper and the rest
    /// of the transaction are both there or neither is.
    ///
    /// - Parameters:
    ///   - request: the document, unmarked; its `copyNumber` is the least number the print may get.
    ///   - station: the counter whose printer is wanted; nil for that of the principal.
    ///   - printer: a printer chosen by a person; nil to choose it by kind and station.
    ///   - priority: higher is printed first; nil for what is usual for the kind.
    ///   - why: why it is printed again, for the audit chain.
    /// - Throws: what encoding or the database throws.
    @discardableResult
    public static func submit(
        _ request: PrintRequest, station: ID<Station>? = nil, printer: ID<Printer>? = nil, priority: Int? = nil,
        why: String? = nil, in tx: Tx
    ) throws -> PrintTicket {
        let printed = try copies(of: request.subject, kind: request.kind, in: tx)
        let copy = max(request.copyNumber, printed + 1)
        let document = copy == 1 ? request.document : marked(request.document, copy: copy, in: tx)
        let stored = try store(document, request, copy: copy, in: tx)
        let job = newJob(
            for: stored, station: station ?? tx.principal.stationID, printer: printer,
            priority ?? stored.kind.usualPriority, in: tx)
        try job.insert(tx.db)
        tx.audit(
            copy == 1 ? "printQueue.document.printed" : "printQueue.document.reprinted", stored.id,
            patient: stored.patientID,
            [
                "kind": .text(stored.kind.rawValue), "subject": .text(stored.subjectType + ":" + stored.subjectID),
                "copy": .number(Int64(copy)), "job": .text(job.id.description), "sha256": .text(stored.sha256),
            ], reason: why)
        try wake(job, in: tx)
        return PrintTicket(documentID: stored.id, jobID: job.id, copy: copy)
    }

    /// How often a kind of paper about a subject has been handed in: 0 when never.
    public static func copies(of subject: PrintSubject, kind: DocumentKind, in tx: ReadTx) throws -> Int {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT coalesce(max(copyNumber), 0) FROM printQueueDocument
                WHERE subjectType = ? AND subjectID = ? AND kind = ?
                """)
        return try Int.fetchOne(statement, arguments: [subject.type, subject.id, kind]) ?? 0
    }

    /// The document that was first printed about a subject in a language on a paper, without its copy mark.
    ///
    /// A reprint of it shows what was printed then, whatever has changed since. Nil when there is none.
    ///
    /// - Throws: `DocumentFileError` when a newer build wrote it.
    public static func earliest(
        of subject: PrintSubject, kind: DocumentKind, language: Language, paper: Paper, in tx: ReadTx
    ) throws -> PrintDocument? {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM printQueueDocument WHERE subjectType = ? AND subjectID = ? AND kind = ? AND language = ?
                ORDER BY copyNumber
                """)
        let stored = try StoredDocument.fetchCursor(statement, arguments: [subject.type, subject.id, kind, language])
        while let candidate = try stored.next() {
            let document = try candidate.document()
            // A document first printed in this language as a copy bears its mark and one line that says who printed it.
            if document.paper == paper { return unmarked(document) }
        }
        return nil
    }

    /// Queues the background job that looks after a print job, and tells the pages.
    static func wake(_ job: PrintJob, in tx: Tx) throws {
        try tx.enqueue(Job(PrintDispatch.jobKind, payload: PrintDispatch(jobID: job.id), priority: job.priority))
        tx.announce("printing.job", job.id.description)
    }

    private static func store(
        _ document: PrintDocument, _ request: PrintRequest, copy: Int, in tx: Tx
    ) throws -> StoredDocument {
        let body = try DocumentDigest.body(of: document)
        let origin = try request.templateNumber.map { ($0, request.source) } ?? origin(of: request, in: tx)
        let stored = StoredDocument(
            id: tx.newID(), kind: request.kind, subjectType: request.subject.type, subjectID: request.subject.id,
            copyNumber: copy, patientID: request.patientID.map(ID.init(rawValue:)), language: document.language,
            title: document.title, templateVersion: document.format.number,
            templateNumber: origin.0, templateName: origin.1?.template, templateData: origin.1?.data, body: body,
            sha256: DocumentDigest.sha256(body), createdAt: tx.now, createdBy: tx.principal.userID,
            createdByName: tx.principal.username)
        try stored.insert(tx.db)
        return stored
    }

    /// A reprint is made of the document that was printed first, so by the template and of the data that made that one.
    private static func origin(of request: PrintRequest, in tx: ReadTx) throws -> (Int64?, PaperSource?) {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT templateNumber, templateName, templateData FROM printQueueDocument
                WHERE subjectType = ? AND subjectID = ? AND kind = ? AND language = ? ORDER BY copyNumber LIMIT 1
                """)
        let (subject, kind, language) = (request.subject, request.kind, request.document.language)
        let found = try Row.fetchOne(statement, arguments: [subject.type, subject.id, kind, language])
        guard let found else { return (nil, nil) }
        let (name, data): (String?, String?) = (found["templateName"], found["templateData"])
        let source = name.flatMap { name in data.map { PaperSource(template: name, data: $0) } }
        return (found["templateNumber"], source)
    }

    private static func newJob(
        for stored: StoredDocument, station: ID<Station>?, printer: ID<Printer>?, _ priority: Int, in tx: Tx
    ) -> PrintJob {
        PrintJob(
            id: tx.newID(), documentID: stored.id, documentKind: stored.kind, title: stored.title,
            copyNumber: stored.copyNumber, state: .queued, reason: nil, attempt: 0, isRepeat: false, jobUUID: nil,
            spoolerJob: nil, spoolerRun: nil, printerID: printer, stationID: station, priority: priority,
            createdAt: tx.now,
            createdBy: tx.principal.userID, createdByName: tx.principal.username, changedAt: tx.now,
            submittedAt: nil, finishedAt: nil, version: 1)
    }

    private static func marked(_ document: PrintDocument, copy: Int, in tx: Tx) -> PrintDocument {
        let text = DocumentText(tx.catalogue, document.language)
        var result = document.marked(CopyMark(reason: .copy, number: copy, words: text.string("printQueue.copy")))
        let line = text.phrase(
            "printQueue.reprinted", ["who": [.name(tx.principal.username)], "when": [tx.hospital.inline(tx.now)]])
        result.footer = Footer(lines: (document.footer?.lines ?? []) + [line], pageLine: document.footer?.pageLine)
        return result
    }

    static func unmarked(_ document: PrintDocument) -> PrintDocument {
        guard let mark = document.copyMark, mark.reason == .copy else { return document }
        var result = document.marked(nil)
        result.footer?.lines.removeLast()
        return result
    }
}
