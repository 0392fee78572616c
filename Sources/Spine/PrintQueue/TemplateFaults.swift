import Documents
public import GRDB
public import SehatCore
public import SehatStore

/// A published version that could not make a paper; the product's own made it instead, or nothing could be printed.
public struct TemplateFault: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printQueueTemplateFault"

    /// What failed.
    public enum Stage: String, Codable, Hashable, Sendable, WireEnum {
        /// The data did not fit the template; the paper was made from the product's own.
        case filling
        /// The document did not fit its paper; the job says that it cannot be printed.
        case setting
    }

    public let id: ID<TemplateFault>
    /// Which paper it was for.
    public let name: String
    /// The version that failed.
    public let number: Int64
    /// What failed.
    public internal(set) var stage: Stage
    /// What was wrong, for whoever mends the template.
    public internal(set) var words: String
    /// The code of what was wrong, for which pages have a sentence; nil where only words are known.
    public internal(set) var code: String?
    /// What stands in that sentence.
    public internal(set) var params: [String: String]?
    /// The line of the template; 0 where none is known.
    public internal(set) var line: Int64
    public let firstAt: Instant
    public internal(set) var lastAt: Instant
    /// How many papers it met.
    public internal(set) var count: Int64
}

extension TemplateFault.Stage: DatabaseValueConvertible {}

/// Published versions that failed on real papers.
public enum TemplateFaults {
    /// The background job that tells the server's log of a failure, once the transaction that met it stands.
    public static let jobKind = "printQueue.templateFailed"

    /// What the log is told.
    public struct Notice: Codable, Hashable, Sendable {
        /// Which template.
        public let name: String
        /// Its version.
        public let number: Int64
        /// What failed.
        public let stage: TemplateFault.Stage
        /// What was wrong.
        public let words: String
        /// The line of the template; 0 where none is known.
        public let line: Int64
    }

    /// Notes that a version failed: every failure is audited, and the page shows it until another version is published.
    /// In a transaction that only reads, such as one for a preview, nothing is noted.
    static func note(_ name: String, _ number: Int64, _ error: DocumentFileError, in tx: ReadTx) throws {
        guard let tx = tx as? Tx else { return }
        try note(
            name, number, .filling, words: error.words, error.fault, line: Int64(error.place.line), in: tx)
    }

    /// Notes that the paper of a job could not be set; nothing for a document that no template of the hospital made.
    public static func noteUnprintable(_ job: ID<PrintJob>, words: String, in tx: Tx) throws {
        let stored = try PrintQueue.stored(try PrintQueue.job(job, in: tx).documentID, in: tx)
        guard let number = stored.templateNumber, number > PaperTemplates.shippedNumber else { return }
        if let name = stored.templateName {
            return try note(name, number, .setting, words: words, line: 0, in: tx)
        }
        let sql = "SELECT name FROM printQueueTemplate WHERE number = ? AND name IN (?, ?) ORDER BY name"
        // Only bills have two templates for one kind: one for each size of sheet.
        let names = (stored.kind.rawValue, stored.kind.rawValue + "A4")
        guard let name = try String.fetchOne(tx.db, sql: sql, arguments: [number, names.0, names.1]) else { return }
        try note(name, number, .setting, words: words, line: 0, in: tx)
    }

    /// What the version in use failed at; nil when it has made every paper.
    public static func current(_ name: String, in tx: ReadTx) throws -> TemplateFault? {
        let number = try PaperTemplates.inUse(name, in: tx).number
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM printQueueTemplateFault WHERE name = ? AND number = ?")
        return try TemplateFault.fetchOne(statement, arguments: [name, number])
    }

    private static func note(
        _ name: String, _ number: Int64, _ stage: TemplateFault.Stage, words: String, _ fault: DocumentFault? = nil,
        line: Int64, in tx: Tx
    ) throws {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM printQueueTemplateFault WHERE name = ? AND number = ?")
        let words = String(words.prefix(500))
        if var known = try TemplateFault.fetchOne(statement, arguments: [name, number]) {
            (known.stage, known.words, known.line, known.lastAt) = (stage, words, line, tx.now)
            (known.code, known.params) = (fault?.code, fault?.params)
            known.count += 1
            try known.update(tx.db)
        } else {
            try TemplateFault(
                id: tx.newID(), name: name, number: number, stage: stage, words: words, code: fault?.code,
                params: fault?.params, line: line, firstAt: tx.now, lastAt: tx.now, count: 1
            ).insert(tx.db)
        }
        tx.audit(
            "printQueue.template.failed",
            ["name": .text(name), "number": .number(number), "stage": .text(stage.rawValue), "line": .number(line)])
        if stage == .filling {
            let notice = Notice(name: name, number: number, stage: stage, words: words, line: line)
            try tx.enqueue(Job(jobKind, payload: notice))
        }
        tx.announce("templates")
    }
}
