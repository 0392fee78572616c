import Pictures

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
        do {
            return try Picture.png(grey: page.ink.map { 255 - $0 }, page.width, page.height)
        } catch let error as PictureError {
            throw TypesettingError.drawing(error.description)
        }
    }
}
