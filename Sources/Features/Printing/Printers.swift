import Foundation
import GRDB
public import PrintQueue
public import SehatCore
public import SehatStore

/// Keeping the list of printers and routes.
public enum Printers {
    /// What a person says of a printer.
    public struct Input: Codable, Sendable {
        public var name: String?
        public var kind: PrinterKind?
        /// The CUPS queue, or the folder.
        public var target: String?
        public var dpi: Int?
        public var hasCutter: Bool?
        public var hasDrawer: Bool?
        public var isActive: Bool?
        public var version: Int64?

        public init(
            name: String? = nil, kind: PrinterKind? = nil, target: String? = nil, dpi: Int? = nil,
            hasCutter: Bool? = nil, hasDrawer: Bool? = nil, isActive: Bool? = nil, version: Int64? = nil
        ) {
            self.name = name
            self.kind = kind
            self.target = target
            self.dpi = dpi
            self.hasCutter = hasCutter
            self.hasDrawer = hasDrawer
            self.isActive = isActive
            self.version = version
        }
    }

    /// Every printer, by name.
    public static func all(in tx: ReadTx) throws -> [PrinterRecord] {
        try PrinterRecord.fetchAll(tx.db, sql: "SELECT * FROM printingPrinter ORDER BY name")
    }

    /// - Throws: `printing.printer.notFound`.
    public static func printer(_ id: ID<Printer>, in tx: ReadTx) throws -> PrinterRecord {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM printingPrinter WHERE id = ?")
        guard let found = try PrinterRecord.fetchOne(statement, arguments: [id]) else { throw Problem.printerNotFound }
        return found
    }

    /// Adds a printer.
    ///
    /// - Throws: `Problem.invalid` naming the fields that are missing or wrong; a taken name.
    public static func add(_ input: Input, in tx: Tx) throws -> PrinterRecord {
        let blank = PrinterRecord(
            id: tx.newID(), name: "", kind: input.kind ?? .office, target: "", dpi: 203, hasCutter: true,
            hasDrawer: false, isActive: true, version: 1)
        let printer = try merged(input, into: blank, requireKind: true)
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
        var printer = try merged(input, into: current, requireKind: false)
        printer.version += 1
        try printer.update(tx.db)
        tx.audit(
            "printing.printer.changed", id,
            ["name": .text(printer.name), "target": .text(printer.target), "isActive": .flag(printer.isActive)])
        tx.announce("printing.printer", id.description)
        return printer
    }

    private static func merged(_ input: Input, into printer: PrinterRecord, requireKind: Bool) throws -> PrinterRecord {
        var result = printer
        var checks = FieldChecks()
        if requireKind { checks.expect(input.kind != nil, "kind", "app.field.required") }
        result.kind = input.kind ?? printer.kind
        if input.name != nil || requireKind { result.name = checks.line("name", input.name ?? "", limit: 60) }
        if input.target != nil || requireKind {
            result.target = checks.line("target", input.target ?? "", limit: 500)
        }
        result.dpi = input.dpi ?? printer.dpi
        checks.expect([180, 203, 300].contains(result.dpi), "dpi", "printing.field.dpi")
        result.hasCutter = input.hasCutter ?? printer.hasCutter
        result.hasDrawer = input.hasDrawer ?? printer.hasDrawer
        result.isActive = input.isActive ?? printer.isActive
        checkTarget(result, &checks)
        try checks.finish()
        return result
    }

    private static func checkTarget(_ printer: PrinterRecord, _ checks: inout FieldChecks) {
        guard !printer.target.isEmpty else { return }
        switch printer.kind {
        case .folder:
            checks.expect(printer.target.hasPrefix("/"), "target", "printing.field.folder")
        case .office, .thermal:
            let isName = printer.target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x2F && $0 != 0x23 && $0 < 0x7F }
            checks.expect(isName && printer.target.count <= 127, "target", "printing.field.queue")
        }
    }
}
