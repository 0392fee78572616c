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

    private static func family(_ language: Language) -> (name: String, face: FontFace.Family) {
        switch language {
        case .en: ("Noto Sans", .sans)
        case .ur: ("Noto Nastaliq Urdu", .nastaliq)
        case .hi: ("Noto Sans Devanagari", .devanagari)
        case .ar: ("Noto Naskh Arabic", .naskh)
        }
    }

    private func pango(_ text: String, _ language: Language) throws -> InkPicture {
        try withScratchFolder { folder in
            let family = Self.family(language)
            // Only the one font file: system look-up by family finds the bold Nastaliq for the regular one.
            let font = folder.appending(path: "font.ttf")
            try Data(try LoadedFont.bytes(of: FontFace(family.face, isBold: false))).write(to: font)
            let settings = folder.appending(path: "fonts.conf")
            try Data("<fontconfig><dir>\(folder.path)</dir><cachedir>\(folder.path)</cachedir></fontconfig>".utf8)
                .write(to: settings)
            let output = folder.appending(path: "line.pdf").path
            var arguments = [
                "--font=\(family.name) 64", "--dpi=72", "--margin=120", "--hinting=none", "--subpixel-positions",
                "--no-auto-dir", "--language=\(language.rawValue)", "-q", "-o", output, "--text=\(text)",
            ]
            if language.isRightToLeft { arguments.insert("--rtl", at: 0) }
            _ = try Tool.pangoView.run(arguments, environment: ["FONTCONFIG_FILE": settings.path])
            return try InkPicture(pgm: try Tool.pdftoppm.run(["-r", "144", "-gray", "-singlefile", output]))
        }
    }

    @Test("At least 0.85 of the ink is the same", arguments: lines)
    func overlap(language: Language, text: String) throws {
        let paper = Paper(width: .mm(900), height: nil)
        let block = Block.paragraph([.text(text)], TextStyle(size: .pt(64)))
        let layout = try Typesetter().layout(Samples.document(language, paper: paper, [block]))
        #expect(layout.lines.count == 1)
        let page = try RasterWriter().grey(layout.pages[0], dotsPerInch: 144)
        let ours = InkPicture(width: page.width, height: page.height, ink: page.ink)
        let overlap = ours.overlap(try pango(text, language))
        #expect(overlap >= 0.85, "\(overlap)")
    }
}
