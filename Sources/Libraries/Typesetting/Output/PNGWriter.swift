import CText

/// Writes pages of dots or shades as PNG.
public struct PNGWriter: Sendable {
    /// A writer.
    public init() {}

    /// A page of dots as a grey PNG that holds nothing but black and white.
    ///
    /// - Throws: `TypesettingError.drawing` when the encoder fails.
    public func write(_ page: RasterPage) throws -> [UInt8] {
        var ink = [UInt8](repeating: 0, count: page.width * page.height)
        for row in 0..<page.height {
            for byte in 0..<page.bytesPerRow {
                let bits = page.bits[row * page.bytesPerRow + byte]
                if bits == 0 { continue }
                let start = row * page.width + byte * 8
                for bit in 0..<min(8, page.width - byte * 8) where bits & (0x80 >> UInt8(bit)) != 0 {
                    ink[start + bit] = 255
                }
            }
        }
        return try write(GreyPage(width: page.width, height: page.height, ink: ink))
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
        return try Self.encode(&pixels, page.width, page.height, stride)
    }

    private static func encode(
        _ pixels: inout [UInt8], _ width: Int, _ height: Int, _ stride: Int
    ) throws -> [UInt8] {
        var output: [UInt8] = []
        let status = pixels.withUnsafeMutableBufferPointer { pixels in
            withUnsafeMutablePointer(to: &output) { output in
                let surface = cairo_image_surface_create_for_data(
                    pixels.baseAddress, CAIRO_FORMAT_A8, Int32(width), Int32(height), Int32(stride))
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
