import CText
import Documents

/// A photo of a person, made anew from a file that somebody brought: its pixels alone, so that places, times and cameras that the
/// file tells of are gone.
public struct PhotoFile: Hashable, Sendable {
    /// A PNG file in colour, for pages.
    public let png: [UInt8]
    /// Pixels of `png`.
    public let width: Int
    /// Pixels of `png`.
    public let height: Int
    /// A smaller grey PNG file, for papers.
    public let paperPNG: [UInt8]

    /// The most pixels of a photo that is brought: a telephone's camera.
    static let pixelLimit = 16_000_000
    /// The longest sides of what is kept.
    static let (widthLimit, heightLimit) = (300, 400)
    static let (paperWidth, paperHeight) = (240, 320)
    /// The most bytes of each file that is kept.
    public static let byteLimit = 256 << 10

    /// A photo from a PNG file, with its sides in proportion.
    ///
    /// - Throws: `TypesettingError.badImage` when it is no PNG file, is damaged, too large, a mere line, or too small to tell
    ///   anybody by.
    public init(_ file: [UInt8]) throws {
        let (wide, high) = try ImageMark.size(file)
        guard wide * high <= Self.pixelLimit else {
            throw TypesettingError.badImage("\(wide) × \(high) pixels; at most \(Self.pixelLimit) in all")
        }
        guard min(wide, high) >= 40, max(wide, high) <= 4 * min(wide, high) else {
            throw TypesettingError.badImage("\(wide) × \(high) pixels are no photo")
        }
        let pixels = try ImageMark.pixels(file, wide, high)
        (width, height) = Self.fitting(wide, high, Self.widthLimit, Self.heightLimit)
        let small = Self.averaged(pixels, wide, high, width, height)
        png = try Self.bounded(small, width, height)
        let (columns, rows) = Self.fitting(wide, high, Self.paperWidth, Self.paperHeight)
        let ink = ImageMark.averaged(Self.ink(small), width, height, columns, rows)
        paperPNG = try PNGWriter().write(GreyPage(width: columns, height: rows, ink: ink))
    }

    private static func fitting(_ wide: Int, _ high: Int, _ width: Int, _ height: Int) -> (Int, Int) {
        if wide <= width, high <= height { return (wide, high) }
        if wide * height > high * width { return (width, max(high * width / wide, 1)) }
        return (max(wide * height / high, 1), height)
    }

    /// The file, with fewer shades of each colour where a photo full of noise would be too large.
    private static func bounded(_ pixels: [UInt32], _ width: Int, _ height: Int) throws -> [UInt8] {
        for bits in stride(from: 8, through: 3, by: -1) {
            let mask = (0xFF << UInt32(8 - bits)) & 0xFF as UInt32
            let whole = mask << 16 | mask << 8 | mask
            let file = try PNGWriter().write(pixels.map { $0 & whole }, width: width, height: height)
            if file.count <= byteLimit { return file }
        }
        throw TypesettingError.badImage("too many bytes")
    }

    private static func ink(_ pixels: [UInt32]) -> [UInt8] {
        pixels.map { pixel in
            let light = (Int(pixel >> 16 & 255) * 54 + Int(pixel >> 8 & 255) * 183 + Int(pixel & 255) * 19) >> 8
            return UInt8(255 - min(light, 255))
        }
    }

    /// Each pixel is the mean of those that it covers.
    private static func averaged(
        _ pixels: [UInt32], _ wide: Int, _ high: Int, _ columns: Int, _ rows: Int
    ) -> [UInt32] {
        if wide == columns, high == rows { return pixels }
        var result = [UInt32](repeating: 0, count: columns * rows)
        pixels.withUnsafeBufferPointer { pixels in
            for row in 0..<rows {
                let (top, bottom) = (row * high / rows, max((row + 1) * high / rows, row * high / rows + 1))
                for column in 0..<columns {
                    let left = column * wide / columns
                    let right = max((column + 1) * wide / columns, left + 1)
                    var (red, green, blue) = (0, 0, 0)
                    for y in top..<bottom {
                        for x in left..<right {
                            let pixel = pixels[y * wide + x]
                            red += Int(pixel >> 16 & 255)
                            green += Int(pixel >> 8 & 255)
                            blue += Int(pixel & 255)
                        }
                    }
                    let count = (bottom - top) * (right - left)
                    result[row * columns + column] =
                        UInt32(red / count) << 16 | UInt32(green / count) << 8 | UInt32(blue / count)
                }
            }
        }
        return result
    }
}
