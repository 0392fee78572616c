import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("QR and Code 128")
struct CodeTests {
    private func read(_ code: QRCode) throws -> (text: String, level: QRCorrection) {
        try QRReader(size: code.size) { code.isDark(row: $0, column: $1) }.read()
    }

    @Test("QR codes of all levels and the versions 1 to 16 read back", arguments: QRCorrection.allCases)
    func qrVersions(correction: QRCorrection) throws {
        var seen: Set<Int> = []
        for length in stride(from: 1, through: 220, by: 3) {
            let payload = String(String(repeating: "aB3/é", count: length / 5 + 1).prefix(length))
            let code = try QRCode(payload, correction: correction)
            guard code.version <= 16 else { break }
            seen.insert(code.version)
            let found = try read(code)
            #expect(found.text == payload && found.level == correction)
        }
        #expect(seen.isSuperset(of: 1...9))
    }

    @Test("Numbers, capitals and bytes each take their densest mode")
    func qrModes() throws {
        for (payload, version) in [
            ("12345678901234567890123456789012", 1), ("R-26-0001234", 1), ("https://a.b/c?d=e", 2), ("", 1),
            ("محمد عثمان", 2),
        ] {
            let code = try QRCode(payload)
            #expect(code.version == version, "\(payload)")
            #expect(try read(code).text == payload)
        }
    }

    @Test("The largest symbol is full at the standard's counts, and one more is refused")
    func qrLimits() throws {
        #expect(try QRCode(String(repeating: "x", count: 2953), correction: .low).version == 40)
        #expect(try QRCode(String(repeating: "x", count: 1273), correction: .high).version == 40)
        #expect(try QRCode(String(repeating: "7", count: 7089), correction: .low).version == 40)
        #expect(throws: TypesettingError.codeTooLong) {
            try QRCode(String(repeating: "x", count: 2954), correction: .low)
        }
        #expect(throws: TypesettingError.codeTooLong) {
            try QRCode(String(repeating: "7", count: 7090), correction: .low)
        }
        let code = try QRCode(String(repeating: "Ab", count: 1476), correction: .low)
        #expect(try read(code).text.count == 2952)
    }

    @Test(
        "Code 128 reads back and is as short as the sets allow",
        arguments: [
            ("1234567890", 5), ("LHR-2024-001234", 13), ("A", 1), ("12345", 4), ("abc123456def", 11),
            ("\u{1}A\u{7F}b", 5),
            ("00", 1), ("a1234b", 6), ("~\n~\n~", 7), ("ABC\u{1F}\u{1E}abc", 9),
        ])
    func code128(payload: String, symbols: Int) throws {
        let code = try Code128(payload)
        #expect(Code128Reader.read(code.widths) == payload)
        #expect(code.codes.count - 3 <= symbols, "\(code.codes)")
        #expect(code.widths.reduce(0, +) == code.moduleCount)
    }

    @Test("Random ASCII reads back")
    func code128Random() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let count = Int.random(in: 1...40, using: &generator)
            let kinds: [ClosedRange<UInt8>] = [48...57, 65...90, 97...122, 0...31, 32...127]
            var payload = ""
            while payload.unicodeScalars.count < count {
                let kind = kinds[Int.random(in: 0..<kinds.count, using: &generator)]
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    payload.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: kind, using: &generator)))
                }
            }
            #expect(Code128Reader.read(try Code128(payload).widths) == payload)
        }
    }

    @Test("What is not ASCII, or nothing, is refused")
    func code128Refusals() {
        #expect(throws: TypesettingError.codeNotEncodable) { try Code128("") }
        #expect(throws: TypesettingError.codeNotEncodable) { try Code128("محمد") }
        #expect(throws: TypesettingError.codeTooLong) { try Code128(String(repeating: "1", count: 201)) }
    }

    @Test("A code that does not fit its field with its quiet zones is refused")
    func tooWide() throws {
        let label = Paper.label(width: .mm(50), height: .mm(25))
        #expect(throws: TypesettingError.self) {
            try Typesetter().layout(Samples.document(.en, paper: label, [.code128(Code128Block("LHR-2024-001234"))]))
        }
        let short = Code128Block("2024001234", height: .mm(10), showsText: false)
        #expect(try Typesetter().layout(Samples.document(.en, paper: label, [.code128(short)])).pages.count == 1)
        #expect(throws: TypesettingError.self) {
            try Typesetter().layout(Samples.document(.en, [.qrCode(QRCodeBlock("x", moduleSize: .mm(4)))]))
        }
    }

    @Test("Codes stand on whole dots, with white all round")
    func wholeDots() throws {
        let document = Samples.document(
            .ur,
            [.paragraph([.text("رسید")]), .qrCode(QRCodeBlock("R-26-0001234")), .code128(Code128Block("1234567890"))])
        let layout = try Typesetter().layout(document)
        let page = try RasterWriter().oneBit(layout.pages[0], dotsPerInch: 203.2)
        #expect(page.width == 576)
        let dot = 72 / 203.2
        for mark in layout.pages[0].codes {
            for distance in [mark.x, mark.y, mark.moduleWidth, mark.moduleHeight] {
                #expect(abs(distance / dot - (distance / dot).rounded()) < 0.001)
            }
        }
        let qr = try #require(layout.pages[0].codes.first)
        let (left, top, module) = (
            Int((qr.x / dot).rounded()), Int((qr.y / dot).rounded()), Int((qr.moduleWidth / dot).rounded())
        )
        let found = try QRReader(size: qr.columns) {
            page.isBlack(x: left + $1 * module + module / 2, y: top + $0 * module + module / 2)
        }.read()
        #expect(found.text == "R-26-0001234")
        let end = qr.columns * module
        for step in -4 * module..<end + 4 * module {
            for depth in 1...4 * module {
                #expect(
                    !page.isBlack(x: left - depth, y: top + step)
                        && !page.isBlack(x: left + end - 1 + depth, y: top + step))
            }
        }
    }
}
