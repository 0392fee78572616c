import Documents
import PrintQueue
import SehatCore

/// The bill on a sheet, made for A5: every line with its price, what was paid and what is left.
enum BillDocument {
    static func make(_ content: PaperContent, who: String, at instant: Instant) -> PrintDocument {
        let text = content.text
        var blocks: [Block] = [content.letterhead, .rule(Rule()), .paragraph(text("billing.paper.bill"), .heading)]
        if content.bill.status == .cancelled {
            blocks.append(.paragraph(text("billing.paper.cancelled"), .heading))
        }
        blocks += [head(content), .space(.mm(2)), .table(lines(content)), .table(sums(content))]
        blocks.append(.paragraph([.amountInWords(content.hospital.money(content.bill.total))], .small))
        if let note = content.bill.note { blocks.append(.paragraph([.name(note)], .small)) }
        let foot = content.footer(who: who, at: instant)
        return PrintDocument(
            kind: .bill, language: content.language, secondaryLanguage: content.language == .en ? nil : .en,
            grouping: content.hospital.grouping, paper: content.paper, title: content.bill.number,
            footer: .pageNumbers(word: text.string("billing.paper.page"), lines: foot.lines), blocks: blocks)
    }

    /// Who and which bill, beside the code.
    private static func head(_ content: PaperContent) -> Block {
        let facts: [Block] = [
            .keyValue(content.label("billing.paper.billNumber"), [.identifier(content.bill.number)], .body.bold),
            .keyValue(content.label("billing.paper.when"), [content.hospital.inline(content.bill.issuedAt)]),
        ]
        return .columns(
            Columns([
                .init(width: .share(3), blocks: facts + content.patientBlocks),
                .init(width: .share(1), blocks: [content.qrCode]),
            ]))
    }

    private static func lines(_ content: PaperContent) -> Table {
        let text = content.text
        let figures = Table.Column(.natural, .figures)
        return Table(
            columns: [.init(.natural, .figures), .init(.share(1)), figures, figures, figures],
            head: [
                text("billing.paper.serial"), text("billing.paper.service"), text("billing.paper.quantity"),
                text("billing.paper.rate"), text("billing.paper.amount"),
            ],
            rows: content.lines.map { line in
                .init([
                    [.number(Int64(line.position))], content.service(line), [.number(line.quantity)],
                    content.amount(line.unitPrice), content.amount(line.gross),
                ])
            }, hasRowRules: true)
    }

    /// From the gross sum down to what is left; each receipt is a heading with its tenders below it.
    private static func sums(_ content: PaperContent) -> Table {
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
        return Table(columns: [.init(.share(1)), .init(.natural, .figures)], rows: rows)
    }
}
