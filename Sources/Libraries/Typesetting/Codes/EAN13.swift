/// An EAN-13 symbol (ISO/IEC 15420) as widths of bars and spaces, without its quiet zones.
public struct EAN13: Hashable, Sendable {
    /// The width of the quiet zone before the symbol, in modules; 7 would do behind it.
    public static let quietZone = 11

    /// All thirteen digits.
    public let digits: String
    /// Widths in modules, alternating bar and space, starting and ending with a bar.
    public let widths: [Int]

    /// The symbol of twelve digits, whose check digit is added, or of thirteen, whose check digit is checked.
    ///
    /// - Throws: `TypesettingError.codeNotEncodable` for anything else.
    public init(_ payload: String) throws {
        var bytes = Array(payload.utf8)
        guard bytes.count == 12 || bytes.count == 13, bytes.allSatisfy({ (48...57).contains($0) }) else {
            throw TypesettingError.codeNotEncodable
        }
        if bytes.count == 12 { bytes.append(GS1.checkDigit(bytes)) }
        guard GS1.hasRightCheckDigit(bytes) else { throw TypesettingError.codeNotEncodable }
        digits = String(decoding: bytes, as: UTF8.self)
        let numbers = bytes.map { Int($0) - 48 }
        let parities = Array(Self.parities[numbers[0]])
        var widths = [1, 1, 1]
        for index in 1...6 {
            let pattern = Self.patterns[numbers[index]]
            widths += parities[index - 1] == "G" ? pattern.reversed() : pattern
        }
        widths += [1, 1, 1, 1, 1]
        for index in 7...12 { widths += Self.patterns[numbers[index]] }
        self.widths = widths + [1, 1, 1]
    }

    private static let parities = [
        "LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL",
    ]
    private static let patterns = [
        [3, 2, 1, 1], [2, 2, 2, 1], [2, 1, 2, 2], [1, 4, 1, 1], [1, 1, 3, 2], [1, 2, 3, 1], [1, 1, 1, 4], [1, 3, 1, 2],
        [1, 2, 1, 3], [3, 1, 1, 2],
    ]
}
