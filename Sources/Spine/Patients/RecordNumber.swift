import SehatCore

/// Medical record numbers: a number of a series without gaps and its Luhn check digit, digits only, eight or more.
public enum RecordNumber {
    /// What the first number is counted from, so that all numbers have at least eight digits.
    static let base: Int64 = 1_000_000

    /// The record number of the `serial`-th patient, from 1.
    package static func format(_ serial: Int64) -> String {
        let digits = String(base + serial)
        return digits + String(Luhn.digit(for: digits) ?? 0)
    }

    /// Whether digits could be a record number: long enough, and the check digit fits.
    public static func isValid(_ digits: String) -> Bool {
        digits.count >= 8 && digits.first != "0" && Luhn.isValid(digits)
    }
}
