/// A decimal check digit after Luhn (ISO/IEC 7812-1): finds every single wrong digit and most swaps of neighbours.
public enum Luhn {
    /// The digit to append to `digits`; nil when the text holds anything but 0 to 9.
    public static func digit(for digits: String) -> Int? {
        var sum = 0
        for (position, byte) in digits.utf8.reversed().enumerated() {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let value = Int(byte - UInt8(ascii: "0"))
            let weighted = position.isMultiple(of: 2) ? value * 2 : value
            sum += weighted > 9 ? weighted - 9 : weighted
        }
        return (10 - sum % 10) % 10
    }

    /// Whether the last digit is the check digit of those before it.
    public static func isValid(_ digits: String) -> Bool {
        guard digits.count > 1, let last = digits.last?.wholeNumberValue else { return false }
        return digit(for: String(digits.dropLast())) == last
    }
}
