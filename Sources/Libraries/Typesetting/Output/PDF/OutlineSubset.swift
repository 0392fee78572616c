/// A TrueType font cut down to some glyphs, for embedding: outlines, advances and nothing else.
///
/// The glyphs get new numbers: 0 is the sign for what is missing, then those asked for in their order, then the parts of
/// which composed ones consist. Instructions for low resolutions are left out; printers do not run them. HarfBuzz's
/// subsetter does the same, but reads the whole font anew for each document, which takes it longer than setting a page.
struct OutlineSubset {
    private let font: OutlineTables
    /// The old number of each new glyph.
    private var glyphs: [UInt32]
    private var numbers: [UInt32: UInt16]
    private var outlines: [UInt8] = []
    /// Where each glyph's outline starts, and where the last one ends.
    private var starts: [Int] = [0]

    /// The font file with some glyphs.
    ///
    /// - Parameter glyphs: Their numbers in the font; each gets its place in the list, counted from 1.
    static func file(_ font: OutlineTables, glyphs: [UInt32]) -> [UInt8] {
        var subset = OutlineSubset(font, glyphs)
        subset.copyOutlines()
        return subset.file(metrics: subset.glyphs.flatMap(font.metrics))
    }

    /// A font of glyphs without ink that move the pen by some widths, in thousandths of an em.
    ///
    /// - Parameter model: Where everything else comes from; a font of 1,000 units per em.
    static func blank(_ model: OutlineTables, widths: [Int]) -> [UInt8] {
        var subset = OutlineSubset(model, [])
        subset.copyOutlines()
        let metrics = widths.flatMap { [UInt8(($0 >> 8) & 255), UInt8($0 & 255), 0, 0] as [UInt8] }
        subset.starts += [Int](repeating: subset.outlines.count, count: widths.count)
        return subset.file(metrics: subset.glyphs.flatMap(model.metrics) + metrics)
    }

    private init(_ font: OutlineTables, _ glyphs: [UInt32]) {
        self.font = font
        self.glyphs = [0] + glyphs
        numbers = Dictionary(self.glyphs.enumerated().map { ($1, UInt16($0)) }) { first, _ in first }
    }

    private mutating func copyOutlines() {
        var next = 0
        // Parts are added to the list while it is gone through.
        while next < glyphs.count {
            let outline = font.outline(of: glyphs[next])
            if outline.count >= 10 {
                if font.signed(outline.lowerBound) >= 0 { copySimple(outline) } else { copyComposed(outline) }
            }
            if outlines.count % 2 == 1 { outlines.append(0) }
            starts.append(outlines.count)
            next += 1
        }
    }

    private mutating func copySimple(_ outline: Range<Int>) {
        let points = outline.lowerBound + 10 + font.number(outline.lowerBound) * 2
        guard points + 2 <= outline.upperBound else { return }
        let rest = points + 2 + font.number(points)
        guard rest <= outline.upperBound else { return }
        outlines.append(contentsOf: font.bytes[outline.lowerBound..<points])
        outlines.append(contentsOf: [0, 0])
        outlines.append(contentsOf: font.bytes[rest..<outline.upperBound])
    }

    private mutating func copyComposed(_ outline: Range<Int>) {
        outlines.append(contentsOf: font.bytes[outline.lowerBound..<outline.lowerBound + 10])
        var place = outline.lowerBound + 10
        var isMore = true
        while isMore, place + 4 <= outline.upperBound {
            let flags = font.number(place)
            isMore = flags & Part.more != 0
            let length = Part.length(flags)
            guard place + length <= outline.upperBound else { return }
            let kept = flags & ~Part.instructions
            let part = number(of: UInt32(font.number(place + 2)))
            outlines += [UInt8(kept >> 8), UInt8(kept & 255), UInt8(part >> 8), UInt8(part & 255)]
            outlines.append(contentsOf: font.bytes[place + 4..<place + length])
            place += length
        }
    }

    private mutating func number(of glyph: UInt32) -> UInt16 {
        if let known = numbers[glyph] { return known }
        let new = UInt16(truncatingIfNeeded: glyphs.count)
        numbers[glyph] = new
        glyphs.append(glyph)
        return new
    }

    private func file(metrics: [UInt8]) -> [UInt8] {
        let isLong = outlines.count > 0x1_FFFF
        let places = starts.flatMap { place -> [UInt8] in
            let value = isLong ? place : place / 2
            let low = [UInt8((value >> 8) & 255), UInt8(value & 255)]
            return isLong ? [UInt8((value >> 24) & 255), UInt8((value >> 16) & 255)] + low : low
        }
        return FontFile.assembled(
            font, starts.count - 1, metrics: metrics, places: places, outlines, isLong: isLong)
    }

    /// The flags of a part of a composed glyph (OpenType, glyf).
    private enum Part {
        static let more = 0x20
        static let instructions = 0x100

        static func length(_ flags: Int) -> Int {
            let places = flags & 1 != 0 ? 4 : 2
            let scale = flags & 8 != 0 ? 2 : flags & 0x40 != 0 ? 4 : flags & 0x80 != 0 ? 8 : 0
            return 4 + places + scale
        }
    }
}
