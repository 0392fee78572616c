public import Documents
import GRDB
public import SehatCore
public import SehatStore

/// Reading the outbox.
extension PrintQueue {
    /// One job.
    ///
    /// - Throws: `printQueue.job.notFound`.
    public static func job(_ id: ID<PrintJob>, in tx: ReadTx) throws -> PrintJob {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM printQueueJob WHERE id = ?")
        guard let job = try PrintJob.fetchOne(statement, arguments: [id]) else { throw Problem.printJobNotFound }
        return job
    }

    /// Jobs, newest first, a page at a time.
    ///
    /// - Parameters:
    ///   - states: which states are wanted; empty for all.
    ///   - printer: whose jobs are wanted; nil for all.
    ///   - after: the cursor of the page before.
    public static func jobs(
        states: Set<PrintJobState> = [], printer: ID<Printer>? = nil, limit: Int? = nil, after: ID<PrintJob>? = nil,
        in tx: ReadTx
    ) throws -> Page<PrintJob> {
        let count = PageLimit.clamp(limit)
        let wanted = (states.isEmpty ? Set(PrintJobState.allCases) : states).map(\.rawValue).sorted()
        let places = wanted.map { _ in "?" }.joined(separator: ", ")
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM printQueueJob
                WHERE state IN (\(places)) AND id < ? AND (? IS NULL OR printerID = ?) ORDER BY id DESC LIMIT ?
                """)
        var arguments = StatementArguments(wanted)
        arguments += [after?.rawValue ?? Int64.max, printer, printer, count + 1]
        let found = try PrintJob.fetchAll(statement, arguments: arguments)
        let items = Array(found.prefix(count))
        return Page(items: items, next: found.count > count ? items.last?.id.description : nil)
    }

    /// The jobs of one state in the order in which they want attention: by priority, then oldest first.
    public static func waiting(_ state: PrintJobState, limit: Int = 100, in tx: ReadTx) throws -> [PrintJob] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM printQueueJob WHERE state = ? ORDER BY priority DESC, id LIMIT ?")
        return try PrintJob.fetchAll(statement, arguments: [state, limit])
    }

    /// The queued jobs that say what they wait for, in the order in which they will be looked after: the first of each
    /// printer, so that one with many keeps no other waiting.
    ///
    /// - Parameter limit: how many of each printer.
    public static func stalled(limit: Int = 50, in tx: ReadTx) throws -> [PrintJob] {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM (
                    SELECT *, row_number() OVER (PARTITION BY printerID ORDER BY priority DESC, id) AS place
                    FROM printQueueJob WHERE state = 'queued' AND reason IS NOT NULL)
                WHERE place <= ? ORDER BY priority DESC, id
                """)
        return try PrintJob.fetchAll(statement, arguments: [limit])
    }

    /// The queued jobs that wait for nothing, oldest first: somebody is about to bring them to their printer.
    public static func idle(limit: Int = 100, in tx: ReadTx) throws -> [PrintJob] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM printQueueJob WHERE state = 'queued' AND reason IS NULL ORDER BY changedAt LIMIT ?")
        return try PrintJob.fetchAll(statement, arguments: [limit])
    }

    /// Whether every recent paper that a printer was given is known to have come out of it whole; false when too many papers
    /// lie between for an answer.
    public static func endedWhole(at printer: ID<Printer>, before id: ID<PrintJob>, in tx: ReadTx) throws -> Bool {
        let limit = 200
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM printQueueJob WHERE id <> ? ORDER BY id DESC LIMIT ?")
        let recent = try PrintJob.fetchAll(statement, arguments: [id, limit])
        let tried = recent.filter { $0.printerID == printer && $0.attempt > 0 }
        if tried.isEmpty { return recent.count < limit }
        return tried.allSatisfy { $0.state == .printed && $0.reason == nil && !$0.isRepeat }
    }

    /// How many jobs a printer's spooler has at present.
    public static func submittedCount(at printer: ID<Printer>, in tx: ReadTx) throws -> Int {
        let sql = "SELECT count(*) FROM printQueueJob WHERE state = 'submitted' AND printerID = ?"
        return try Int.fetchOne(try tx.db.cachedStatement(sql: sql), arguments: [printer]) ?? 0
    }

    /// The jobs that a printer's spooler has at present.
    public static func submitted(at printer: ID<Printer>, in tx: ReadTx) throws -> [PrintJob] {
        try PrintJob.fetchAll(
            tx.db, sql: "SELECT * FROM printQueueJob WHERE state = 'submitted' AND printerID = ? ORDER BY id",
            arguments: [printer])
    }

    /// The queued job of a printer that comes next.
    public static func next(at printer: ID<Printer>, in tx: ReadTx) throws -> PrintJob? {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM printQueueJob WHERE state = 'queued' AND printerID = ? AND reason IS NULL
                ORDER BY priority DESC, id LIMIT 1
                """)
        return try PrintJob.fetchOne(statement, arguments: [printer])
    }

    /// How many jobs are under way at each printer: queued, submitted, or waiting for a person.
    public static func openCounts(in tx: ReadTx) throws -> [ID<Printer>: Int] {
        let rows = try Row.fetchAll(
            tx.db,
            sql: """
                SELECT printerID, count(*) AS number FROM printQueueJob
                WHERE state IN ('queued', 'submitted', 'unknown', 'failed', 'held') AND printerID IS NOT NULL
                GROUP BY printerID
                """)
        return rows.reduce(into: [:]) { $0[$1["printerID"]] = $1["number"] }
    }

    /// How many jobs are in each state; states without jobs are left out.
    public static func counts(in tx: ReadTx) throws -> [PrintJobState: Int] {
        let rows = try Row.fetchAll(tx.db, sql: "SELECT state, count(*) AS number FROM printQueueJob GROUP BY state")
        var result: [PrintJobState: Int] = [:]
        for row in rows { result[try row.decode(PrintJobState.self, forColumn: "state")] = row["number"] }
        return result
    }

    /// One stored document; when it shows a patient's data, the look at it goes to the access log.
    ///
    /// - Throws: `printQueue.document.notFound`.
    public static func document(_ id: ID<StoredDocument>, in tx: ReadTx) throws -> StoredDocument {
        let stored = try Self.stored(id, in: tx)
        if let patient = stored.patientID { tx.viewed(patient, "printQueue.document.read") }
        return stored
    }

    /// Whose data a document shows; nil for nobody's. Writes no access log.
    ///
    /// - Throws: `printQueue.document.notFound`.
    public static func patient(of id: ID<StoredDocument>, in tx: ReadTx) throws -> ID<Patient>? {
        try stored(id, in: tx).patientID
    }

    /// What a job is to bring to paper: its document, marked as a repeat when an earlier attempt may be on paper already.
    ///
    /// For the printing side, which shows it to nobody; it writes no access log.
    ///
    /// - Throws: `printQueue.job.notFound`; `printQueue.document.damaged` when it is not what was stored; `DocumentFileError`
    ///   when a newer build wrote the document.
    public static func printable(
        _ id: ID<PrintJob>, in tx: ReadTx
    ) throws -> (job: PrintJob, document: PrintDocument) {
        let job = try job(id, in: tx)
        let kept = try stored(job.documentID, in: tx)
        guard kept.isIntact else { throw Problem.printDocumentDamaged }
        let document = try kept.complete(in: tx)
        // A copy says already that it is not the original.
        guard job.isRepeat, document.copyMark == nil else { return (job, document) }
        let words = DocumentText(tx.catalogue, document.language).string("printQueue.duplicate")
        return (job, document.marked(CopyMark(reason: .duplicate, number: job.attempt + 1, words: words)))
    }

    static func stored(_ id: ID<StoredDocument>, in tx: ReadTx) throws -> StoredDocument {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM printQueueDocument WHERE id = ?")
        guard let stored = try StoredDocument.fetchOne(statement, arguments: [id]) else {
            throw Problem.printDocumentNotFound
        }
        return stored
    }
}
