public import Documents
public import SehatCore

/// Documents to bytes: the one door through which printing and previews go. Synchronous and safe from any thread; call
/// it off the threads that serve requests, since a long bill takes a while.
public struct DocumentRenderer: Sendable {
    /// A renderer.
    public init() {}

    /// The document set for its paper, with warnings about characters that no font has.
    ///
    /// - Parameter dotsPerInch: The grid of the print head; nil for that of the paper.
    /// - Throws: `TypesettingError` when something does not fit its field.
    public func layout(_ document: PrintDocument, dotsPerInch: Double? = nil) throws -> LaidOutDocument {
        try Typesetter().layout(document, dotsPerInch: dotsPerInch)
    }

    /// The same for paper: a label on which something does not fit is set in smaller letters, since it must come out.
    private func finalLayout(_ document: PrintDocument, dotsPerInch: Double? = nil) throws -> LaidOutDocument {
        try Typesetter().layout(document, dotsPerInch: dotsPerInch, shrinks: true)
    }

    /// The document as PDF with searchable text.
    ///
    /// - Parameter created: The time in the metadata; the same time gives the same bytes.
    /// - Throws: `TypesettingError`.
    public func pdf(_ document: PrintDocument, created: Instant) throws -> [UInt8] {
        try PDFWriter().write(try finalLayout(document), created: created)
    }

    /// One page as a grey PNG for a screen.
    ///
    /// - Parameter page: The page, from 0; nil is returned for a page that the document does not have.
    /// - Throws: `TypesettingError`.
    public func png(_ document: PrintDocument, dpi: Double = 150, page: Int = 0) throws -> [UInt8]? {
        let pages = try finalLayout(document).pages
        guard pages.indices.contains(page) else { return nil }
        return try PNGWriter().write(try RasterWriter().grey(pages[page], dotsPerInch: dpi))
    }

    /// The pages as dots, at the resolution of the paper's print head or the given one; 203.2 dpi when neither says.
    ///
    /// - Throws: `TypesettingError`.
    public func raster(_ document: PrintDocument, dpi: Double? = nil) throws -> [RasterPage] {
        let resolution = dpi ?? RasterWriter.dotsPerInch(of: document.paper) ?? 203.2
        return try finalLayout(document, dotsPerInch: resolution).pages.map {
            try RasterWriter().oneBit($0, dotsPerInch: resolution)
        }
    }

    /// The document as bytes for an ESC/POS printer.
    ///
    /// - Throws: `TypesettingError`, also when the paper is wider than the print head.
    public func escpos(_ document: PrintDocument, profile: ThermalProfile = .thermal80) throws -> [UInt8] {
        try EscPosEncoder(profile).encode(
            try raster(document, dpi: Double(profile.dotsPerMillimetre) * 25.4))
    }

    /// Which block cannot be set even by itself: the first one; nil when each can, as when all together do not fit, and
    /// when nothing can, as on a paper without room.
    public func faultyBlock(of document: PrintDocument) -> Int? {
        let sets = { (blocks: [Block]) in
            var part = document
            part.blocks = blocks
            return (try? layout(part)) != nil
        }
        guard sets([]) else { return nil }
        return document.blocks.indices.first { !sets([document.blocks[$0]]) }
    }
}
