import Documents

/// Text up to a newline after bidi and shaping, ready to be broken into lines of any width.
struct PreparedLine: Sendable {
    let text: ParagraphText
    let isRightToLeft: Bool
    /// The characters that are shaped, missing ones replaced.
    let shown: [UInt32]
    /// The level of each character.
    let levels: [Int8]
    let items: [TextItem]
    let shaped: [ShapedRun]
    /// For each place the advance of everything before it in reading order, in ems.
    let advances: [Double]
    let missing: Set<Unicode.Scalar>

    /// Resolves levels, chooses fonts and shapes.
    ///
    /// - Throws: `TypesettingError.fontUnavailable` when a font cannot be loaded.
    init(
        _ text: ParagraphText, isRightToLeft: Bool, isBold: Bool, urduFace: UrduFace, _ engine: Engine
    ) throws {
        let levels = Bidi.levels(text.scalars, isRightToLeft: isRightToLeft)
        var itemizer = Itemizer(engine, text, isBold: isBold, urduFace: urduFace)
        let items = try itemizer.items(levels: levels)
        let shown = itemizer.shown
        var shaped: [ShapedRun] = []
        var widths = [Double](repeating: 0, count: text.scalars.count + 1)
        for item in items {
            let run = try engine.shape(item.key(shown, item.range))
            let scale = 1 / (try engine.font(item.face).unitsPerEm)
            for glyph in run.glyphs {
                widths[item.range.lowerBound + Int(glyph.cluster) + 1] += Double(glyph.advance) * scale
            }
            shaped.append(run)
        }
        for index in widths.indices.dropFirst() { widths[index] += widths[index - 1] }
        self.text = text
        self.isRightToLeft = isRightToLeft
        self.shown = shown
        self.levels = levels
        self.items = items
        self.shaped = shaped
        self.advances = widths
        self.missing = itemizer.missing
    }

    /// The part of a range that is seen: without spaces and controls at its ends.
    func visible(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isBlank(start) { start += 1 }
        while end > start, isBlank(end - 1) { end -= 1 }
        return start..<end
    }

    private func isBlank(_ index: Int) -> Bool {
        let scalar = text.scalars[index]
        return LineBreaks.isBreakingSpace(scalar) || ParagraphText.isBidiControl(scalar)
    }

    /// The advance of a range in ems, spaces at its ends not counted.
    func width(_ range: Range<Int>) -> Double {
        let seen = visible(range)
        return advances[seen.upperBound] - advances[seen.lowerBound]
    }

    /// True when a part of a value or identifier lies in a range.
    func holdsValue(_ range: Range<Int>) -> Bool {
        range.contains { text.runs[Int(text.owners[$0])].kind.isUnbreakable }
    }

    /// Places between graphemes, in increasing order, both ends included; never inside a value.
    func graphemeBoundaries() -> [Int] {
        var view = String.UnicodeScalarView()
        for value in text.scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        var result = [0]
        var place = 0
        for character in String(view) {
            place += character.unicodeScalars.count
            if place < text.scalars.count, text.owners[place - 1] == text.owners[place],
                text.runs[Int(text.owners[place])].kind.isUnbreakable
            {
                continue
            }
            result.append(place)
        }
        return result
    }
}

extension TextItem {
    /// The key under which a part of the item is shaped.
    func key(_ shown: [UInt32], _ part: Range<Int>) -> ShapeKey {
        ShapeKey(
            scalars: Array(shown[part]), face: face, script: script, language: language, isRightToLeft: isRightToLeft)
    }
}
