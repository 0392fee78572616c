import Documents
import SehatCore

/// What every part of the layout of one document shares. Lives inside one call to `Typesetter.layout`.
final class DocumentContext {
    let engine: Engine
    let document: PrintDocument
    /// How values are written; page numbers change while footers are set.
    var inline: InlineContext
    private(set) var missing: Set<Unicode.Scalar> = []
    /// The size of one printer dot in points; nil for printers without a fixed grid.
    let dot: Double?
    /// Whether a label with more on it than there is room for is set in smaller letters.
    let shrinks: Bool
    /// By what all letters are smaller than their styles say.
    var scale = 1.0
    /// Whether letters keep two marks each at most; more pile up to heights that no label has.
    var dropsMarks = false

    init(_ document: PrintDocument, _ engine: Engine, dotsPerInch: Double? = nil, shrinks: Bool = false) {
        self.shrinks = shrinks
        self.document = document
        self.engine = engine
        inline = document.context()
        dot = dotsPerInch.map { 72 / $0 } ?? document.paper.dotsPerMillimetre.map { 72 / 25.4 / Double(max($0, 1)) }
    }

    /// True for office paper, false for rolls and labels.
    var isSheet: Bool { document.paper.dotsPerMillimetre == nil }
    /// True for paper without an end, on which things may stand below each other as they like.
    var isRoll: Bool { document.paper.isRoll }
    var isRightToLeft: Bool { document.language.isRightToLeft }
    var urduFace: UrduFace { document.urduFace }

    /// Sets a part of the document in another language; what no font has is remembered here.
    func speaking<Result>(_ language: Language, _ body: (DocumentContext) throws -> Result) throws -> Result {
        if language == document.language { return try body(self) }
        var part = document
        part.language = language
        part.blocks = []
        let inner = DocumentContext(part, engine, dotsPerInch: dot.map { 72 / $0 }, shrinks: shrinks)
        (inner.scale, inner.dropsMarks) = (scale, dropsMarks)
        defer { missing.formUnion(inner.missing) }
        return try body(inner)
    }

    /// A distance rounded up to whole dots, so that baselines and codes stand on the grid of the print head.
    func snapUp(_ distance: Double) -> Double {
        guard let dot else { return distance }
        return (distance / dot - 0.001).rounded(.up) * dot
    }

    /// A distance rounded to whole dots, at least one.
    func snapWhole(_ distance: Double) -> Double {
        guard let dot else { return distance }
        return max((distance / dot).rounded(), 1) * dot
    }

    /// A distance rounded down to whole dots.
    func snapDown(_ distance: Double) -> Double {
        guard let dot else { return distance }
        return (distance / dot + 0.001).rounded(.down) * dot
    }

    /// Shapes a paragraph and remembers what no font has.
    ///
    /// - Parameter instead: what stands there where the content would have to be cut.
    func prepare(_ content: [Inline], _ style: TextStyle, instead: [Inline]? = nil) throws -> ParagraphSetter {
        guard style.size.points >= 2, style.size.points <= 400 else { throw TypesettingError.badGeometry }
        let style = scale == 1 ? style : style.sized(.pt(style.size.points * scale))
        let setter = try ParagraphSetter(content, style, instead: instead, self)
        missing.formUnion(setter.missing)
        return setter
    }

    /// The left edge of something of a width that starts at a distance from the start side of a field.
    func left(start: Double, width: Double, in field: Double) -> Double {
        isRightToLeft ? field - start - width : start
    }
}
