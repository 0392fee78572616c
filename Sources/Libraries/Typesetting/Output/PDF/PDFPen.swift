/// Shows glyphs where the layout has put them, with as few moves as the format needs.
///
/// A viewer's pen goes on by the width of each glyph. The pen here does the same sum, so that rounded moves never add up.
struct PDFPen {
    /// The font and its size in hundredths that the page has last been told.
    private var told: (name: String, size: Int)?
    /// Where the viewer's line of text starts, in hundredths of a point.
    private var (lineX, lineY) = (0, 0)
    /// Where the viewer's pen stands, in points.
    private var x = 0.0
    /// True between the brackets of a list of glyphs.
    private var isShowing = false
    private var size = 1.0

    /// At the start of a text object the line starts at the page's corner.
    mutating func begin() {
        (lineX, lineY, x) = (0, 0, .infinity)
    }

    /// A run under which its text stands.
    mutating func showSilent(
        _ run: GlyphRun, _ origin: (x: Double, y: Double), _ use: inout PDFFontUse, _ output: inout PDFBytes
    ) {
        select(PDFContent.name(run.face, isSilent: true), run.size, &output)
        // One space for the whole run: readers that know texts of their own need not look at the glyphs.
        output.add("/Span<</ActualText( )>>BDC\n")
        for glyph in run.glyphs {
            let code = use.silent(glyph.id)
            place(code, use.width(code), origin.x + Double(glyph.x), origin.y - Double(glyph.y), &output)
        }
        close(&output)
        output.add("EMC\n")
    }

    /// A run that says its own text.
    mutating func show(
        _ run: GlyphRun, _ text: ClusteredText, _ origin: (x: Double, y: Double), _ use: inout PDFFontUse,
        _ output: inout PDFBytes
    ) {
        select(PDFContent.name(run.face, isSilent: false), run.size, &output)
        var (next, start) = (0, 0)
        for cluster in text.clusters {
            let glyphs = run.glyphs[next..<next + cluster.glyphs]
            let units = text.units[start..<start + cluster.units]
            (next, start) = (next + cluster.glyphs, start + cluster.units)
            if let glyph = glyphs.first, glyphs.count == 1, let said = PDFText(units),
                let code = use.speaking(glyph.id, said)
            {
                place(code, use.width(code), origin.x + Double(glyph.x), origin.y - Double(glyph.y), &output)
                continue
            }
            close(&output)
            output.add("/Span<</ActualText<feff")
            for unit in units { output.add(hex: unit) }
            output.add(">>>BDC\n")
            for glyph in glyphs {
                let code = use.covered(glyph.id, PDFText(units.prefix(1)) ?? .space)
                place(code, use.width(code), origin.x + Double(glyph.x), origin.y - Double(glyph.y), &output)
            }
            close(&output)
            output.add("EMC\n")
        }
        close(&output)
    }

    /// A word beneath the text, as wide as the word that is seen.
    mutating func show(
        _ word: SearchLayer.Word, _ size: Double, _ origin: (x: Double, y: Double), _ fonts: inout PDFFonts,
        _ output: inout PDFBytes
    ) {
        select(PDFContent.lettersName, size, &output)
        output.add(word.stretch)
        output.add(" 0 0 ")
        output.add(SearchLayer.height)
        output.add(" ")
        output.add(hundredths: Self.hundredths(origin.x + word.left))
        output.add(" ")
        output.add(hundredths: Self.hundredths(origin.y))
        output.add(" Tm")
        (lineX, lineY, x) = (0, 0, 0)
        for letter in word.letters {
            place(fonts.code(of: letter.letter), letter.letter.width, letter.x / word.stretch, 0, &output)
        }
        close(&output)
    }

    private mutating func select(_ name: String, _ size: Double, _ output: inout PDFBytes) {
        let wanted = max(Self.hundredths(size), 1)
        self.size = Double(wanted) / 100
        if let told, told.name == name, told.size == wanted { return }
        told = (name, wanted)
        output.add("/")
        output.add(text: name)
        output.add(" ")
        output.add(hundredths: wanted)
        output.add(" Tf\n")
    }

    private mutating func place(
        _ code: UInt16, _ width: Int, _ left: Double, _ up: Double, _ output: inout PDFBytes
    ) {
        let line = Self.hundredths(up)
        if line != lineY || !x.isFinite {
            move(Self.hundredths(left), line, &output)
        } else {
            let gap = ((x - left) * 1000 / size).rounded()
            if abs(gap) > 30_000 {
                move(Self.hundredths(left), line, &output)
            } else if gap != 0 {
                output.add(isShowing ? ">" : "[")
                output.add(Int(gap))
                x -= gap * size / 1000
                isShowing = true
                output.add("<")
            }
        }
        if !isShowing {
            output.add("[<")
            isShowing = true
        }
        output.add(hex: code)
        x += Double(width) * size / 1000
    }

    /// Starts the viewer's line anew.
    private mutating func move(_ left: Int, _ line: Int, _ output: inout PDFBytes) {
        close(&output)
        output.add(hundredths: left - lineX)
        output.add(" ")
        output.add(hundredths: line - lineY)
        output.add(" Td")
        (lineX, lineY, x) = (left, line, Double(left) / 100)
    }

    private mutating func close(_ output: inout PDFBytes) {
        guard isShowing else { return }
        output.add(">]TJ\n")
        isShowing = false
    }

    private static func hundredths(_ value: Double) -> Int {
        let scaled = (value * 100).rounded()
        return abs(scaled) < 1e9 ? Int(scaled) : 0
    }
}
