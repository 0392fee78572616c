public import PrintQueue
import PrinterDevices
public import SehatCore
import SehatStore

extension Printers {
    /// What a person says of a printer; what is absent stays, or is what is usual for the kind.
    public struct Input: Codable, Sendable {
        public var name: String?
        public var kind: PrinterKind?
        /// The CUPS queue, `socket://host:port`, or the folder.
        public var target: String?
        public var language: PrinterLanguage?
        /// Dots per inch of the head: 180, 203, 300 or 600.
        public var dpi: Int?
        /// Millimetres that the head can print on, 10 to 420.
        public var printableWidth: Int?
        /// The label in millimetres, 10 to 300.
        public var labelWidth: Int?
        public var labelHeight: Int?
        /// How dark it prints, 1 to 15; 0 leaves it as the printer is set.
        public var density: Int?
        public var hasCutter: Bool?
        public var hasDrawer: Bool?
        public var isActive: Bool?
        /// Where its jobs go when it is out of order.
        public var fallbackID: ID<Printer>?
        /// After how many seconds, 5 to 86400; 0 for never, which also forgets the fallback.
        public var failoverSeconds: Int?
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

    static func merged(_ input: Input, into printer: PrinterRecord, isNew: Bool, in tx: ReadTx) throws -> PrinterRecord
    {
        var result = printer
        var checks = FieldChecks()
        if isNew { checks.expect(input.kind != nil, "kind", "app.field.required") }
        result.kind = input.kind ?? printer.kind
        if input.name != nil || isNew { result.name = checks.line("name", input.name ?? "", limit: 60) }
        if input.target != nil || isNew { result.target = checks.line("target", input.target ?? "", limit: 500) }
        result.language = input.language ?? printer.language
        checks.expect(result.kind.languages.contains(result.language), "language", "printing.field.language")
        result.hasCutter = input.hasCutter ?? printer.hasCutter
        result.hasDrawer = input.hasDrawer ?? printer.hasDrawer
        result.isActive = input.isActive ?? printer.isActive
        measure(input, &result, &checks)
        checkTarget(result, &checks)
        try fallBack(input, &result, &checks, in: tx)
        try checks.finish()
        return result
    }

    private static func measure(_ input: Input, _ result: inout PrinterRecord, _ checks: inout FieldChecks) {
        result.dpi = input.dpi ?? result.dpi
        checks.expect([180, 203, 300, 600].contains(result.dpi), "dpi", "printing.field.dpi")
        result.printableWidth = input.printableWidth ?? result.printableWidth
        checks.expect((10...420).contains(result.printableWidth), "printableWidth", "printing.field.printableWidth")
        result.labelWidth = input.labelWidth ?? result.labelWidth
        result.labelHeight = input.labelHeight ?? result.labelHeight
        for (field, side) in [("labelWidth", result.labelWidth), ("labelHeight", result.labelHeight)] {
            checks.expect(side.map { (10...300).contains($0) } ?? true, field, "printing.field.labelSide")
        }
        if let density = input.density {
            checks.expect((0...15).contains(density), "density", "printing.field.density")
            result.density = density == 0 ? nil : density
        }
    }

    private static func fallBack(
        _ input: Input, _ result: inout PrinterRecord, _ checks: inout FieldChecks, in tx: ReadTx
    ) throws {
        if let fallback = input.fallbackID {
            checks.expect(fallback != result.id, "fallbackID", "printing.field.fallback")
            result.fallbackID = try printer(fallback, in: tx).id
        }
        guard let seconds = input.failoverSeconds else { return }
        checks.expect(
            seconds == 0 || (5...86_400).contains(seconds), "failoverSeconds", "printing.field.failoverSeconds")
        checks.expect(seconds == 0 || result.fallbackID != nil, "fallbackID", "app.field.required")
        result.failoverSeconds = seconds == 0 ? nil : seconds
        if seconds == 0 { result.fallbackID = nil }
    }

    private static func checkTarget(_ printer: PrinterRecord, _ checks: inout FieldChecks) {
        guard !printer.target.isEmpty else { return }
        if printer.kind == .folder {
            return checks.expect(printer.target.hasPrefix("/"), "target", "printing.field.folder")
        }
        if printer.target.contains("://") {
            let isStraight = printer.kind != .office && DeviceAddress(uri: printer.target) != nil
            return checks.expect(isStraight, "target", "printing.field.socket")
        }
        let isName = printer.target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x2F && $0 != 0x23 && $0 < 0x7F }
        checks.expect(isName && printer.target.utf8.count <= 127, "target", "printing.field.queue")
    }
}

extension PrinterKind {
    /// What a printer of this kind may be sent.
    var languages: [PrinterLanguage] {
        switch self {
        case .office: [.pdf, .pwg]
        case .thermal: [.escpos]
        case .label: [.zpl, .tspl, .escpos]
        case .folder: [.pdf]
        }
    }
}

extension PrinterRecord {
    /// The same printer with what is usual for a kind: 72 mm of an 80 mm roll, a label of 50 by 25 mm, sheets of A4.
    func usual(for kind: PrinterKind) -> PrinterRecord {
        var result = self
        result.kind = kind
        result.language = kind.languages[0]
        result.printableWidth = kind == .thermal ? 72 : kind == .label ? 104 : 210
        (result.labelWidth, result.labelHeight) = kind == .label ? (50, 25) : (nil, nil)
        result.hasCutter = kind == .thermal
        return result
    }
}
