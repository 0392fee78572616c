import CText

/// Text under Arabic script that readers of PDF can find and copy.
///
/// The letters of a Nastaliq word hang at different heights, and every reader that was tried takes the heights for
/// lines and tears the word apart; in Naskh they tear it at vowel signs. So the drawn glyphs say nothing, and each word is written once more beneath them:
/// plain letters on one baseline, in white, as wide as the word. They cover only the line's own field, which no other
/// ink has reached when they are drawn. Whatever else stands in such a line is written the same way, since readers take
/// letters of two sizes for two lines.
struct SearchLayer {
    /// A word as it is written beneath.
    struct Word {
        /// How much its letters are stretched sideways.
        var stretch: Double
        var glyphs: [cairo_glyph_t]
        var clusters: [cairo_text_cluster_t]
        var utf8: [UInt8]
    }

    /// The letters' height against the run's size: low enough that the white stays within the heights that every line
    /// of Nastaliq has for itself.
    static let height = 0.6
    /// Stretches are rounded down to these steps, so that cairo makes fewer fonts; with coarser ones the rest of a word
    /// is so wide that readers see the end of a column there.
    private static let steps = 32.0
    /// The width of spaces in ems of the letters beneath.
    private static let leastSpace = 0.25

    /// The words of a run, from left to right.
    static func words(of run: GlyphRun, _ edges: RunEdges, _ line: TextLine, _ font: LoadedFont) -> [Word] {
        let places = places(of: run)
        var words: [Word] = []
        let ranges = wordRanges(run.scalars)
        // Urdu digits stand in runs from left to right.
        let ordered = run.isRightToLeft ? ranges.reversed() : ranges
        for range in ordered {
            let left = places[range].map(\.left).min() ?? 0
            let right = places[range].map(\.right).max() ?? 0
            guard left < right else { continue }
            let scalars = run.isRightToLeft ? run.scalars[range].reversed() : Array(run.scalars[range])
            let letters = scalars.map { ($0, font.glyph(for: $0)) }
            var widths = letters.map { font.advance(of: $0.1 ?? 0) * run.size }
            // Spaces keep a width by which readers tell words apart, however narrow the word is.
            let spaces = letters.indices.filter { letters[$0].0 == 0x20 || letters[$0].0 == 0xA0 }
            let room = Double(right - left)
            let space = min(leastSpace * height * run.size, room / 2 / Double(max(spaces.count, 1)))
            let natural = max(letters.indices.filter { !spaces.contains($0) }.map { widths[$0] }.reduce(0, +), 0.01)
            let free = room - space * Double(spaces.count)
            let stretch = max((free / natural * steps).rounded(.down), 1) / steps
            for index in spaces { widths[index] = space / stretch }
            var word = Word(stretch: stretch, glyphs: [], clusters: [], utf8: [])
            var pen = line.x + Double(left)
            for (index, letter) in letters.enumerated() {
                guard let glyph = letter.1 else { continue }
                let start = word.utf8.count
                let marks = edges.marks(
                    [letter.0], isFirst: index == 0 && range == ordered.first,
                    isLast: index == letters.count - 1 && range == ordered.last)
                if let mark = marks.before { ClusteredText.append(mark, to: &word.utf8) }
                ClusteredText.append(letter.0, to: &word.utf8)
                if let mark = marks.after { ClusteredText.append(mark, to: &word.utf8) }
                word.glyphs.append(cairo_glyph_t(index: UInt(glyph), x: pen, y: line.baseline))
                word.clusters.append(cairo_text_cluster_t(num_bytes: Int32(word.utf8.count - start), num_glyphs: 1))
                pen += widths[index] * stretch
            }
            words.append(word)
        }
        return words
    }

    /// From where to where each character's cluster reaches; empty for characters within a cluster.
    private static func places(of run: GlyphRun) -> [(left: Float, right: Float)] {
        var places = [(left: Float, right: Float)](repeating: (.infinity, -.infinity), count: run.scalars.count)
        for (index, glyph) in run.glyphs.enumerated() {
            let next = index + 1 < run.glyphs.count ? run.glyphs[index + 1].x : Float(run.end)
            let cluster = Int(glyph.cluster)
            places[cluster].left = min(places[cluster].left, glyph.x)
            places[cluster].right = max(places[cluster].right, min(max(next, glyph.x), Float(run.end)))
        }
        return places
    }

    /// Words with the spaces behind them.
    private static func wordRanges(_ scalars: [UInt32]) -> [Range<Int>] {
        let isSpace = { (index: Int) in scalars[index] == 0x20 || scalars[index] == 0xA0 }
        var result: [Range<Int>] = []
        var start = 0
        for index in scalars.indices.dropFirst() where isSpace(index - 1) && !isSpace(index) {
            result.append(start..<index)
            start = index
        }
        if start < scalars.count { result.append(start..<scalars.count) }
        return result
    }
}
