import Documents
import PrintQueue
import SehatCore
import SehatStore

/// The bill on a sheet: every line with its price, what was paid and what is left.
enum BillDocument {
    /// The bill by the template in use: A4 has its own, every other paper takes that of A5.
    static func make(
        _ content: PaperContent, who: String, at instant: Instant, in tx: ReadTx
    ) throws -> PaperTemplates.Made {
        try PaperTemplates.make(content.paper == .a4 ? "billA4" : "bill", content.setting, in: tx) { version in
            BillPaperData(
                letterhead: content.letterhead, number: content.bill.number, billNumber: content.bill.number,
                when: content.hospital.inline(content.bill.issuedAt),
                isCancelled: content.bill.status == .cancelled, patient: content.patientBlocks,
                lines: content.lineData, sums: sums(content), amount: content.hospital.money(content.bill.total),
                note: content.bill.note, footer: content.footer(who: who, at: instant, version: version))
        }
    }

    /// From the gross sum down to what is left; each receipt is a heading with its tenders below it.
    private static func sums(_ content: PaperContent) -> [Table.Row] {
        let text = content.text
        var rows = content.totalRows
        if content.bill.rounding != 0 {
            rows.append(.init([text("billing.paper.rounding"), content.amount(content.bill.rounding)]))
        }
        for (payment, tenders) in content.payments {
            let heading = text.phrase(
                "billing.paper.payment",
                [
                    "number": [.identifier(payment.receiptNumber)],
                    "when": [content.hospital.inline(payment.receivedAt)],
                ])
            rows.append(.init([heading, []]))
            rows += tenders.map { .init([content.tenderLabel($0), content.amount($0.amount)]) }
        }
        let paid = content.payments.reduce(Int64(0)) { $0 + $1.payment.amount }
        rows += [
            .init([text("billing.paper.paid"), content.money(paid)], isStrong: true, ruleAbove: Rule()),
            .init([text("billing.paper.left"), content.money(content.bill.left)], isStrong: true),
        ]
        return rows
    }
}
