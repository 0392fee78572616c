import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// Print heads lose dots, and each lost one leaves a white line along the whole paper: here each column of dots of each code in
/// turn. A scanner sees it through its optics, which here are a blur of one dot.
@Suite("Codes from a head with a dead dot", .enabled(if: Scanner.python != nil || Tool.areRequired))
struct DeadDotTests {
    /// Prints for each code: its symbology, how many columns it has, after the loss of how many it was read, and of how many it was
    /// read as something else.
    private static let program = """
        import sys, zxingcpp
        from PIL import Image, ImageFilter
        for name in sys.argv[1:]:
            whole = Image.open(name).convert("L")
            for code in zxingcpp.read_barcodes(whole):
                corners = [getattr(code.position, c) for c in ("top_left", "top_right", "bottom_left", "bottom_right")]
                left, right = min(c.x for c in corners), max(c.x for c in corners)
                top, bottom = min(c.y for c in corners), max(c.y for c in corners)
                start = max(left - 40, 0)
                part = whole.crop((start, max(top - 40, 0), right + 40, bottom + 40))
                read = wrong = 0
                for x in range(left, right + 1):
                    seen = part.copy()
                    seen.paste(255, (x - start, 0, x - start + 1, seen.height))
                    found = [c.text for c in zxingcpp.read_barcodes(seen.filter(ImageFilter.GaussianBlur(1)))]
                    read += found == [code.text]
                    wrong += any(text != code.text for text in found)
                print(code.format.name, right - left + 1, read, wrong, sep="\\t")
        """

    private struct Loss {
        var symbology: String
        var columns: Int
        var read: Int
        var wrong: Int
    }

    private func losses(dpi: Double) throws -> [Loss] {
        try withScratchFolder { folder in
            var files: [URL] = []
            for document in ScannerTests.shipped {
                let pages = try DocumentRenderer().raster(try ShippedTextTests.document(document.name, .ur), dpi: dpi)
                files.append(folder.appending(path: document.name + ".png"))
                try Data(try PNGWriter().write(try #require(pages.first))).write(to: files[files.count - 1])
            }
            let tool = Tool(path: Scanner.python ?? "python3")
            return try tool.text(["-c", Self.program] + files.map(\.path)).split(separator: "\n").map { line in
                let fields = line.split(separator: "\t").map(String.init)
                let numbers = fields.dropFirst().compactMap { Int($0) }
                try #require(numbers.count == 3)
                return Loss(symbology: fields[0], columns: numbers[0], read: numbers[1], wrong: numbers[2])
            }
        }
    }

    @Test(
        "Whichever dot is dead, QR codes are read, the others nearly always at 300 dpi, and none is ever read as another",
        arguments: [180, 203.2, 300])
    func sweep(dpi: Double) throws {
        let losses = try losses(dpi: dpi)
        #expect(losses.count == ScannerTests.shipped.reduce(0) { $0 + $1.codes.count })
        #expect(losses.allSatisfy { $0.wrong == 0 && $0.columns > 40 })
        for loss in losses where loss.symbology.hasPrefix("QR") {
            #expect(loss.read == loss.columns, "\(dpi): \(loss)")
        }
        for loss in losses where !loss.symbology.hasPrefix("QR") && dpi == 300 {
            #expect(loss.read * 10 >= loss.columns * 8, "\(dpi): \(loss)")
        }
    }
}
