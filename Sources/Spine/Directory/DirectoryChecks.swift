import Foundation
import SehatCore

extension FieldChecks {
    /// Cleans a text that must be there in English and may be there in the other languages.
    mutating func localized(_ field: String, _ text: LocalizedText, limit: Int = 120) -> LocalizedText {
        LocalizedText(
            en: line(field + ".en", text.en, limit: limit).precomposedStringWithCanonicalMapping,
            ur: translation(field + ".ur", text.ur, limit: limit),
            hi: translation(field + ".hi", text.hi, limit: limit),
            ar: translation(field + ".ar", text.ar, limit: limit))
    }

    private mutating func translation(_ field: String, _ text: String?, limit: Int) -> String? {
        optionalLine(field, text, limit: limit)?.precomposedStringWithCanonicalMapping
    }

    /// A short code of letters, digits and hyphens, upper case: `OPD-MED`.
    mutating func code(_ field: String, _ text: String) -> String {
        let clean = InputText.foldDigits(InputText.line(text)).uppercased()
        let isFine =
            (1...20).contains(clean.count)
            && clean.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "." }
        expect(isFine, field, clean.isEmpty ? "app.field.required" : "directory.field.code")
        return clean
    }
}

extension LocalizedText {
    /// All its texts, for a search that does not care about the language.
    var searchText: String {
        InputText.foldDigits([en, ur, hi, ar].compactMap { $0 }.joined(separator: " ").lowercased())
    }
}
