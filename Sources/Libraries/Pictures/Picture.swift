/// A picture unpacked from a PNG or JPEG file: opaque, laid on white, standing upright.
///
/// Reading is bounded: the head is looked at before anything is unpacked, and a JPEG file is unpacked at an eighth to the
/// whole of its size, whichever is just enough.
public struct Picture: Hashable, Sendable {
    /// What a pixel holds.
    public enum Colours: Int, Hashable, Sendable {
        /// One byte: 0 is black, 255 is white.
        case grey = 1
        /// Three bytes: red, green, blue.
        case rgb = 3
    }

    /// Pixels from left to right.
    public let width: Int
    /// Pixels from top to bottom.
    public let height: Int
    /// What a pixel holds.
    public let colours: Colours
    /// Row by row from the top, without gaps.
    public let pixels: [UInt8]

    /// The most pixels of a file that is read: any camera's, and an A4 sheet at 600 dots per inch.
    public static let pixelLimit = 64_000_000
    /// The most where the whole must be unpacked before it can be made smaller: PNG and progressive JPEG.
    public static let wholeLimit = 40_000_000

    init(width: Int, height: Int, colours: Colours, pixels: [UInt8]) {
        (self.width, self.height, self.colours, self.pixels) = (width, height, colours, pixels)
    }

    /// The picture in a file, at most so long on its longest side; a smaller one keeps its size.
    ///
    /// - Parameters:
    ///   - file: a PNG or a JPEG file, told by its first bytes; colours of print shops (CMYK) are turned into these.
    ///   - colours: what is wanted of each pixel.
    ///   - longestSide: pixels.
    ///   - pixelLimit: a file with more is refused before it is unpacked; never more than `Picture.pixelLimit`.
    /// - Throws: `PictureError`.
    public init(
        _ file: [UInt8], _ colours: Colours, longestSide: Int, pixelLimit: Int = Picture.pixelLimit
    ) throws {
        let head = try PictureHead(file)
        let limit = min(pixelLimit, head.kind == .png || head.isProgressive ? Self.wholeLimit : Self.pixelLimit)
        guard max(head.width, head.height) <= PictureHead.sideLimit, head.width * head.height <= limit else {
            throw PictureError.tooLarge(width: head.width, height: head.height, limit: limit)
        }
        let whole =
            switch head.kind {
            case .png: try PNGReading.picture(file, head, colours)
            case .jpeg: try JPEGReading.picture(file, head, colours, atLeast: longestSide)
            }
        self = whole.fitting(longestSide).upright(head.orientation)
    }

    /// The picture made smaller until its longest side has at most so many pixels: each is the mean of those it covers.
    public func fitting(_ longestSide: Int) -> Picture {
        let longest = max(width, height)
        if longest <= longestSide { return self }
        let scaled = { (side: Int) in max((side * longestSide + longest / 2) / longest, 1) }
        return resized(scaled(width), scaled(height))
    }

    /// The picture at another size: each pixel is the mean of those that it covers, or the nearest one.
    public func resized(_ columns: Int, _ rows: Int) -> Picture {
        if columns == width, rows == height { return self }
        let smaller = Self.resized(pixels, width, height, columns, rows, depth: colours.rawValue)
        return Picture(width: columns, height: rows, colours: colours, pixels: smaller)
    }

    /// The same of bare bytes, `depth` of which make a pixel.
    public static func resized(
        _ pixels: [UInt8], _ width: Int, _ height: Int, _ columns: Int, _ rows: Int, depth: Int = 1
    ) -> [UInt8] {
        let lefts = (0...columns).map { $0 * width / columns }
        return [UInt8](unsafeUninitializedCapacity: columns * rows * depth) { output, count in
            pixels.withUnsafeBufferPointer { source in
                for row in 0..<rows {
                    let top = row * height / rows
                    let bottom = max((row + 1) * height / rows, top + 1)
                    for column in 0..<columns {
                        let left = lefts[column]
                        let right = max(lefts[column + 1], left + 1)
                        let covered = (bottom - top) * (right - left)
                        if covered == 1, depth == 1 {
                            output[row * columns + column] = source[top * width + left]
                            continue
                        }
                        for channel in 0..<depth {
                            var sum = 0
                            for y in top..<bottom {
                                for x in left..<right { sum += Int(source[(y * width + x) * depth + channel]) }
                            }
                            output[(row * columns + column) * depth + channel] = UInt8(sum / covered)
                        }
                    }
                }
            }
            count = columns * rows * depth
        }
    }

    /// The picture turned and mirrored as Exif's tag Orientation says.
    func upright(_ orientation: Int) -> Picture {
        if orientation <= 1 || orientation > 8 { return self }
        let isTurned = orientation >= 5
        let (columns, rows) = isTurned ? (height, width) : (width, height)
        let depth = colours.rawValue
        var result = [UInt8](repeating: 0, count: pixels.count)
        for row in 0..<rows {
            for column in 0..<columns {
                let (x, y) =
                    switch orientation {
                    case 2: (width - 1 - column, row)
                    case 3: (width - 1 - column, height - 1 - row)
                    case 4: (column, height - 1 - row)
                    case 5: (row, column)
                    case 6: (row, height - 1 - column)
                    case 7: (width - 1 - row, height - 1 - column)
                    default: (width - 1 - row, column)
                    }
                for channel in 0..<depth {
                    result[(row * columns + column) * depth + channel] = pixels[(y * width + x) * depth + channel]
                }
            }
        }
        return Picture(width: columns, height: rows, colours: colours, pixels: result)
    }
}
