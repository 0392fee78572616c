/// What a document uses of one font: its glyphs get codes from 1 in the order of their first use.
///
/// Glyphs that say nothing, because the text stands beneath them, are shown by a second name of the font that maps every
/// code to a space. A glyph under a text of its own (`ActualText`) still needs a map, which the standard asks for.
struct PDFFontUse {
    let font: LoadedFont
    /// The code of each glyph of the font, 0 for those not used.
    private var codes: [UInt16]
    /// The used glyphs, the one with code 1 first.
    private(set) var glyphs: [UInt32] = []
    /// The width of each used glyph in thousandths of an em.
    private(set) var widths: [Int] = []
    /// What each used glyph says; nil when only a text of its own does.
    private var texts: [PDFText?] = []
    /// What stands at a glyph that only shows under texts of its own.
    private var lesserTexts: [PDFText] = []
    /// True when the font is used for glyphs that speak, or for silent ones.
    private(set) var (isSpeaking, isSilent) = (false, false)

    init(_ font: LoadedFont) {
        self.font = font
        codes = [UInt16](repeating: 0, count: font.glyphCount)
    }

    /// The code of a glyph and its width.
    private mutating func code(of glyph: UInt32) -> UInt16 {
        guard Int(glyph) < codes.count else { return 0 }
        let known = codes[Int(glyph)]
        if known > 0 { return known }
        glyphs.append(glyph)
        widths.append(Int((font.advance(of: glyph) * 1000).rounded()))
        texts.append(nil)
        lesserTexts.append(.space)
        let code = UInt16(truncatingIfNeeded: glyphs.count)
        codes[Int(glyph)] = code
        return code
    }

    /// The width of a code in thousandths of an em.
    func width(_ code: UInt16) -> Int { code == 0 ? 0 : widths[Int(code) - 1] }

    /// The code of a glyph that says nothing.
    mutating func silent(_ glyph: UInt32) -> UInt16 {
        isSilent = true
        return code(of: glyph)
    }

    /// The code of a glyph under a text of its own.
    ///
    /// - Parameter text: What a reader shows that does not know texts of their own.
    mutating func covered(_ glyph: UInt32, _ text: PDFText) -> UInt16 {
        isSpeaking = true
        let code = code(of: glyph)
        if code > 0, lesserTexts[Int(code) - 1] == .space { lesserTexts[Int(code) - 1] = text }
        return code
    }

    /// The code of a glyph that says a text, or nil when it says another one elsewhere.
    mutating func speaking(_ glyph: UInt32, _ text: PDFText) -> UInt16? {
        isSpeaking = true
        let code = code(of: glyph)
        guard code > 0 else { return code }
        let index = Int(code) - 1
        if texts[index] == nil { texts[index] = text }
        return texts[index] == text ? code : nil
    }

    /// What each code says, the first one first.
    var spokenTexts: [PDFText] { zip(texts, lesserTexts).map { $0 ?? $1 } }
}

/// Up to four UTF-16 units of text in one word, which is all that one glyph says; longer text stands beside its glyphs.
struct PDFText: Hashable, Sendable {
    private var units: UInt64 = 0

    static let space = PDFText(units: 0x20)

    private init(units: UInt64) { self.units = units }

    /// nil for text that is empty or too long. What the standard forbids in a map (ISO 19005-2, 6.2.11.7.2) is replaced.
    init?(_ text: ArraySlice<UInt16>) {
        guard (1...4).contains(text.count) else { return nil }
        units = text.reduce(0) { $0 << 16 | ([0, 0xFEFF, 0xFFFE].contains($1) ? 0xFFFD : UInt64($1)) }
    }

    /// Writes the text in hexadecimal.
    func write(to output: inout PDFBytes) {
        var isStarted = false
        for shift in [48, 32, 16, 0] as [UInt64] {
            let unit = UInt16(truncatingIfNeeded: units >> shift)
            isStarted = isStarted || unit != 0 || shift == 0
            if isStarted { output.add(hex: unit) }
        }
    }
}
