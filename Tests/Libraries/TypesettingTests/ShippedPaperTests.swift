@testable import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// Every shipped template on every paper that it may be printed on, with all its samples and all that a hospital may set.
@Suite("Shipped papers")
struct ShippedPaperTests {
    static let names = ShippedTemplates.all.map(\.name)

    private func logo() throws -> Data {
        var ink = [UInt8](repeating: 0, count: 400 * 200)
        for place in ink.indices { ink[place] = UInt8(place % 400 * 255 / 400) }
        return Data(try PNGWriter().write(GreyPage(width: 400, height: 200, ink: ink)))
    }

    @Test(
        "Local digits, Hijri dates and the logo fit everywhere, also with cancelled bills and long names",
        arguments: names, Language.allCases)
    func everything(name: String, language: Language) throws {
        let entry = try #require(ShippedTemplates.named(name))
        let template = try DocumentTemplate(Array(entry.text.utf8))
        let logo = try logo()
        for sample in try entry.samples(of: template, in: language) {
            for paper in entry.onEveryPaper(sample) {
                var document = paper.withLogo(ImageBlock(picture: PrintDocument.logoName, width: .mm(28))).withPictures
                { _ in logo }
                document.digits = .local
                document.hijriShift = 0
                let layout = try Typesetter().layout(document)
                #expect(layout.warnings.isEmpty)
                for page in layout.pages {
                    let sheet = Box(left: 0, top: 0, right: page.width, bottom: page.height)
                    for line in page.lines where line.ink.width > 0 {
                        #expect(line.field.contains(line.ink, tolerance: 0.05) && sheet.contains(line.ink))
                    }
                }
            }
        }
    }

    /// Half a list of allergies reads as the whole one.
    @Test("Allergies stand whole on a wristband, or it says that the record has them", arguments: Language.allCases)
    func allergies(language: Language) throws {
        let plain = { (word: String) in DocumentText.plain(try #require(TemplateWords.word(word, in: language))) }
        let entry = try #require(ShippedTemplates.named("wristband"))
        let samples = try entry.samples(of: try DocumentTemplate(Array(entry.text.utf8)), in: language)
        let said = try samples.map { sample in
            // Runs stand as they are seen, from the left.
            let lines = try Typesetter().layout(sample).lines.flatMap { line in
                [line.runs.map(\.text).joined(), line.runs.reversed().map(\.text).joined()]
            }
            return try lines.contains { DocumentText.plain($0).contains(try plain("seeRecord")) }
        }
        // The first sample has one allergy, the second more than any band can hold, the third none.
        #expect(said == [false, true, false])
    }

    @Test("A part in another language runs in its own direction")
    func section() throws {
        let english = [Inline.text("Risks were explained (all of them).", language: .en)]
        let plain = Samples.document(.en, [.paragraph(english)])
        let inside = Samples.document(.ur, [.section(Section(language: .en, blocks: [.paragraph(english)]))])
        let (alone, within) = (
            try Typesetter().layout(plain).pages[0].lines, try Typesetter().layout(inside).pages[0].lines
        )
        // At the left, with its full stop at the right, as on an English page.
        #expect(alone.count == 1 && within.count == 1 && abs(alone[0].ink.left - within[0].ink.left) < 0.5)
        #expect(abs(alone[0].ink.right - within[0].ink.right) < 0.5)
    }

    @Test("A picture without its file takes no room; one of the hospital is dithered for print heads")
    func pictures() throws {
        let bare = Samples.document(.ur, [.paragraph([.text("صحت")])])
        let named = Samples.document(
            .ur, [.image(ImageBlock(picture: "logo", width: .mm(30))), .paragraph([.text("صحت")])])
        let layout = Typesetter()
        #expect(try layout.layout(named).pages[0].height == layout.layout(bare).pages[0].height)
        let logo = try logo()
        let page = try #require(try DocumentRenderer().raster(named.withPictures { _ in logo }).first)
        let top = page.bits.prefix(page.bytesPerRow * 60)
        let dark = top.reduce(0) { $0 + $1.nonzeroBitCount }
        // A ramp from white to black is black at half of its dots.
        let area = 240 * 60
        #expect(dark > area * 4 / 10 && dark < area * 6 / 10)
    }
}
