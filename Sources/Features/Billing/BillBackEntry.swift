public import Downtime
public import SehatCore
public import SehatStore
import SehatWeb

/// A bill as it stands on the paper form, with its receipt where money was taken.
public struct PaperBill: Codable, Sendable {
    /// The bill's number printed on the form.
    public var number: String
    /// The time that stands on it.
    public var at: Instant
    public var bill: NewBill
    /// The receipt's number printed on the form; absent when nothing was paid.
    public var receiptNumber: String?
    /// What was paid; required with a receipt.
    public var tenders: [NewTender]?

    /// What a form says.
    public init(
        number: String, at: Instant, bill: NewBill, receiptNumber: String? = nil, tenders: [NewTender]? = nil
    ) {
        self.number = number
        self.at = at
        self.bill = bill
        self.receiptNumber = receiptNumber
        self.tenders = tenders
    }
}

/// Entering bills and receipts that were written on paper.
public enum BillBackEntry {
    /// Issues the bill under the number of the form and takes the payment under that of its receipt. Both bear the time of the
    /// paper; the books count them on the business day of the entry. Nothing is printed: the patient has the paper.
    ///
    /// - Throws: what `ReservedNumbers.require`, `Issuing.issue` and `Collecting.receive` throw.
    public static func enter(_ input: PaperBill, in tx: Tx) throws -> BillView {
        let number = try ReservedNumbers.require(.bill, input.number, paperAt: input.at, in: tx)
        try tx.principal.require(.billingIssue)
        let view = try Issuing.issue(input.bill, paper: PaperNumber(number, input.at), in: tx)
        try ReservedNumbers.use(number, for: view.id, paperAt: input.at, in: tx)
        guard let typed = input.receiptNumber, !typed.isEmpty else { return view }
        try tx.principal.require(.billingCollect)
        let receipt = try ReservedNumbers.require(.receipt, typed, paperAt: input.at, in: tx)
        let payment = try Collecting.enter(
            view.id, input.tenders ?? [], paper: PaperNumber(receipt, input.at), in: tx)
        try ReservedNumbers.use(receipt, for: payment, paperAt: input.at, in: tx)
        return try BillQueries.view(try Bill.find(view.id, in: tx), in: tx)
    }

    static let endpoint = Endpoint.command(
        "/downtime/bills", "downtime.bill.enter", .requires(.downtimeEnter),
        "Enters a bill, and its receipt, under the numbers of the paper form.", status: 201
    ) { (call: Call<PaperBill>, tx: Tx) in try enter(call.input, in: tx) }
}

/// The number and time of a paper, in place of the next number and now.
struct PaperNumber {
    let number: String
    let year: Int
    let serial: Int64
    let at: Instant

    init(_ reserved: ReservedNumber, _ at: Instant) {
        number = reserved.number
        year = reserved.year ?? 0
        serial = reserved.serial
        self.at = at
    }
}
