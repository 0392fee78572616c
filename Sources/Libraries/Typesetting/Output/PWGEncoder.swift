public import Documents

/// Writes pages of dots as PWG raster (PWG 5102.4), black with one bit per dot: the type `black_1`, which driverless
/// printers take.
public struct PWGEncoder: Sendable {
    private let dotsPerInch: Int
    private let mediaName: String

    /// An encoder for a resolution and paper.
    public init(dotsPerInch: Double, paper: Paper) {
        self.dotsPerInch = Int(dotsPerInch.rounded())
        mediaName = paper.mediaName ?? ""
    }

    /// The pages as one file.
    public func encode(_ pages: [RasterPage]) -> [UInt8] {
        pages.reduce(into: Array("RaS2".utf8)) { output, page in
            output += header(page, of: pages.count)
            Self.append(page, to: &output)
        }
    }

    /// The 1796 bytes before each page; all fields that are not set are 0.
    private func header(_ page: RasterPage, of count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1796)
        func put(_ text: String, _ place: Int) {
            bytes.replaceSubrange(place..<place + min(text.utf8.count, 63), with: text.utf8.prefix(63))
        }
        func put(_ number: Int, _ place: Int) {
            for byte in 0..<4 { bytes[place + byte] = UInt8(number >> (24 - 8 * byte) & 0xFF) }
        }
        put("PwgRaster", 0)
        put(dotsPerInch, 276)
        put(dotsPerInch, 280)
        put(1, 340)  // NumCopies
        put(Int((Double(page.width) * 72 / Double(dotsPerInch)).rounded()), 352)
        put(Int((Double(page.height) * 72 / Double(dotsPerInch)).rounded()), 356)
        put(page.width, 372)
        put(page.height, 376)
        put(1, 384)  // BitsPerColor
        put(1, 388)  // BitsPerPixel
        put(page.bytesPerRow, 392)
        put(3, 400)  // ColorSpace: black
        put(1, 420)  // NumColors
        put(count, 452)
        put(1, 456)  // CrossFeedTransform
        put(1, 460)  // FeedTransform
        put(page.width, 472)
        put(page.height, 476)
        put(mediaName, 1732)
        return bytes
    }

    /// Each row once with how often it is repeated, then runs of one byte or of different bytes.
    private static func append(_ page: RasterPage, to output: inout [UInt8]) {
        let stride = page.bytesPerRow
        let row = { (index: Int) in page.bits[index * stride..<(index + 1) * stride] }
        var first = 0
        while first < page.height {
            var end = first + 1
            while end < page.height, end - first < 256, row(end).elementsEqual(row(first)) { end += 1 }
            output.append(UInt8(end - first - 1))
            append(Array(row(first)), to: &output)
            first = end
        }
    }

    private static func append(_ row: [UInt8], to output: inout [UInt8]) {
        var index = 0
        while index < row.count {
            var end = index + 1
            while end < row.count, end - index < 128, row[end] == row[index] { end += 1 }
            if end - index > 1 || end == row.count {
                output += [UInt8(end - index - 1), row[index]]
                index = end
                continue
            }
            // Different bytes, up to the next pair of equal ones.
            while end < row.count, end - index < 128, end + 1 == row.count || row[end] != row[end + 1] { end += 1 }
            if end - index == 1 {
                output += [0, row[index]]
            } else {
                output.append(UInt8(257 - (end - index)))
                output += row[index..<end]
            }
            index = end
        }
    }
}
