public import Directory
public import Encounters
import Patients
public import SehatCore
public import SehatStore

/// Whose charges are wanted.
public struct UnbilledQuery: Codable, Sendable {
    /// The patient.
    public var patientID: ID<Patient>
    /// The visit; absent where the patient came for this alone.
    public var encounterID: ID<Encounter>?

    /// All of a patient, or those of one visit.
    public init(patientID: ID<Patient>, encounterID: ID<Encounter>? = nil) {
        self.patientID = patientID
        self.encounterID = encounterID
    }
}

/// A charge as it goes over the wire.
public struct ChargeView: Codable, Sendable {
    /// The row.
    public let id: ID<Charge>
    /// The service of the price list.
    public let serviceID: ID<Service>
    /// The service's short code.
    public let code: String
    /// The name in the hospital's languages, as it was then.
    public let name: LocalizedText
    /// How many.
    public let quantity: Int64
    /// The price of one.
    public let unitPrice: Money
    /// `quantity` times `unitPrice`.
    public let amount: Money
    /// The business day.
    public let day: CalendarDay

    /// A charge with its amounts in the hospital's currency.
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
    ///
    /// - Throws: 403 `patients.restricted.closed`.
    public static func list(_ query: UnbilledQuery, in tx: ReadTx) throws -> Page<ChargeView> {
        let patientID = try PatientAliases.current(query.patientID, in: tx)
        try RestrictedPatients.requireOpen(patientID, in: tx)
        tx.viewed(patientID, "ledger.charge.unbilled")
        let charges = try Ledger.unbilled(of: patientID, encounter: query.encounterID, in: tx)
        return Page(items: charges.map { ChargeView($0, tx.hospital) })
    }
}
