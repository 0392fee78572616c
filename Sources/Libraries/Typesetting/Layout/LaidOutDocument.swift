public import Documents

/// A document set on pages: every glyph, line and code has its place. A plain value; drawing it needs no more decisions.
///
/// All distances are in points from the top left corner of the page, y growing downwards.
public struct LaidOutDocument: Hashable, Sendable {
    /// The pages; a long roll is several pages that are printed without a cut between them.
    public var pages: [LaidOutPage]
    /// What a reader may miss.
    public var warnings: [TypesettingWarning]
    /// The title of the document, free of patients' names.
    public var title: String
    /// The paper it was set for.
    public var paper: Paper
}

/// One page.
public struct LaidOutPage: Hashable, Sendable {
    /// The full width of the page.
    public var width: Double
    /// The full height of the page.
    public var height: Double
    /// What is drawn on it.
    public var elements: [PageElement]
}

/// Something drawn on a page.
public enum PageElement: Hashable, Sendable {
    /// A line of text.
    case text(TextLine)
    /// A horizontal or vertical line.
    case rule(RuleMark)
    /// A QR code or bar code.
    case code(CodeMark)
    /// A black and white picture.
    case picture(PictureMark)
    /// A picture in shades.
    case image(ImageMark)

    /// The same element moved.
    func moved(x: Double, y: Double) -> PageElement {
        switch self {
        case .text(var line):
            line.x += x
            line.baseline += y
            line.field = line.field.moved(x: x, y: y)
            return .text(line)
        case .rule(var mark):
            mark.box = mark.box.moved(x: x, y: y)
            return .rule(mark)
        case .code(var mark):
            mark.x += x
            mark.y += y
            return .code(mark)
        case .picture(var mark):
            mark.box = mark.box.moved(x: x, y: y)
            return .picture(mark)
        case .image(var mark):
            mark.box = mark.box.moved(x: x, y: y)
            return .image(mark)
        }
    }
}

/// A rectangle; y grows downwards.
public struct Box: Hashable, Sendable {
    /// The left edge.
    public var left: Double
    /// The upper edge.
    public var top: Double
    /// The right edge.
    public var right: Double
    /// The lower edge.
    public var bottom: Double

    /// A rectangle by its edges.
    public init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// The distance between the sides.
    public var width: Double { right - left }
    /// The distance between upper and lower edge.
    public var height: Double { bottom - top }

    /// True when another rectangle lies inside, give or take a tolerance.
    public func contains(_ other: Box, tolerance: Double = 0.01) -> Bool {
        other.left >= left - tolerance && other.right <= right + tolerance && other.top >= top - tolerance
            && other.bottom <= bottom + tolerance
    }

    func moved(x: Double, y: Double) -> Box {
        Box(left: left + x, top: top + y, right: right + x, bottom: bottom + y)
    }
}

/// A line of text: runs of glyphs on one baseline.
public struct TextLine: Hashable, Sendable {
    /// Where the glyphs' positions count from.
    public var x: Double
    /// The baseline.
    public var baseline: Double
    /// The runs from left to right.
    public var runs: [GlyphRun]
    /// The field that the line must stay in.
    public var field: Box
    /// The base direction of the line.
    public var isRightToLeft: Bool
    /// The ink of the line relative to `x` and `baseline`.
    var relativeInk: Box

    /// The ink of the line on the page; a box of no width for a line without ink.
    public var ink: Box { relativeInk.moved(x: x, y: baseline) }
}

/// Glyphs of one font.
public struct GlyphRun: Hashable, Sendable {
    /// The font.
    public var face: FontFace
    /// The size of the letters in points.
    public var size: Double
    /// True when the text runs from right to left.
    public var isRightToLeft: Bool
    /// The characters in reading order.
    public var scalars: [UInt32]
    /// The glyphs from left to right.
    public var glyphs: [PlacedGlyph]
    /// Where the run's last advance ends, as a distance from the line's `x`.
    public var end: Double

    /// The text in reading order.
    public var text: String {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        return String(view)
    }
}

/// A glyph and its place relative to its line.
public struct PlacedGlyph: Hashable, Sendable {
    /// The number of the glyph in its font.
    public var id: UInt32
    /// The first character of the cluster that the glyph belongs to, counted in its run.
    public var cluster: Int32
    /// The distance from the line's `x`.
    public var x: Float
    /// The distance below the line's baseline.
    public var y: Float
}

/// A straight line.
public struct RuleMark: Hashable, Sendable {
    /// The area that is inked; at least one dot is drawn in each direction.
    public var box: Box
    /// True for dashes.
    public var isDashed: Bool
}

/// A QR code or bar code: dark rectangles in whole modules.
public struct CodeMark: Hashable, Sendable {
    /// The left edge of the first module, quiet zone not included.
    public var x: Double
    /// The upper edge of the first module.
    public var y: Double
    /// The width of a module.
    public var moduleWidth: Double
    /// The height of a module; of the bars in a bar code.
    public var moduleHeight: Double
    /// The dark rectangles.
    public var rectangles: [ModuleRectangle]
    /// Modules from left to right.
    public var columns: Int
    /// Modules from top to bottom.
    public var rows: Int
}

/// Dark modules beside each other in one row of a code.
public struct ModuleRectangle: Hashable, Sendable {
    /// The first module's column.
    public var column: Int32
    /// The row.
    public var row: Int32
    /// How many modules.
    public var width: Int32
}
