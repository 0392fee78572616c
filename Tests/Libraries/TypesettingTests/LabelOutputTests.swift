import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// Pages in the languages of label printers and of driverless printers, read back as the printer does.
@Suite("ZPL, TSPL and PWG raster")
struct LabelOutputTests {
    static let resolutions = [180.0, 203, 300]

    private func label(_ language: Language) -> PrintDocument {
        Samples.document(
            language, paper: .label(width: .mm(60), height: .mm(40)),
            [
                .paragraph([.name(Samples.words(language)[4])], .heading), .rule(Rule(isDashed: true)),
                .qrCode(QRCodeBlock("R-26-0001234")),
            ])
    }

    private func pages(_ document: PrintDocument, _ dpi: Double) throws -> [RasterPage] {
        try DocumentRenderer().raster(document, dpi: dpi == 203 ? 203.2 : dpi)
    }

    private func bytes(_ document: PrintDocument, _ format: OutputFormat, _ dpi: Double) throws -> [UInt8] {
        try #require(try DocumentRenderer().render(document, as: format, dotsPerInch: dpi, created: Samples.time).first)
    }

    @Test("ZPL says what the dots say", arguments: Language.allCases, resolutions)
    func zpl(language: Language, dpi: Double) throws {
        let page = try pages(label(language), dpi)[0]
        let text = String(decoding: try bytes(label(language), .zpl, dpi), as: UTF8.self)
        let match = try #require(
            text.wholeMatch(of: /\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([^^]*)\^FS\^PQ1\^XZ\n/))
        #expect(Int(match.1) == page.bytesPerRow * 8 && Int(match.2) == page.height && Int(match.5) == page.bytesPerRow)
        #expect(Int(match.3) == page.bits.count && match.3 == match.4)
        #expect(ZPLReader.rows(Array(match.6.utf8), bytesPerRow: page.bytesPerRow).flatMap { $0 } == page.bits)
        #expect(match.6.utf8.count < page.bits.count)
    }

    @Test("ZPL run lengths of every kind read back")
    func zplRuns() throws {
        var generator = SeededGenerator(seed: 3)
        for width in [8, 64, 800, 4000] {
            let stride = width / 8
            var bits: [UInt8] = []
            for _ in 0..<40 {
                var row: [UInt8] = []
                while row.count < stride {
                    let byte: UInt8 = [0, 255, 0x0F, 0xA5, 1].randomElement(using: &generator) ?? 0
                    row += [UInt8](repeating: byte, count: Int.random(in: 1...max(stride / 2, 1), using: &generator))
                }
                bits += row.prefix(stride)
            }
            let page = RasterPage(width: width, height: 40, bits: bits)
            #expect(ZPLReader.rows(ZPLEncoder.compressed(page), bytesPerRow: stride).flatMap { $0 } == bits)
            let pwg = try PWGReader(PWGEncoder(dotsPerInch: 300, paper: .a5).encode([page]))
            #expect(pwg.pages[0].bits == bits)
        }
    }

    @Test("TSPL says what the dots say", arguments: resolutions)
    func tspl(dpi: Double) throws {
        let page = try pages(label(.ur), dpi)[0]
        let output = try bytes(label(.ur), .tspl, dpi)
        let start = "BITMAP 0,0,\(page.bytesPerRow),\(page.height),0,"
        let place = try #require(Data(output).range(of: Data(start.utf8))?.upperBound)
        let head = String(decoding: output[..<place], as: UTF8.self)
        #expect(head.hasPrefix("SIZE ") && head.contains("GAP 2.00 mm,0 mm\r\n") && head.contains("CLS\r\n"))
        let size = try #require(head.firstMatch(of: /SIZE ([0-9.]+) mm,([0-9.]+) mm/))
        #expect(abs((Double(size.1) ?? 0) - 60) < 0.2 && abs((Double(size.2) ?? 0) - 40) < 0.2)
        #expect(output[place..<place + page.bits.count].map { ~$0 } == page.bits)
        #expect(String(decoding: output[(place + page.bits.count)...], as: UTF8.self) == "\r\nPRINT 1,1\r\n")
    }

    @Test("PWG raster says what the dots say, with the paper's name", arguments: resolutions)
    func pwg(dpi: Double) throws {
        var document = Samples.document(.ur, paper: .a5, (0..<90).map { _ in .paragraph([.text("خون کا مکمل ٹیسٹ")]) })
        document.footer = .pageNumbers(word: "صفحہ")
        let expected = try pages(document, dpi)
        let found = try PWGReader(try bytes(document, .pwg, dpi))
        #expect(expected.count > 1 && found.pages == expected)
        #expect(found.resolution == Int(dpi) && found.media == "iso_a5_148x210mm" && found.total == expected.count)
    }

    @Test(
        "ESC/POS of 180 and 300 dots per inch has the head's dots", arguments: [(180.0, 511), (203, 576), (300, 851)])
    func escpos(dpi: Double, dots: Int) throws {
        let output = try bytes(Samples.receipt(.ur), .escpos, dpi)
        #expect(Int(output[6]) + Int(output[7]) << 8 == (dots + 7) / 8)
    }
}

