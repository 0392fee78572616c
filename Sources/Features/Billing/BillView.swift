public import Directory
public import Encounters
public import Ledger
public import Patients
public import SehatCore

/// Whose bill it is, as the bill knows it.
public struct BillPatientView: Codable, Hashable, Sendable {
    public let id: ID<Patient>
    public let mrn: String
    public let names: PatientNames
}

/// One line of a bill.
public struct BillLineView: Codable, Hashable, Sendable {
    /// From 1.
    public let position: Int
    public let serviceID: ID<Service>
    public let departmentID: ID<Department>?
    /// The charge in the ledger; absent in a quote.
    public let chargeID: ID<Charge>?
    public let code: String
    public let name: LocalizedText
    public let quantity: Int64
    public let unitPrice: Money
    public let gross: Money
    public let discount: Money
    public let net: Money
}

/// What a bill would come to.
public struct QuoteView: Codable, Sendable {
    public let lines: [BillLineView]
    public let gross: Money
    public let discount: Money
    public let total: Money
    /// The total as it would be taken in cash alone.
    public let cashDue: Money
}

/// One way in which a payment was made.
public struct TenderView: Codable, Hashable, Sendable {
    public let method: TenderMethod
    /// What was handed over.
    public let tendered: Money
    /// What was kept.
    public let amount: Money
    public let reference: String?
}

/// Money received for a bill.
public struct PaymentView: Codable, Sendable {
    public let id: ID<Payment>
    public let receiptNumber: String
    public let day: CalendarDay
    /// What was kept: the sum of the tenders.
    public let amount: Money
    /// The part of `amount` that comes from rounding of cash.
    public let rounding: Money
    public let change: Money
    public let tenders: [TenderView]
    public let receivedAt: Instant
    public let receivedByName: String
}

/// A bill with everything on it.
public struct BillView: Codable, Sendable {
    public let id: ID<Bill>
    public let number: String
    public let status: BillStatus
    public let patientID: ID<Patient>
    public let patient: BillPatientView
    public let encounterID: ID<Encounter>?
    /// The token of the visit, `A-047`.
    public let token: String?
    public let day: CalendarDay
    public let lines: [BillLineView]
    public let gross: Money
    public let discount: Money
    /// How the discount was granted, where it was a percentage: 1250 is 12.5 %.
    public let discountBasisPoints: Int?
    public let discountReason: String?
    public let total: Money
    /// How much of the total is paid, rounding apart.
    public let paid: Money
    /// What rounding of cash brought more than `paid`; negative where it brought less.
    public let rounding: Money
    /// What is still to be paid.
    public let left: Money
    /// What is still to be paid, as it would be taken in cash alone.
    public let cashDue: Money
    public let payments: [PaymentView]
    public let note: String?
    public let issuedAt: Instant
    public let issuedByName: String
    public let cancelledAt: Instant?
    public let cancelledByName: String?
    public let cancelReason: String?
    /// Goes back as `If-Match`, or as `version`, with a payment or a cancellation.
    public let version: Int64
}

/// A bill in a list.
public struct BillSummary: Codable, Sendable {
    public let id: ID<Bill>
    public let number: String
    public let status: BillStatus
    public let patientID: ID<Patient>
    public let patient: BillPatientView
    public let encounterID: ID<Encounter>?
    public let day: CalendarDay
    public let issuedAt: Instant
    public let total: Money
    public let paid: Money
    public let left: Money
    public let version: Int64
}

/// What a payment brings back: the receipt is queued for printing already.
public struct PaymentResult: Codable, Sendable {
    public let payment: PaymentView
    public let receiptNumber: String
    /// What goes back to the payer.
    public let change: Money
    public let bill: BillView
    public let documentID: String
    public let printJobID: String
}

/// A print that was asked for.
public struct BillPrintResult: Codable, Sendable {
    public let documentID: String
    public let printJobID: String
    /// 1 for the original, 2 for the first copy and so on.
    public let copy: Int
}
