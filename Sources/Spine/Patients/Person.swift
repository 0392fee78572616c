public import GRDB
public import SehatCore

/// A patient's sex as registered; there is no default, since ranges and wards depend on it.
public enum Sex: String, WireEnum {
    case male, female
    /// As on an identity card marked X.
    case other
    /// Not known: an unconscious patient.
    case unknown
}

extension Sex: DatabaseValueConvertible {}

extension Sex {
    /// Whether two records may be of one person as far as sex tells.
    func agrees(with other: Sex) -> Bool {
        self == other || self == .unknown || other == .unknown
    }
}

/// How the person whose name stands beside the patient's is related to the patient.
public enum GuardianRelation: String, WireEnum {
    case father, husband, mother, guardian, other
}

extension GuardianRelation: DatabaseValueConvertible {}

/// The father, husband or other person by whom a counter tells patients of one name apart.
public struct Guardian: Codable, Hashable, Sendable {
    /// How the person is related to the patient.
    public var relation: GuardianRelation
    /// The person's name.
    public var name: String

    /// A guardian with a clean name.
    public init(relation: GuardianRelation, name: String) {
        self.relation = relation
        self.name = name
    }
}

/// A patient's name as written, in one or two scripts.
public struct PatientNames: Codable, Hashable, Sendable {
    /// The name as registered.
    public var primary: String
    /// The same name in another script or spelling.
    public var other: String?

    /// Names that are clean already.
    public init(primary: String, other: String? = nil) {
        self.primary = primary
        self.other = other
    }

    var all: [String] { [primary] + (other.map { [$0] } ?? []) }
}
