import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("PDF")
struct PDFTests {
    private func pdf(_ document: PrintDocument) throws -> [UInt8] {
        try DocumentRenderer().pdf(document, created: Samples.time)
    }

    private func withFile<Result>(_ document: PrintDocument, _ body: (String) throws -> Result) throws -> Result {
        try withScratchFolder { folder in
            let file = folder.appending(path: "document.pdf")
            try Data(try pdf(document)).write(to: file)
            return try body(file.path)
        }
    }

    /// The text that a reader takes out, without the marks of direction that it adds.
    private func extracted(_ document: PrintDocument, _ options: [String] = []) throws -> String {
        try withFile(document) { file in
            let text = try Tool.pdftotext.text(options + [file, "-"])
            return String(
                String.UnicodeScalarView(text.unicodeScalars.filter { !ParagraphText.isBidiControl($0.value) })
            )
            .replacing("\u{A0}", with: " ")
        }
    }

    @Test(
        "Text can be searched and copied in every language", .enabled(if: Tool.pdftotext.isUsable),
        arguments: Language.allCases)
    func text(language: Language) throws {
        for options in [[], ["-layout"]] {
            let text = try extracted(Samples.receipt(language), options)
            for word in Samples.words(language).flatMap({ $0.split(separator: " ") }) {
                #expect(text.contains(word), "\(word) \(options)")
            }
            for value in ["R-26-0001234", "0300-1234567", "042-35761234", "Rs 5,625.00", "875.00", "Sehat Hospital"] {
                #expect(text.contains(value), "\(value) \(options)")
            }
        }
    }

    @Test("Whole Urdu lines come out in reading order", .enabled(if: Tool.pdftotext.isUsable))
    func urduLines() throws {
        for line in ["محمد عثمان چوہدری", "ثمینہ بھٹی زوجہ غلام عباس گیلانی", "پانچ ہزار چھ سو پچیس روپے صرف"] {
            let text = try extracted(Samples.document(.ur, [.paragraph([.text(line)])]))
            #expect(text.contains(line))
        }
    }

    @Test("The same document and time give the same bytes")
    func deterministic() throws {
        let document = Samples.receipt(.ur)
        #expect(try pdf(document) == pdf(document))
        let later = try DocumentRenderer().pdf(document, created: Samples.time.adding(seconds: 86_400))
        #expect(try pdf(document) != later)
    }

    @Test("The metadata hold title, product and time, and no patient", .enabled(if: Tool.pdfinfo.isUsable))
    func metadata() throws {
        var document = Samples.receipt(.en)
        document.title = "Receipt R-26-0001234"
        let information = try withFile(document) { try Tool.pdfinfo.text(["-isodates", $0]) }
        #expect(information.contains("Receipt R-26-0001234") && information.contains("Sehat"))
        #expect(information.contains("2027-01-15T08:00:00Z"))
        #expect(!information.contains("Usman"))
        let bytes = String(decoding: try pdf(document), as: UTF8.self)
        #expect(!bytes.contains("Usman"))
    }

    @Test("A roll is one page of its own length; sheets have their paper's size", .enabled(if: Tool.pdfinfo.isUsable))
    func sizes() throws {
        var document = Samples.receipt(.ur)
        let roll = try withFile(document) { try Tool.pdfinfo.text([$0]) }
        #expect(roll.contains("204.094 x") && roll.contains("Pages:           1"))
        document.paper = .a5
        let sheet = try withFile(document) { try Tool.pdfinfo.text([$0]) }
        #expect(sheet.contains("419.528 x 595.276") || sheet.contains("419.53 x 595.28"))
    }

    /// The letters under Nastaliq must never show: drawing is compared with our own raster, which has none.
    @Test("The page looks as the raster does", .enabled(if: Tool.pdftoppm.isUsable), arguments: Language.allCases)
    func looks(language: Language) throws {
        let document = Samples.receipt(language)
        let page = try RasterWriter().grey(try Typesetter().layout(document).pages[0], dotsPerInch: 203.2)
        let ours = InkPicture(width: page.width, height: page.height, ink: page.ink)
        let theirs = try withFile(document) { file in
            try InkPicture(pgm: try Tool.pdftoppm.run(["-r", "203.2", "-gray", "-singlefile", file]))
        }
        #expect(ours.nearness(theirs) >= 0.995 && theirs.nearness(ours) >= 0.995)
    }
}
