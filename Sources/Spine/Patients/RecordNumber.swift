import SehatCore
public import SehatStore

/// Medical record numbers: a number of a series without gaps and its Luhn check digit, digits only, eight or more.
public enum RecordNumber {
    /// What the first number is counted from, so that all numbers have at least eight digits.
    static let base: Int64 = 1_000_000

    /// The record number of the `serial`-th patient, from 1.
    package static func format(_ serial: Int64) -> String {
        let digits = String(base + serial)
        return digits + String(Luhn.digit(for: digits) ?? 0)
    }

    /// The place in the series of a record number, from 1; nil for digits that are no record number.
    public static func serial(of number: String) -> Int64? {
        guard isValid(number), let counted = Int64(number.dropLast()), counted > base else { return nil }
        return counted - base
    }

    /// Takes the next record number out of the series, for a form on paper; `Registering.register` is given it later.
    ///
    /// - Throws: what the database throws.
    public static func reserve(in tx: Tx) throws -> (number: String, serial: Int64) {
        let serial = try tx.nextNumber(Registering.series)
        return (format(serial), serial)
    }

    /// Whether digits could be a record number: long enough, and the check digit fits.
    public static func isValid(_ digits: String) -> Bool {
        digits.count >= 8 && digits.first != "0" && Luhn.isValid(digits)
    }
}
