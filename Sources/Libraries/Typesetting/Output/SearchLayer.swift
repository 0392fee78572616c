/// Text under Arabic script that readers of PDF can find and copy.
///
/// The letters of a Nastaliq word hang at different heights, and every reader that was tried takes the heights for
/// lines and tears the word apart; in Naskh they tear it at vowel signs. So the drawn glyphs say nothing, and each word is
/// written once more beneath them: letters without ink on one baseline, as wide as the word. Whatever else stands in such
/// a line is written the same way, since readers take letters of two sizes for two lines.
struct SearchLayer {
    /// A word as it is written beneath.
    struct Word {
        /// Where it starts, from the line's `x`.
        var left: Double
        /// How much its letters are stretched sideways.
        var stretch: Double
        /// The letters and how far each stands from the word's start.
        var letters: [(letter: SearchLetter, x: Double)]

        /// Spreads the letters over the width of the word that is seen. Spaces keep a width by which readers tell words
        /// apart, however narrow the word is.
        fileprivate mutating func fill(_ room: Double, _ size: Double) {
            let spaces = letters.reduce(0) { $0 + ($1.letter.isSpace ? 1 : 0) }
            let space = min(leastSpace * height * size, room / 2 / Double(max(spaces, 1)))
            let natural = letters.reduce(0) { $0 + ($1.letter.isSpace ? 0 : $1.letter.width) }
            let free = room - space * Double(spaces)
            stretch = max(free / max(Double(natural) / 1000 * size, 0.01), leastStretch)
            var pen = 0.0
            for index in letters.indices {
                letters[index].x = pen
                pen +=
                    letters[index].letter.isSpace ? space : Double(letters[index].letter.width) / 1000 * size * stretch
            }
        }
    }

    /// The letters' height against the run's size: low enough that no line of Nastaliq reaches into another one's letters.
    static let height = 0.6
    /// The narrowest that letters become; exact widths, since readers see the end of a column in the rest of a word.
    private static let leastStretch = 1 / 32.0
    /// The width of spaces in ems of the letters beneath.
    private static let leastSpace = 0.25

    /// The words of a run, from left to right.
    static func words(of run: GlyphRun, _ edges: RunEdges, _ font: LoadedFont) -> [Word] {
        let places = places(of: run)
        var words: [Word] = []
        let ranges = wordRanges(run.scalars)
        // Urdu digits stand in runs from left to right.
        let ordered = run.isRightToLeft ? ranges.reversed() : ranges
        for range in ordered {
            let left = places[range].map(\.left).min() ?? 0
            let right = places[range].map(\.right).max() ?? 0
            guard left < right else { continue }
            var scalars = Array(run.scalars[range])
            if run.isRightToLeft { scalars.reverse() }
            var word = Word(left: Double(left), stretch: 1, letters: [])
            for (index, scalar) in scalars.enumerated() {
                guard let glyph = font.glyph(for: scalar) else { continue }
                let marks = edges.marks(
                    scalars[index...index], isFirst: index == 0 && range == ordered.first,
                    isLast: index == scalars.count - 1 && range == ordered.last)
                let width = Int((font.advance(of: glyph) * 1000).rounded())
                word.letters.append((SearchLetter(scalar, marks, width: width), 0))
            }
            word.fill(Double(right - left), run.size)
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

/// A letter without ink: its character, a mark of direction before or after it, and how far it moves the pen.
struct SearchLetter: Hashable, Sendable {
    private let scalar: UInt32
    private let before: UInt32
    private let after: UInt32
    /// In thousandths of an em.
    let width: Int

    init(_ scalar: UInt32, _ marks: (before: UInt32?, after: UInt32?), width: Int) {
        self.scalar = scalar
        (before, after) = (marks.before ?? 0, marks.after ?? 0)
        self.width = min(max(width, 0), 0x7FFF)
    }

    var isSpace: Bool { scalar == 0x20 || scalar == 0xA0 }

    /// What it says.
    var text: PDFText {
        var units: [UInt16] = []
        for value in [before, scalar, after] where value != 0 {
            units.append(contentsOf: Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf16))
        }
        return PDFText(units[...]) ?? .space
    }
}
