public import Directory
public import Encounters
public import GRDB
public import SehatCore
import SehatStore

/// What caused a charge: its kind, its id and, where one cause has several lines, the line. One cause, one charge.
public struct ChargeSource: Hashable, Sendable {
    /// The stored form, `bill:123:2`.
    public let text: String

    /// A cause by its kind and id; `line` tells the lines of one cause apart, from 1.
    public init<Cause>(_ kind: String, _ id: ID<Cause>, line: Int? = nil) {
        text = line.map { "\(kind):\(id):\($0)" } ?? "\(kind):\(id)"
    }
}

/// A charge to be posted: the tariff line is copied, so that later changes of the price list do not touch it.
public struct NewCharge: Sendable {
    /// What caused it.
    public var source: ChargeSource
    /// The patient.
    public var patientID: ID<Patient>
    /// The visit; absent where the patient came for this alone.
    public var encounterID: ID<Encounter>?
    /// The department that earns it.
    public var departmentID: ID<Department>?
    /// The service of the price list.
    public var serviceID: ID<Service>
    /// The service's short code.
    public var code: String
    /// The name in the hospital's languages, as it was then.
    public var name: LocalizedText
    /// 1 or more.
    public var quantity: Int64
    /// In minor units.
    public var unitPrice: Int64

    /// A charge of one of the service, unless a quantity is given.
    public init(
        source: ChargeSource, patientID: ID<Patient>, encounterID: ID<Encounter>? = nil,
        departmentID: ID<Department>? = nil, serviceID: ID<Service>, code: String, name: LocalizedText,
        quantity: Int64 = 1, unitPrice: Int64
    ) {
        self.source = source
        self.patientID = patientID
        self.encounterID = encounterID
        self.departmentID = departmentID
        self.serviceID = serviceID
        self.code = code
        self.name = name
        self.quantity = quantity
        self.unitPrice = unitPrice
    }
}

/// One line of what was done for a patient, at the price of that day. Never changed; undone by a negative line.
public struct Charge: Codable, Sendable, FetchableRecord {
    /// The row.
    public let id: ID<Charge>
    /// What caused it, `bill:123:2`; unique.
    public let source: String
    /// The patient.
    public let patientID: ID<Patient>
    /// The visit; absent where the patient came for this alone.
    public let encounterID: ID<Encounter>?
    /// The department that earns it; absent where it is none.
    public let departmentID: ID<Department>?
    /// The service of the price list.
    public let serviceID: ID<Service>
    /// The service's short code.
    public let code: String
    /// The name in the hospital's languages, as it was then.
    public let name: LocalizedText
    /// Negative in a reversal.
    public let quantity: Int64
    /// In minor units.
    public let unitPrice: Int64
    /// `quantity` times `unitPrice`, in minor units.
    public let amount: Int64
    /// The business day.
    public let day: CalendarDay
    /// When it was posted.
    public let postedAt: Instant
    /// Who posted it.
    public let postedBy: ID<User>?
    /// The charge that this one undoes.
    public let reversalOf: ID<Charge>?
}
