import Foundation
import Names
import SehatCore

/// What the one search box holds, read without knowing any patient.
struct SearchQuery: Hashable, Sendable {
    /// A record number with a fitting check digit.
    var recordNumber: String?
    /// The letters and digits of an identifier.
    var identifier: String?
    /// The last digits of a telephone number, from the end.
    var phone: String?
    /// Folded words of a name, in the order typed, none the beginning of another.
    var words: [String] = []
    /// The same words as they were typed, for the search by sound.
    var name = ""
    /// What was typed behind s/o, ولد and the like: the name of the father or husband.
    var guardian = ""

    /// The most words of a name that are looked for.
    static let wordLimit = 6
    /// The fewest last digits of a telephone number that are looked for.
    static let phoneDigits = 4

    init(_ text: String) {
        let clean = NumberLabel.dropped(from: InputText.foldDigits(InputText.line(String(text.prefix(200)))))
        let hasDigits = clean.contains(where: Self.isDigit)
        // What holds digits is a number of some kind, not a word of a name.
        var typed = clean.split(separator: " ").filter { !$0.contains(where: Self.isDigit) }
        if let divided = GuardianMark.divide(typed) {
            typed = divided.own
            guardian = divided.guardian.joined(separator: " ")
        }
        let keys = typed.flatMap { LetterFolding.words(String($0)).map(\.key) }
        name = typed.joined(separator: " ")
        if hasDigits || clean.contains("@") {
            let key = PatientIdentifier.alphanumerics(clean)
            if key.count >= 4 { identifier = key }
        }
        guard keys.isEmpty else {
            words = Self.reduced(keys)
            return
        }
        if clean.contains(where: \.isLetter) { return }
        let digits = clean.filter(Self.isDigit)
        if RecordNumber.isValid(digits) { recordNumber = digits }
        let key = PhoneNumber.searchKey(typed: digits)
        if key.count >= Self.phoneDigits { phone = key }
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// Each word once, by its common spelling, and none that only begins a longer one.
    private static func reduced(_ keys: [String]) -> [String] {
        var words: [String] = []
        for key in keys {
            let word = NameClass.canonical(key) ?? key
            if words.contains(where: { $0.utf8.starts(with: word.utf8) }) { continue }
            words.removeAll { word.utf8.starts(with: $0.utf8) }
            words.append(word)
        }
        return Array(words.prefix(wordLimit))
    }
}

/// Where the next page of a search begins, as an opaque text.
struct SearchCursor: Codable, Hashable, Sendable {
    /// The word by which the index is walked, or `phone`, or empty for the newest patients.
    var driver: String
    /// The key of the last row shown.
    var key: String
    /// The patient of the last row shown.
    var patientID: ID<Patient>

    /// The text of `after`.
    var text: String {
        Data("\(patientID.rawValue) \(driver) \(key)".utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    init(driver: String, key: String, patientID: ID<Patient>) {
        self.driver = driver
        self.key = key
        self.patientID = patientID
    }

    /// - Throws: `Problem.invalid` for `after` when the text was not made by `text`.
    init(_ text: String) throws {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)
        let parts = Data(base64Encoded: padded).flatMap { String(data: $0, encoding: .utf8) }?
            .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let parts, parts.count == 3, let id = Int64(parts[0]) else {
            throw Problem.invalid("after", "app.field.type")
        }
        self.init(driver: parts[1], key: parts[2], patientID: ID(rawValue: id))
    }
}
