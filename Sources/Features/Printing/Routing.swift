public import Directory
public import Documents
import GRDB
public import PrintQueue
public import SehatCore
public import SehatStore

/// Choosing the printer of a paper.
public enum Routing {
    /// What an administrator says of a route.
    public struct Input: Codable, Sendable {
        /// Absent for every kind of paper.
        public var documentKind: String?
        /// Absent for every counter.
        public var stationID: ID<Station>?
        /// Absent for every department; counts where no counter is named.
        public var departmentID: ID<Department>?
        public var printerID: ID<Printer>

        public init(
            documentKind: String? = nil, stationID: ID<Station>? = nil, departmentID: ID<Department>? = nil,
            printerID: ID<Printer>
        ) {
            self.documentKind = documentKind
            self.stationID = stationID
            self.departmentID = departmentID
            self.printerID = printerID
        }
    }

    /// Every route.
    public static func all(in tx: ReadTx) throws -> [PrintRoute] {
        try PrintRoute.fetchAll(
            tx.db, sql: "SELECT * FROM printingRoute ORDER BY documentKind, stationID, departmentID")
    }

    /// Sets the printer of a kind of paper at a counter, in place of the one before.
    ///
    /// - Throws: 422 for a kind of paper that is none, with those that are; `printing.printer.notFound`.
    public static func set(_ input: Input, in tx: Tx) throws -> PrintRoute {
        let kinds = ShippedTemplates.kinds.map(\.rawValue)
        guard input.documentKind.map(kinds.contains) ?? true else {
            throw Problem.invalid("documentKind", "printing.field.paper", ["papers": kinds.joined(separator: ", ")])
        }
        _ = try Printers.printer(input.printerID, in: tx)
        // A counter stands in one department.
        let department = input.stationID == nil ? input.departmentID : nil
        try remove(input.documentKind, input.stationID, department, in: tx)
        let route = PrintRoute(
            id: tx.newID(), documentKind: input.documentKind, stationID: input.stationID, departmentID: department,
            printerID: input.printerID)
        try route.insert(tx.db)
        tx.audit(
            "printing.route.set", route.id,
            ["kind": .text(input.documentKind ?? ""), "printer": .text(input.printerID.description)])
        return route
    }

    /// Takes a route away.
    ///
    /// - Throws: `Problem.notFound` when there is none of that id.
    public static func remove(_ id: ID<PrintRoute>, in tx: Tx) throws {
        try tx.db.execute(sql: "DELETE FROM printingRoute WHERE id = ?", arguments: [id])
        guard tx.db.changesCount == 1 else { throw Problem.notFound("route") }
        tx.audit("printing.route.removed", id)
    }

    /// The printer of a job: the one a person chose, else by the most special route, else the printer that suits the
    /// paper and has been there longest, so that a new one diverts nothing; nil when the hospital has none.
    public static func printer(for job: PrintJob, paper: Paper, in tx: ReadTx) throws -> PrinterRecord? {
        if let chosen = job.printerID { return try Printers.printer(chosen, in: tx) }
        if let routed = try routed(job.documentKind.rawValue, job.stationID, in: tx) { return routed }
        let printers = try Printers.all(in: tx).filter(\.isActive).sorted { $0.id.rawValue < $1.id.rawValue }
        // A folder collects only what no printer takes.
        return printers.first { $0.kind.isUsual(for: paper) } ?? printers.first { $0.kind == .folder }
    }

    private static func routed(_ kind: String, _ station: ID<Station>?, in tx: ReadTx) throws -> PrinterRecord? {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT p.* FROM printingRoute r JOIN printingPrinter p ON p.id = r.printerID AND p.isActive AND NOT p.isRemoved
                WHERE (r.documentKind = ?1 OR r.documentKind IS NULL) AND (r.stationID = ?2 OR r.stationID IS NULL)
                AND (r.departmentID IS NULL OR r.departmentID = (SELECT departmentID FROM directoryStation WHERE id = ?2))
                ORDER BY r.documentKind IS NULL, r.stationID IS NULL, r.departmentID IS NULL LIMIT 1
                """)
        return try PrinterRecord.fetchOne(statement, arguments: [kind, station])
    }

    private static func remove(
        _ kind: String?, _ station: ID<Station>?, _ department: ID<Department>?, in tx: Tx
    ) throws {
        try tx.db.execute(
            sql: "DELETE FROM printingRoute WHERE documentKind IS ? AND stationID IS ? AND departmentID IS ?",
            arguments: [kind, station, department])
    }
}

extension PrinterKind {
    /// Whether this sort of printer takes such papers without being told to.
    func isUsual(for paper: Paper) -> Bool {
        switch self {
        case .folder: false
        case .thermal: paper.isRoll
        case .label: !paper.isRoll && paper.dotsPerMillimetre != nil
        case .office: paper.isRoll || paper.dotsPerMillimetre == nil
        }
    }
}
