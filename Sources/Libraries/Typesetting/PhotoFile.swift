import Documents
import Pictures

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

    /// A photo from a PNG or JPEG file, upright, with its sides in proportion.
    ///
    /// - Throws: `TypesettingError.badImage` when it is neither, is damaged, too large, a mere line, or too small to tell
    ///   anybody by.
    public init(_ file: [UInt8]) throws {
        do {
            let head = try PictureHead(file)
            let isTurned = head.orientation >= 5
            let (wide, high) = isTurned ? (head.height, head.width) : (head.width, head.height)
            guard min(wide, high) >= 40, max(wide, high) <= 4 * min(wide, high) else {
                throw TypesettingError.badImage("\(wide) × \(high) pixels are no photo")
            }
            (width, height) = Self.fitting(wide, high, Self.widthLimit, Self.heightLimit)
            let read = try Picture(file, .rgb, longestSide: max(width, height), pixelLimit: Self.pixelLimit)
            let small = read.resized(width, height)
            png = try Self.bounded(Self.colours(small), width, height)
            let (columns, rows) = Self.fitting(wide, high, Self.paperWidth, Self.paperHeight)
            let ink = Self.ink(Self.colours(small.resized(columns, rows)))
            paperPNG = try PNGWriter().write(GreyPage(width: columns, height: rows, ink: ink))
        } catch let error as PictureError {
            throw TypesettingError.badImage(error.description)
        }
    }

    /// The pixels as 0x00RRGGBB.
    private static func colours(_ picture: Picture) -> [UInt32] {
        let bytes = picture.pixels
        return stride(from: 0, to: bytes.count, by: 3).map {
            UInt32(bytes[$0]) << 16 | UInt32(bytes[$0 + 1]) << 8 | UInt32(bytes[$0 + 2])
        }
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
}
