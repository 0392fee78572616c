public import Foundation
import GRDB
import SehatCore
import Synchronization

/// What the check of a database file has found.
public struct StoreReport: Codable, Hashable, Sendable {
    /// What is wrong, in words; empty for a good file.
    public let faults: [String]
    public let pages: Int64
    /// The number and hash of the newest audit entry; 0 and zeros for an empty chain, or when the file does not open.
    public let auditSequence: Int64
    public let auditHash: String
    /// The newest migration.
    public let lastMigration: String
    /// Rows of each table; only after a full check.
    public let rows: [String: Int64]
    /// SHA-256 over the authentication codes of all pages, 64 hexadecimal digits; where no page is damaged it stands for every
    /// byte of the file. Empty where the pages were not looked at.
    public let codes: String

    public var isGood: Bool { faults.isEmpty }
}

/// Checks a database file that no process has open: a backup, or a data directory at rest.
public enum StoreCheck {
    public enum Depth: Sendable {
        /// The end of the audit chain and its newest signature alone, for a file whose pages were checked as they were laid.
        case end
        /// Every page against its authentication code, the end of the audit chain and its newest signature.
        case pages
        /// Also SQLite's own check of every table and index, the references, the whole audit chain, and row counts. The
        /// codes are checked by SQLCipher as it reads the pages.
        case full
    }

