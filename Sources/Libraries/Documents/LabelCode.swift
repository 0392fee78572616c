/// The digits of our own bar codes: what it is about, its number, and two check digits (ISO 7064 MOD 97-10).
///
/// Digits only, an even number of them, so that Code 128 packs them densely and no keyboard layout can garble a scan.
public enum LabelCode {
    /// What a label is about.
    public enum Kind: Int, Sendable {
        case patient = 1
        case visit = 2
    }

    /// The digits of the label; nil when the number holds anything but 0 to 9.
    public static func digits(_ kind: Kind, number: String) -> String? {
        guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // Type, number and check together are an even number of digits; a zero before the number changes nothing.
        let padded = number.utf8.count.isMultiple(of: 2) ? "0" + number : number
        let body = String(kind.rawValue) + padded
        let check = 98 - remainder(body + "00")
        return body + (check < 10 ? "0" : "") + String(check)
    }

    /// Whether the digits are a label of ours.
    public static func isValid(_ digits: String) -> Bool {
        digits.utf8.count >= 8 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } && remainder(digits) == 1
    }

    private static func remainder(_ digits: String) -> Int {
        digits.utf8.reduce(0) { ($0 * 10 + Int($1) - 0x30) % 97 }
    }
}