/// Reads ZPL's compressed graphics.
enum ZPLReader {
    static func rows(_ data: [UInt8], bytesPerRow: Int) -> [[UInt8]] {
        var rows: [[UInt8]] = []
        var row: [UInt8] = []
        var count = 0
        func flush() {
            rows.append(stride(from: 0, to: row.count, by: 2).map { row[$0] << 4 | row[$0 + 1] })
            row = []
        }
        for byte in data {
            switch byte {
            case UInt8(ascii: "G")...UInt8(ascii: "Y"): count += Int(byte) - 70
            case UInt8(ascii: "g")...UInt8(ascii: "z"): count += (Int(byte) - 102) * 20
            case UInt8(ascii: ":"): rows.append(rows.last ?? [])
            case UInt8(ascii: ","), UInt8(ascii: "!"):
                row += [UInt8](repeating: byte == UInt8(ascii: ",") ? 0 : 15, count: bytesPerRow * 2 - row.count)
            default:
                let digit = UInt8(String(Character(Unicode.Scalar(byte))), radix: 16) ?? 0
                row += [UInt8](repeating: digit, count: max(count, 1))
                count = 0
            }
            if row.count == bytesPerRow * 2 { flush() }
        }
        return rows
    }
}

/// Reads PWG raster of one bit per dot.
struct PWGReader {
    var pages: [RasterPage] = []
    var resolution = 0
    var media = ""
    var total = 0

    init(_ bytes: [UInt8]) throws {
        guard bytes.starts(with: Array("RaS2".utf8)) else { throw ToolFailure(description: "no PWG raster") }
        var place = 4
        while place < bytes.count {
            let header = Array(bytes[place..<place + 1796])
            let number = { (at: Int) in header[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
            guard header.starts(with: Array("PwgRaster\0".utf8)), number(384) == 1, number(388) == 1, number(400) == 3
            else {
                throw ToolFailure(description: "not black_1")
            }
            (resolution, total) = (number(276), number(452))
            media = String(decoding: header[1732...].prefix { $0 != 0 }, as: UTF8.self)
            place += 1796
            var bits: [UInt8] = []
            while bits.count < number(392) * number(376) {
                let repeats = Int(bytes[place]) + 1
                place += 1
                var row: [UInt8] = []
                while row.count < number(392) {
                    let code = bytes[place]
                    if code < 128 {
                        row += [UInt8](repeating: bytes[place + 1], count: Int(code) + 1)
                        place += 2
                    } else {
                        row += bytes[place + 1..<place + 258 - Int(code)]
                        place += 258 - Int(code)
                    }
                }
                for _ in 0..<repeats { bits += row }
            }
            pages.append(RasterPage(width: number(372), height: number(376), bits: bits))
        }
    }
}
