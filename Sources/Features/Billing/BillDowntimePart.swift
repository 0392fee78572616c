import Documents
public import Downtime
import GRDB
import Patients
import PrintQueue
import SehatCore
import SehatStore

extension DowntimePart {
    /// What billing puts into the downtime pack: the bills that are not paid in full, and a form that is bill and receipt.
    public static let billing = DowntimePart("billing", series: [bills, receipts]) { scope, tx in
        var rows: [[[Inline]]] = []
        var after: String?
        repeat {
            let page = try BillQueries.list(BillQuery(status: .open, limit: 200, after: after), in: tx)
            let people = try PatientSummaries.of(page.items.map(\.patientID), in: tx)
            rows += page.items.map { bill in
                let isRestricted = people[bill.patientID]?.isRestricted == true
                return [
                    [.identifier(bill.number)], [.identifier(bill.patient.mrn)],
                    isRestricted ? scope.text("downtime.restricted") : names(bill.patient.names),
                    [.date(bill.day)], [.money(bill.total)], [.money(bill.left)],
                ]
            }
            after = page.next
        } while after != nil && rows.count < limit
        return [
            .list(
                "bills", title: scope.text("downtime.section.bills"),
                columns: [
                    ("word.bill", .natural), ("downtime.mrn", .natural), ("word.name", .share(1)),
                    ("word.date", .natural),
                    ("word.total", .natural), ("word.remaining", .natural),
                ], rows: rows, scope.text)
        ]
    } forms: { scope, numbers in
        zip(numbers[.bill] ?? [], numbers[.receipt] ?? []).map { bill, receipt in
            PaperForms.head("word.bill", number: bill, scope.text) + [
                PaperForms.row("downtime.mrn", scope.text), PaperForms.row("word.name", scope.text),
                PaperForms.grid(
                    [("word.service", 4), ("word.quantity", 1), ("word.rate", 1), ("word.amount", 1)], rows: 6,
                    scope.text), PaperForms.row("word.total", scope.text),
            ] + PaperForms.head("word.receipt", number: receipt, scope.text) + [
                PaperForms.row("word.paid", scope.text), PaperForms.row("word.method", scope.text),
                PaperForms.row("downtime.form.signature", scope.text),
            ]
        }
    }

    private static func names(_ names: PatientNames) -> [Inline] {
        [.name(names.primary)] + (names.other.map { [.text(" / "), .name($0)] } ?? [])
    }

    /// Older open bills than so many are left out: they are for the office, not for a counter without a server.
    private static let limit = 2000

    private static let bills = ReservedSeries(.bill, year: { $0.hospital.fiscalYear(of: $0.today) }) { tx in
        let year = tx.hospital.fiscalYear(of: tx.today)
        let serial = try tx.nextNumber(BillingNumber.billSeries, year: year)
        return ReservedSeries.Taken(BillingNumber.bill(year, serial), year: year, serial: serial)
    }

    private static let receipts = ReservedSeries(.receipt, year: { $0.hospital.fiscalYear(of: $0.today) }) { tx in
        let year = tx.hospital.fiscalYear(of: tx.today)
        let serial = try tx.nextNumber(BillingNumber.receiptSeries, year: year)
        return ReservedSeries.Taken(BillingNumber.receipt(year, serial), year: year, serial: serial)
    }
}
