import Documents
import PrintQueue
import SehatCore

/// The receipt of one payment, made for the 80 mm roll.
enum ReceiptDocument {
    /// The receipt for the last of the content's payments; nil when it has none.
    static func make(_ content: PaperContent) -> PrintDocument? {
        guard let (payment, tenders) = content.payments.last else { return nil }
        let text = content.text
        let when = [content.hospital.inline(payment.receivedAt)]
        var blocks: [Block] = [
            content.letterhead, .rule(Rule()), .paragraph(text("billing.paper.receipt"), .heading),
            .keyValue(content.label("billing.paper.receiptNumber"), [.identifier(payment.receiptNumber)], .body.bold),
            .keyValue(content.label("billing.paper.billNumber"), [.identifier(content.bill.number)]),
            .keyValue(content.label("billing.paper.when"), when),
        ]
        blocks += content.patientBlocks
        blocks += [.rule(Rule(isDashed: true)), .table(lines(content)), .rule(Rule(isDashed: true))]
        blocks.append(.table(sums(content, payment, tenders)))
        blocks += [
            .paragraph([.amountInWords(content.hospital.money(payment.amount))], .small),
            .space(.mm(2)), content.qrCode,
            .paragraph(text("billing.paper.keep"), .small.aligned(.center)),
        ]
        return PrintDocument(
            kind: .receipt, language: content.language, secondaryLanguage: content.language == .en ? nil : .en,
            grouping: content.hospital.grouping, paper: content.paper, title: payment.receiptNumber,
            footer: content.footer(who: payment.receivedByName, at: payment.receivedAt), blocks: blocks)
    }

    private static func lines(_ content: PaperContent) -> Table {
        let text = content.text
        return Table(
            columns: [.init(.share(1)), .init(.natural, .figures), .init(.natural, .figures)],
            head: [
                text("billing.paper.service"), text("billing.paper.quantity"), text("billing.paper.amount"),
            ],
            rows: content.lines.map { line in
                .init([content.service(line), [.number(line.quantity)], content.amount(line.gross)])
            })
    }

    /// From the gross sum down to what is left: bill, earlier payments, rounding, tenders, change.
    private static func sums(_ content: PaperContent, _ payment: Payment, _ tenders: [Tender]) -> Table {
        let text = content.text
        var rows = content.totalRows
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
        return Table(columns: [.init(.share(1)), .init(.natural, .figures)], rows: rows)
    }
}
