/// A line of glyphs before it has a place: positions count from its left end and its baseline.
struct BuiltLine: Sendable {
    var runs: [GlyphRun] = []
    /// The sum of the advances, in points.
    var advance = 0.0
    /// The ink; y grows downwards, so what is above the baseline is negative.
    var ink = Box(left: .infinity, top: .infinity, right: -.infinity, bottom: -.infinity)
    /// The height above the baseline that the line takes at least, so that lines of small letters stand evenly.
    var ascent = 0.0
    /// The height below the baseline that the line takes at least.
    var descent = 0.0

    var hasInk: Bool { ink.left <= ink.right }
    /// The leftmost point of ink or advance.
    var left: Double { hasInk ? min(0, ink.left) : 0 }
    /// The rightmost point of ink or advance.
    var right: Double { hasInk ? max(advance, ink.right) : advance }
    /// The width that the line needs.
    var width: Double { right - left }
    /// The height above the baseline that the line needs.
    var above: Double { hasInk ? max(ascent, -ink.top) : ascent }
    /// The height below the baseline that the line needs.
    var below: Double { hasInk ? max(descent, ink.bottom) : descent }
}

extension PreparedLine {
    /// Sets a range as one line: cut items are shaped again, and the order from left to right is found for this line.
    ///
    /// - Throws: `TypesettingError.fontUnavailable` when a font cannot be loaded.
    func build(_ range: Range<Int>, size: Double, _ engine: Engine) throws -> BuiltLine {
        let seen = visible(range)
        var parts: [(item: Int, range: Range<Int>)] = []
        for (index, item) in items.enumerated() where item.range.overlaps(seen) {
            parts.append((index, item.range.clamped(to: seen)))
        }
        var line = BuiltLine()
        let pieces = parts.map { (range: $0.range, level: items[$0.item].level) }
        for index in Bidi.visualOrder(pieces, levels: levels, of: text.scalars) {
            let part = parts[index]
            let item = items[part.item]
            let isWhole = part.range == item.range
            let run = isWhole ? shaped[part.item] : try engine.shape(item.key(shown, part.range))
            append(run, of: item, part.range, size: size, to: &line, try engine.font(item.face).unitsPerEm)
        }
        if line.runs.isEmpty { (line.ascent, line.descent) = (size * 0.74, size * 0.22) }
        return line
    }

    private func append(
        _ run: ShapedRun, of item: TextItem, _ range: Range<Int>, size: Double, to line: inout BuiltLine,
        _ unitsPerEm: Double
    ) {
        let scale = size / unitsPerEm
        var pen = line.advance
        var glyphs: [PlacedGlyph] = []
        glyphs.reserveCapacity(run.glyphs.count)
        for glyph in run.glyphs {
            let place = PlacedGlyph(
                id: glyph.id, cluster: glyph.cluster, x: Float(pen + Double(glyph.xOffset) * scale),
                y: Float(-Double(glyph.yOffset) * scale))
            glyphs.append(place)
            pen += Double(glyph.advance) * scale
        }
        if !run.ink.isEmpty {
            line.ink.left = min(line.ink.left, line.advance + Double(run.ink.left) * scale)
            line.ink.right = max(line.ink.right, line.advance + Double(run.ink.right) * scale)
            line.ink.top = min(line.ink.top, -Double(run.ink.top) * scale)
            line.ink.bottom = max(line.ink.bottom, -Double(run.ink.bottom) * scale)
        }
        let (ascent, descent) = item.face.family.evenHeights
        line.ascent = max(line.ascent, ascent * size)
        line.descent = max(line.descent, descent * size)
        line.advance = pen
        line.runs.append(
            GlyphRun(
                face: item.face, size: size, isRightToLeft: item.isRightToLeft, scalars: Array(shown[range]),
                glyphs: glyphs, end: pen))
    }
}

extension FontFace.Family {
    /// How far ordinary letters reach above and below the baseline, in ems. Higher ink makes its own room.
    var evenHeights: (above: Double, below: Double) {
        switch self {
        case .sans: (0.74, 0.22)
        case .naskh: (0.80, 0.34)
        case .devanagari: (0.90, 0.30)
        case .nastaliq: (1.0, 0.40)
        }
    }
}
