import Documents
import Ledger
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Billing

@Suite struct ReprintingTests {
    private func reprint(_ desk: Desk, _ bill: BillView, _ wanted: BillPrint = BillPrint()) async throws
        -> BillPrintResult
    {
        try await desk.store.write(as: Desk.cashier) { tx in try Reprinting.print(bill.id, wanted, in: tx) }
    }

    private func document(_ desk: Desk, _ id: String) async throws -> PrintDocument {
        let id = try #require(ID<StoredDocument>(id))
        return try await desk.store.read(as: Desk.cashier) { try PrintQueue.document(id, in: $0).document() }
    }

    @Test func aReceiptComesOutAgainAsACopyOfWhatWasPrinted() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let paid = try await desk.pay(bill, [NewTender(.card, 455_049)])
        // Whatever the hospital is called now, the copy says what the receipt said.
        _ = try await desk.store.write(as: .system()) { tx in
            var profile = tx.hospital
            profile.name = LocalizedText(en: "Another name")
            try tx.setHospital(profile)
            tx.audit("test.hospital")
        }
        desk.test.clock.advance(seconds: 3_600)
        let copy = try await reprint(desk, bill)
        #expect(copy.copy == 2)
        let (first, second) = (try await document(desk, paid.documentID), try await document(desk, copy.documentID))
        #expect(second.blocks == first.blocks && first.copyMark == nil)
        #expect(second.copyMark == CopyMark(reason: .copy, number: 2, words: "نقل"))
        #expect(try await reprint(desk, bill).copy == 3)
        #expect(try await document(desk, try await reprint(desk, bill).documentID).footer?.lines.count == 3)
    }

    @Test func aCopyInAnotherLanguageIsMadeFromTheSnapshot() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        _ = try await desk.pay(bill, [NewTender(.card, 455_049)])
        let copy = try await reprint(desk, bill, BillPrint(language: .en))
        let english = try await document(desk, copy.documentID)
        #expect(english.language == .en && english.copyMark?.words == "COPY" && copy.copy == 2)
        #expect(DocumentOutline.lines(english).contains("⟨Consultation⟩ | ⟨1⟩ | ⟨1,500.00⟩"))
    }

    @Test func eachPaymentHasItsOwnReceipt() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let first = try await desk.pay(bill, [NewTender(.cash, 100_000)])
        _ = try await desk.pay(bill, [NewTender(.card, 355_049)])
        let copy = try await reprint(desk, bill, BillPrint(kind: .receipt, paymentID: first.payment.id))
        #expect(try await document(desk, copy.documentID).title == "R-2026-000001")
        #expect(try await document(desk, try await reprint(desk, bill).documentID).title == "R-2026-000002")
        await #expect(throws: Problem(.notFound, "billing.payment.notFound")) {
            try await reprint(desk, bill, BillPrint(kind: .receipt, paymentID: ID(rawValue: 5)))
        }
    }

    @Test func anUnpaidBillIsPrintedAsABill() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let sheet = try await reprint(desk, bill)
        let document = try await document(desk, sheet.documentID)
        #expect(document.kind == .bill && document.paper == .a5 && sheet.copy == 1)
        await #expect(throws: Problem(.conflict, "billing.bill.noReceipt")) {
            try await reprint(desk, bill, BillPrint(kind: .receipt))
        }
        let wide = try await reprint(desk, bill, BillPrint(paper: .a4))
        #expect(try await self.document(desk, wide.documentID).paper == .a4 && wide.copy == 2)
    }
}
