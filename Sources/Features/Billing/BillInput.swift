public import Directory
public import Encounters
public import Ledger
public import SehatCore

/// One wanted line: a service from the price list with a quantity, or a charge that already stands in the ledger.
public struct NewBillLine: Codable, Sendable, Hashable {
    /// The service of the price list.
    public var serviceID: ID<Service>?
    /// 1 to 999; 1 where absent.
    public var quantity: Int64?
    /// A charge that stands on no bill yet, in place of a service.
    public var chargeID: ID<Charge>?

    /// A service of the price list.
    public init(serviceID: ID<Service>, quantity: Int64 = 1) {
        self.serviceID = serviceID
        self.quantity = quantity
    }

    /// A charge that stands in the ledger.
    public init(chargeID: ID<Charge>) {
        self.chargeID = chargeID
    }
}

/// A wanted discount: so much, or so many hundredths of a percent, and why.
public struct NewDiscount: Codable, Sendable, Hashable {
    /// Minor units of the hospital's currency.
    public var amount: Int64?
    /// Must be the hospital's where it is given.
    public var currency: Currency?
    /// Hundredths of a percent: 1250 is 12.5 %.
    public var basisPoints: Int?
    /// In a few words; required.
    public var reason: String

    /// Give either an amount or a percentage.
    public init(amount: Int64? = nil, basisPoints: Int? = nil, reason: String) {
        self.amount = amount
        self.basisPoints = basisPoints
        self.reason = reason
    }
}

/// What a bill would come to is asked.
public struct QuoteRequest: Codable, Sendable {
    /// The patient.
    public var patientID: ID<Patient>?
    /// The visit; absent where the patient came for this alone.
    public var encounterID: ID<Encounter>?
    /// In the order of the bill.
    public var lines: [NewBillLine]
    /// What is taken off.
    public var discount: NewDiscount?

    /// A bill that is only asked about.
    public init(
        patientID: ID<Patient>? = nil, encounterID: ID<Encounter>? = nil, lines: [NewBillLine],
        discount: NewDiscount? = nil
    ) {
        self.patientID = patientID
        self.encounterID = encounterID
        self.lines = lines
        self.discount = discount
    }
}

/// A bill to be issued.
public struct NewBill: Codable, Sendable {
    /// The patient.
    public var patientID: ID<Patient>
    /// The visit; absent where the patient came for this alone.
    public var encounterID: ID<Encounter>?
    /// In the order of the bill.
    public var lines: [NewBillLine]
    /// What is taken off.
    public var discount: NewDiscount?
    /// Printed on the bill.
    public var note: String?

    /// A bill of these lines.
    public init(
        patientID: ID<Patient>, encounterID: ID<Encounter>? = nil, lines: [NewBillLine], discount: NewDiscount? = nil,
        note: String? = nil
    ) {
        self.patientID = patientID
        self.encounterID = encounterID
        self.lines = lines
        self.discount = discount
        self.note = note
    }

    var quote: QuoteRequest {
        QuoteRequest(patientID: patientID, encounterID: encounterID, lines: lines, discount: discount)
    }
}

/// One way of paying, as it is offered.
public struct NewTender: Codable, Sendable, Hashable {
    /// The way of paying.
    public var method: TenderMethod
    /// What is handed over, in minor units; cash may be more than is due.
    public var amount: Int64
    /// Must be the hospital's where it is given.
    public var currency: Currency?
    /// The number of the slip, transaction or cheque.
    public var reference: String?

    /// So much in minor units of the hospital's currency.
    public init(_ method: TenderMethod, _ amount: Int64, reference: String? = nil) {
        self.method = method
        self.amount = amount
        self.reference = reference
    }
}

/// A payment to be received.
public struct NewPayment: Codable, Sendable {
    /// In the order in which they were given.
    public var tenders: [NewTender]
    /// The version of the bill that the cashier sees; may come as `If-Match` instead.
    public var version: Int64?
    /// The language of the receipt; the patient's, else the hospital's, where absent.
    public var language: Language?

    /// A payment in one or several ways.
    public init(tenders: [NewTender], version: Int64? = nil, language: Language? = nil) {
        self.tenders = tenders
        self.version = version
        self.language = language
    }
}

/// Why a bill is given up.
public struct BillCancellation: Codable, Sendable {
    /// In a few words; required.
    public var reason: String
    /// Goes up with every change.
    public var version: Int64?

    /// A cancellation with its reason.
    public init(reason: String, version: Int64? = nil) {
        self.reason = reason
        self.version = version
    }
}

/// Which paper of a bill is wanted.
public enum BillPaper: String, WireEnum {
    case receipt, bill
}

/// What a bill can be printed on.
public enum PaperSize: String, WireEnum {
    case thermal80, thermal58, a5, a4
}

/// A print of a bill or of one of its receipts.
public struct BillPrint: Codable, Sendable {
    /// The receipt where something has been paid, else the bill, where absent.
    public var kind: BillPaper?
    /// Which receipt, where the bill was paid in parts; the latest where absent.
    public var paymentID: ID<Payment>?
    /// The language of the paper; the patient's, else the hospital's, where absent.
    public var language: Language?
    /// The 80 mm roll for receipts and A5 for bills where absent.
    public var paper: PaperSize?

    /// The usual paper, unless something else is wanted.
    public init(
        kind: BillPaper? = nil, paymentID: ID<Payment>? = nil, language: Language? = nil, paper: PaperSize? = nil
    ) {
        self.kind = kind
        self.paymentID = paymentID
        self.language = language
        self.paper = paper
    }
}

/// Which bills are wanted.
public enum BillFilter: String, WireEnum {
    /// Issued or paid in part.
    case open
    case issued
    case partPaid = "part-paid"
    case settled, cancelled

    var statuses: [BillStatus] {
        switch self {
        case .open: [.issued, .partPaid]
        case .issued: [.issued]
        case .partPaid: [.partPaid]
        case .settled: [.settled]
        case .cancelled: [.cancelled]
        }
    }
}

/// A list of bills, newest first.
public struct BillQuery: Codable, Sendable {
    /// The business day.
    public var day: CalendarDay?
    /// Where the bill stands.
    public var status: BillFilter?
    /// The patient.
    public var patientID: ID<Patient>?
    /// The whole number of a bill, as scanned from paper.
    public var number: String?
    /// How many at most.
    public var limit: Int?
    /// The cursor of the page before.
    public var after: String?

    /// All bills, unless narrowed down.
    public init(
        day: CalendarDay? = nil, status: BillFilter? = nil, patientID: ID<Patient>? = nil, number: String? = nil,
        limit: Int? = nil, after: String? = nil
    ) {
        self.day = day
        self.status = status
        self.patientID = patientID
        self.number = number
        self.limit = limit
        self.after = after
    }
}
