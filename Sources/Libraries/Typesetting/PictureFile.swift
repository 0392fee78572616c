import Documents
import Pictures

/// A picture for papers, made anew from a file that somebody brought: nothing of the file itself is kept but its shades.
public struct PictureFile: Hashable, Sendable {
    /// A grey PNG file.
    public let png: [UInt8]
    /// Pixels.
    public let width: Int
    /// Pixels.
    public let height: Int

    /// The most pixels of a picture that is brought: enough for any scan of a letterhead.
    static let pixelLimit = 16_000_000
    /// The longest side of what is kept: 50 mm at 406 dots per inch.
    static let sideLimit = 800

    /// Longer ones are made smaller before their white edges are cut off.
    private static let readingLimit = 4_000

    /// A picture from a PNG or JPEG file: laid on white, white edges cut off, made grey and small enough for a letterhead.
    ///
    /// - Throws: `TypesettingError.badImage` when it is neither, is damaged, too large or too narrow, or all white.
    public init(_ file: [UInt8]) throws {
        let picture: Picture
        do {
            picture = try Picture(file, .grey, longestSide: Self.readingLimit, pixelLimit: Self.pixelLimit)
        } catch let error as PictureError {
            throw TypesettingError.badImage(error.description)
        }
        let (wide, high) = (picture.width, picture.height)
        let ink = picture.pixels.map { 255 - $0 }
        let (cut, columns, rows) = try Self.cut(ink, wide, high)
        let longest = max(columns, rows)
        let (width, height) =
            longest <= Self.sideLimit
            ? (columns, rows)
            : (max(columns * Self.sideLimit / longest, 1), max(rows * Self.sideLimit / longest, 1))
        guard max(width, height) <= 20 * min(width, height) else { throw TypesettingError.badImage("a mere line") }
        let small = longest <= Self.sideLimit ? cut : Picture.resized(cut, columns, rows, width, height)
        png = try PNGWriter().write(GreyPage(width: width, height: height, ink: small))
        self.width = width
        self.height = height
    }

    /// The picture without its white edges.
    private static func cut(_ ink: [UInt8], _ wide: Int, _ high: Int) throws -> ([UInt8], Int, Int) {
        var (left, right, top, bottom) = (wide, -1, high, -1)
        for row in 0..<high {
            for column in 0..<wide where ink[row * wide + column] >= 16 {
                (left, right) = (min(left, column), max(right, column))
                (top, bottom) = (min(top, row), row)
            }
        }
        guard right >= left else { throw TypesettingError.badImage("nothing but white") }
        var result: [UInt8] = []
        result.reserveCapacity((right - left + 1) * (bottom - top + 1))
        for row in top...bottom { result += ink[(row * wide + left)...(row * wide + right)] }
        return (result, right - left + 1, bottom - top + 1)
    }
}
