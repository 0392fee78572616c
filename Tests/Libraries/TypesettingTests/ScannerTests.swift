import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// The Python that has zxing-cpp.
enum Scanner {
    static let python = ProcessInfo.processInfo.environment["SEHAT_PYTHON"]
}

/// Codes in final pictures, read by zxing-cpp. Runs when SEHAT_PYTHON names a Python that has it, and fails when that
/// Python is broken.
@Suite("Codes read by a scanner", .enabled(if: Scanner.python != nil || Tool.areRequired))
struct ScannerTests {
    private static let program = """
        import sys, zxingcpp
        from PIL import Image
        for code in zxingcpp.read_barcodes(Image.open(sys.argv[1]).convert("L")):
            print(str(code.format).split(".")[-1].replace(" ", "").lower(), code.text, sep="\\t")
        """

    private func scan(_ png: [UInt8]) throws -> [String] {
        try withScratchFolder { folder in
            let file = folder.appending(path: "page.png")
            try Data(png).write(to: file)
            let tool = Tool(path: Scanner.python ?? "python3")
            return try tool.text(["-c", Self.program, file.path]).split(separator: "\n").map { line in
                String(line.split(separator: "\t", omittingEmptySubsequences: false)[1])
            }
        }
    }

    @Test("QR code and bar code of a thermal page, as the dots that are printed", arguments: Language.allCases)
    func thermal(language: Language) throws {
        let document = TestPage.document(language)
        let page = try #require(try DocumentRenderer().raster(document).first)
        let codes = try scan(try PNGWriter().write(page))
        #expect(Set(codes) == ["1234567890", "SEHAT-TEST-0123456789"])
    }

    @Test("The QR code of an A5 page at 150 dots per inch")
    func sheet() throws {
        var document = Samples.receipt(.ur)
        document.paper = .a5
        let png = try #require(try DocumentRenderer().png(document, dpi: 150))
        #expect(try scan(png) == ["R-26-0001234"])
    }

    @Test("QR codes of all levels up to version 40", arguments: QRCorrection.allCases)
    func qr(correction: QRCorrection) throws {
        for length in [1, 20, 50, 90, 140, 200, 300, 450, 700, 1000, 1273] {
            let payload = String(repeating: "Sehat-", count: length / 6 + 1).prefix(length)
            let block = QRCodeBlock(String(payload), correction: correction, moduleSize: .mm(0.375))
            let document = Samples.document(
                .en, paper: Paper(width: .mm(120), height: nil, dotsPerMillimetre: 8), [.qrCode(block)])
            let page = try #require(try DocumentRenderer().raster(document).first)
            #expect(try scan(try PNGWriter().write(page)) == [String(payload)], "\(length)")
        }
    }

    @Test(
        "Bar codes of all sets", arguments: ["2024001234", "LHR-2024-001234", "abc123456def", "a1234b", "0", "A-047"])
    func bars(payload: String) throws {
        let document = Samples.document(.en, [.code128(Code128Block(payload, showsText: false))])
        let page = try #require(try DocumentRenderer().raster(document).first)
        #expect(try scan(try PNGWriter().write(page)) == [payload])
    }
}
