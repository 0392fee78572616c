import Documents
import PrintQueue
public import SehatCore
public import SehatStore

/// Printing bills, and receipts once more.
public enum Reprinting {
    /// Prints a bill or one of its receipts. Whatever was printed before in the same language and on the same paper comes
    /// out word for word; every print after the first is marked as a copy and audited as one.
    ///
    /// - Throws: `billing.bill.notFound`; `billing.bill.noReceipt` when a receipt is wanted and nothing has been paid;
    ///   `billing.payment.notFound` when the wanted payment is not of this bill.
    public static func print(_ id: ID<Bill>, _ input: BillPrint, in tx: Tx) throws -> BillPrintResult {
        let bill = try Bill.open(id, in: tx)
        let payments = try BillPapers.payments(of: bill, in: tx)
        let kind = input.kind ?? (payments.isEmpty ? .bill : .receipt)
        let ticket =
            switch kind {
            case .receipt: try receipt(bill, payments, input, in: tx)
            case .bill: try sheet(bill, payments, input, in: tx)
            }
        return BillPrintResult(
            documentID: ticket.documentID.description, printJobID: ticket.jobID.description, copy: ticket.copy)
    }

    private static func receipt(
        _ bill: Bill, _ payments: [BillPapers.Paid], _ input: BillPrint, in tx: Tx
    ) throws -> PrintTicket {
        guard let latest = payments.last?.payment else { throw Problem.noReceipt }
        let wanted = input.paymentID ?? latest.id
        let upToIt = payments.filter { $0.payment.id <= wanted }
        guard let payment = upToIt.last?.payment, payment.id == wanted else { throw Problem.paymentNotFound }
        let paper = input.paper?.paper ?? .thermal80
        let content = try BillPapers.content(
            bill, payments: upToIt, language: input.language, paper: paper, in: tx)
        let printed = try PrintQueue.earliest(
            of: BillPapers.subject(payment.id), kind: .receipt, language: content.language, paper: paper, in: tx)
        if let printed {
            return try PrintQueue.submit(BillPapers.request(printed, of: nil, bill, payment), in: tx)
        }
        guard let made = try ReceiptDocument.make(content, in: tx) else { throw Problem.noReceipt }
        return try PrintQueue.submit(BillPapers.request(made.document, of: made, bill, payment), in: tx)
    }

    /// The sheet shows how the bill stands now, so it is made anew each time.
    private static func sheet(
        _ bill: Bill, _ payments: [BillPapers.Paid], _ input: BillPrint, in tx: Tx
    ) throws -> PrintTicket {
        let content = try BillPapers.content(
            bill, payments: payments, language: input.language, paper: input.paper?.paper ?? .a5, in: tx)
        let made = try BillDocument.make(content, who: tx.principal.username, at: tx.now, in: tx)
        return try PrintQueue.submit(BillPapers.request(made, bill), in: tx)
    }
}

extension PaperSize {
    fileprivate var paper: Paper {
        switch self {
        case .thermal80: .thermal80
        case .thermal58: .thermal58
        case .a5: .a5
        case .a4: .a4
        }
    }
}
