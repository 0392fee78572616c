import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("Dots and printer commands")
struct OutputTests {
    @Test("A receipt has exactly the dots of the print head")
    func width() throws {
        let pages = try DocumentRenderer().raster(Samples.receipt(.ur))
        #expect(pages.count == 1 && pages[0].width == 576 && pages[0].bytesPerRow == 72)
        #expect(pages[0].bits.contains { $0 != 0 })
        var narrow = Samples.receipt(.ur)
        narrow.paper = .thermal58
        #expect(try DocumentRenderer().raster(narrow)[0].width == 384)
    }

    /// Takes the commands apart as a printer does.
    private func decode(_ bytes: [UInt8]) throws -> (rows: [[UInt8]], bands: [Int], cuts: Int, kicks: Int) {
        var (rows, bands, cuts, kicks): ([[UInt8]], [Int], Int, Int) = ([], [], 0, 0)
        var place = 0
        while place < bytes.count {
            switch (bytes[place], bytes[place + 1]) {
            case (0x1B, 0x40): place += 2
            case (0x1B, 0x70):
                kicks += 1
                place += 5
            case (0x1D, 0x56):
                cuts += 1
                place += 4
            case (0x1D, 0x76):
                let stride = Int(bytes[place + 4]) + Int(bytes[place + 5]) << 8
                let count = Int(bytes[place + 6]) + Int(bytes[place + 7]) << 8
                place += 8
                for _ in 0..<count {
                    rows.append(Array(bytes[place..<place + stride]))
                    place += stride
                }
                bands.append(count)
            default: throw ToolFailure(description: "unknown command at \(place)")
            }
        }
        return (rows, bands, cuts, kicks)
    }

    @Test("ESC/POS holds the raster in bands of at most 128 rows, white as rows, one cut")
    func escpos() throws {
        let document = Samples.receipt(.ur)
        let page = try DocumentRenderer().raster(document)[0]
        let found = try decode(try DocumentRenderer().escpos(document))
        #expect(found.bands.allSatisfy { $0 <= 128 } && found.cuts == 1 && found.kicks == 0)
        #expect(found.rows.count == page.height + ThermalProfile.thermal80.feedRows)
        #expect(found.rows.prefix(page.height).flatMap { $0 } == page.bits)
        let drawer = ThermalProfile(cuts: false, opensDrawer: true)
        let other = try decode(try DocumentRenderer().escpos(document, profile: drawer))
        #expect(other.cuts == 0 && other.kicks == 1)
    }

    @Test("Paper wider than the head is refused")
    func tooWide() {
        #expect(throws: TypesettingError.self) {
            try DocumentRenderer().escpos(Samples.receipt(.ur), profile: .thermal58)
        }
    }

    @Test("PNG files have the page's size and are grey")
    func png() throws {
        let page = try DocumentRenderer().raster(Samples.receipt(.en))[0]
        let oneBit = try PNGWriter().write(page)
        #expect(Array(oneBit.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(
            Array(oneBit[16..<24]) == [0, 0, 2, 64] + [
                UInt8(page.height >> 24), UInt8(page.height >> 16 & 255), UInt8(page.height >> 8 & 255),
                UInt8(page.height & 255),
            ])
        #expect(oneBit[24] == 8 && oneBit[25] == 0)
        let grey = try #require(try DocumentRenderer().png(Samples.receipt(.en), dpi: 100))
        #expect(grey[24] == 8 && grey[25] == 0)
        #expect(try DocumentRenderer().png(Samples.receipt(.en), page: 7) == nil)
    }

    @Test("Resolutions out of reason are refused")
    func resolutions() throws {
        let layout = try Typesetter().layout(Samples.receipt(.en))
        for dpi in [0.0, 19, 1_201, .nan, .infinity] {
            #expect(throws: TypesettingError.self) { try RasterWriter().oneBit(layout.pages[0], dotsPerInch: dpi) }
        }
    }

    @Test("A logo comes out dot by dot")
    func logo() throws {
        let logo = try #require(
            Bitmap(width: 16, height: 2, bits: Data([0xF0, 0x0F, 0x00, 0xFF]), printedWidth: .mm(2)))
        let head = Letterhead(name: .name("x"), logo: logo)
        let page = try DocumentRenderer().raster(Samples.document(.en, [.letterhead(head)]))[0]
        let start = (0..<576).first { page.isBlack(x: $0, y: 8) } ?? 0
        #expect(
            (0..<16).map { page.isBlack(x: start + $0, y: 8) } == [true, true, true, true]
                + [Bool](repeating: false, count: 8) + [true, true, true, true])
        #expect(
            (0..<16).map { page.isBlack(x: start + $0, y: 9) } == [Bool](repeating: false, count: 8)
                + [Bool](repeating: true, count: 8))
    }

    @Test("Many threads get the same pictures")
    func concurrency() async throws {
        let languages = Language.allCases
        let expected = try languages.map { try DocumentRenderer().raster(Samples.receipt($0)) }
        try await withThrowingTaskGroup(of: (Int, [RasterPage], [UInt8]).self) { group in
            for index in 0..<24 {
                group.addTask {
                    let document = Samples.receipt(Language.allCases[index % 4])
                    let renderer = DocumentRenderer()
                    return (index % 4, try renderer.raster(document), try renderer.pdf(document, created: Samples.time))
                }
            }
            var files: [Int: [UInt8]] = [:]
            for try await (language, pages, pdf) in group {
                #expect(pages == expected[language])
                #expect(files[language] == nil || files[language] == pdf)
                files[language] = pdf
            }
        }
    }
}
