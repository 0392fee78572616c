import Documents
import Pictures

/// A picture in shades and its place.
public struct ImageMark: Hashable, Sendable {
    /// Pixels from left to right.
    public let columns: Int
    /// Pixels from top to bottom.
    public let rows: Int
    /// How much ink each pixel has, row by row: 0 is white, 255 is black.
    public let ink: [UInt8]
    /// Where it is drawn.
    public var box: Box

    /// Pictures are made smaller to this resolution when they are read, which is all that any printer shows.
    private static let finest = 600.0

    /// The picture in a PNG or JPEG file, unpacked and laid on white.
    ///
    /// - Throws: `TypesettingError.badImage` when it is neither, is damaged, or has too many pixels.
    init(_ block: ImageBlock, width: Double) throws {
        do {
            let file = [UInt8](block.png)
            let head = try PictureHead(file)
            let isTurned = head.orientation >= 5
            let (wide, high) = isTurned ? (head.height, head.width) : (head.width, head.height)
            let columns = max(min(wide, Int((width / 72 * Self.finest).rounded(.up))), 1)
            let rows = max(Int((Double(high) * Double(columns) / Double(wide)).rounded()), 1)
            let picture = try Picture(file, .grey, longestSide: max(columns, rows)).resized(columns, rows)
            (self.columns, self.rows) = (columns, rows)
            ink = picture.pixels.map { 255 - $0 }
            box = Box(left: 0, top: 0, right: width, bottom: width * Double(high) / Double(wide))
        } catch let error as PictureError {
            throw TypesettingError.badImage(error.description)
        }
    }

    /// The picture's ink at a size in dots.
    func shades(columns: Int, rows: Int) -> [UInt8] {
        Picture.resized(ink, self.columns, self.rows, columns, rows)
    }

    /// The picture at a size in dots, as nothing but black and white: Floyd and Steinberg's error diffusion, to and fro
    /// in turn so that no worms show. Nearly white and nearly black become so first, which keeps paper clean.
    func dithered(columns: Int, rows: Int) -> [UInt8] {
        var result = shades(columns: columns, rows: rows)
        var errors = [Int32](repeating: 0, count: columns + 2)
        var below = errors
        result.withUnsafeMutableBufferPointer { dots in
            for row in 0..<rows {
                let line = UnsafeMutableBufferPointer(rebasing: dots[row * columns..<(row + 1) * columns])
                Self.diffuse(line, isForward: row % 2 == 0, &errors, &below)
                swap(&errors, &below)
                for index in below.indices { below[index] = 0 }
            }
        }
        return result
    }

    /// One row of the diffusion; `errors` are what the row above has left, in sixteenths, `below` what this one leaves.
    private static func diffuse(
        _ dots: UnsafeMutableBufferPointer<UInt8>, isForward: Bool, _ errors: inout [Int32], _ below: inout [Int32]
    ) {
        let ahead = isForward ? 1 : -1
        var carry: Int32 = 0
        var column = isForward ? 0 : dots.count - 1
        errors.withUnsafeBufferPointer { errors in
            below.withUnsafeMutableBufferPointer { below in
                for _ in 0..<dots.count {
                    let source = Int32(dots[column])
                    let value: Int32 = (source > 239 ? 255 : source) * 16
                    let wanted = source < 16 ? 0 : value + errors[column + 1] + carry
                    let isDark = wanted >= 128 * 16
                    let rest = wanted - (isDark ? 255 * 16 : 0)
                    dots[column] = isDark ? 255 : 0
                    carry = rest * 7 / 16
                    below[column + 1] += rest * 5 / 16
                    below[column + 1 - ahead] += rest * 3 / 16
                    below[column + 1 + ahead] += rest / 16
                    column += ahead
                }
            }
        }
    }
}
