import GRDB
public import PrintQueue
public import SehatCore
public import SehatStore

/// Keeping the list of printers and routes.
public enum Printers {
    /// Every printer, by name.
    public static func all(in tx: ReadTx) throws -> [PrinterRecord] {
        try PrinterRecord.fetchAll(tx.db, sql: "SELECT * FROM printingPrinter WHERE NOT isRemoved ORDER BY name")
    }

    /// - Throws: `printing.printer.notFound`.
    public static func printer(_ id: ID<Printer>, in tx: ReadTx) throws -> PrinterRecord {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM printingPrinter WHERE id = ?")
        guard let found = try PrinterRecord.fetchOne(statement, arguments: [id]), !found.isRemoved else {
            throw Problem.printerNotFound
        }
        return found
    }

    /// Adds a printer.
    ///
    /// - Throws: `Problem.invalid` naming the fields that are missing or wrong; a taken name.
    public static func add(_ input: Input, in tx: Tx) throws -> PrinterRecord {
        let blank = PrinterRecord(
            id: tx.newID(), name: "", kind: input.kind ?? .office, target: "", language: .pdf, dpi: 203,
            printableWidth: 72,
            hasCutter: true, hasDrawer: false, isActive: true, isPaused: false, isRemoved: false, version: 1)
        let printer = try merged(input, into: blank.usual(for: blank.kind), isNew: true, in: tx)
        try printer.insert(tx.db)
        tx.audit(
            "printing.printer.added", printer.id,
            ["name": .text(printer.name), "kind": .text(printer.kind.rawValue), "target": .text(printer.target)])
        tx.announce("printing.printer", printer.id.description)
        return printer
    }

    /// Changes what is given and leaves the rest.
    ///
    /// - Throws: `app.stale` when someone else changed it meanwhile; the problems of `add`.
    public static func change(_ id: ID<Printer>, _ input: Input, version: Int64?, in tx: Tx) throws -> PrinterRecord {
        let current = try printer(id, in: tx)
        try tx.expect(version: current.version, version ?? input.version)
        let base = input.kind.map { $0 == current.kind ? current : current.usual(for: $0) } ?? current
        var printer = try merged(input, into: base, isNew: false, in: tx)
        printer.version += 1
        try printer.update(tx.db)
        try Moving.followPrinter(from: current, to: printer, in: tx)
        tx.audit(
            "printing.printer.changed", id,
            ["name": .text(printer.name), "target": .text(printer.target), "isActive": .flag(printer.isActive)])
        tx.announce("printing.printer", id.description)
        return printer
    }

    /// Takes a printer out of the list, with the routes to it; what it has printed keeps its name.
    ///
    /// - Throws: `printing.printer.busy` while jobs are under way at it; `printing.printer.notFound`; `app.stale`.
    public static func remove(_ id: ID<Printer>, version: Int64?, in tx: Tx) throws {
        var printer = try printer(id, in: tx)
        try tx.expect(version: printer.version, version)
        guard try PrintQueue.openCounts(in: tx)[id] == nil else { throw Problem.printerBusy }
        try tx.db.execute(sql: "DELETE FROM printingRoute WHERE printerID = ?", arguments: [id])
        try tx.db.execute(
            sql: "UPDATE printingPrinter SET fallbackID = NULL, failoverSeconds = NULL WHERE fallbackID = ?",
            arguments: [id])
        (printer.isRemoved, printer.isActive, printer.fallbackID) = (true, false, nil)
        printer.version += 1
        try printer.update(tx.db)
        tx.audit("printing.printer.removed", id, ["name": .text(printer.name)])
        tx.announce("printing.printer", id.description)
    }

    /// Pauses a printer, or lets it go on; what waits for it is looked after again.
    ///
    /// - Throws: `printing.printer.notFound`.
    public static func pause(_ id: ID<Printer>, _ isPaused: Bool, why: String?, in tx: Tx) throws -> PrinterRecord {
        var printer = try printer(id, in: tx)
        guard printer.isPaused != isPaused else { return printer }
        printer.isPaused = isPaused
        printer.version += 1
        try printer.update(tx.db)
        tx.audit(isPaused ? "printing.printer.paused" : "printing.printer.resumed", id, reason: why)
        if !isPaused {
            // The first few; the monitor wakes the others.
            for job in try PrintQueue.stalled(limit: PrintMonitor.mostAtOnce, in: tx) where job.printerID == id {
                try PrintQueue.wakeUp(job.id, in: tx)
            }
        }
        tx.announce("printing.printer", id.description)
        return printer
    }
}
