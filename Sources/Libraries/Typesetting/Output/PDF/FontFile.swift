/// Tables put together to a TrueType file, with their checksums (OpenType, "Organization of an OpenType font").
enum FontFile {
    /// The file of a font with other glyphs.
    ///
    /// - Parameters:
    ///   - count: How many glyphs.
    ///   - places: The table of the outlines' places, of four bytes each where `isLong`.
    static func assembled(
        _ font: OutlineTables, _ count: Int, metrics: [UInt8], places: [UInt8], _ outlines: [UInt8], isLong: Bool
    ) -> [UInt8] {
        var head = Array(font.bytes[font.head])
        head.replaceSubrange(8..<12, with: [0, 0, 0, 0])
        head[51] = isLong ? 1 : 0
        let size = [UInt8((count >> 8) & 255), UInt8(count & 255)]
        var hhea = Array(font.bytes[font.hhea])
        hhea.replaceSubrange(34..<36, with: size)
        var maxp = Array(font.bytes[font.maxp])
        maxp.replaceSubrange(4..<6, with: size)
        let tables: [(name: StaticString, bytes: [UInt8])] = [
            ("glyf", outlines), ("head", head), ("hhea", hhea), ("hmtx", metrics), ("loca", places), ("maxp", maxp),
        ]
        var file = PDFBytes()
        // Version 1.0, six tables, and what a search by halves would want to know of six.
        file.add([0, 1, 0, 0, 0, 6, 0, 64, 0, 2, 0, 32])
        var place = 12 + tables.count * 16
        for table in tables {
            file.add(table.name)
            for value in [checksum(table.bytes), UInt32(place), UInt32(table.bytes.count)] { file.add(word(value)) }
            place += (table.bytes.count + 3) / 4 * 4
        }
        for table in tables {
            file.add(table.bytes)
            file.add([UInt8](repeating: 0, count: (4 - table.bytes.count % 4) % 4))
        }
        var bytes = file.bytes
        let whole = 0xB1B0_AFBA &- checksum(bytes)
        let headPlace = 12 + tables.count * 16 + (outlines.count + 3) / 4 * 4
        bytes.replaceSubrange(headPlace + 8..<headPlace + 12, with: word(whole))
        return bytes
    }

    private static func word(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { bytes in
            let whole = bytes.count / 4 * 4
            var sum: UInt32 = 0
            for place in stride(from: 0, to: whole, by: 4) {
                sum &+= UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
            }
            for (index, byte) in bytes[whole...].enumerated() { sum &+= UInt32(byte) << (24 - 8 * UInt32(index)) }
            return sum
        }
    }
}
