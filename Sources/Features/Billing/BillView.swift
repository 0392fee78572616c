public import Directory
public import Encounters
public import Ledger
public import Patients
public import SehatCore

/// Whose bill it is, as the bill knows it.
public struct BillPatientView: Codable, Hashable, Sendable {
    /// The row.
    public let id: ID<Patient>
    /// The medical record number.
    public let mrn: String
    /// In one or two scripts.
    public let names: PatientNames
    /// True where the reader may not open the record and the name is left out; absent elsewhere.
    public let isVeiled: Bool?
}

/// One line of a bill.
public struct BillLineView: Codable, Hashable, Sendable {
    /// From 1.
    public let position: Int
    /// The service of the price list.
    public let serviceID: ID<Service>
    /// The department that earns it; absent where it is none.
    public let departmentID: ID<Department>?
    /// The charge in the ledger; absent in a quote.
    public let chargeID: ID<Charge>?
    /// The service's short code.
    public let code: String
    /// The name in the hospital's languages, as it was then.
    public let name: LocalizedText
    /// How many.
    public let quantity: Int64
    /// The price of one.
    public let unitPrice: Money
    /// Before any discount.
    public let gross: Money
    /// What is taken off.
    public let discount: Money
    /// What is left of `gross` after the discount.
    public let net: Money
}

/// What a bill would come to.
public struct QuoteView: Codable, Sendable {
    /// In the order of the bill.
    public let lines: [BillLineView]
    /// Before any discount.
    public let gross: Money
    /// What is taken off.
    public let discount: Money
    /// What is to be paid, before cash rounding.
    public let total: Money
    /// The total as it would be taken in cash alone.
    public let cashDue: Money
}

/// One way in which a payment was made.
public struct TenderView: Codable, Hashable, Sendable {
    /// The way of paying.
    public let method: TenderMethod
    /// What was handed over.
    public let tendered: Money
    /// What was kept.
    public let amount: Money
    /// The number of the slip, transaction or cheque.
    public let reference: String?
}

/// Money received for a bill.
public struct PaymentView: Codable, Sendable {
    /// The row.
    public let id: ID<Payment>
    /// The number that people read, `R-2026-000045`.
    public let receiptNumber: String
    /// The business day.
    public let day: CalendarDay
    /// What was kept: the sum of the tenders.
    public let amount: Money
    /// The part of `amount` that comes from rounding of cash.
    public let rounding: Money
    /// What went back to the payer.
    public let change: Money
    /// In the order in which they were given.
    public let tenders: [TenderView]
    /// When the money was taken.
    public let receivedAt: Instant
    /// Who took it.
    public let receivedByName: String
}

/// A bill with everything on it.
public struct BillView: Codable, Sendable {
    /// The row.
    public let id: ID<Bill>
    /// The number that people read, `OP-2026-000123`.
    public let number: String
    /// Where the bill stands.
    public let status: BillStatus
    /// The patient.
    public let patientID: ID<Patient>
    /// As the bill knows the patient for ever.
    public let patient: BillPatientView
    /// The visit; absent where the patient came for this alone.
    public let encounterID: ID<Encounter>?
    /// The token of the visit, `A-047`.
    public let token: String?
    /// The business day.
    public let day: CalendarDay
    /// In the order of the bill.
    public let lines: [BillLineView]
    /// Before any discount.
    public let gross: Money
    /// What is taken off.
    public let discount: Money
    /// How the discount was granted, where it was a percentage: 1250 is 12.5 %.
    public let discountBasisPoints: Int?
    /// Why a discount was granted.
    public let discountReason: String?
    /// What is to be paid, before cash rounding.
    public let total: Money
    /// How much of the total is paid, rounding apart.
    public let paid: Money
    /// What rounding of cash brought more than `paid`; negative where it brought less.
    public let rounding: Money
    /// What is still to be paid.
    public let left: Money
    /// What is still to be paid, as it would be taken in cash alone.
    public let cashDue: Money
    /// Oldest first.
    public let payments: [PaymentView]
    /// Printed on the bill.
    public let note: String?
    /// When the bill got its number.
    public let issuedAt: Instant
    /// Who issued it.
    public let issuedByName: String
    /// When it was given up.
    public let cancelledAt: Instant?
    /// Who gave it up.
    public let cancelledByName: String?
    /// Why it was given up.
    public let cancelReason: String?
    /// Goes back as `If-Match`, or as `version`, with a payment or a cancellation.
    public let version: Int64
}

/// A bill in a list.
public struct BillSummary: Codable, Sendable {
    /// The row.
    public let id: ID<Bill>
    /// The number that people read, `OP-2026-000123`.
    public let number: String
    /// Where the bill stands.
    public let status: BillStatus
    /// The patient.
    public let patientID: ID<Patient>
    /// As the bill knows the patient for ever.
    public let patient: BillPatientView
    /// The visit; absent where the patient came for this alone.
    public let encounterID: ID<Encounter>?
    /// The business day.
    public let day: CalendarDay
    /// When the bill got its number.
    public let issuedAt: Instant
    /// What is to be paid, before cash rounding.
    public let total: Money
    /// How much of the total is paid.
    public let paid: Money
    /// What is still to be paid.
    public let left: Money
    /// Goes up with every change.
    public let version: Int64
}

/// What a payment brings back: the receipt is queued for printing already.
public struct PaymentResult: Codable, Sendable {
    /// The payment just received.
    public let payment: PaymentView
    /// The number that people read, `R-2026-000045`.
    public let receiptNumber: String
    /// What goes back to the payer.
    public let change: Money
    /// The bill as it stands now.
    public let bill: BillView
    /// The stored document.
    public let documentID: String
    /// The print job that brings it to paper.
    public let printJobID: String
}

/// A print that was asked for.
public struct BillPrintResult: Codable, Sendable {
    /// The stored document.
    public let documentID: String
    /// The print job that brings it to paper.
    public let printJobID: String
    /// 1 for the original, 2 for the first copy and so on.
    public let copy: Int
}
