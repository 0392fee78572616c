import Documents
import Foundation
import Testing

@testable import Typesetting

/// Pictures that hold the bytes of commands that printers obey at once.
@Suite("Immediate commands in pictures")
struct ImmediateCommandTests {
    /// Every such sequence, beside one another and across the ends of rows.
    private static func page(_ pairs: [[UInt8]]) -> RasterPage {
        var bits: [UInt8] = []
        for pair in pairs { for shift in 0..<3 { bits += [UInt8](repeating: 0, count: shift) + pair + [1, 2, 0x10] } }
        bits += [UInt8](repeating: 0, count: (3 - bits.count % 3) % 3)
        return RasterPage(width: 24, height: bits.count / 3, bits: bits)
    }

    private static func holds(_ bytes: some Sequence<UInt8>, _ pairs: [[UInt8]]) -> Bool {
        let all = Array(bytes)
        return all.indices.dropLast().contains { index in pairs.contains([all[index], all[index + 1]]) }
    }

    @Test("ESC/POS: no DLE EOT, DLE ENQ or DLE DC4, and only dots added")
    func escpos() throws {
        let pairs: [[UInt8]] = [[0x10, 0x04], [0x10, 0x05], [0x10, 0x14]]
        let page = Self.page(pairs)
        #expect(Self.holds(page.bits, pairs))
        let bytes = try EscPosEncoder(ThermalProfile(dots: 24, feedRows: 0, cuts: false)).encode([page])
        #expect(!Self.holds(bytes, pairs))
        let printed = bytes.dropFirst(2 + 8)
        #expect(printed.count == page.bits.count && zip(printed, page.bits).allSatisfy { $0 & $1 == $1 })
    }

    @Test("TSPL: no ESC ! and no ~!")
    func tspl() {
        let pairs: [[UInt8]] = [[0x1B, 0x21], [0x7E, 0x21]]
        let page = Self.page(pairs.map { $0.map { ~$0 } })
        let bytes = TSPLEncoder(dotsPerInch: 203.2).encode([page])
        #expect(Self.holds(page.bits.map { ~$0 }, pairs) && !Self.holds(bytes, pairs))
    }
}