    /// Checks `file` without changing it. Each kind of check has a connection of its own. Blocks the calling thread.
    ///
    /// A folder beside the file is used while checking, so the file's folder must be writable.
    /// - Throws: `StoreOpenError` when there is no such file, or it is not an encrypted database.
    public static func verify(
        file: URL, key: DatabaseKey, depth: Depth = .full, progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws -> StoreReport {
        var checked: StoreReport?
        if depth == .full, try PageCheck.opens(file, key: key) {
            checked = try look(file, key, .full, PageCheck.Result(), progress)
            // Only what is damaged is worth a pass that names the pages.
            if let checked, checked.isGood { return checked }
        }
        let result = try depth == .end ? PageCheck.Result() : PageCheck.run(file, key: key) { progress($0 * 0.9) }
        if result.badCount == result.pages, depth != .end { throw StoreOpenError.wrongKey(path: file.path) }
        let report = try checked ?? look(file, key, depth, result, progress)
        progress(1)
        let named = faults(of: result)
        return StoreReport(
            faults: named + report.faults.filter { !named.contains($0) },
            pages: Int64(max(result.pages, Int(report.pages))),
            auditSequence: report.auditSequence, auditHash: report.auditHash, lastMigration: report.lastMigration,
            rows: report.rows, codes: result.codes)
    }

    private static func faults(of pages: PageCheck.Result) -> [String] {
        var faults: [String] = []
        if pages.endsWithinPage { faults.append("the file ends within a page") }
        if pages.badCount > 0 {
            let list = pages.bad.map(String.init).joined(separator: ", ")
            faults.append("\(pages.badCount) of \(pages.pages) pages are damaged: \(list)")
        }
        return faults
    }

    /// What the database itself says.
    private static func look(
        _ file: URL, _ key: DatabaseKey, _ depth: Depth, _ pages: PageCheck.Result,
        _ progress: @escaping @Sendable (Double) -> Void
    ) throws -> StoreReport {
        var found = Contents(pages: pages)
        do {
            let link = try CheckLink(file)
            defer { link.remove() }
            found = try contents(link.file, key: key, depth: depth, progress: progress)
        } catch let error as DatabaseError {
            found.faults.append("the database does not open: \(ErrorText.of(error))")
        }
        return StoreReport(
            faults: found.faults, pages: Int64(found.pages.pages), auditSequence: found.auditSequence,
            auditHash: found.auditHash, lastMigration: found.lastMigration, rows: found.rows, codes: found.pages.codes)
    }

    private struct Contents {
        var pages = PageCheck.Result()
        var faults: [String] = []
        var auditSequence: Int64 = 0
        var auditHash = Hex.text(AuditCanonical.genesis)
        var lastMigration = ""
        var rows: [String: Int64] = [:]
    }

    private static func contents(
        _ file: URL, key: DatabaseKey, depth: Depth, progress: @escaping @Sendable (Double) -> Void
    ) throws -> Contents {
        var found = Contents()
        try open(file, key) { queue in
            try queue.read { db in
                found.lastMigration = try Migration.latest(db)
                let chain = try Row.fetchOne(db, sql: "SELECT seq, hash FROM storeAudit ORDER BY seq DESC LIMIT 1")
                if let chain {
                    found.auditSequence = chain["seq"]
                    found.auditHash = Hex.text(chain["hash"] as Data)
                }
                if let head = try AuditHeads.newest(db), !head.hasValidSignature {
                    found.faults.append("the newest head of the audit chain has a wrong signature")
                }
            }
            // While this connection stands, those beside it find the side files made and need not make them both.
            if depth == .full { try look(file, key: key, progress, into: &found) }
        }
        return found
    }

    /// What SQLite itself looks at takes about as long as counting and the chain: side by side.
    ///
    /// SQLite's check reads every page of every table and index, and SQLCipher gives out none whose code is not good; so only
    /// the pages that are free are left, and one pass less over the file is enough.
    private static func look(
        _ file: URL, key: DatabaseKey, _ progress: @escaping @Sendable (Double) -> Void, into found: inout Contents
    ) throws {
        let lanes: [@Sendable () throws -> Contents] = [
            { try structure(file, key) { progress($0 * 0.5) } },
            { try rowsAndChain(file, key) { progress(0.5 + $0 * 0.5) } },
        ]
        let results = Mutex([Result<Contents, any Error>?](repeating: nil, count: lanes.count))
        DispatchQueue.concurrentPerform(iterations: lanes.count) { lane in
            let result = Result { try lanes[lane]() }
            results.withLock { $0[lane] = result }
        }
        for result in results.withLock({ $0 }) {
            guard let lane = try result?.get() else { continue }
            found.faults += lane.faults
            if lane.pages.pages > 0 { found.pages = lane.pages }
            found.rows.merge(lane.rows) { one, _ in one }
        }
    }

    /// SQLite's own check of every table and index, and the references.
    private static func structure(_ file: URL, _ key: DatabaseKey, _ progress: (Double) -> Void) throws -> Contents {
        var found = Contents()
        try open(file, key) { queue in
            try queue.read { db in
                let answers = try String.fetchAll(db, sql: "PRAGMA quick_check(20)")
                if answers != ["ok"] { found.faults += answers }
                progress(0.8)
                let tables = try Set(Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { $0[0] as String })
                if !tables.isEmpty {
                    found.faults.append("rows refer to missing rows in \(tables.sorted().joined(separator: ", "))")
                }
            }
        }
        return found
    }

    private static func rowsAndChain(_ file: URL, _ key: DatabaseKey, _ progress: (Double) -> Void) throws -> Contents {
        var found = Contents(pages: try PageCheck.gather(file))
        if found.pages.endsWithinPage { found.faults.append("the file ends within a page") }
        let free = try FreePages.check(file, key: key)
        if !free.isEmpty { found.faults.append("\(free.count) pages that are free are damaged") }
        try open(file, key) { queue in
            found.rows = try queue.read(counts)
            progress(0.5)
            let audit = try AuditVerifier.verify(against: nil, progress: { progress(0.5 + $0 * 0.5) }) { body in
                try queue.read(body)
            }
            if let fault = audit.fault { found.faults.append("audit chain: \(fault)") }
        }
        return found
    }

    private static func counts(_ db: Database) throws -> [String: Int64] {
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM pragma_table_list
                WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
                """)
        var rows: [String: Int64] = [:]
        for table in tables {
            rows[table] = try Int64.fetchOne(db, sql: "SELECT count(*) FROM \(table.quotedDatabaseIdentifier)")
        }
        return rows
    }

    private static func open(_ file: URL, _ key: DatabaseKey, _ body: (DatabaseQueue) throws -> Void) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "check"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try Connection.unlock(db, key)
            // Two of them at a time; a check of all tables is several times faster with the inner pages at hand.
            try db.execute(sql: "PRAGMA cache_size = -65536")
        }
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try body(queue)
        try queue.close()
    }
}

/// A second name of the file in a folder of its own, so that SQLite's side files are made there and leave no trace.
private struct CheckLink {
    let folder: URL
    let file: URL

    init(_ original: URL) throws {
        let real = original.resolvingSymlinksInPath()
        folder = real.deletingLastPathComponent().appendingPathComponent(".check-\(UUID().uuidString)")
        file = folder.appendingPathComponent("check.db")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try FileManager.default.linkItem(at: real, to: file)
        } catch {
            remove()
            throw StoreOpenError.directoryNotWritable(
                path: real.deletingLastPathComponent().path, reason: "checking needs a folder beside the file")
        }
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }
}
