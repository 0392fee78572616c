import Documents

/// Error correction: how many codewords each version has, and the Reed-Solomon code over them.
enum QRBlocks {
    /// Data and correction codewords in the order in which they are placed.
    static func codewords(for segment: QRSegment, version: Int, _ correction: QRCorrection) -> [UInt8] {
        let data = segment.bits(version: version).padded(toBytes: dataCodewords(version, correction))
        let count = blockCount(version, correction)
        let checkLength = checkCodewords(version, correction)
        let shortLength = data.count / count
        let longBlocks = data.count % count
        let generator = ReedSolomon.generator(degree: checkLength)
        var blocks: [ArraySlice<UInt8>] = []
        var start = 0
        for index in 0..<count {
            let length = shortLength + (index >= count - longBlocks ? 1 : 0)
            blocks.append(data[start..<start + length])
            start += length
        }
        let checks = blocks.map { ReedSolomon.remainder($0, generator) }
        var result: [UInt8] = []
        for position in 0...shortLength {
            for block in blocks where position < block.count { result.append(block[block.startIndex + position]) }
        }
        for position in 0..<checkLength { result += checks.map { $0[position] } }
        return result
    }

    /// How many codewords carry data.
    static func dataCodewords(_ version: Int, _ correction: QRCorrection) -> Int {
        rawModules(version) / 8 - checkCodewords(version, correction) * blockCount(version, correction)
    }

    /// How many modules are left for codewords once all patterns are drawn.
    static func rawModules(_ version: Int) -> Int {
        var result = (16 * version + 128) * version + 64
        if version >= 2 {
            let alignments = version / 7 + 2
            result -= (25 * alignments - 10) * alignments - 55
            if version >= 7 { result -= 36 }
        }
        return result
    }

    static func checkCodewords(_ version: Int, _ correction: QRCorrection) -> Int {
        (checkTable[correction] ?? [])[version - 1]
    }

    static func blockCount(_ version: Int, _ correction: QRCorrection) -> Int {
        (blockTable[correction] ?? [])[version - 1]
    }

    private static let checkTable: [QRCorrection: [Int]] = [
        .low: [
            7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28,
            30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
        .medium: [
            10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28,
            28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        ],
        .quartile: [
            13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28,
            30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
        .high: [
            17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30,
            30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
    ]
    private static let blockTable: [QRCorrection: [Int]] = [
        .low: [
            1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17,
            18, 19, 19, 20, 21, 22, 24, 25,
        ],
        .medium: [
            1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
            31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
        ],
        .quartile: [
            1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38,
            40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
        ],
        .high: [
            1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45,
            48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
        ],
    ]
}

/// Reed-Solomon over GF(256) with the polynomial of QR codes.
enum ReedSolomon {
    /// The generator of a degree, highest coefficient (1) left out.
    static func generator(degree: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: degree)
        result[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                result[index] = multiply(result[index], root)
                if index + 1 < degree { result[index] ^= result[index + 1] }
            }
            root = multiply(root, 2)
        }
        return result
    }

    /// The check codewords of a block.
    static func remainder(_ data: ArraySlice<UInt8>, _ generator: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in generator.indices { result[index] ^= multiply(generator[index], factor) }
        }
        return result
    }

    static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var result: UInt16 = 0
        for shift in stride(from: 7, through: 0, by: -1) {
            result = result << 1 ^ (result >> 7 * 0x11D)
            result ^= UInt16(right >> UInt8(shift) & 1) * UInt16(left)
        }
        return UInt8(truncatingIfNeeded: result)
    }
}
