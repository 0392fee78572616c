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
    /// Reads every picture as it is and with each damage: a blur, or a column of dots that the print head has lost. The
    /// lost column is the one through the middle of the first code.
    private static let program = """
        import sys, zxingcpp
        from PIL import Image, ImageFilter
        damages = sys.argv[1].split(",")
        for name in sys.argv[2:]:
            whole = Image.open(name).convert("L")
            for damage in damages:
                picture = whole
                if damage == "blur": picture = whole.filter(ImageFilter.GaussianBlur(1))
                if damage == "dead":
                    found = zxingcpp.read_barcodes(whole)
                    place = found[0].position if found else None
                    x = (place.top_left.x + place.bottom_right.x) // 2 if place else whole.width // 2
                    picture = whole.copy()
                    picture.paste(255, (x, 0, x + 1, whole.height))
                codes = sorted(code.text.replace("\\x1d", "|") for code in zxingcpp.read_barcodes(picture))
                print(damage, *codes, sep="\\t")
        """

    /// What the codes in a picture say.
    private func scan(_ png: [UInt8], _ damage: String = "none") throws -> [String] {
        try scan([png], [damage])[0]
    }

    /// What the codes in each picture say, with each damage in turn.
    private func scan(_ pictures: [[UInt8]], _ damages: [String]) throws -> [[String]] {
        try withScratchFolder { folder in
            let files = pictures.indices.map { folder.appending(path: "page-\($0).png") }
            for (file, picture) in zip(files, pictures) { try Data(picture).write(to: file) }
            let tool = Tool(path: Scanner.python ?? "python3")
            let output = try tool.text(["-c", Self.program, damages.joined(separator: ",")] + files.map(\.path))
            let lines = output.split(separator: "\n").map { $0.split(separator: "\t").dropFirst().map(String.init) }
            try #require(lines.count == pictures.count * damages.count)
            return lines
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
            #expect(
                try scan(try dots(.dataMatrix(DataMatrixBlock(.text(payload), moduleSize: .mm(0.25))), dpi: 203.2)) == [
                    payload
                ])
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

    /// What each shipped document's codes say, and whether they bear a lost column of dots: only QR codes do.
    static let shipped: [(name: String, codes: [String], bearsLoss: Bool)] = [
        ("opdSlip", ["10000016"], true), ("depositVoucher", ["D-26-000031"], true),
        ("refundVoucher", ["F-26-000007"], true),
        ("wristband", ["(8018)501234500000000019(8019)1(91)10000016"], false),
        ("infantWristband", ["(8018)501234500000000026(8019)1(91)10000024"], false),
        ("patientCard", ["101000001611"], false), ("patientCardRoll", ["101000001611"], false),
        ("specimenLabel", ["2611210047"], false),
        ("labReport", ["2611210047"], false), ("dischargeSummary", ["I-26-000112"], true),
        ("receipt", ["OP-2026-000456"], true), ("tokenSlip", ["202600012345"], false),
        ("bill", ["OP-2026-000456"], true),
        ("billA4", ["OP-2026-000456"], true), ("testPage", ["1234567890", "SEHAT-TEST-0123456789"], false),
    ]

    @Test(
        "Every code of every shipped document at every resolution, also damaged", arguments: shipped, [180, 203.2, 300])
    func documents(document: (name: String, codes: [String], bearsLoss: Bool), dpi: Double) throws {
        let pictures = try Language.allCases.flatMap { language in
            try DocumentRenderer().raster(try ShippedTextTests.document(document.name, language), dpi: dpi)
                .map { try PNGWriter().write($0) }
        }
        #expect(pictures.count == Language.allCases.count)
        for codes in try scan(pictures, ["none", "blur"] + (document.bearsLoss ? ["dead"] : [])) {
            #expect(codes == document.codes)
        }
    }

    @Test("No shipped document has a code that is not read here")
    func complete() throws {
        for name in ShippedTextTests.names {
            let layout = try Typesetter().layout(try ShippedTextTests.document(name, .ur))
            let expected = Self.shipped.first { $0.name == name }?.codes.count ?? 0
            #expect(layout.pages.flatMap(\.codes).count == expected, "\(name)")
        }
    }
}
