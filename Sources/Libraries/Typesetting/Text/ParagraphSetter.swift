import Documents
import SehatCore

/// A paragraph's lines at one width.
struct SetParagraph: Sendable {
    var lines: [BuiltLine]
    /// The size that was used; smaller than the style's when a value would not have fitted.
    var size: Double
}

/// A paragraph after shaping, which can be measured and broken into lines.
struct ParagraphSetter: Sendable {
    private let lines: [PreparedLine]
    let style: TextStyle
    private let isRightToLeft: Bool
    private let urduFace: UrduFace
    /// What stands there where the text would have to be cut; one or none.
    private let instead: [ParagraphSetter]
    /// Whether prose is rather set smaller than cut: on a label it is what somebody must know.
    private let keepsProse: Bool

    /// How far letters may shrink so that a value fits its field.
    private static let smallest = 0.6
    /// Words longer than this, in ems, may be broken to make a column narrower.
    private static let longestWord = 9.0

    init(_ content: [Inline], _ style: TextStyle, instead: [Inline]? = nil, _ document: DocumentContext) throws {
        var runs = content.flatMap { $0.runs(in: document.inline) }
        if case .cut = style.overflow {
            for index in runs.indices { runs[index].text = runs[index].text.replacing("\n", with: " ") }
        }
        if document.dropsMarks {
            for index in runs.indices { runs[index].text = Self.withFewMarks(runs[index].text) }
        }
        self.style = style
        keepsProse = document.shrinks && document.scale > 0.5
        self.instead = try instead.map { [try ParagraphSetter($0, style, document)] } ?? []
        isRightToLeft = document.isRightToLeft
        urduFace = document.urduFace
        lines = try ParagraphText.lines(of: runs).map {
            try PreparedLine(
                $0, isRightToLeft: document.isRightToLeft, isBold: style.isBold, urduFace: document.urduFace,
                document.engine)
        }
    }

    /// The text with two combining marks on each letter at most, as all orthographies manage with on a name.
    private static func withFewMarks(_ text: String) -> String {
        var marks = 0
        let kept = text.unicodeScalars.filter { scalar in
            let isMark = scalar.properties.generalCategory == .nonspacingMark
            marks = isMark ? marks + 1 : 0
            return marks <= 2
        }
        return String(String.UnicodeScalarView(kept))
    }

    /// Characters that no font has.
    var missing: Set<Unicode.Scalar> {
        lines.reduce(into: instead.first?.missing ?? []) { $0.formUnion($1.missing) }
    }

    /// The width that the text takes when nothing is broken, in points.
    func naturalWidth(_ engine: Engine) throws -> Double {
        try lines.map { try $0.build(0..<$0.text.scalars.count, size: style.size.points, engine).width }.max() ?? 0
    }

    /// The width of the widest value, or of the widest word as far as words should not be broken, in points.
    func minimumWidth() -> Double {
        let widest = lines.map { line in
            let places = LineBreaks(line.text).allowed.indices(where: \.self)
            var start = 0
            var result = 0.0
            for end in places + [line.text.scalars.count] {
                let width = line.width(start..<end)
                result = max(result, line.holdsValue(start..<end) ? width : min(width, Self.longestWord))
                start = end
            }
            return result
        }
        // A little more than the advances, since ink may overhang them.
        return ((widest.max() ?? 0) + 0.1) * style.size.points
    }

    /// The lines at a width in points.
    ///
    /// A value that does not fit makes the whole paragraph smaller, down to six tenths.
    /// - Throws: `TypesettingError.doesNotFit` when a value does not fit even so.
    func set(width: Double, _ engine: Engine) throws -> SetParagraph {
        let size = style.size.points
        do {
            return SetParagraph(lines: try set(width: width, size: size, engine), size: size)
        } catch TypesettingError.doesNotFit(.value, let needed, let available) {
            let factor = available / needed * 0.995
            guard factor >= Self.smallest else {
                throw TypesettingError.doesNotFit(.value, needed: needed, available: available)
            }
            return SetParagraph(lines: try set(width: width, size: size * factor, engine), size: size * factor)
        }
    }

    private func set(width: Double, size: Double, _ engine: Engine) throws -> [BuiltLine] {
        switch style.overflow {
        case .wrap:
            return try lines.flatMap { try LineBreaker($0, size, engine).lines(width: width) }
        case .cut(let limit):
            guard let line = lines.first else { return [] }
            return try cut(line, to: max(limit, 1), width: width, size: size, engine)
        }
    }

    /// Names give way first, from the last one on, then prose; values never do.
    private func cut(
        _ line: PreparedLine, to limit: Int, width: Double, size: Double, _ engine: Engine
    ) throws -> [BuiltLine] {
        var best = try LineBreaker(line, size, engine).lines(width: width)
        if best.count <= limit { return best }
        if let instead = instead.first { return try instead.set(width: width, size: size, engine) }
        var text = line.text
        let candidates = (keepsProse ? [InlineKind.name] : [.name, .text]).flatMap { kind in
            text.runs.indices.reversed().filter { text.runs[$0].kind == kind }
        }
        for candidate in candidates {
            var (low, high) = (1, text.graphemeCount(candidate))
            while low < high {
                let middle = (low + high) / 2
                let lines = try attempt(text.cutting(candidate, to: middle), width, size, engine)
                if lines.count <= limit { (low, best) = (middle + 1, lines) } else { high = middle }
            }
            if best.count <= limit { return best }
            text = text.cutting(candidate, to: 1)
            best = try attempt(text, width, size, engine)
            if best.count <= limit { return best }
        }
        throw TypesettingError.doesNotFit(.value, needed: width * Double(best.count), available: width * Double(limit))
    }

    private func attempt(_ text: ParagraphText, _ width: Double, _ size: Double, _ engine: Engine) throws -> [BuiltLine]
    {
        let line = try PreparedLine(
            text, isRightToLeft: isRightToLeft, isBold: style.isBold, urduFace: urduFace, engine)
        return try LineBreaker(line, size, engine).lines(width: width)
    }
}

extension Array where Element == Bool {
    /// The places that hold true.
    fileprivate func indices(where isTrue: (Bool) -> Bool) -> [Int] { indices.filter { isTrue(self[$0]) } }
}
