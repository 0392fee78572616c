public import GRDB
public import SehatCore

/// Another telephone or address of a patient, beside the preferred one of the record. The phantom type of its ids.
public enum ContactPoint {}

/// How somebody is reached.
public enum ContactForm: String, WireEnum {
    case phone, address
}

extension ContactForm: DatabaseValueConvertible {}

/// Whose telephone or what kind of address it is.
public enum ContactUse: String, WireEnum {
    case own, home, work
    /// Where the family comes from, as on an identity card.
    case permanent
    /// Where the patient stays for the treatment.
    case temporary
    case relative, other
}

extension ContactUse: DatabaseValueConvertible {}

/// A further telephone or address to be noted.
public struct NewContactPoint: Codable, Hashable, Sendable {
    public var form: ContactForm
    /// A telephone number in any usual form, or an address on one line.
    public var value: String
    public var use: ContactUse?
    /// True to make it the preferred one; the one before is kept.
    public var isPreferred: Bool?

    /// Checked when it is stored.
    public init(form: ContactForm, value: String, use: ContactUse? = nil, isPreferred: Bool? = nil) {
        self.form = form
        self.value = value
        self.use = use
        self.isPreferred = isPreferred
    }
}

/// A row of `patientsContactPoint`.
struct ContactPointRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsContactPoint"

    let id: ID<ContactPoint>
    let patientID: ID<Patient>
    let form: ContactForm
    let use: ContactUse
    /// In E.164 form, or an address.
    let value: String
    /// The digits of a phone from its end; see `PhoneNumber.searchKey`.
    let phoneKey: String?
    let createdAt: Instant
    let createdByName: String
}

/// A further telephone or address.
struct ContactPointView: Codable, Hashable, Sendable {
    let id: ID<ContactPoint>
    let form: ContactForm
    let use: ContactUse
    /// In E.164 form, or an address.
    let value: String
}
