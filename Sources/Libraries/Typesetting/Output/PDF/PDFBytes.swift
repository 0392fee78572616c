/// Bytes of a PDF file in the making. Numbers and names go in without detours through text, which is half the time of
/// drawing a page.
struct PDFBytes {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    /// Words of the format.
    mutating func add(_ words: StaticString) {
        words.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func add(text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func add(_ other: [UInt8]) { bytes.append(contentsOf: other) }

    mutating func add(_ number: Int) {
        if number < 0 { bytes.append(0x2D) }
        addDigits(number.magnitude, least: 1)
    }

    /// A number of hundredths as a decimal fraction without needless zeros: 150 is 1.5.
    mutating func add(hundredths number: Int) {
        if number < 0 { bytes.append(0x2D) }
        let (whole, part) = number.magnitude.quotientAndRemainder(dividingBy: 100)
        if whole > 0 || part == 0 { addDigits(whole, least: 1) }
        guard part > 0 else { return }
        bytes.append(0x2E)
        if part % 10 == 0 { addDigits(part / 10, least: 1) } else { addDigits(part, least: 2) }
    }

    /// A number with five decimal places, as scales and places need them; what is not finite or beyond any paper is 0.
    mutating func add(_ number: Double) {
        let scaled = (number * 100_000).rounded()
        guard abs(scaled) < 1e15, scaled != 0 else { return add(0) }
        if scaled < 0 { bytes.append(0x2D) }
        let (whole, part) = UInt(abs(scaled)).quotientAndRemainder(dividingBy: 100_000)
        addDigits(whole, least: 1)
        guard part > 0 else { return }
        bytes.append(0x2E)
        var (rest, places) = (part, 5)
        while rest % 10 == 0 { (rest, places) = (rest / 10, places - 1) }
        addDigits(rest, least: places)
    }

    /// Four hexadecimal digits.
    mutating func add(hex value: UInt16) {
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(truncatingIfNeeded: value >> shift) & 15
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    private mutating func addDigits(_ number: UInt, least: Int) {
        var power: UInt = 1
        var digits = 1
        while digits < 20, number / power >= 10 || digits < least { (power, digits) = (power * 10, digits + 1) }
        while power > 0 {
            bytes.append(0x30 + UInt8(number / power % 10))
            power /= 10
        }
    }
}
