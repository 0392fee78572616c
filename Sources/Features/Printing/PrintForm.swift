import Documents
import PrintQueue
import SehatCore
import Spooler
import Typesetting

/// A document in the form that its printer takes.
struct PrintForm: Sendable {
    let renderer: DocumentRenderer

    /// What is sent where.
    struct Order: Sendable {
        let job: PrintJob
        let document: PrintDocument
        let printer: PrinterRecord

        /// Whether the paper is wider than a print head that draws dot by dot; filters of sheet printers make theirs fit.
        var isTooWide: Bool {
            switch printer.language {
            case .pdf, .pwg: false
            case .escpos, .zpl, .tspl:
                Int(document.paper.width.micrometres) > printer.printableWidth * 1000
            }
        }
    }

    /// The bytes for a printer; blocks.
    ///
    /// - Throws: `TypesettingError`, also when the paper is wider than the head.
    func bytes(_ order: Order) throws -> [UInt8] {
        let (document, printer) = (order.document, order.printer)
        switch printer.language {
        case .pdf: return try renderer.pdf(document, created: order.job.createdAt)
        case .pwg:
            let pages = try renderer.raster(document, dpi: Double(printer.dpi))
            return PWGEncoder(dotsPerInch: Double(printer.dpi), paper: document.paper).encode(pages)
        case .escpos: return Self.darkened(try renderer.escpos(document, profile: profile(order)), printer.density)
        case .zpl:
            let dark = printer.density.map { Array("~SD\($0 * 2 < 10 ? "0" : "")\($0 * 2)".utf8) } ?? []
            return dark + (try ZPLEncoder().encode(try pages(document, printer)))
        case .tspl:
            let dark = printer.density.map { Array("DENSITY \($0)\r\n".utf8) } ?? []
            let dotsPerInch = Double(printer.dotsPerMillimetre) * 25.4
            return dark + TSPLEncoder(dotsPerInch: dotsPerInch).encode(try pages(document, printer))
        }
    }

    /// By what name CUPS knows the form.
    static func format(_ printer: PrinterRecord) -> SpoolerDocument.Format {
        switch printer.language {
        case .pdf: .pdf
        case .pwg: .pwg
        case .escpos, .zpl, .tspl: .raw
        }
    }

    private func pages(_ document: PrintDocument, _ printer: PrinterRecord) throws -> [RasterPage] {
        let pages = try renderer.raster(document, dpi: Double(printer.dotsPerMillimetre) * 25.4)
        let head = printer.printableWidth * printer.dotsPerMillimetre
        for page in pages where page.width > head {
            throw TypesettingError.doesNotFit(.block, needed: Double(page.width), available: Double(head))
        }
        return pages
    }

    private func profile(_ order: Order) -> ThermalProfile {
        let printer = order.printer
        // Money moves with the first receipt only; a copy must not open the drawer.
        let movesMoney = order.job.documentKind == .receipt && order.job.copyNumber == 1 && !order.job.isRepeat
        return ThermalProfile(
            dots: printer.printableWidth * printer.dotsPerMillimetre, dotsPerMillimetre: printer.dotsPerMillimetre,
            cuts: printer.hasCutter, opensDrawer: printer.hasDrawer && movesMoney)
    }

    /// `GS ( K` with function 49 sets from 70 to 130 %; 8 of our 15 steps is the printer's own. It follows `ESC @`,
    /// which undoes it.
    private static func darkened(_ bytes: [UInt8], _ density: Int?) -> [UInt8] {
        guard let density else { return bytes }
        let step = Int8((density - 8) * 6 / 7)
        return bytes.prefix(2) + [0x1D, 0x28, 0x4B, 0x02, 0x00, 0x31, UInt8(bitPattern: step)] + bytes.dropFirst(2)
    }
}
