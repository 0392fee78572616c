public import Documents
public import SehatCore

/// The forms in which a document leaves the typesetter.
public enum OutputFormat: String, CaseIterable, Hashable, Sendable {
    /// For office printers and archives; text can be searched and copied.
    case pdf
    /// Shades for a screen, one file for each page.
    case png
    /// For receipt printers.
    case escpos
    /// For label printers that speak ZPL II.
    case zpl
    /// For label printers that speak TSPL.
    case tspl
    /// PWG raster, for driverless printers.
    case pwg
}

extension DocumentRenderer {
    /// The document in a form, at a resolution in dots per inch; the usual names 203 and 300 are taken for 8 dots per
    /// millimetre and 300 dots per inch.
    ///
    /// - Parameters:
    ///   - dotsPerInch: nil for the paper's print head, or 203 (150 for PNG, 300 for PWG on sheets).
    ///   - created: The time in a PDF's metadata.
    /// - Returns: One file; for PNG one for each page.
    /// - Throws: `TypesettingError`.
    public func render(
        _ document: PrintDocument, as format: OutputFormat, dotsPerInch: Double? = nil, created: Instant
    ) throws -> [[UInt8]] {
        if format == .pdf { return [try pdf(document, created: created)] }
        let head = RasterWriter.dotsPerInch(of: document.paper)
        let usual = head ?? (format == .png ? 150 : format == .pwg ? 300 : 203.2)
        let resolution = dotsPerInch.map { $0 == 203 ? 203.2 : $0 } ?? usual
        if format == .png, head == nil || dotsPerInch != nil {
            let pages = try layout(document, dotsPerInch: head == nil ? nil : resolution).pages
            return try pages.map { try PNGWriter().write(try RasterWriter().grey($0, dotsPerInch: resolution)) }
        }
        let pages = try raster(document, dpi: resolution)
        switch format {
        case .pdf: return []
        case .png: return try pages.map { try PNGWriter().write($0) }
        case .escpos:
            // Any head: the caller chose the resolution, so the paper's width is the head's.
            let profile = ThermalProfile(dots: pages.map(\.width).max() ?? 0)
            return [try EscPosEncoder(profile).encode(pages)]
        case .zpl: return [try ZPLEncoder().encode(pages)]
        case .tspl:
            return [TSPLEncoder(dotsPerInch: resolution, gap: document.paper.isRoll ? 0 : 2).encode(pages)]
        case .pwg: return [PWGEncoder(dotsPerInch: resolution, paper: document.paper).encode(pages)]
        }
    }
}
