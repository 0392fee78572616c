import Foundation

/// Pictures of black and white stripes as PNG, without compression and of any size.
enum StripedPicture {
    static func png(_ wide: Int, _ high: Int) -> Data {
        // Each row is one stored block: a zero for no filter, then the bits.
        let row = [0] + [UInt8](repeating: 0xF0, count: (wide + 7) / 8)
        let count = UInt16(row.count)
        let length: [UInt8] = [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
        var packed: [UInt8] = [0x78, 0x01]
        var (low, high16): (UInt32, UInt32) = (1, 0)
        for index in 0..<high {
            packed.append(index == high - 1 ? 1 : 0)
            packed += length
            packed += row
            for byte in row {
                low = (low + UInt32(byte)) % 65_521
                high16 = (high16 + low) % 65_521
            }
        }
        packed += number(Int(high16) << 16 | Int(low))
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", number(wide) + number(high) + [1, 0, 0, 0, 0])
        file += chunk("IDAT", packed)
        file += chunk("IEND", [])
        return Data(file)
    }

    private static func number(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in body { sum = table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8) }
        return number(data.count) + body + number(Int(sum ^ 0xFFFF_FFFF))
    }

    /// The remainders of ISO 3309's polynomial.
    private static let table: [UInt32] = (0..<256).map { seed in
        var value = UInt32(seed)
        for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
        return value
    }
}
