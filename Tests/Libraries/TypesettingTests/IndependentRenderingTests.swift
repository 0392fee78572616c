import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// Our drawing against Pango's, on the same font files at the same size.
///
/// Pixel overlap is the check that tells a right Nastaliq line from a broken one (0.86 and more against 0.19); reading
/// by machine does not. Both are drawn at 128 pixels per em, where half a pixel of difference in the place of the whole
/// line does not weigh.
@Suite("Overlap with an independent renderer", .enabled(if: Tool.pangoView.isUsable && Tool.pdftoppm.isUsable))
struct IndependentRenderingTests {
    /// Lines in one script each: where fonts change within a line, Pango takes its spaces from another font.
    static let lines: [(Language, String)] = [
        (.ur, "محمد عثمان چوہدری"), (.ur, "ثمینہ بھٹی زوجہ غلام عباس گیلانی"), (.ur, "ایکسیسبیلٹی"),
        (.ur, "سیّدہ اُمِّ کلثوم بنتِ محمد نصیرالدین شاہ بخاری"), (.ur, "حُسنِ کارکردگی"), (.ur, "پیناڈول گولی کھانے کے بعد"),
        (.ur, "بروز جمعۃ المبارک"), (.ur, "خون کا مکمل ٹیسٹ"), (.ar, "عبد الله محمد لطفي الأحمد"),
        (.ar, "صحة المريض أولويتنا"),
        (.hi, "श्रीमती ज्योति त्रिपाठी"), (.hi, "धर्मेन्द्र शर्मा हृदय रोग विशेषज्ञ"), (.en, "Augmentin 625 mg (Amoxicillin)"),
        (.en, "LHR-2024-001234/A  Rs 1,250.00"),
    ]

    private static let families: [FontFace.Family: String] = [
        .sans: "Noto Sans", .nastaliq: "Noto Nastaliq Urdu", .naskh: "Noto Naskh Arabic",
        .devanagari: "Noto Sans Devanagari",
    ]

    /// The text with the font of every stretch, as our own itemizer chooses them: order, shapes and places are Pango's.
    private func markup(_ text: String, _ language: Language, isRightToLeft: Bool) throws -> String {
        let paragraph = try #require(
            ParagraphText.lines(of: [InlineRun(text: text, kind: .text, language: language)]).first)
        let items = try EnginePool.use { engine in
            try PreparedLine(paragraph, isRightToLeft: isRightToLeft, isBold: false, urduFace: .nastaliq, engine).items
        }
        var (result, family) = ("", FontFace.Family?.none)
        for (index, value) in paragraph.scalars.enumerated() {
            let wanted = items.first { $0.range.contains(index) }?.face.family ?? family ?? .sans
            if wanted != family {
                result += (family == nil ? "" : "</span>") + "<span font_family='\(Self.families[wanted] ?? "")'>"
                family = wanted
            }
            let scalar = Unicode.Scalar(value) ?? "?"
            result += ["&": "&amp;", "<": "&lt;", ">": "&gt;"][scalar] ?? String(scalar)
        }
        return result + "</span>"
    }

    private func pango(_ text: String, _ language: Language, isRightToLeft: Bool) throws -> InkPicture {
        try withScratchFolder { folder in
            // Only the font files themselves: system look-up by family finds the bold Nastaliq for the regular one.
            for family in FontFace.Family.allCases {
                let font = folder.appending(path: "\(family).ttf")
                try Data(try LoadedFont.bytes(of: FontFace(family, isBold: false))).write(to: font)
            }
            let settings = folder.appending(path: "fonts.conf")
            try Data("<fontconfig><dir>\(folder.path)</dir><cachedir>\(folder.path)</cachedir></fontconfig>".utf8)
                .write(to: settings)
            let output = folder.appending(path: "line.pdf").path
            var arguments = [
                "--font=Noto Sans 64", "--dpi=72", "--margin=120", "--hinting=none", "--subpixel-positions",
                "--no-auto-dir", "--language=\(language.rawValue)", "-q", "-o", output, "--markup",
                "--text=\(try markup(text, language, isRightToLeft: isRightToLeft))",
            ]
            if isRightToLeft { arguments.insert("--rtl", at: 0) }
            _ = try Tool.pangoView.run(arguments, environment: ["FONTCONFIG_FILE": settings.path])
            return try InkPicture(pgm: try Tool.pdftoppm.run(["-r", "144", "-gray", "-singlefile", output]))
        }
    }

    private func ours(_ text: String, document: Language) throws -> InkPicture {
        let paper = Paper(width: .mm(3000), height: nil)
        let block = Block.paragraph([.text(text)], TextStyle(size: .pt(64)))
        let layout = try Typesetter().layout(Samples.document(document, paper: paper, [block]))
        #expect(layout.lines.count == 1 && layout.warnings.isEmpty)
        // Only the part of the paper that has ink: the longest line takes two metres.
        var page = layout.pages[0]
        let ink = try #require(page.lines.first).ink
        page.elements = page.elements.map { $0.moved(x: 40 - ink.left, y: 0) }
        page.width = ink.width + 80
        let picture = try RasterWriter().grey(page, dotsPerInch: 144)
        return InkPicture(width: picture.width, height: picture.height, ink: picture.ink)
    }

    @Test("At least 0.85 of the ink is the same", arguments: lines)
    func overlap(language: Language, text: String) throws {
        let overlap = try ours(text, document: language)
            .overlap(try pango(text, language, isRightToLeft: language.isRightToLeft))
        #expect(overlap >= 0.85, "\(overlap)")
    }

    /// Fonts change within most of these lines.
    @Test("Every line of the corpus: at least 0.85 of the ink is the same", arguments: Corpus.lines)
    func corpus(line: CorpusLine) throws {
        let overlap = try ours(line.text, document: line.document)
            .overlap(try pango(line.text, line.document, isRightToLeft: line.isRightToLeft))
        #expect(overlap >= 0.85, "\(overlap)")
    }
}
