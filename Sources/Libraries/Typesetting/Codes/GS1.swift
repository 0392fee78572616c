import Documents

/// GS1 element strings (GS1 General Specifications, section 3): checks and their codewords in DataMatrix.
enum GS1 {
    /// What an application identifier asks of its value.
    private struct Rule {
        var lengths: ClosedRange<Int>
        var isNumeric = true
        var hasCheckDigit = false
        /// True for the identifiers whose length is known to every reader, behind which no separator stands.
        var isPredefined = false
    }

    private static let fnc1: UInt8 = 232

    private static func rule(_ ai: String) -> Rule? {
        switch ai {
        case "00": Rule(lengths: 18...18, hasCheckDigit: true, isPredefined: true)
        case "01", "02": Rule(lengths: 14...14, hasCheckDigit: true, isPredefined: true)
        case "11", "13", "15", "17": Rule(lengths: 6...6, isPredefined: true)
        case "10", "21": Rule(lengths: 1...20, isNumeric: false)
        case "8018", "8017": Rule(lengths: 18...18, hasCheckDigit: true)
        case "8019": Rule(lengths: 1...10)
        case "90": Rule(lengths: 1...30, isNumeric: false)
        case "91", "92", "93", "94", "95", "96", "97", "98", "99": Rule(lengths: 1...90, isNumeric: false)
        default: nil
        }
    }

    /// The codewords: FNC1 first, elements of variable length closed by FNC1 except the last.
    ///
    /// - Throws: `TypesettingError.codeElement` for an unknown identifier, a wrong length, characters outside the GS1
    ///   set of 82, a wrong check digit or date.
    static func codewords(_ elements: [GS1Element]) throws -> [UInt8] {
        guard !elements.isEmpty else { throw TypesettingError.codeNotEncodable }
        var result = [fnc1]
        var pending = ""
        for (index, element) in elements.enumerated() {
            let rule = try check(element)
            pending += element.ai + element.value
            if !rule.isPredefined, index < elements.count - 1 {
                result += try DataMatrix.ascii(pending) + [fnc1]
                pending = ""
            }
        }
        return try pending.isEmpty ? result : result + DataMatrix.ascii(pending)
    }

    private static func check(_ element: GS1Element) throws -> Rule {
        let bytes = Array(element.value.utf8)
        let digits = bytes.allSatisfy { (48...57).contains($0) }
        guard let rule = rule(element.ai), rule.lengths.contains(bytes.count), bytes.allSatisfy(isEncodable),
            digits || !rule.isNumeric, !rule.hasCheckDigit || hasRightCheckDigit(bytes),
            rule.lengths != 6...6 || isDate(bytes)
        else { throw TypesettingError.codeElement(String(element.ai.prefix(4))) }
        return rule
    }

    /// YYMMDD; the day may be 00 where only the month is known.
    private static func isDate(_ digits: [UInt8]) -> Bool {
        let numbers = digits.map { Int($0) - 48 }
        return (1...12).contains(numbers[2] * 10 + numbers[3]) && (0...31).contains(numbers[4] * 10 + numbers[5])
    }

    /// Weights 3 and 1 in turn from the digit before the check digit; the sum with it is a multiple of ten.
    static func hasRightCheckDigit(_ digits: [UInt8]) -> Bool {
        digits.reversed().enumerated().reduce(0) { $0 + (Int($1.element) - 48) * ($1.offset % 2 == 0 ? 1 : 3) } % 10
            == 0
    }

    /// The check digit behind some digits.
    static func checkDigit(_ digits: [UInt8]) -> UInt8 {
        let sum = digits.reversed().enumerated().reduce(0) {
            $0 + (Int($1.element) - 48) * ($1.offset % 2 == 0 ? 3 : 1)
        }
        return UInt8((10 - sum % 10) % 10 + 48)
    }

    /// The 82 characters of GS1 (figure 7.11-1).
    private static func isEncodable(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x22, 0x25...0x3F, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }
}
