import CText
import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// Files that are damaged, and more of everything than anybody needs.
@Suite("Bad input")
struct BadInputTests {
    /// Font bytes that stay in place as the handles want it; freed when the process ends.
    private func lasting(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        _ = copy.update(fromContentsOf: bytes)
        return UnsafeBufferPointer(rebasing: copy[..<bytes.count])
    }

    @Test("A font file that is none is refused by every library that opens it")
    func noFont() throws {
        let whole = Array(try LoadedFont.bytes(of: FontFace(.nastaliq, isBold: false)))
        let library = try FreeTypeHandle()
        for bytes in [
            [], Array("no font at all".utf8), Array(whole.prefix(11)), [UInt8](repeating: 0xA5, count: 4_096),
        ] {
            let font = lasting(bytes)
            #expect(throws: TypesettingError.fontUnavailable("x")) { _ = try ShapingFontHandle(bytes: font, name: "x") }
            #expect(throws: TypesettingError.fontUnavailable("x")) {
                _ = try OutlineFaceHandle(library, bytes: font, name: "x")
            }
            #expect(throws: TypesettingError.fontUnavailable("x")) {
                _ = try OutlineTables(font, name: "x")
            }
        }
    }

    /// Cut anywhere, a font may be refused or may lack letters; it never takes the program down.
    @Test("A damaged font file shapes something or is refused")
    func damagedFont() throws {
        let whole = Array(try LoadedFont.bytes(of: FontFace(.nastaliq, isBold: false)))
        var generator = SeededGenerator(seed: 11)
        for round in 0..<24 {
            var bytes = Array(
                whole.prefix(round % 2 == 0 ? Int.random(in: 300..<whole.count, using: &generator) : whole.count))
            for _ in 0..<200 {
                bytes[Int.random(in: 12..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            let lasting = lasting(bytes)
            if let tables = try? OutlineTables(lasting, name: "damaged") {
                _ = OutlineSubset.file(tables, glyphs: Array(1...600))
            }
            guard let font = try? ShapingFontHandle(bytes: lasting, name: "damaged") else { continue }
            let buffer = try ShapingBufferHandle()
            let text = Array("محمد عثمان چوہدری".unicodeScalars.map(\.value))
            hb_buffer_add_codepoints(buffer.pointer, text, Int32(text.count), 0, Int32(text.count))
            hb_buffer_guess_segment_properties(buffer.pointer)
            hb_shape(font.pointer, buffer.pointer, nil, 0)
            #expect(hb_buffer_get_length(buffer.pointer) > 0)
        }
    }

    @Test(
        "Floods of characters without width: set, drawn, and moving nothing",
        arguments: [
            "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FE0F}", "\u{034F}", "\u{00AD}", "\u{0301}", "\u{064B}",
        ])
    func floods(character: String) throws {
        let flood = String(repeating: character, count: 10_000)
        for language in [Language.ur, .en] {
            let content: [Inline] = [.name("Ali\(flood)Khan"), .text(" \(flood) "), .identifier("A-047")]
            let layout = try Typesetter().layout(
                Samples.document(language, [.paragraph(content), .paragraph([.text(flood + "x")])]))
            for line in layout.lines where line.ink.width > 0 {
                #expect(line.field.contains(line.ink, tolerance: 0.05))
            }
            // Two lines would do; a flood may take a few more where it may be broken, never a page of them.
            #expect(layout.lines.count < 12 && layout.lines.contains { $0.visualText.contains("A-047") })
            _ = try PDFWriter().write(layout, created: Samples.time)
        }
    }

    @Test("A missing character stands as a visible sign, in every form of output")
    func missing() throws {
        let words = { (text: String) in Samples.document(.en, [.paragraph([.text(text)], .display)]) }
        let (with, without) = (
            try DocumentRenderer().raster(words("a\u{1F600}"))[0], try DocumentRenderer().raster(words("a"))[0]
        )
        let ink = { (page: RasterPage) in page.bits.reduce(0) { $0 + $1.nonzeroBitCount } }
        #expect(ink(with) > ink(without) + 100)
        #expect(try Typesetter().layout(words("a\u{1F600}")).warnings == [.missingGlyph("\u{1F600}")])
    }

    @Test("Blocks within blocks without end are refused")
    func nested() throws {
        var block = Block.paragraph([.text("x")])
        for _ in 0..<15 { block = .group([block]) }
        #expect(try Typesetter().layout(Samples.document(.en, [block])).lines.count == 1)
        #expect(throws: TypesettingError.tooDeep) { try Typesetter().layout(Samples.document(.en, [.group([block])])) }
        let columns = (0..<20).reduce(Block.paragraph([.text("x")])) { inner, _ in
            .columns(Columns([.init(blocks: [inner])]))
        }
        #expect(throws: TypesettingError.tooDeep) { try Typesetter().layout(Samples.document(.en, [columns])) }
    }

    @Test("A code that does not fit its field is an error, in width and in height")
    func codes() {
        let narrow = Paper.label(width: .mm(30), height: .mm(20))
        let blocks: [Block] = [
            .code128(Code128Block("LHR-2024-001234")), .ean13(EAN13Block("5901234123457", moduleWidth: .mm(0.5))),
            .qrCode(QRCodeBlock(String(repeating: "Sehat ", count: 20))),
            .dataMatrix(DataMatrixBlock(.text(String(repeating: "Sehat ", count: 40)))),
        ]
        for block in blocks {
            #expect(throws: TypesettingError.self) {
                try Typesetter().layout(Samples.document(.en, paper: narrow, [block]))
            }
        }
        let low = Paper.label(width: .mm(60), height: .mm(12))
        #expect(throws: TypesettingError.self) {
            try Typesetter().layout(Samples.document(.en, paper: low, [.qrCode(QRCodeBlock("R-26-0001234"))]))
        }
    }
}
