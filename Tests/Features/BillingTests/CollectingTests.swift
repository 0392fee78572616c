import Documents
import GRDB
import Ledger
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Billing

@Suite struct CollectingTests {
    @Test func twoTendersSettleABillWithChangeAndReceipt() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let paid = try await desk.pay(
            bill, [NewTender(.card, 200_000, reference: "4471-881"), NewTender(.cash, 300_000)], version: 1)
        #expect(paid.receiptNumber == "R-2026-000001" && paid.bill.status == .settled && paid.bill.version == 2)
        #expect(paid.change.amount == 45_000 && paid.payment.amount.amount == 455_000)
        #expect(paid.payment.rounding.amount == -49 && paid.bill.rounding.amount == -49)
        #expect(paid.bill.paid.amount == 455_049 && paid.bill.left.amount == 0)
        #expect(paid.payment.tenders.map(\.amount.amount) == [200_000, 255_000] as [Int64])
        let takings = try await desk.takings()
        #expect(takings.received.amount == 455_000 && takings.rounding.amount == -49)
        #expect(takings.outstanding.amount == 0)
        #expect(try await desk.faults() == [])
        let job = try #require(ID<PrintJob>(paid.printJobID))
        let queued = try await desk.store.read(as: Desk.cashier) { try PrintQueue.job(job, in: $0) }
        #expect(queued.state == .queued && queued.documentKind == .receipt && queued.copyNumber == 1)
    }

    @Test func aBillIsPaidInParts() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let first = try await desk.pay(bill, [NewTender(.cash, 100_000)])
        #expect(first.bill.status == .partPaid && first.bill.left.amount == 355_049)
        #expect(first.payment.rounding.amount == 0)
        let second = try await desk.pay(bill, [NewTender(.wallet, 100_049)])
        #expect(second.bill.status == .partPaid && second.bill.left.amount == 255_000)
        let third = try await desk.pay(
            bill, [NewTender(.bank, 55_000), NewTender(.cheque, 200_000, reference: "000123")])
        #expect(third.bill.status == .settled && third.receiptNumber == "R-2026-000003")
        let open = try await desk.open(bill)
        #expect(open.payments.map(\.amount.amount) == [100_000, 100_049, 255_000] as [Int64])
        #expect(open.paid == open.total && open.version == 4)
        #expect(try await desk.faults() == [])
    }

    @Test func closedBillsTakeNoMoney() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let settled = try await desk.issue()
        _ = try await desk.pay(settled, [NewTender(.card, 455_049)])
        await #expect(throws: Problem(.conflict, "billing.bill.settled", params: ["number": settled.number])) {
            try await desk.pay(settled, [NewTender(.cash, 100)])
        }
        let cancelled = try await desk.cancel(try await desk.issue())
        await #expect(throws: Problem(.conflict, "billing.bill.cancelled", params: ["number": cancelled.number])) {
            try await desk.pay(cancelled, [NewTender(.cash, 100)])
        }
        #expect(try await desk.count("billingPayment") == 1)
    }

    @Test func tooMuchByCardIsRefusedAndLeavesNothing() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let problem = await #expect(throws: Problem.self) { try await desk.pay(bill, [NewTender(.card, 455_050)]) }
        #expect(problem?.code == "billing.payment.overpaid" && problem?.params["left"] == "PKR\u{A0}4,550.49")
        for table in ["billingPayment", "billingTender", "printQueueDocument", "printQueueJob"] {
            #expect(try await desk.count(table) == 0)
        }
        #expect(try await desk.open(bill).version == 1)
        #expect(try await desk.pay(bill, [NewTender(.card, 455_049)]).receiptNumber == "R-2026-000001")
    }

    @Test func aStaleBillIsNotPaid() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        _ = try await desk.pay(bill, [NewTender(.card, 1_000)], version: 1)
        await #expect(throws: Problem.stale) { try await desk.pay(bill, [NewTender(.card, 1_000)], version: 1) }
        #expect(try await desk.pay(bill, [NewTender(.card, 1_000)], version: 2).bill.version == 3)
    }

    @Test func anotherCurrencyIsRefused() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let tenders = [NewTender(.cash, 100_000)].map { tender in
            var foreign = tender
            foreign.currency = .INR
            return foreign
        }
        let problem = await #expect(throws: Problem.self) { try await desk.pay(bill, tenders) }
        #expect(problem?.fields.first?.code == "billing.field.currency")
    }

    @Test func cancellingTakesTheBillOutOfTheBooks() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue(discount: NewDiscount(basisPoints: 500, reason: "staff"))
        let cancelled = try await desk.cancel(bill, version: 1)
        #expect(cancelled.status == .cancelled && cancelled.cancelReason == "wrong patient")
        #expect(cancelled.cancelledByName == "naveed" && cancelled.left.amount == 0 && cancelled.number == bill.number)
        let takings = try await desk.takings()
        #expect(takings.billed.amount == 0 && takings.discount.amount == 0 && takings.outstanding.amount == 0)
        await #expect(throws: Problem(.conflict, "billing.bill.cancelled", params: ["number": bill.number])) {
            try await desk.cancel(bill)
        }
        #expect(try await desk.issue().number == "OP-2026-000002")
        #expect(try await desk.faults() == [])
    }

    @Test func paidBillsCannotBeCancelled() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        _ = try await desk.pay(bill, [NewTender(.card, 1_000)])
        await #expect(throws: Problem(.conflict, "billing.bill.partPaid", params: ["number": bill.number])) {
            try await desk.cancel(bill)
        }
        _ = try await desk.pay(bill, [NewTender(.card, 454_049)])
        await #expect(throws: Problem(.conflict, "billing.bill.settled", params: ["number": bill.number])) {
            try await desk.cancel(bill)
        }
        let problem = await #expect(throws: Problem.self) { try await desk.cancel(bill, reason: "  ") }
        #expect(problem?.fields.first?.code == "app.field.required")
    }

    @Test func eachStepIsInTheAuditChain() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue(discount: NewDiscount(basisPoints: 500, reason: "staff family"))
        _ = try await desk.pay(bill, [NewTender(.card, 1_000)])
        _ = try await desk.cancel(try await desk.issue())
        let actions = try await desk.store.read(as: .system()) { tx in
            try String.fetchAll(
                tx.db,
                sql: """
                    SELECT action FROM storeAudit AS entry JOIN storeAuditEvent AS event ON event.id = entry.event
                    WHERE patientID = ? ORDER BY seq
                    """, arguments: [desk.patient])
        }
        #expect(
            actions.suffix(5) == [
                "billing.bill.issued", "billing.payment.received", "printQueue.document.printed", "billing.bill.issued",
                "billing.bill.cancelled",
            ])
    }
}
