import Foundation
public import GRDB
public import SehatCore

/// What kind of document or card an identifier is from.
public enum IdentifierType: String, WireEnum {
    /// Pakistan's identity card: 13 digits, unique, one number space with the B-Form.
    case cnic
    /// A passport of any country: 6 to 12 letters and digits, unique.
    case passport
    /// India's health account number: 14 digits, unique.
    case abha
    /// The number of a panel or insurance card; a family may share it.
    case panel
    /// Pakistan's child registration: 13 digits, unique, one number space with the CNIC.
    case bform
    /// Anything else.
    case other
}

extension IdentifierType: DatabaseValueConvertible {}

/// An identifier of a patient as it is sent and shown: the value in its usual grouping.
public struct PatientIdentifier: Codable, Hashable, Sendable {
    /// What kind it is.
    public var type: IdentifierType
    /// The value: `35202-1234567-1`, `91-1234-5678-9012`, `AB1234567`. Any grouping is read.
    public var value: String

    /// An identifier; it is checked when the patient is saved.
    public init(type: IdentifierType, value: String) {
        self.type = type
        self.value = value
    }
}

extension PatientIdentifier {
    /// The identifier with its value in the form in which it is stored and shown.
    ///
    /// - Throws: `Problem.invalid` for `field`, saying how many digits or letters are wanted.
    func normalised(field: String) throws(Problem) -> PatientIdentifier {
        let line = InputText.line(value).precomposedStringWithCanonicalMapping
        let text: String
        switch type {
        case .cnic, .bform: text = try Self.grouped(line, [5, 7, 1], "patients.field.cnic", field)
        case .abha: text = try Self.grouped(line, [2, 4, 4, 4], "patients.field.abha", field)
        case .passport:
            text = Self.alphanumerics(line)
            guard (6...12).contains(text.count), text.allSatisfy(\.isASCII), text.contains(where: \.isNumber) else {
                throw Problem.invalid(field, "patients.field.passport")
            }
        case .panel, .other:
            text = InputText.foldDigits(line)
            guard !text.isEmpty else { throw Problem.invalid(field, "app.field.required") }
            guard text.unicodeScalars.count <= 40 else {
                throw Problem.invalid(field, "app.field.tooLong", ["limit": "40"])
            }
        }
        return PatientIdentifier(type: type, value: text)
    }

    /// The value without separators, upper case: what a search compares.
    var searchKey: String { Self.alphanumerics(value) }

    /// The key that no two patients may share; nil for kinds that may be shared.
    var uniqueKey: String? {
        switch type {
        case .cnic, .bform: "nadra:" + searchKey
        case .passport: "passport:" + searchKey
        case .abha: "abha:" + searchKey
        case .panel, .other: nil
        }
    }

    /// The letters and digits of a text, digits as 0 to 9, letters upper case.
    static func alphanumerics(_ text: String) -> String {
        InputText.foldDigits(text).uppercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func grouped(_ text: String, _ groups: [Int], _ code: String, _ field: String) throws(Problem)
        -> String
    {
        let digits = InputText.digits(text)
        guard digits.count == groups.reduce(0, +), alphanumerics(text) == digits else {
            throw Problem.invalid(field, code, ["digits": String(digits.count)])
        }
        var rest = Substring(digits)
        return groups.map { size in
            defer { rest = rest.dropFirst(size) }
            return String(rest.prefix(size))
        }.joined(separator: "-")
    }
}
