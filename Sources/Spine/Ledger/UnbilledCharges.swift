public import Directory
public import Encounters
public import SehatCore
public import SehatStore

/// Whose charges are wanted.
public struct UnbilledQuery: Codable, Sendable {
    public var patientID: ID<Patient>
    public var encounterID: ID<Encounter>?

    public init(patientID: ID<Patient>, encounterID: ID<Encounter>? = nil) {
        self.patientID = patientID
        self.encounterID = encounterID
    }
}

/// A charge as it goes over the wire.
public struct ChargeView: Codable, Sendable {
    public let id: ID<Charge>
    public let serviceID: ID<Service>
    public let code: String
    public let name: LocalizedText
    public let quantity: Int64
    public let unitPrice: Money
    public let amount: Money
    public let day: CalendarDay

    public init(_ charge: Charge, _ hospital: HospitalProfile) {
        id = charge.id
        serviceID = charge.serviceID
        code = charge.code
        name = charge.name
        quantity = charge.quantity
        unitPrice = hospital.money(charge.unitPrice)
        amount = hospital.money(charge.amount)
        day = charge.day
    }
}

/// The list of what is still to be billed.
public enum UnbilledCharges {
    /// The look at the patient's charges goes to the access log.
    public static func list(_ query: UnbilledQuery, in tx: ReadTx) throws -> Page<ChargeView> {
        tx.viewed(query.patientID, "ledger.charge.unbilled")
        let charges = try Ledger.unbilled(of: query.patientID, encounter: query.encounterID, in: tx)
        return Page(items: charges.map { ChargeView($0, tx.hospital) })
    }
}
