import CText
import Documents

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

    /// More pixels than this are refused before anything is unpacked.
    static let limit = 40_000_000
    /// Pictures are made smaller to this resolution when they are read, which is all that any printer shows.
    private static let finest = 600.0

    /// The picture in a PNG file, unpacked and laid on white.
    ///
    /// - Throws: `TypesettingError.badImage` when it is no PNG file, is damaged, or has too many pixels.
    init(_ block: ImageBlock, width: Double) throws {
        let png = [UInt8](block.png)
        let (wide, high) = try Self.size(png)
        let picture = try Self.unpacked(png, wide, high)
        let columns = max(min(wide, Int((width / 72 * Self.finest).rounded(.up))), 1)
        let rows = max(Int((Double(high) * Double(columns) / Double(wide)).rounded()), 1)
        self.columns = columns
        self.rows = rows
        ink = columns == wide ? picture : Self.averaged(picture, wide, high, columns, rows)
        box = Box(left: 0, top: 0, right: width, bottom: width * Double(high) / Double(wide))
    }

    /// The sizes in the file's head, so that a file that would unpack to gigabytes is never unpacked.
    static func size(_ png: [UInt8]) throws -> (Int, Int) {
        guard png.count > 32, png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            Array(png[12..<16]) == Array("IHDR".utf8)
        else { throw TypesettingError.badImage("no PNG file") }
        let number = { (place: Int) in png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (wide, high) = (number(16), number(20))
        guard wide > 0, high > 0, wide <= 30_000, high <= 30_000, wide * high <= limit else {
            throw TypesettingError.badImage("\(wide) × \(high) pixels; at most \(limit) in all")
        }
        return (wide, high)
    }

    static func unpacked(_ png: [UInt8], _ wide: Int, _ high: Int) throws -> [UInt8] {
        struct Feed {
            let bytes: UnsafeBufferPointer<UInt8>
            var place = 0
        }
        return try png.withUnsafeBufferPointer { bytes in
            var feed = Feed(bytes: bytes)
            let surface = withUnsafeMutablePointer(to: &feed) { feed in
                cairo_image_surface_create_from_png_stream(
                    { closure, data, length in
                        guard let feed = closure?.assumingMemoryBound(to: Feed.self), let data else {
                            return CAIRO_STATUS_READ_ERROR
                        }
                        let count = Int(length)
                        guard feed.pointee.place + count <= feed.pointee.bytes.count,
                            let start = feed.pointee.bytes.baseAddress
                        else { return CAIRO_STATUS_READ_ERROR }
                        data.update(from: start + feed.pointee.place, count: count)
                        feed.pointee.place += count
                        return CAIRO_STATUS_SUCCESS
                    }, feed)
            }
            defer { cairo_surface_destroy(surface) }
            guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
                let data = cairo_image_surface_get_data(surface),
                Int(cairo_image_surface_get_width(surface)) == wide,
                Int(cairo_image_surface_get_height(surface)) == high
            else { throw TypesettingError.badImage("a damaged PNG file") }
            return inked(
                data, stride: Int(cairo_image_surface_get_stride(surface)), cairo_image_surface_get_format(surface),
                wide, high)
        }
    }

    /// Ink from cairo's pixels, whose colours are already multiplied by their opacity.
    private static func inked(
        _ data: UnsafeMutablePointer<UInt8>, stride: Int, _ format: cairo_format_t, _ wide: Int, _ high: Int
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: wide * high) { output, count in
            for row in 0..<high {
                for column in 0..<wide {
                    let pixel = data + row * stride + column * 4
                    let light = (Int(pixel[2]) * 54 + Int(pixel[1]) * 183 + Int(pixel[0]) * 19) >> 8
                    let opacity = format == CAIRO_FORMAT_ARGB32 ? Int(pixel[3]) : 255
                    output[row * wide + column] = UInt8(min(max(opacity - light, 0), 255))
                }
            }
            count = wide * high
        }
    }

    /// The picture at another size: each pixel is the mean of those that it covers, or the nearest one.
    static func averaged(_ ink: [UInt8], _ wide: Int, _ high: Int, _ columns: Int, _ rows: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: columns * rows)
        ink.withUnsafeBufferPointer { ink in
            for row in 0..<rows {
                let top = row * high / rows
                let bottom = max((row + 1) * high / rows, top + 1)
                for column in 0..<columns {
                    let left = column * wide / columns
                    let right = max((column + 1) * wide / columns, left + 1)
                    var sum = 0
                    for y in top..<bottom { for x in left..<right { sum += Int(ink[y * wide + x]) } }
                    result[row * columns + column] = UInt8(sum / ((bottom - top) * (right - left)))
                }
            }
        }
        return result
    }

    /// The picture at a size in dots, as nothing but black and white: Floyd and Steinberg's error diffusion, to and fro
    /// in turn so that no worms show. Nearly white and nearly black become so first, which keeps paper clean.
    func dithered(columns: Int, rows: Int) -> [UInt8] {
        var result = Self.averaged(ink, self.columns, self.rows, columns, rows)
        var errors = [Int](repeating: 0, count: columns + 2)
        for row in 0..<rows {
            var below = [Int](repeating: 0, count: columns + 2)
            let forward = row % 2 == 0
            var carry = 0
            for step in 0..<columns {
                let column = forward ? step : columns - 1 - step
                let source = Int(result[row * columns + column])
                let value = (source < 16 ? 0 : source > 239 ? 255 : source) * 16
                let wanted = source < 16 ? 0 : value + errors[column + 1] + carry
                let isDark = wanted >= 128 * 16
                let rest = wanted - (isDark ? 255 * 16 : 0)
                result[row * columns + column] = isDark ? 255 : 0
                carry = rest * 7 / 16
                below[column + 1] += rest * 5 / 16
                below[column + (forward ? 0 : 2)] += rest * 3 / 16
                below[column + (forward ? 2 : 0)] += rest / 16
            }
            errors = below
        }
        return result
    }
}
