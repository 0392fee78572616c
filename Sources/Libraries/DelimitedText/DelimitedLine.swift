/// Writing delimited text for spreadsheets.
public enum DelimitedLine {
    /// What such a file begins with, so that spreadsheets read it as UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// One record with its line end (RFC 4180).
    ///
    /// A field that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection); `value(_:)`
    /// takes it off again.
    public static func of(_ fields: [String]) -> String {
        fields.map(written).joined(separator: ",") + "\r\n"
    }

    /// A field as it was meant: without the apostrophe that keeps spreadsheets from running it.
    public static func value(_ field: String) -> String {
        let scalars = field.unicodeScalars
        guard scalars.first == "'", let second = scalars.dropFirst().first, isFormula(second) else { return field }
        return String(String.UnicodeScalarView(scalars.dropFirst()))
    }

    private static func written(_ field: String) -> String {
        var text = field
        if let first = field.unicodeScalars.first, isFormula(first) { text = "'" + field }
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func isFormula(_ scalar: Unicode.Scalar) -> Bool {
        ["=", "+", "-", "@", "\t", "\r"].contains(scalar)
    }
}
