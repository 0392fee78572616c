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
        from PIL import Image, ImageFilter
        picture = Image.open(sys.argv[1]).convert("L")
        if "blur" in sys.argv: picture = picture.filter(ImageFilter.GaussianBlur(1))
        if "dead" in sys.argv: picture.paste(255, (picture.width // 2, 0, picture.width // 2 + 1, picture.height))
        for code in zxingcpp.read_barcodes(picture):
            print(str(code.format).split(".")[-1].replace(" ", "").lower(), code.text.replace("\\x1d", "|"), sep="\\t")
        """

    private func scan(_ png: [UInt8], _ damage: String...) throws -> [String] {
        try withScratchFolder { folder in
            let file = folder.appending(path: "page.png")
            try Data(png).write(to: file)
            let tool = Tool(path: Scanner.python ?? "python3")
            return try tool.text(["-c", Self.program, file.path] + damage).split(separator: "\n").map { line in
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

    private func dots(_ block: Block, dpi: Double) throws -> [UInt8] {
        let document = Samples.document(.en, paper: .label(width: .mm(60), height: .mm(40)), [block])
        return try PNGWriter().write(try #require(try DocumentRenderer().raster(document, dpi: dpi).first))
    }

    /// The codes of a wristband: who the patient is, which issue of the band, whose hospital, names.
    static let band: [GS1Element] = [
        GS1Element("8018", "501234500000000019"), GS1Element("8019", "2"), GS1Element("91", "SEHAT:LHR-2024-001234"),
        GS1Element("93", "USMAN/MUHAMMAD/19920303"),
    ]

    @Test("GS1 DataMatrix of a wristband at every resolution, also blurred", arguments: [180, 203.2, 300])
    func dataMatrix(dpi: Double) throws {
        let picture = try dots(.dataMatrix(DataMatrixBlock(.gs1(Self.band))), dpi: dpi)
        let expected = ["(8018)501234500000000019(8019)2(91)SEHAT:LHR-2024-001234(93)USMAN/MUHAMMAD/19920303"]
        #expect(try scan(picture) == expected)
        #expect(try scan(picture, "blur") == expected)
    }

    @Test("DataMatrix of every size")
    func dataMatrixSizes() throws {
        var sizes: Set<Int> = []
        for length in stride(from: 1, through: 815, by: 7) {
            let payload = String(String(repeating: "Aé;zx", count: length / 5 + 1).prefix(length))
            guard let code = try? DataMatrix(.text(payload)), sizes.insert(code.size).inserted else { continue }
            #expect(try scan(try dots(.dataMatrix(DataMatrixBlock(.text(payload), moduleSize: .mm(0.25))), dpi: 203.2)) == [payload])
        }
        #expect(sizes.count >= 18)
    }

    @Test("EAN-13 and Code 128 at every resolution, also blurred", arguments: [180, 203.2, 300])
    func bars(dpi: Double) throws {
        let product = try dots(.ean13(EAN13Block("590123412345")), dpi: dpi)
        let specimen = try dots(.code128(Code128Block("2024001234", moduleWidth: .mm(0.375))), dpi: dpi)
        #expect(try scan(product) == ["5901234123457"] && scan(product, "blur") == ["5901234123457"])
        #expect(try scan(specimen) == ["2024001234"] && scan(specimen, "blur") == ["2024001234"])
    }

    @Test("A QR code survives a blur and a dead dot of the print head", arguments: [180, 203.2, 300])
    func damaged(dpi: Double) throws {
        let picture = try dots(.qrCode(QRCodeBlock("R-26-0001234")), dpi: dpi)
        for damage in ["none", "blur", "dead"] { #expect(try scan(picture, damage) == ["R-26-0001234"], "\(damage)") }
    }

    /// What each shipped document's codes say.
    static let shipped: [(name: String, codes: [String])] = [
        ("opdSlip", ["10000016"]), ("depositVoucher", ["D-26-000031"]), ("refundVoucher", ["F-26-000007"]),
        ("wristband", ["(8018)501234500000000019(8019)1(91)10000016"]),
        ("infantWristband", ["(8018)501234500000000026(8019)1(91)10000024"]), ("specimenLabel", ["2611210047"]),
        ("labReport", ["2611210047"]), ("dischargeSummary", ["I-26-000112"]),
    ]

    @Test("Every code of every shipped document at every resolution", arguments: shipped, [180, 203.2, 300])
    func documents(document: (name: String, codes: [String]), dpi: Double) throws {
        let entry = try #require(ShippedTemplates.all.first { $0.name == document.name })
        for language in [Language.ur, .en] {
            let page = try #require(try DocumentRenderer().raster(try entry.sample(in: language), dpi: dpi).first)
            let picture = try PNGWriter().write(page)
            #expect(try scan(picture) == document.codes, "\(language)")
        }
    }
}
