import CText
import Foundation
import Testing

@testable import Typesetting

/// The fonts that our PDF files carry, read by FreeType beside the fonts they were cut from.
@Suite("Embedded fonts")
struct OutlineSubsetTests {
    /// The outline of a glyph in font units: where its points lie, which of them are on the curve, where contours end.
    private struct Outline: Equatable {
        var points: [Int] = []
        var tags: [UInt8] = []
        var ends: [Int] = []
        var advance = 0
    }

    private struct Failed: Error {}

    /// The outlines of glyphs as FreeType reads them from a font file.
    private func outlines(_ file: UnsafeBufferPointer<UInt8>, _ glyphs: [UInt32]) throws -> (count: Int, [Outline]) {
        let library = try FreeTypeHandle()
        let handle = try OutlineFaceHandle(library, bytes: file, name: "test")
        let face = handle.pointer
        defer { _ = handle.pointer }  // the face lives as long as its handle
        let noScale = Int32(1)
        return (
            face.pointee.num_glyphs,
            try glyphs.map { glyph in
                guard FT_Load_Glyph(face, glyph, noScale) == 0, let slot = face.pointee.glyph else { throw Failed() }
                let outline = slot.pointee.outline
                return Outline(
                    points: (0..<Int(outline.n_points)).flatMap { [outline.points[$0].x, outline.points[$0].y] },
                    tags: (0..<Int(outline.n_points)).map { UInt8(bitPattern: outline.tags[$0]) & 1 },
                    ends: (0..<Int(outline.n_contours)).map { Int(outline.contours[$0]) },
                    advance: slot.pointee.metrics.horiAdvance)
            }
        )
    }

    @Test("Every glyph keeps its outline and its advance, composed ones too", arguments: FontFace.all)
    func outlines(face: FontFace) throws {
        let font = try LoadedFont(face)
        let tables = try font.tables
        // Every third glyph, in an order that is not the font's; together all kinds of composed ones.
        let glyphs = stride(from: 1, to: UInt32(font.glyphCount), by: 3).reversed().map { $0 }
        let file = OutlineSubset.file(tables, glyphs: glyphs)
        let (_, expected) = try outlines(try LoadedFont.bytes(of: face), glyphs)
        let (count, found) = try file.withUnsafeBufferPointer {
            try outlines($0, (1...UInt32(glyphs.count)).map { $0 })
        }
        #expect(found == expected && count > glyphs.count)
        #expect(expected.contains { !$0.points.isEmpty } && expected.contains { $0.advance > 0 })
        #expect(file.count < tables.bytes.count)
    }

    @Test("One letter takes little more than itself")
    func small() throws {
        let font = try LoadedFont(FontFace(.nastaliq, isBold: false))
        let glyph = try #require(font.glyph(for: 0x0627))
        #expect(OutlineSubset.file(try font.tables, glyphs: [glyph]).count < 1_000)
    }

    @Test("Letters without ink have their widths and nothing else")
    func blank() throws {
        let widths = [0, 250, 612, 0x7FFF]
        let file = OutlineSubset.blank(try LoadedFont(FontFace(.sans, isBold: false)).tables, widths: widths)
        let (count, found) = try file.withUnsafeBufferPointer { try outlines($0, [1, 2, 3, 4]) }
        #expect(count == 5 && found.allSatisfy { $0.points.isEmpty } && found.map(\.advance) == widths)
    }

    @Test("A font that is cut short is refused, and no glyph of it is read beyond its end")
    func damaged() throws {
        let bytes = try LoadedFont.bytes(of: FontFace(.devanagari, isBold: false))
        for length in [0, 4, 12, 100, bytes.count / 2] {
            #expect(throws: TypesettingError.self) {
                try OutlineTables(UnsafeBufferPointer(rebasing: bytes[..<length]), name: "test")
            }
        }
        let tables = try OutlineTables(bytes, name: "test")
        #expect(tables.outline(of: .max / 8).isEmpty && tables.metrics(of: 70_000).count == 4)
    }

    @Test(
        "Numbers are written as PDF has them",
        arguments: [
            (0, "0"), (5, ".05"), (50, ".5"), (100, "1"), (-150, "-1.5"), (12_345, "123.45"), (-7, "-.07"),
            (1_000, "10"),
        ])
    func hundredths(value: Int, text: String) {
        var bytes = PDFBytes()
        bytes.add(hundredths: value)
        #expect(String(decoding: bytes.bytes, as: UTF8.self) == text)
    }

    @Test(
        "Places and scales have five decimal places and are never anything but numbers",
        arguments: [
            (0, "0"), (1.5, "1.5"), (-0.25, "-0.25"), (0.000_01, "0.00001"), (419.528, "419.528"), (1e300, "0"),
            (.infinity, "0"), (.nan, "0"), (-0.000_001, "0"), (12, "12"),
        ] as [(Double, String)])
    func numbers(value: Double, text: String) {
        var bytes = PDFBytes()
        bytes.add(value)
        #expect(String(decoding: bytes.bytes, as: UTF8.self) == text)
    }
}
