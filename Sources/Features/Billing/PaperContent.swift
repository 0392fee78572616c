import Documents
import Ledger
import Patients
import PrintQueue
import SehatCore

/// Everything that a receipt or a bill on paper is made of, so that the making is pure.
struct PaperContent: Sendable {
    let bill: Bill
    let lines: [BillLine]
    /// The payments up to the one on the receipt, oldest first, with their tenders.
    let payments: [(payment: Payment, tenders: [Tender])]
    let hospital: HospitalProfile
    let text: DocumentText
    let paper: Paper
    /// The counter at which the paper is made; empty when it is none.
    let station: String

    var language: Language { text.language }

    func money(_ amount: Int64) -> [Inline] { [.money(hospital.money(amount))] }
    func amount(_ amount: Int64) -> [Inline] { [.amount(hospital.money(amount))] }
}

/// The parts that the papers of billing share.
extension PaperContent {
    var letterhead: Block {
        let second: Language = language == .en ? hospital.language : .en
        let other = hospital.name[second]
        let name = hospital.name[language]
        let address = hospital.address[language]
        return .letterhead(
            Letterhead(
                name: .name(name), secondName: other == name ? nil : .name(other, language: second),
                address: address.isEmpty ? [] : [[.name(address)]],
                phones: hospital.phone.isEmpty ? [] : [hospital.phone]))
    }

    /// The patient's names in both scripts, the record number, and the visit.
    var patientBlocks: [Block] {
        var blocks: [Block] = [
            .keyValue(
                label("billing.paper.patient"), [.name(bill.patient.names.primary, language: nameLanguage)],
                .body.bold)
        ]
        if let other = bill.patient.names.other {
            blocks.append(.keyValue(KeyValueRow(label: [], value: [.name(other, language: nameLanguage)])))
        }
        blocks.append(.keyValue(label("billing.paper.mrn"), [.identifier(bill.patient.mrn)]))
        if let token = bill.token {
            blocks.append(.keyValue(label("billing.paper.token"), [.identifier(token)]))
        }
        if let department = bill.departmentName {
            blocks.append(.keyValue(label("billing.paper.department"), [.name(department[language])]))
        }
        if let practitioner = bill.practitionerName {
            blocks.append(.keyValue(label("billing.paper.doctor"), [.name(practitioner[language])]))
        }
        return blocks
    }

    /// Gross sum and discount where there is one, and the total.
    var totalRows: [Table.Row] {
        var rows: [Table.Row] = []
        if bill.discount > 0 {
            rows.append(.init([label("billing.paper.gross").inlines, amount(bill.gross)]))
            let words =
                bill.discountBasisPoints.map {
                    text.phrase("billing.paper.discountPercent", ["percent": [.percent(basisPoints: $0)]])
                } ?? text("billing.paper.discount")
            rows.append(.init([words, amount(-bill.discount)]))
        }
        rows.append(.init([text("billing.paper.total"), money(bill.total)], isStrong: true, ruleAbove: Rule()))
        return rows
    }

    /// The lines of the bill as templates take them.
    var lineData: [BillPaperData.Line] {
        lines.map { line in
            .init(
                position: Int64(line.position), service: service(line), quantity: line.quantity,
                rate: amount(line.unitPrice), amount: amount(line.gross))
        }
    }

    /// How papers of billing are set: bilingual beside English.
    var setting: PaperTemplates.Setting {
        .init(language: language, second: language == .en ? nil : .en, grouping: hospital.grouping, paper: paper)
    }

    /// Who, at which counter, when, and by which version of the form.
    func footer(who: String, at instant: Instant, version: Int64) -> [[Inline]] {
        var first = text.phrase("billing.paper.cashier", ["who": [.name(who)]])
        if !station.isEmpty {
            first += [.text(" · "), .name(station)]
        }
        let form = text.phrase("billing.paper.form", ["version": [.number(version)]])
        return [first, [hospital.inline(instant), .text(" · ")] + form]
    }

    /// The name of a way of paying, with its slip number.
    func tenderLabel(_ tender: Tender) -> [Inline] {
        let method = text("billing.tender.\(tender.method.rawValue)")
        guard let reference = tender.reference else { return method }
        return text.phrase("billing.paper.tenderReference", ["method": method, "reference": [.identifier(reference)]])
    }

    /// What a line is for, isolated: a service may be known in another script only.
    func service(_ line: BillLine) -> [Inline] { [.name(line.name[language])] }

    func label(_ key: String) -> String { text.string(key) }

    /// The language that chooses the hand of a name in Arabic script: the patient's own, else the hospital's.
    private var nameLanguage: Language? {
        if language.isRightToLeft { return bill.patient.language ?? language }
        let own = bill.patient.language ?? hospital.language
        return own.isRightToLeft ? own : .ur
    }
}

extension String {
    /// Prose as one piece of a document.
    fileprivate var inlines: [Inline] { [.text(self)] }
}
