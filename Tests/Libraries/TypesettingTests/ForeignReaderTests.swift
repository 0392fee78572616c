import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

extension Tool {
    /// The filter of cups-filters by which CUPS itself reads PWG raster.
    static let rasterToPDF = Tool(path: "/usr/lib/cups/filter/rastertopdf")
    static let pdfimages = Tool("pdfimages")
}

/// PWG raster read by the programs of a print server instead of our own reader.
@Suite("PWG raster in CUPS", .enabled(if: Tool.rasterToPDF.isUsable && Tool.pdfimages.isUsable))
struct ForeignReaderTests {
    /// The pages that CUPS's filter finds in a raster stream.
    private func read(_ raster: [UInt8]) throws -> [RasterPage] {
        try withScratchFolder { folder in
            let (file, pdf) = (folder.appending(path: "page.pwg"), folder.appending(path: "page.pdf"))
            try Data(raster).write(to: file)
            let output = try Tool.rasterToPDF.run(
                ["1", "sehat", "page", "1", "", file.path], environment: ["CONTENT_TYPE": "image/pwg-raster"])
            try output.write(to: pdf)
            _ = try Tool.pdfimages.run([pdf.path, folder.appending(path: "image").path])
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
                $0.hasPrefix("image")
            }.sorted()
            return try names.map { try Self.bitmap(try Data(contentsOf: folder.appending(path: $0))) }
        }
    }

    /// Reads a binary PBM file: 1 is black there too.
    private static func bitmap(_ file: Data) throws -> RasterPage {
        let bytes = [UInt8](file)
        let head = String(decoding: bytes.prefix(64), as: UTF8.self)
        let match = try #require(head.prefixMatch(of: /P4\s+(\d+)\s+(\d+)\s/))
        let (width, height) = (try #require(Int(match.1)), try #require(Int(match.2)))
        let bits = Array(bytes.suffix((width + 7) / 8 * height))
        return RasterPage(width: width, height: height, bits: bits)
    }

    private func same(_ left: RasterPage, _ right: RasterPage) -> Bool {
        left.width == right.width && left.height == right.height
            && (0..<left.height).allSatisfy { y in
                (0..<left.width).allSatisfy { left.isBlack(x: $0, y: y) == right.isBlack(x: $0, y: y) }
            }
    }

    @Test("A label is dot by dot what was drawn", arguments: [180.0, 203, 300], Language.allCases)
    func label(dpi: Double, language: Language) throws {
        let entry = try #require(ShippedTemplates.all.first { $0.name == "specimenLabel" })
        let document = try entry.sample(in: language)
        let expected = try DocumentRenderer().raster(document, dpi: dpi == 203 ? 203.2 : dpi)
        let raster = try #require(
            try DocumentRenderer().render(document, as: .pwg, dotsPerInch: dpi, created: Samples.time).first)
        let found = try read(raster)
        #expect(found.count == 1 && same(found[0], expected[0]))
    }

    @Test("Every page of a document of several sheets comes, in order")
    func sheets() throws {
        var document = Samples.document(.ur, paper: .a5, (0..<70).map { .paragraph([.text("خون کا مکمل ٹیسٹ \($0)")]) })
        document.footer = .pageNumbers(word: "صفحہ")
        let expected = try DocumentRenderer().raster(document, dpi: 100)
        let raster = try #require(
            try DocumentRenderer().render(document, as: .pwg, dotsPerInch: 100, created: Samples.time).first)
        let found = try read(raster)
        #expect(expected.count > 1 && found.count == expected.count)
        for (left, right) in zip(found, expected) { #expect(same(left, right)) }
    }
}
