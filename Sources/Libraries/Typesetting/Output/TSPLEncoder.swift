import Foundation

/// Wraps pages of dots in TSPL commands, one label for each page.
public struct TSPLEncoder: Sendable {
    /// The resolution of the print head in dots per inch.
    private let dotsPerInch: Double
    /// The distance between two labels in millimetres; 0 for endless paper.
    private let gap: Double

    /// An encoder for a print head.
    ///
    /// - Parameter gap: The distance between two labels in millimetres; 0 for endless paper.
    public init(dotsPerInch: Double, gap: Double = 2) {
        self.dotsPerInch = dotsPerInch
        self.gap = gap
    }

    /// The pages as labels.
    public func encode(_ pages: [RasterPage]) -> [UInt8] {
        var output: [UInt8] = []
        for page in pages {
            output += Array(
                """
                SIZE \(millimetres(page.width)) mm,\(millimetres(page.height)) mm\r
                GAP \(gap == 0 ? "0" : String(format: "%.2f", gap)) mm,0 mm\r
                DIRECTION 1\r
                REFERENCE 0,0\r
                CLS\r
                BITMAP 0,0,\(page.bytesPerRow),\(page.height),0,
                """.utf8)
            // In TSPL a bit of 1 is white.
            let start = output.count
            output += page.bits.map { ~$0 }
            ImmediateCommands.defuseTSPL(&output, from: start)
            output += Array("\r\nPRINT 1,1\r\n".utf8)
        }
        return output
    }

    private func millimetres(_ dots: Int) -> String { String(format: "%.2f", Double(dots) / dotsPerInch * 25.4) }
}
