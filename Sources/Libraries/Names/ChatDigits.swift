/// Digits that stand for Arabic letters in Latin ones, as typed on a telephone: 3abd, 7asan, 5alid, sa3id.
enum ChatDigits {
    /// The scalars of a text with such digits as letters; ain and hamza, which Latin spellings leave out, go.
    ///
    /// A digit counts as a letter where one stands before or after it, no other digit does and no word ends with it, save 3
    /// and 7 (rabi3, sale7): record numbers and "Baby 2" stay what they are.
    static func read(_ text: String) -> [Unicode.Scalar] {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { letters[$0] != nil }) else { return scalars }
        var read: [Unicode.Scalar] = []
        read.reserveCapacity(scalars.count)
        for (place, scalar) in scalars.enumerated() {
            let before = place > 0 ? scalars[place - 1] : " "
            let after = place + 1 < scalars.count ? scalars[place + 1] : " "
            guard let letter = letters[scalar], !isDigit(before), !isDigit(after),
                isLatin(after) || isLatin(before) && !after.properties.isAlphabetic && (scalar == "3" || scalar == "7")
            else {
                read.append(scalar)
                continue
            }
            read += letter.unicodeScalars
        }
        return read
    }

    private static let letters: [Unicode.Scalar: String] = [
        "2": "", "3": "", "5": "kh", "6": "t", "7": "h", "9": "s",
    ]

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
    }
}
