/// Cleaning of text that people type, before it is checked and stored.
public enum InputText {
    /// The text without control characters and without bidi controls, runs of white space made one, ends trimmed.
    ///
    /// Zero-width joiners stay, since Urdu and Hindi spelling needs them; overrides, embeddings and isolates go,
    /// since they let a name reorder the page or the paper around it (UAX #9).
    public static func line(_ text: String) -> String {
        var result = ""
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                pendingSpace = !result.isEmpty
                continue
            }
            if isForbidden(scalar) { continue }
            if pendingSpace {
                result.unicodeScalars.append(" ")
                pendingSpace = false
            }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// Persian/Urdu, Arabic-Indic and Devanagari digits as 0 to 9; everything else as it is.
    public static func foldDigits(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if !scalar.isASCII, scalar.properties.numericType == .decimal,
                let value = scalar.properties.numericValue, let digit = Unicode.Scalar(48 + Int(value))
            {
                result.unicodeScalars.append(digit)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The decimal digits of the text as 0 to 9, all else dropped.
    public static func digits(_ text: String) -> String {
        foldDigits(text).filter { $0.isASCII && $0.isNumber }
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
        default: scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
        }
    }
}

extension FieldChecks {
    /// Cleans a required line of text and refuses it when it is empty or longer than `limit` characters.
    public mutating func line(_ field: String, _ text: String, limit: Int) -> String {
        let clean = InputText.line(text)
        expect(!clean.isEmpty, field, "app.field.required")
        expect(clean.count <= limit, field, "app.field.tooLong", ["limit": String(limit)])
        return clean
    }

    /// Cleans an optional line of text; empty becomes nil.
    public mutating func optionalLine(_ field: String, _ text: String?, limit: Int) -> String? {
        guard let text else { return nil }
        let clean = InputText.line(text)
        expect(clean.count <= limit, field, "app.field.tooLong", ["limit": String(limit)])
        return clean.isEmpty ? nil : clean
    }
}
