public import Documents

/// Draws laid-out pages as dots. Codes and rules land on whole dots; letters keep quarter-dot positions until the last
/// step, so that the joins of a sloping line stay closed.
public struct RasterWriter: Sendable {
    /// How much of a dot must be inked for it to print, of 255. A little under half, since a thermal head's dots bleed
    /// less than ink.
    static let threshold: UInt8 = 112

    /// A writer.
    public init() {}

    /// A page as dots at a resolution.
    ///
    /// A page for a thermal printer at its own resolution has exactly the dots of its head: 72 mm at 8 dots per
    /// millimetre is 576.
    /// - Throws: `TypesettingError.badGeometry` for a resolution outside 20 to 1200 or a page that would need more than
    ///   400 million dots; `TypesettingError.fontUnavailable`.
    public func oneBit(_ page: LaidOutPage, dotsPerInch: Double) throws -> RasterPage {
        try EnginePool.use { engine in
            var canvas = try InkCanvas(page, dotsPerInch: dotsPerInch, isOneBit: true, engine)
            try canvas.draw(page.elements, engine)
            let packed = canvas.packed(threshold: Self.threshold)
            canvas.release(engine)
            return packed
        }
    }

    /// A page in shades, for previews on a screen.
    ///
    /// - Throws: As `oneBit`.
    public func grey(_ page: LaidOutPage, dotsPerInch: Double) throws -> GreyPage {
        try EnginePool.use { engine in
            var canvas = try InkCanvas(page, dotsPerInch: dotsPerInch, isOneBit: false, engine)
            try canvas.draw(page.elements, engine)
            return canvas.grey()
        }
    }

    /// The resolution of a paper's print head in dots per inch, or nil for office papers.
    public static func dotsPerInch(of paper: Paper) -> Double? {
        paper.dotsPerMillimetre.map { Double($0) * 25.4 }
    }
}
