import Documents
import SehatCore
import Testing

@testable import Typesetting

@Suite("Shaping")
struct ShapingTests {
    @Test("The embedded fonts are the ones that the golden positions were made with", arguments: ShapingGoldens.fonts)
    func fontDigests(file: String, digest: UInt64) throws {
        let face = try #require(FontFace.all.first { $0.fileName == file })
        let found = try LoadedFont.bytes(of: face).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        #expect(found == digest)
    }

    @Test("Glyphs and positions are those of the goldens", arguments: ShapingGoldens.lines)
    func goldens(golden: ShapingGolden) throws {
        let glyphs = try EnginePool.use { engine in
            var text = ParagraphText.lines(of: [InlineRun(text: golden.text, kind: .text, language: golden.language)])[
                0]
            if golden.face.isBold {
                text =
                    ParagraphText.lines(of: [
                        InlineRun(text: golden.text, kind: .text, language: golden.language, isStrong: true)
                    ])[0]
            }
            let line = try PreparedLine(
                text, isRightToLeft: golden.language.isRightToLeft, isBold: false, urduFace: .nastaliq, engine)
            #expect(line.items.map(\.face) == [golden.face])
            return line.shaped.flatMap(\.glyphs)
        }
        let found = glyphs.map { "\($0.id)/\($0.cluster)/\($0.advance)/\($0.xOffset)/\($0.yOffset)" }
        #expect(found == golden.glyphs.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// The families of the runs of a line, in reading order of the items.
    private func families(_ content: [Inline], _ language: Language, _ face: UrduFace = .nastaliq) throws -> [FontFace
        .Family]
    {
        var document = Samples.document(language, [.paragraph(content)])
        document.urduFace = face
        let runs = try #require(try Typesetter().layout(document).lines.first).runs
        return runs.map(\.face.family).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    @Test("The language of the field chooses between Nastaliq and Naskh")
    func fieldLanguage() throws {
        #expect(try families([.name("محمد")], .ur) == [.nastaliq])
        #expect(try families([.name("محمد")], .ar) == [.naskh])
        #expect(try families([.name("محمد", language: .ar)], .ur) == [.naskh])
        #expect(try families([.name("محمد")], .en) == [.nastaliq])
        #expect(try families([.name("محمد")], .ur, .naskh) == [.naskh])
        #expect(try families([.name("ज्योति")], .ur) == [.devanagari])
    }

    @Test("Latin letters, digits and signs of values come from Noto Sans")
    func latin() throws {
        for language in Language.allCases {
            let values: [Inline] = [
                .identifier("LHR-2024-001234/A"), .money(Samples.rupees(125_000)), .percent(basisPoints: 1000),
                .phone("+92 (42) 3576-8899"), .result("<0.5", unit: "mIU/L"), .dose("500", unit: "mg"),
            ]
            for value in values { #expect(try families([value], language) == [.sans]) }
        }
    }

    @Test("Isolates and joiners never pick a font")
    func ignorables() throws {
        #expect(try families([.text("مریض \u{2068}محمد\u{2069} کو")], .ur) == [.nastaliq])
        #expect(try families([.text("می\u{200C}خواہم")], .ur) == [.nastaliq])
        #expect(try families([.text("क्\u{200D}ष")], .hi) == [.devanagari])
        let layout = try Typesetter().layout(Samples.document(.ur, [.paragraph([.name("محمد")])]))
        #expect(layout.warnings.isEmpty)
    }

    @Test("Arabic letters typed on an Arabic keyboard keep a legible form in Urdu")
    func arabicKeyboard() throws {
        let layout = try Typesetter().layout(Samples.document(.ur, [.paragraph([.name("علي حسن كاظمي")])]))
        #expect(layout.warnings.isEmpty)
        #expect(layout.lines[0].runs.allSatisfy { $0.face.family == .nastaliq && !$0.glyphs.contains { $0.id == 0 } })
    }

    @Test("No line of the corpus has a character without a glyph", arguments: Corpus.lines)
    func coverage(line: CorpusLine) throws {
        for isBold in [false, true] {
            let style = isBold ? TextStyle.body.bold : .body
            let layout = try Typesetter().layout(
                Samples.document(line.language, [.paragraph([.text(line.text)], style)]))
            #expect(layout.warnings.isEmpty)
            #expect(!layout.lines.flatMap(\.runs).flatMap(\.glyphs).contains { $0.id == 0 })
        }
    }

    @Test("A character that no font has is replaced and reported")
    func missing() throws {
        let layout = try Typesetter().layout(Samples.document(.en, [.paragraph([.text("a\u{1F600}b漢")])]))
        #expect(layout.warnings == [.missingGlyph("漢"), .missingGlyph("\u{1F600}")])
        #expect(layout.lines[0].visualText == "a\u{FFFD}b\u{FFFD}")
        #expect(!layout.lines[0].runs.flatMap(\.glyphs).contains { $0.id == 0 })
    }
}
