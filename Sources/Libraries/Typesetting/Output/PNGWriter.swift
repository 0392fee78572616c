import CText

/// Writes pages of dots or shades as PNG.
public struct PNGWriter: Sendable {
    /// A writer.
    public init() {}

    /// A page of dots as a black and white PNG of one bit per dot.
    ///
    /// - Throws: `TypesettingError.drawing` when the encoder fails.
    public func write(_ page: RasterPage) throws -> [UInt8] {
        // Cairo's one-bit rows start with the lowest bit, are padded to four bytes, and 1 is white once written.
        let stride = (page.width + 31) / 32 * 4
        var pixels = [UInt8](repeating: 0, count: stride * page.height)
        for row in 0..<page.height {
            for byte in 0..<page.bytesPerRow {
                pixels[row * stride + byte] = Self.reversed(~page.bits[row * page.bytesPerRow + byte])
            }
        }
        return try Self.encode(&pixels, CAIRO_FORMAT_A1, page.width, page.height, stride)
    }

    /// A page of shades as an 8-bit grey PNG.
    ///
    /// - Throws: `TypesettingError.drawing` when the encoder fails.
    public func write(_ page: GreyPage) throws -> [UInt8] {
        let stride = (page.width + 3) / 4 * 4
        var pixels = [UInt8](repeating: 255, count: stride * page.height)
        for row in 0..<page.height {
            for column in 0..<page.width { pixels[row * stride + column] = 255 - page.ink[row * page.width + column] }
        }
        return try Self.encode(&pixels, CAIRO_FORMAT_A8, page.width, page.height, stride)
    }

    private static func reversed(_ byte: UInt8) -> UInt8 {
        var value = byte
        value = value >> 4 | value << 4
        value = (value & 0xCC) >> 2 | (value & 0x33) << 2
        return (value & 0xAA) >> 1 | (value & 0x55) << 1
    }

    private static func encode(
        _ pixels: inout [UInt8], _ format: cairo_format_t, _ width: Int, _ height: Int, _ stride: Int
    ) throws -> [UInt8] {
        var output: [UInt8] = []
        let status = pixels.withUnsafeMutableBufferPointer { pixels in
            withUnsafeMutablePointer(to: &output) { output in
                let surface = cairo_image_surface_create_for_data(
                    pixels.baseAddress, format, Int32(width), Int32(height), Int32(stride))
                defer { cairo_surface_destroy(surface) }
                let write: cairo_write_func_t = { closure, data, length in
                    guard let output = closure?.assumingMemoryBound(to: [UInt8].self), let data else {
                        return CAIRO_STATUS_WRITE_ERROR
                    }
                    output.pointee.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                    return CAIRO_STATUS_SUCCESS
                }
                return cairo_surface_write_to_png_stream(surface, write, output)
            }
        }
        guard status == CAIRO_STATUS_SUCCESS else {
            throw TypesettingError.drawing(String(cString: cairo_status_to_string(status)))
        }
        return output
    }
}
