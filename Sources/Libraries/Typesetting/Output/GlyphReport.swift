import Documents

/// What the typesetter decided, for template makers and tests: every run of glyphs with its place. All distances are in
/// points from the page's top left corner, y growing downwards.
public struct GlyphReport: Codable, Hashable, Sendable {
    /// A glyph.
    public struct Glyph: Codable, Hashable, Sendable {
        /// Its number in the font.
        public var glyph: UInt32
        /// The first character of its cluster, counted in the run's text.
        public var cluster: Int32
        /// Its origin.
        public var x: Double
        /// Its origin.
        public var y: Double
    }

    /// Glyphs of one font and direction.
    public struct Run: Codable, Hashable, Sendable {
        /// The font file.
        public var font: String
        /// The size of the letters.
        public var size: Double
        /// "rtl" or "ltr".
        public var direction: String
        /// The characters in reading order.
        public var text: String
        /// The glyphs from left to right.
        public var glyphs: [Glyph]
    }

    /// A line of text.
    public struct Line: Codable, Hashable, Sendable {
        /// The baseline.
        public var baseline: Double
        /// The field that the line must stay in: left, top, right, bottom.
        public var field: [Double]
        /// The line's ink: left, top, right, bottom.
        public var ink: [Double]
        /// The runs from left to right.
        public var runs: [Run]
    }

    /// A page.
    public struct Page: Codable, Hashable, Sendable {
        /// The full width.
        public var width: Double
        /// The full height.
        public var height: Double
        /// The lines in the order in which they were set.
        public var lines: [Line]
    }

    /// The pages.
    public var pages: [Page]
    /// Characters that no font has, as U+1F600.
    public var missing: [String]

    /// The report of a document.
    public init(_ document: LaidOutDocument) {
        pages = document.pages.map { page in
            Page(width: page.width, height: page.height, lines: page.elements.compactMap(Self.line))
        }
        missing = document.warnings.map { warning in
            switch warning {
            case .missingGlyph(let scalar): "U+" + String(scalar.value, radix: 16, uppercase: true)
            }
        }
    }

    private static func line(_ element: PageElement) -> Line? {
        guard case .text(let line) = element else { return nil }
        let box = { (box: Box) in [box.left, box.top, box.right, box.bottom].map(rounded) }
        let runs = line.runs.map { run in
            Run(
                font: run.face.fileName, size: rounded(run.size), direction: run.isRightToLeft ? "rtl" : "ltr",
                text: run.text,
                glyphs: run.glyphs.map { glyph in
                    Glyph(
                        glyph: glyph.id, cluster: glyph.cluster, x: rounded(line.x + Double(glyph.x)),
                        y: rounded(line.baseline + Double(glyph.y)))
                })
        }
        return Line(baseline: rounded(line.baseline), field: box(line.field), ink: box(line.ink), runs: runs)
    }

    private static func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }
}
