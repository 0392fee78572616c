import Documents
import GRDB
import Ledger
import PrintQueue
public import SehatCore
public import SehatStore

/// Receiving money.
public enum Collecting {
    /// Receives a payment for a bill: bill, payment, ledger, audit and the receipt's print job, in the caller's
    /// transaction, so that none of them is ever there without the others.
    ///
    /// - Parameter version: the version of the bill that the cashier sees, from `If-Match`; the input's counts where absent.
    /// - Throws: `billing.bill.notFound`; `app.stale` when the bill changed since; `billing.bill.settled` and
    ///   `billing.bill.cancelled` for closed bills; what `Settlement` throws about the tenders.
    public static func receive(
        _ id: ID<Bill>, _ input: NewPayment, version: Int64? = nil, in tx: Tx
    ) throws -> PaymentResult {
        var bill = try Bill.open(id, in: tx)
        try tx.expect(version: bill.version, version ?? input.version)
        let (payment, tenders) = try take(input.tenders, for: &bill, paper: nil, in: tx)
        return try answer(bill, payment, tenders, language: input.language, in: tx)
    }

    /// Enters a payment for which a receipt was written on paper; nothing is printed.
    static func enter(_ id: ID<Bill>, _ tenders: [NewTender], paper: PaperNumber, in tx: Tx) throws -> ID<Payment> {
        var bill = try Bill.find(id, in: tx)
        return try take(tenders, for: &bill, paper: paper, in: tx).payment.id
    }

    private static func take(
        _ wanted: [NewTender], for bill: inout Bill, paper: PaperNumber?, in tx: Tx
    ) throws -> (payment: Payment, tenders: [Tender]) {
        let tendered = try BillChecks.tenders(wanted, tx.hospital)
        // Refused before the arithmetic, so that a closed bill says so rather than that too much was paid.
        guard bill.status.after(.receive(left: 0)) != nil else { throw Problem.bill(bill.number, is: bill.status) }
        let settlement = try Settlement(
            due: bill.left, tenders: tendered, cashRounding: tx.hospital.cashRounding, currency: tx.hospital.currency)
        try bill.apply(.receive(left: settlement.left))
        bill.paid += settlement.credited
        bill.rounding += settlement.rounding
        try bill.save(in: tx)
        let payment = try newPayment(settlement, for: bill, paper: paper, in: tx)
        try payment.insert(tx.db)
        let tenders = try insertTenders(settlement, of: payment, in: tx)
        try Ledger.enter(LedgerEntry("payment", of: payment.id, entry(settlement)), in: tx)
        audit(payment, settlement, bill, in: tx)
        return (payment, tenders)
    }

    private static func newPayment(
        _ settlement: Settlement, for bill: Bill, paper: PaperNumber?, in tx: Tx
    ) throws -> Payment {
        let year = paper?.year ?? tx.hospital.fiscalYear(of: tx.today)
        let sequence = try paper?.serial ?? tx.nextNumber(BillingNumber.receiptSeries, year: year)
        return Payment(
            id: tx.newID(), billID: bill.id, receiptNumber: BillingNumber.receipt(year, sequence), fiscalYear: year,
            sequence: sequence, day: tx.today, amount: settlement.amount, rounding: settlement.rounding,
            change: settlement.change, left: settlement.left, stationID: tx.principal.stationID,
            receivedAt: paper?.at ?? tx.now,
            receivedBy: tx.principal.userID, receivedByName: tx.principal.username)
    }

    private static func insertTenders(_ settlement: Settlement, of payment: Payment, in tx: Tx) throws -> [Tender] {
        try settlement.tenders.enumerated().map { index, kept in
            let tender = Tender(
                paymentID: payment.id, position: index + 1, method: kept.method, tendered: kept.tendered,
                amount: kept.amount, reference: kept.reference)
            try tender.insert(tx.db)
            return tender
        }
    }

    /// What a payment means in the books: money comes in each way, the patient owes less, rounding takes the rest.
    private static func entry(_ settlement: Settlement) -> [EntryLine] {
        settlement.tenders.map { EntryLine($0.method.account, $0.amount) } + [
            EntryLine(.receivable, -settlement.credited), EntryLine(.rounding, -settlement.rounding),
        ]
    }

    private static func audit(_ payment: Payment, _ settlement: Settlement, _ bill: Bill, in tx: Tx) {
        var detail: [String: AuditValue] = [
            "bill": .text(bill.number), "receipt": .text(payment.receiptNumber), "amount": .number(payment.amount),
            "rounding": .number(payment.rounding), "change": .number(payment.change), "left": .number(payment.left),
        ]
        for method in TenderMethod.allCases {
            let sum = settlement.tenders.filter { $0.method == method }.reduce(Int64(0)) { $0 + $1.amount }
            if sum != 0 { detail[method.rawValue] = .number(sum) }
        }
        tx.audit("billing.payment.received", payment.id, patient: bill.patientID, detail)
        tx.announce("billing.bill", bill.id.description)
    }

    private static func answer(
        _ bill: Bill, _ payment: Payment, _ tenders: [Tender], language: Language?, in tx: Tx
    ) throws -> PaymentResult {
        // Most bills are paid at once: then there is no earlier payment to read.
        let earlier = payment.credited == bill.paid ? [] : try BillPapers.payments(of: bill, before: payment.id, in: tx)
        let content = try BillPapers.content(
            bill, payments: earlier + [(payment, tenders)], language: language, paper: .thermal80, in: tx)
        guard let made = try ReceiptDocument.make(content, in: tx) else { throw Problem.noReceipt }
        let ticket = try PrintQueue.submit(BillPapers.request(made.document, of: made, bill, payment), in: tx)
        let view = payment.view(tenders, tx.hospital)
        return PaymentResult(
            payment: view, receiptNumber: payment.receiptNumber, change: view.change,
            bill: bill.view(content.lines, content.payments.map { ($0.payment, $0.tenders) }, tx.hospital),
            documentID: ticket.documentID.description, printJobID: ticket.jobID.description)
    }
}
