public import Encounters
public import Ledger
public import SehatCore
public import Directory

/// One wanted line: a service from the price list with a quantity, or a charge that already stands in the ledger.
public struct NewBillLine: Codable, Sendable, Hashable {
    public var serviceID: ID<Service>?
    /// 1 to 999; 1 where absent.
    public var quantity: Int64?
    /// A charge that stands on no bill yet, in place of a service.
    public var chargeID: ID<Charge>?

    public init(serviceID: ID<Service>, quantity: Int64 = 1) {
        self.serviceID = serviceID
        self.quantity = quantity
    }

    public init(chargeID: ID<Charge>) {
        self.chargeID = chargeID
    }
}

/// A wanted discount: so much, or so many hundredths of a percent, and why.
public struct NewDiscount: Codable, Sendable, Hashable {
    /// Minor units of the hospital's currency.
    public var amount: Int64?
    public var currency: Currency?
    /// Hundredths of a percent: 1250 is 12.5 %.
    public var basisPoints: Int?
    public var reason: String

    public init(amount: Int64? = nil, basisPoints: Int? = nil, reason: String) {
        self.amount = amount
        self.basisPoints = basisPoints
        self.reason = reason
    }
}

/// What a bill would come to is asked.
public struct QuoteRequest: Codable, Sendable {
    public var patientID: ID<Patient>?
    public var encounterID: ID<Encounter>?
    public var lines: [NewBillLine]
    public var discount: NewDiscount?

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
    public var patientID: ID<Patient>
    public var encounterID: ID<Encounter>?
    public var lines: [NewBillLine]
    public var discount: NewDiscount?
    public var note: String?

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
    public var method: TenderMethod
    /// What is handed over, in minor units; cash may be more than is due.
    public var amount: Int64
    public var currency: Currency?
    /// The number of the slip, transaction or cheque.
    public var reference: String?

    public init(_ method: TenderMethod, _ amount: Int64, reference: String? = nil) {
        self.method = method
        self.amount = amount
        self.reference = reference
    }
}

/// A payment to be received.
public struct NewPayment: Codable, Sendable {
    public var tenders: [NewTender]
    /// The version of the bill that the cashier sees; may come as `If-Match` instead.
    public var version: Int64?
    /// The language of the receipt; the patient's, else the hospital's, where absent.
    public var language: Language?

    public init(tenders: [NewTender], version: Int64? = nil, language: Language? = nil) {
        self.tenders = tenders
        self.version = version
        self.language = language
    }
}

/// Why a bill is given up.
public struct BillCancellation: Codable, Sendable {
    public var reason: String
    public var version: Int64?

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
    public var language: Language?
    /// The 80 mm roll for receipts and A5 for bills where absent.
    public var paper: PaperSize?

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
    public var day: CalendarDay?
    public var status: BillFilter?
    public var patientID: ID<Patient>?
    /// The whole number of a bill, as scanned from paper.
    public var number: String?
    public var limit: Int?
    /// The cursor of the page before.
    public var after: String?

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
