import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("GS1 elements, DataMatrix, EAN-13 and pictures")
struct LabelCodeTests {
    @Test("The example of the standard: 123456 is 8e a4 ba and its five check codewords")
    func standardExample() throws {
        // ISO/IEC 16022, annex O: data 142 164 186, check 114 25 5 88 102.
        #expect(try DataMatrix.ascii("123456") == [142, 164, 186])
        #expect(DataMatrixField.checks([142, 164, 186], count: 5) == [114, 25, 5, 88, 102])
        #expect(try DataMatrix(.text("123456")).size == 10)
    }

    @Test(
        "Elements that are not valid are refused by their identifier",
        arguments: [
            ("01", "09501101530002"), ("01", "0950110153000"), ("8018", "501234500000000014"),
            ("8018", "50123450000000001"),
            ("8018", "50123450000000001X"), ("8019", ""), ("8019", "12345678901"), ("21", "012345678901234567890"),
            ("91", "محمد"), ("93", ""), ("93", "a b"), ("17", "261301"), ("17", "261232"), ("55", "1"), ("", "1"),
        ])
    func invalid(ai: String, value: String) {
        #expect(throws: TypesettingError.codeElement(ai)) { try DataMatrix(.gs1([GS1Element(ai, value)])) }
    }

    @Test("Elements that are valid, and the separators between them")
    func valid() throws {
        let elements = [GS1Element("01", "09501101530003"), GS1Element("17", "261200"), GS1Element("21", "ab12")]
        let codewords = try GS1.codewords(elements)
        #expect(codewords.first == 232 && codewords.filter { $0 == 232 }.count == 1)
        let band = try GS1.codewords([
            GS1Element("8018", "501234500000000019"), GS1Element("91", "x"), GS1Element("93", "y"),
        ])
        #expect(band.filter { $0 == 232 }.count == 3 && band.last != 232)
        #expect(throws: TypesettingError.codeNotEncodable) { try DataMatrix(.gs1([])) }
        #expect(throws: TypesettingError.codeNotEncodable) { try DataMatrix(.text("محمد")) }
        #expect(throws: TypesettingError.codeTooLong) { try DataMatrix(.text(String(repeating: "x", count: 817))) }
    }

    @Test("EAN-13 checks its last digit or adds it")
    func ean() throws {
        #expect(try EAN13("590123412345").digits == "5901234123457")
        #expect(try EAN13("5901234123457").widths.reduce(0, +) == 95)
        for wrong in ["5901234123456", "123", "59012341234577", "59012341234a", ""] {
            #expect(throws: TypesettingError.codeNotEncodable) { try EAN13(wrong) }
        }
    }

    @Test("A symbol that does not fit is an error, never a squeezed one")
    func tooWide() {
        let label = Paper.label(width: .mm(12), height: .mm(12))
        for block in [
            Block.dataMatrix(DataMatrixBlock(.gs1(ScannerTests.band))), .ean13(EAN13Block("590123412345")),
        ] {
            #expect(throws: TypesettingError.self) {
                try Typesetter().layout(Samples.document(.en, paper: label, [block]))
            }
        }
    }

    /// A ramp from white to black, as a PNG file.
    private func ramp(_ columns: Int, _ rows: Int) throws -> Data {
        let ink = (0..<columns * rows).map { UInt8($0 % columns * 255 / (columns - 1)) }
        return Data(try PNGWriter().write(GreyPage(width: columns, height: rows, ink: ink)))
    }

    @Test("A photograph keeps its shades as a pattern of dots", arguments: [180, 203.2, 300])
    func dither(dpi: Double) throws {
        let block = ImageBlock(png: try ramp(256, 64), width: .mm(64))
        let page = try DocumentRenderer().raster(Samples.document(.en, [.image(block)]), dpi: dpi)[0]
        let dots = 64 / 25.4 * dpi
        let left = (Double(page.width) - dots) / 2
        for eighth in 0..<8 {
            let columns = Int(left + dots * Double(eighth) / 8)..<Int(left + dots * Double(eighth + 1) / 8)
            let rows = Int(3 * dpi / 25.4)..<Int(12 * dpi / 25.4)
            let dark = rows.reduce(0) { sum, y in sum + columns.filter { page.isBlack(x: $0, y: y) }.count }
            let share = Double(dark) / Double(columns.count * rows.count)
            #expect(abs(share - (Double(eighth) + 0.5) / 8) < 0.07, "\(eighth): \(share)")
        }
    }

    @Test("Black and white stay black and white, without stray dots")
    func clean() throws {
        let ink = (0..<80 * 80).map { UInt8($0 % 80 < 40 ? 0 : 255) }
        let png = Data(try PNGWriter().write(GreyPage(width: 80, height: 80, ink: ink)))
        let page = try DocumentRenderer().raster(Samples.document(.en, [.image(ImageBlock(png: png, width: .mm(20)))]))[
            0]
        let first = (576 - 160) / 2
        #expect((10..<150).allSatisfy { y in (first..<first + 80).allSatisfy { !page.isBlack(x: $0, y: y) } })
        #expect((10..<150).allSatisfy { y in (first + 80..<first + 160).allSatisfy { page.isBlack(x: $0, y: y) } })
    }

    @Test("Pictures are in the PDF too, and what is no picture is refused")
    func pictures() throws {
        let document = Samples.document(.en, [.image(ImageBlock(png: try ramp(64, 64), width: .mm(20)))])
        let pdf = try DocumentRenderer().pdf(document, created: Samples.time)
        #expect(Data(pdf).range(of: Data("/Subtype /Image".utf8)) != nil)
        var huge = [UInt8](try ramp(16, 16))
        huge.replaceSubrange(16..<24, with: [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20])
        let cut = [UInt8](try ramp(200, 200)).prefix(120)
        for bytes in [[], Array("not a picture".utf8), huge, Array(cut)] {
            let block = Block.image(ImageBlock(png: Data(bytes), width: .mm(10)))
            #expect(throws: TypesettingError.self) { try Typesetter().layout(Samples.document(.en, [block])) }
        }
        let wide = Block.image(ImageBlock(png: try ramp(16, 16), width: .mm(100)))
        #expect(throws: TypesettingError.self) { try Typesetter().layout(Samples.document(.en, [wide])) }
    }
}
