public import Documents

/// A QR code symbol (ISO/IEC 18004, model 2) as a square of modules, without its quiet zone.
public struct QRCode: Hashable, Sendable {
    /// The width of the quiet zone that must surround the symbol, in modules.
    public static let quietZone = 4

    /// The version, 1 to 40.
    public let version: Int
    /// The damage it survives.
    public let correction: QRCorrection
    /// Modules per side.
    public let size: Int
    /// The mask pattern, 0 to 7, chosen for the lowest penalty.
    public let mask: Int
    /// The modules row by row; true is dark.
    public let modules: [Bool]

    /// The smallest symbol that carries the payload at a correction level.
    ///
    /// Digits, the 45 alphanumeric characters and UTF-8 bytes each use their densest mode.
    /// - Throws: `TypesettingError.codeTooLong` when no version can carry the payload.
    public init(_ payload: String, correction: QRCorrection = .medium) throws {
        let segment = QRSegment(payload)
        guard let version = (1...40).first(where: { segment.fits(version: $0, correction) }) else {
            throw TypesettingError.codeTooLong
        }
        let codewords = QRBlocks.codewords(for: segment, version: version, correction)
        var canvas = QRCanvas(version: version)
        canvas.place(codewords)
        let best = canvas.masked(correction)
        self.version = version
        self.correction = correction
        self.size = canvas.size
        self.mask = best.mask
        self.modules = best.modules
    }

    /// True when the module in a row and column is dark; false outside the symbol.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        return modules[row * size + column]
    }
}

/// The payload in its densest mode.
struct QRSegment {
    enum Mode: Int {
        case numeric = 1
        case alphanumeric = 2
        case byte = 4
    }

    let mode: Mode
    let bytes: [UInt8]

    init(_ payload: String) {
        bytes = Array(payload.utf8)
        if !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) {
            mode = .numeric
        } else if !bytes.isEmpty, bytes.allSatisfy({ Self.alphanumericValue($0) != nil }) {
            mode = .alphanumeric
        } else {
            mode = .byte
        }
    }

    func fits(version: Int, _ correction: QRCorrection) -> Bool {
        bitCount(version) <= QRBlocks.dataCodewords(version, correction) * 8 && bytes.count < 1 << countBits(version)
    }

    /// Mode, count and data, without padding.
    func bits(version: Int) -> QRBits {
        var bits = QRBits()
        bits.append(mode.rawValue, 4)
        bits.append(bytes.count, countBits(version))
        switch mode {
        case .numeric: appendNumeric(&bits)
        case .alphanumeric: appendAlphanumeric(&bits)
        case .byte: for byte in bytes { bits.append(Int(byte), 8) }
        }
        return bits
    }

    private func bitCount(_ version: Int) -> Int {
        let data =
            switch mode {
            case .numeric: bytes.count / 3 * 10 + [0, 4, 7][bytes.count % 3]
            case .alphanumeric: bytes.count / 2 * 11 + bytes.count % 2 * 6
            case .byte: bytes.count * 8
            }
        return 4 + countBits(version) + data
    }

    private func countBits(_ version: Int) -> Int {
        let column = version < 10 ? 0 : version < 27 ? 1 : 2
        switch mode {
        case .numeric: return [10, 12, 14][column]
        case .alphanumeric: return [9, 11, 13][column]
        case .byte: return [8, 16, 16][column]
        }
    }

    private func appendNumeric(_ bits: inout QRBits) {
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            bits.append(group.reduce(0) { $0 * 10 + Int($1) - 48 }, group.count * 3 + 1)
        }
    }

    private func appendAlphanumeric(_ bits: inout QRBits) {
        let values = bytes.compactMap(Self.alphanumericValue)
        for start in stride(from: 0, to: values.count, by: 2) {
            if start + 1 < values.count {
                bits.append(values[start] * 45 + values[start + 1], 11)
            } else {
                bits.append(values[start], 6)
            }
        }
    }

    static func alphanumericValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 48...57: Int(byte) - 48
        case 65...90: Int(byte) - 55
        default: Array(" $%*+-./:".utf8).firstIndex(of: byte).map { $0 + 36 }
        }
    }
}

/// A string of bits, highest first.
struct QRBits {
    private(set) var bits: [Bool] = []

    mutating func append(_ value: Int, _ count: Int) {
        for shift in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> shift & 1 == 1) }
    }

    /// Terminated, padded to whole bytes and filled up with the two pad bytes.
    func padded(toBytes count: Int) -> [UInt8] {
        var bits = bits
        bits += repeatElement(false, count: min(4, count * 8 - bits.count))
        bits += repeatElement(false, count: (8 - bits.count % 8) % 8)
        var bytes = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var pad: UInt8 = 0xEC
        while bytes.count < count {
            bytes.append(pad)
            pad ^= 0xEC ^ 0x11
        }
        return bytes
    }
}
