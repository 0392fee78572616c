import Foundation

/// Cleaning of text that people type, before it is checked and stored.
public enum InputText {
    /// The text without control characters and without bidi controls, runs of white space made one, ends trimmed.
    ///
    /// Zero-width joiners stay, since Urdu and Hindi spelling needs them; overrides, embeddings and isolates go,
    /// since they let a name reorder the page or the paper around it (UAX #9).
    public static func line(_ text: String) -> String {
        if isClean(text) { return text }
        var result = ""
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
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

    /// Whether `line` changes nothing, as with nearly all that is typed.
    private static func isClean(_ text: String) -> Bool {
        var isAfterSpace = true
        for scalar in text.unicodeScalars {
            if scalar == " " {
                if isAfterSpace { return false }
                isAfterSpace = true
            } else {
                if isSpace(scalar) || isForbidden(scalar) { return false }
                isAfterSpace = false
            }
        }
        return !isAfterSpace || text.isEmpty
    }

    /// Persian/Urdu, Arabic-Indic and Devanagari digits as 0 to 9; everything else as it is.
    public static func foldDigits(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
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

    /// The text in canonical composition (Unicode normalisation form C), so that equal letters are equal bytes.
    public static func composed(_ text: String) -> String {
        text.unicodeScalars.allSatisfy(isComposed) ? text : text.precomposedStringWithCanonicalMapping
    }

    /// Letters of Latin, Arabic script and Devanagari that form C leaves as they are in any company: none of them is taken
    /// apart, combines with one before it or changes places with a neighbour.
    static func isComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x2FF, 0x0620...0x064A, 0x0660...0x066F, 0x0671...0x06D5, 0x06EE...0x06FF: true
        case 0x0904...0x0939, 0x093D...0x0950, 0x0960...0x0961, 0x0964...0x097F, 0x200B...0x200D, 0x2010...0x2027: true
        default: false
        }
    }

    /// The decimal digits of the text as 0 to 9, all else dropped.
    public static func digits(_ text: String) -> String {
        foldDigits(text).filter { $0.isASCII && $0.isNumber }
    }

    /// The property White_Space, written out since looking it up costs more than all else done to a name.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21..<0x85: false
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Bidi controls, the category of controls and noncharacters; the last two will never grow (Unicode stability policy).
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0xA0..<0x061C, 0x061D..<0x200E: false
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
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
        // Characters are counted only where there are more bytes than that.
        if clean.utf8.count > limit {
            expect(clean.count <= limit, field, "app.field.tooLong", ["limit": String(limit)])
        }
        return clean.isEmpty ? nil : clean
    }
}
