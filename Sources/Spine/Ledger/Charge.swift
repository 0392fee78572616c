public import Directory
public import Encounters
public import GRDB
public import SehatCore
import SehatStore

/// What caused a charge: its kind, its id and, where one cause has several lines, the line. One cause, one charge.
public struct ChargeSource: Hashable, Sendable {
    /// The stored form, `bill:123:2`.
    public let text: String

    public init<Cause>(_ kind: String, _ id: ID<Cause>, line: Int? = nil) {
        text = line.map { "\(kind):\(id):\($0)" } ?? "\(kind):\(id)"
    }
}

/// A charge to be posted: the tariff line is copied, so that later changes of the price list do not touch it.
public struct NewCharge: Sendable {
    public var source: ChargeSource
    public var patientID: ID<Patient>
    public var encounterID: ID<Encounter>?
    /// The department that earns it.
    public var departmentID: ID<Department>?
    public var serviceID: ID<Service>
    public var code: String
    public var name: LocalizedText
    /// 1 or more.
    public var quantity: Int64
    /// In minor units.
    public var unitPrice: Int64

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
    public let id: ID<Charge>
    /// What caused it, `bill:123:2`; unique.
    public let source: String
    public let patientID: ID<Patient>
    public let encounterID: ID<Encounter>?
    public let departmentID: ID<Department>?
    public let serviceID: ID<Service>
    public let code: String
    public let name: LocalizedText
    /// Negative in a reversal.
    public let quantity: Int64
    /// In minor units.
    public let unitPrice: Int64
    /// `quantity` times `unitPrice`, in minor units.
    public let amount: Int64
    /// The business day.
    public let day: CalendarDay
    public let postedAt: Instant
    public let postedBy: ID<User>?
    /// The charge that this one undoes.
    public let reversalOf: ID<Charge>?
}
