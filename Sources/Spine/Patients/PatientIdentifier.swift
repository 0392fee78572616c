import Foundation
import SehatCore

/// An identifier of a patient as it is sent and shown: the value in its usual grouping.
public struct PatientIdentifier: Codable, Hashable, Sendable {
    /// What kind it is.
    public var type: IdentifierType
    /// The value: `35202-1234567-1`, `91-1234-5678-9015`, `AB1234567`. Any grouping is read.
    public var value: String

    /// An identifier; it is checked when the patient is saved.
    public init(type: IdentifierType, value: String) {
        self.type = type
        self.value = value
    }
}

extension PatientIdentifier {
    /// The value without separators, upper case: what a search compares.
    var searchKey: String { Self.alphanumerics(value) }

    /// A digit as it is, a letter as upper case, nil for all else; of ASCII.
    private static func upperCase(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): byte
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
        default: nil
        }
    }

    /// The letters and digits of a text, digits as 0 to 9, letters upper case.
    static func alphanumerics(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: text.utf8.compactMap(upperCase), as: UTF8.self)
        }
        return InputText.foldDigits(text).uppercased().filter { $0.isLetter || $0.isNumber }
    }
}
