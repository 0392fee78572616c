/// A page as dots, one bit each.
public struct RasterPage: Hashable, Sendable {
    /// Dots from left to right.
    public let width: Int
    /// Dots from top to bottom.
    public let height: Int
    /// The rows from the top, each padded to whole bytes; the highest bit is the leftmost dot, 1 is black.
    public let bits: [UInt8]

    /// A page of dots; the number of bytes must be `height` times `bytesPerRow`.
    init(width: Int, height: Int, bits: [UInt8]) {
        self.width = width
        self.height = height
        self.bits = bits
    }

    /// How many bytes a row takes.
    public var bytesPerRow: Int { (width + 7) / 8 }

    /// True when the dot is black; false outside the page.
    public func isBlack(x: Int, y: Int) -> Bool {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return false }
        return bits[y * bytesPerRow + x / 8] & (0x80 >> UInt8(x % 8)) != 0
    }
}

/// A page in 256 shades.
public struct GreyPage: Hashable, Sendable {
    /// Pixels from left to right.
    public let width: Int
    /// Pixels from top to bottom.
    public let height: Int
    /// How much ink lies on each pixel, row by row: 0 is white, 255 is black.
    public let ink: [UInt8]

    /// A page of shades; `ink` has one value for each pixel.
    public init(width: Int, height: Int, ink: [UInt8]) {
        self.width = width
        self.height = height
        self.ink = ink
    }
}
