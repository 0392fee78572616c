import Documents
import PrintQueue
import SehatCore
import SehatStore

/// The receipt of one payment, on a roll.
enum ReceiptDocument {
    /// The receipt for the last of the content's payments by the template in use; nil when it has none.
    static func make(_ content: PaperContent, in tx: ReadTx) throws -> PaperTemplates.Made? {
        guard let (payment, tenders) = content.payments.last else { return nil }
        return try PaperTemplates.make("receipt", content.setting, in: tx) { version in
            BillPaperData(
                letterhead: content.letterhead, number: payment.receiptNumber, billNumber: content.bill.number,
                when: content.hospital.inline(payment.receivedAt), patient: content.patientBlocks,
                lines: content.lineData, sums: sums(content, payment, tenders),
                amount: content.hospital.money(payment.amount),
                footer: content.footer(who: payment.receivedByName, at: payment.receivedAt, version: version))
        }
    }

    /// From the gross sum down to what is left: bill, earlier payments, rounding, tenders, change.
    private static func sums(_ content: PaperContent, _ payment: Payment, _ tenders: [Tender]) -> [Table.Row] {
        let text = content.text
        var rows = content.totalRows
        // What was bought ends here, whether a discount stands above the total or not.
        rows[0].ruleAbove = Rule()
        let before = content.payments.dropLast().reduce(Int64(0)) { $0 + $1.payment.credited }
        if before > 0 { rows.append(.init([text("billing.paper.paidBefore"), content.amount(-before)])) }
        if payment.rounding != 0 {
            rows.append(.init([text("billing.paper.rounding"), content.amount(payment.rounding)]))
        }
        for tender in tenders {
            rows.append(.init([content.tenderLabel(tender), content.amount(tender.tendered)]))
        }
        if payment.change > 0 {
            rows.append(.init([text("billing.paper.change"), content.amount(payment.change)]))
        }
        rows.append(
            .init([text("billing.paper.paid"), content.money(payment.amount)], isStrong: true, ruleAbove: Rule()))
        if payment.left > 0 {
            rows.append(.init([text("billing.paper.left"), content.money(payment.left)], isStrong: true))
        }
        return rows
    }
}
