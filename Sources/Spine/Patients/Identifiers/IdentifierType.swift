public import GRDB
public import SehatCore

/// What kind of document or card an identifier is from: a short code; the hospital says which kinds there are.
public struct IdentifierType: RawRepresentable, Hashable, Sendable, WireValue {
    /// 1 to 20 ASCII letters and digits, a lower-case letter first; stable for ever, since records store it.
    public let rawValue: String

    /// A kind by its code; nil when the text is no code. Whether there is such a kind is said by `IdentifierRules`.
    public init?(rawValue: String) {
        let isFine =
            (1...20).contains(rawValue.utf8.count) && rawValue.first?.isLowercase == true
            && rawValue.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard isFine else { return nil }
        self.rawValue = rawValue
    }

    private init(shipped code: String) { rawValue = code }

    /// Pakistan's identity card: 13 digits, unique, one number space with the B-Form.
    public static let cnic = IdentifierType(shipped: "cnic")
    /// Pakistan's child registration: 13 digits, unique, one number space with the CNIC.
    public static let bform = IdentifierType(shipped: "bform")
    /// The last four digits of an Aadhaar number; the whole number is never kept.
    public static let aadhaar = IdentifierType(shipped: "aadhaar")
    /// India's health account number: 14 digits, unique.
    public static let abha = IdentifierType(shipped: "abha")
    /// The address of a health account: `name@abdm`, unique.
    public static let abhaAddress = IdentifierType(shipped: "abhaAddress")
    /// A passport of any country: 6 to 12 letters and digits, unique.
    public static let passport = IdentifierType(shipped: "passport")
    /// The card of a panel, such as an employer; a family may share it.
    public static let panel = IdentifierType(shipped: "panel")
    /// The card of an insurance; a family may share it.
    public static let insurance = IdentifierType(shipped: "insurance")
    /// Anything else.
    public static let other = IdentifierType(shipped: "other")

    public static var wireSchema: WireSchema { .string(format: nil, pattern: "^[a-z][A-Za-z0-9]{0,19}$") }
    public static var wireExample: IdentifierType { .cnic }
}

extension IdentifierType: DatabaseValueConvertible {}
