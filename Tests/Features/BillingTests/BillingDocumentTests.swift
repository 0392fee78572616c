import Documents
import Ledger
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Billing

@Suite struct BillingDocumentTests {
    private func desk() async throws -> (Desk, PaymentResult) {
        let desk = try await Desk.make()
        let bill = try await desk.issue(
            [NewBillLine(serviceID: desk.services[0]), NewBillLine(serviceID: desk.services[2], quantity: 3)],
            discount: NewDiscount(basisPoints: 1_000, reason: "staff"))
        _ = try await desk.pay(bill, [NewTender(.wallet, 50_000)])
        let paid = try await desk.pay(bill, [NewTender(.card, 60_000, reference: "881-20"), NewTender(.cash, 100_000)])
        return (desk, paid)
    }

    private func content(
        _ desk: Desk, _ paid: PaymentResult, _ language: Language, _ paper: Paper
    ) async throws -> PaperContent {
        try await desk.store.read(as: Desk.cashier) { tx in
            let bill = try Bill.find(paid.bill.id, in: tx)
            return try BillPapers.content(
                bill, payments: try BillPapers.payments(of: bill, in: tx), language: language, paper: paper, in: tx)
        }
    }

    @Test(arguments: Language.allCases) func theReceiptReadsSo(_ language: Language) async throws {
        let (desk, paid) = try await desk()
        defer { desk.test.remove() }
        let content = try await content(desk, paid, language, .thermal80)
        let receipt = try #require(
            try await desk.store.read(as: Desk.cashier) { try ReceiptDocument.make(content, in: $0) }
        ).document
        #expect(DocumentOutline.lines(receipt) == BillingSnapshots.receipt[language])
        #expect(receipt.kind == .receipt && receipt.paper == .thermal80 && receipt.title == "R-2026-000002")
    }

    @Test(arguments: Language.allCases) func theBillReadsSo(_ language: Language) async throws {
        let (desk, paid) = try await desk()
        defer { desk.test.remove() }
        let content = try await content(desk, paid, language, .a5)
        let now = desk.test.clock.now
        let bill = try await desk.store.read(as: Desk.cashier) { tx in
            try BillDocument.make(content, who: "shazia", at: now, in: tx).document
        }
        #expect(DocumentOutline.lines(bill) == BillingSnapshots.bill[language])
        #expect(bill.kind == .bill && bill.title == "OP-2026-000001")
    }

    @Test func noPatientIsNamedInATitle() async throws {
        let (desk, paid) = try await desk()
        defer { desk.test.remove() }
        let titles = try await desk.store.read(as: Desk.cashier) { try PrintQueue.jobs(in: $0).items.map(\.title) }
        #expect(titles == ["R-2026-000002", "R-2026-000001"] && paid.payment.receiptNumber == titles[0])
    }
}
