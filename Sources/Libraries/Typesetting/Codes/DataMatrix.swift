public import Documents

/// A DataMatrix symbol (ISO/IEC 16022, ECC 200, square) as modules, finder included, quiet zone not.
public struct DataMatrix: Hashable, Sendable {
    /// The width of the quiet zone, in modules: the standard asks for one, labels and wristbands for two.
    public static let quietZone = 2

    /// Modules per side.
    public let size: Int
    /// The modules row by row; true is dark.
    public let modules: [Bool]

    /// The smallest symbol for a payload.
    ///
    /// - Throws: `TypesettingError.codeElement` for a GS1 element that is not valid, `codeNotEncodable` for an empty
    ///   payload or characters beyond ISO 8859-1, `codeTooLong` beyond 816 codewords.
    public init(_ payload: DataMatrixBlock.Payload) throws {
        var codewords: [UInt8]
        switch payload {
        case .gs1(let elements): codewords = try GS1.codewords(elements)
        case .text(let text): codewords = try Self.ascii(text)
        }
        guard let shape = DataMatrixShape.all.first(where: { $0.data >= codewords.count }) else {
            throw TypesettingError.codeTooLong
        }
        Self.pad(&codewords, to: shape.data)
        size = shape.size
        modules = shape.drawn(DataMatrixPlacement(shape).placed(shape.interleaved(codewords)))
    }

    /// True when the module in a row and column is dark; false outside the symbol.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        return modules[row * size + column]
    }

    /// ASCII encodation: pairs of digits share a codeword; letters above 127 take two.
    static func ascii(_ text: String) throws -> [UInt8] {
        let scalars = text.unicodeScalars.map(\.value)
        guard !scalars.isEmpty, scalars.allSatisfy({ $0 < 256 }) else { throw TypesettingError.codeNotEncodable }
        var result: [UInt8] = []
        var index = 0
        while index < scalars.count {
            let value = UInt8(scalars[index])
            let isDigit = { (place: Int) in place < scalars.count && (48...57).contains(scalars[place]) }
            if isDigit(index), isDigit(index + 1) {
                result.append(130 + (value - 48) * 10 + UInt8(scalars[index + 1] - 48))
                index += 2
                continue
            }
            result += value < 128 ? [value + 1] : [235, value - 127]
            index += 1
        }
        return result
    }

    /// Fills up with the pad codeword, scattered by the 253-state rule so that no pattern shows.
    private static func pad(_ codewords: inout [UInt8], to count: Int) {
        if codewords.count < count { codewords.append(129) }
        while codewords.count < count {
            let scattered = 129 + (149 * (codewords.count + 1)) % 253 + 1
            codewords.append(UInt8(scattered > 254 ? scattered - 254 : scattered))
        }
    }
}

/// One of the square sizes of the standard.
struct DataMatrixShape: Sendable {
    /// Modules per side.
    let size: Int
    /// Codewords for data.
    let data: Int
    /// Codewords for correction.
    let check: Int
    /// Reed-Solomon blocks.
    let blocks: Int

    /// Regions per side, each with its own finder.
    var regions: Int { size <= 26 ? 1 : size <= 52 ? 2 : 4 }
    /// Modules per side without finders.
    var mapping: Int { size - 2 * regions }

    static let all: [DataMatrixShape] = [
        (10, 3, 5, 1), (12, 5, 7, 1), (14, 8, 10, 1), (16, 12, 12, 1), (18, 18, 14, 1), (20, 22, 18, 1),
        (22, 30, 20, 1),
        (24, 36, 24, 1), (26, 44, 28, 1), (32, 62, 36, 1), (36, 86, 42, 1), (40, 114, 48, 1), (44, 144, 56, 1),
        (48, 174, 68, 1), (52, 204, 84, 2), (64, 280, 112, 2), (72, 368, 144, 4), (80, 456, 192, 4), (88, 576, 224, 4),
        (96, 696, 272, 4), (104, 816, 336, 6),
    ].map { DataMatrixShape(size: $0.0, data: $0.1, check: $0.2, blocks: $0.3) }

    /// Data, then the check codewords of all blocks in turn.
    func interleaved(_ data: [UInt8]) -> [UInt8] {
        var result = data + [UInt8](repeating: 0, count: check)
        for block in 0..<blocks {
            let part = stride(from: block, to: data.count, by: blocks).map { data[$0] }
            for (index, codeword) in DataMatrixField.checks(part, count: check / blocks).enumerated() {
                result[data.count + block + index * blocks] = codeword
            }
        }
        return result
    }

    /// The mapping matrix cut into regions, each within a solid L and a dotted edge.
    func drawn(_ cells: [Bool]) -> [Bool] {
        let inner = mapping / regions
        var result = [Bool](repeating: false, count: size * size)
        for row in 0..<size {
            for column in 0..<size {
                let (y, x) = (row % (inner + 2), column % (inner + 2))
                let dark: Bool
                if x == 0 || y == inner + 1 {
                    dark = true
                } else if y == 0 {
                    dark = x % 2 == 0
                } else if x == inner + 1 {
                    dark = y % 2 == 1
                } else {
                    dark = cells[(row / (inner + 2) * inner + y - 1) * mapping + column / (inner + 2) * inner + x - 1]
                }
                result[row * size + column] = dark
            }
        }
        return result
    }
}

/// GF(256) with the polynomial of DataMatrix, x⁸+x⁵+x³+x²+1.
enum DataMatrixField {
    private static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (a, b, product) = (UInt16(left), right, UInt16(0))
        while b != 0 {
            if b & 1 == 1 { product ^= a }
            a = a << 1 ^ (a & 0x80 != 0 ? 0x12D : 0)
            b >>= 1
        }
        return UInt8(truncatingIfNeeded: product)
    }

    /// The check codewords of a block; the generator has the roots 2¹ to 2ⁿ.
    static func checks(_ data: [UInt8], count: Int) -> [UInt8] {
        var generator: [UInt8] = [1]
        var root: UInt8 = 2
        for _ in 0..<count {
            var next = generator + [0]
            for index in generator.indices { next[index + 1] ^= multiply(generator[index], root) }
            generator = next
            root = multiply(root, 2)
        }
        var remainder = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ remainder[0]
            remainder.removeFirst()
            remainder.append(0)
            for index in 0..<count { remainder[index] ^= multiply(generator[index + 1], factor) }
        }
        return remainder
    }
}
