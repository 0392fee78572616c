/// Wraps pages of dots in ZPL II commands, one label for each page.
///
/// The picture goes as `^GFA` with ZPL's own run lengths, which every ZPL printer and clone reads; the zlib form `:Z64:`
/// is smaller but missing in many of them.
public struct ZPLEncoder: Sendable {
    /// An encoder.
    public init() {}

    /// The pages as labels.
    ///
    /// - Throws: `TypesettingError.badGeometry` for a page wider or higher than ZPL's 32000 dots.
    public func encode(_ pages: [RasterPage]) throws -> [UInt8] {
        var output: [UInt8] = []
        for page in pages {
            guard page.width <= 32_000, page.height <= 32_000 else { throw TypesettingError.badGeometry }
            let size = page.bytesPerRow * page.height
            output += Array(
                "^XA^PW\(page.bytesPerRow * 8)^LL\(page.height)^LH0,0^FO0,0^GFA,\(size),\(size),\(page.bytesPerRow),"
                    .utf8)
            output += Self.compressed(page)
            output += Array("^FS^PQ1^XZ\n".utf8)
        }
        return output
    }

    /// Rows as hexadecimal digits with run lengths: a comma fills a row with white, `!` with black, a colon repeats
    /// the row above.
    static func compressed(_ page: RasterPage) -> [UInt8] {
        var output: [UInt8] = []
        var previous: ArraySlice<UInt8>?
        let stride = page.bytesPerRow
        for row in 0..<page.height {
            let bytes = page.bits[row * stride..<(row + 1) * stride]
            if let previous, previous.elementsEqual(bytes) {
                output.append(UInt8(ascii: ":"))
            } else {
                append(bytes, to: &output)
            }
            previous = bytes
        }
        return output
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let nibbles = bytes.flatMap { [$0 >> 4, $0 & 15] }
        var index = 0
        while index < nibbles.count {
            let nibble = nibbles[index]
            var end = index
            while end < nibbles.count, nibbles[end] == nibble { end += 1 }
            if end == nibbles.count, nibble == 0 || nibble == 15 {
                output.append(nibble == 0 ? UInt8(ascii: ",") : UInt8(ascii: "!"))
            } else {
                append(nibble, count: end - index, to: &output)
            }
            index = end
        }
    }

    /// G to Y stand for 1 to 19, g to z for 20 to 400 in steps of 20; one digit alone needs no count.
    private static func append(_ nibble: UInt8, count: Int, to output: inout [UInt8]) {
        let digit = nibble < 10 ? 48 + nibble : 55 + nibble
        var rest = count
        if rest == 1 { return output.append(digit) }
        while rest > 0 {
            let part = min(rest, 419)
            if part >= 20 { output.append(UInt8(ascii: "g") + UInt8(part / 20 - 1)) }
            if part % 20 > 0 { output.append(UInt8(ascii: "G") + UInt8(part % 20 - 1)) }
            output.append(digit)
            rest -= part
        }
    }
}
