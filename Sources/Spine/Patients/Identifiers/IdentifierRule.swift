import Foundation
public import GRDB
public import SehatCore

/// The characters of identifiers without a mask.
public enum IdentifierCharacters: String, WireEnum {
    /// 0 to 9.
    case digits
    /// Latin letters and digits with a digit among them, kept upper case without separators.
    case alphanumeric
    /// `name@provider` in lower case, as ABDM gives it: letters, digits, a dot and an underscore inside.
    case address
    /// Any text of one line.
    case any
}

extension IdentifierCharacters: DatabaseValueConvertible {}

/// How the last digit of an identifier is checked.
public enum IdentifierCheck: String, WireEnum {
    /// Not at all.
    case none
    /// ISO/IEC 7812-1 annex B, as on bank cards.
    case luhn
}

extension IdentifierCheck: DatabaseValueConvertible {}

/// How identifiers of one kind are written and what they mean: a row of `patientsIdentifierType`.
public struct IdentifierRule: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "patientsIdentifierType"

    public let id: ID<IdentifierRule>
    public let code: IdentifierType
    /// What people call it.
    public var name: LocalizedText
    /// How it is grouped: `9` is a digit, `A` a letter, `*` either, everything else stands as it is. Absent where the
    /// characters and lengths say enough.
    public var mask: String?
    public var characters: IdentifierCharacters
    public var minimumLength: Int
    public var maximumLength: Int
    /// A value as it should look, shown as help.
    public var example: String
    public var check: IdentifierCheck
    /// Whether a wrong check digit is refused; otherwise it is only pointed out.
    public var checkRefuses: Bool
    /// Within which numbers no two patients may have the same; kinds may share a space. Absent where a value may be
    /// shared by several patients.
    public var numberSpace: String?
    /// Whether the search box finds patients by it.
    public var isSearchable: Bool
    /// Whether the product gives the next number where the value is left empty.
    public var isNumbered: Bool
    /// What stands before a number that the product gives.
    public var numberPrefix: String?
    /// Whether new identifiers of this kind are taken; those that are there stay.
    public var isActive: Bool
    /// Where it stands in lists, from 1.
    public var position: Int
    public var version: Int64
}

extension IdentifierRule {
    /// The series from which numbers are given.
    var series: String { "patients.identifier.\(code.rawValue)" }

    /// The value in the form in which it is stored and shown.
    ///
    /// - Throws: `Problem.invalid` for `field`, saying how it should look.
    func normalised(_ text: String, field: String) throws(Problem) -> String {
        let line = InputText.foldDigits(InputText.composed(InputText.line(text)))
        guard !line.isEmpty else { throw Problem.invalid(field, "app.field.required") }
        let value = if let mask { try masked(line, mask, field) } else { try measured(line, field) }
        if checkRefuses, !checkDigitFits(value) {
            throw Problem.invalid(field, "patients.field.identifierCheck", ["example": example])
        }
        return value
    }

    /// Whether the check digit fits; true where there is none.
    func checkDigitFits(_ value: String) -> Bool {
        switch check {
        case .none: true
        case .luhn: Luhn.isValid(InputText.digits(value))
        }
    }

    private func masked(_ line: String, _ mask: String, _ field: String) throws(Problem) -> String {
        let typed = PatientIdentifier.alphanumerics(line)
        let wanted = mask.filter(Self.isOpenPlace)
        let fits =
            typed.count == wanted.count
            && zip(typed, wanted).allSatisfy { character, place in Self.fits(character, place) }
        guard fits else {
            // Only these four may be kept; the whole number is neither taken nor repeated in the answer.
            if code == .aadhaar, typed.count == 12, typed.allSatisfy(\.isNumber) {
                throw Problem.invalid(field, "patients.field.aadhaarWhole", ["example": example])
            }
            let isDigitsOnly = !wanted.contains { $0 != "9" }
            throw Problem.invalid(
                field, isDigitsOnly ? "patients.field.identifierDigits" : "patients.field.identifierMask",
                ["count": String(typed.count), "wanted": String(wanted.count), "example": example])
        }
        // Written to fill the field: one digit throughout is nobody's number.
        if numberSpace != nil, wanted.count > 4, Set(typed).count == 1 {
            throw Problem.invalid(field, "patients.field.identifierAlike", ["example": example])
        }
        var rest = typed[...]
        return String(mask.map { Self.isOpenPlace($0) ? rest.removeFirst() : $0 })
    }

    private func measured(_ line: String, _ field: String) throws(Problem) -> String {
        let value: String
        let isRight: Bool
        switch characters {
        case .digits:
            value = InputText.digits(line)
            isRight = PatientIdentifier.alphanumerics(line) == value
        case .alphanumeric:
            value = PatientIdentifier.alphanumerics(line)
            isRight = value.allSatisfy(\.isASCII) && value.contains(where: \.isNumber)
        case .address:
            value = line.lowercased()
            isRight = Self.isAddress(value)
        case .any:
            value = line
            isRight = true
        }
        guard isRight, (minimumLength...max(minimumLength, maximumLength)).contains(value.unicodeScalars.count) else {
            throw Problem.invalid(
                field, "patients.field.identifierLength",
                ["minimum": String(minimumLength), "maximum": String(maximumLength), "example": example])
        }
        return value
    }

    static func isOpenPlace(_ character: Character) -> Bool { character == "9" || character == "A" || character == "*" }

    private static func fits(_ character: Character, _ place: Character) -> Bool {
        guard character.isASCII else { return false }
        return switch place {
        case "9": character.isNumber
        case "A": character.isLetter
        default: true
        }
    }

    /// ABDM's rule: 8 to 18 letters and digits, at most one dot and one underscore, neither at an end, then the provider.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (8...18).contains(parts[0].count), (2...20).contains(parts[1].count) else {
            return false
        }
        let name = parts[0]
        let isPlain = { (character: Character) in character.isASCII && (character.isLetter || character.isNumber) }
        return parts[1].allSatisfy(isPlain) && name.allSatisfy { isPlain($0) || $0 == "." || $0 == "_" }
            && name.first.map(isPlain) == true && name.last.map(isPlain) == true
            && name.count { $0 == "." } <= 1 && name.count { $0 == "_" } <= 1
    }
}
