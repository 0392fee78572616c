import Directory
import GRDB
import Ledger
import Patients
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Billing

@Suite struct IssuingTests {
    @Test func aBillIsNumberedPricedAndInTheBooks() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue(note: "  on request ")
        #expect(bill.number == "OP-2026-000001" && bill.status == .issued && bill.version == 1)
        #expect(bill.lines.map(\.net.amount) == [150_000, 75_050, 9_999, 0, 220_000] as [Int64])
        #expect(bill.total.amount == 455_049 && bill.cashDue.amount == 455_000 && bill.left == bill.total)
        #expect(bill.note == "on request" && bill.token == "A-001")
        #expect(bill.patient.names.other == "Muhammad Usman Chaudhry")
        // A service of no department is earned by that of the visit.
        #expect(bill.lines[2].departmentID == desk.medicine)
        let takings = try await desk.takings()
        #expect(takings.billed.amount == 455_049 && takings.outstanding.amount == 455_049)
        #expect(takings.received.amount == 0)
        #expect(try await desk.faults() == [])
    }

    @Test func aDiscountIsSharedOutAndKeptWithItsReason() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue(discount: NewDiscount(basisPoints: 1_000, reason: "staff family"))
        #expect(bill.discount.amount == 45_505 && bill.total.amount == 409_544)
        #expect(bill.lines.reduce(0) { $0 + $1.discount.amount } == 45_505)
        #expect(bill.discountReason == "staff family" && bill.discountBasisPoints == 1_000)
        #expect(try await desk.takings().discount.amount == 45_505)
        #expect(try await desk.faults() == [])
    }

    @Test func discountsAreHeldToTheAuthority() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let quarter = NewDiscount(basisPoints: 2_500, reason: "charity")
        await #expect(
            throws: Problem(.forbidden, "billing.discount.beyondLimit", params: ["asked": "25", "limit": "10"])
        ) { try await desk.issue(discount: quarter) }
        #expect(try await desk.issue(discount: quarter, as: Desk.supervisor).discount.amount == 113_762)
        await #expect(throws: Problem.forbidden(.billingDiscount)) {
            try await desk.issue(discount: quarter, as: .user("amir", .billingIssue))
        }
        // A sum of money is measured by the same limit.
        await #expect(throws: Problem.self) {
            try await desk.issue(discount: NewDiscount(amount: 45_506, reason: "charity"))
        }
        #expect(
            try await desk.issue(discount: NewDiscount(amount: 45_504, reason: "charity")).discount.amount == 45_504)
        _ = try await desk.store.write(as: .system()) { try DiscountAuthority.set(.init(limit: 2_500), in: $0) }
        #expect(try await desk.issue(discount: quarter).discount.amount == 113_762)
    }

    @Test func aBillOfNothingIsSettledAtOnce() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue([NewBillLine(serviceID: desk.services[3])])
        #expect(bill.status == .settled && bill.total.amount == 0)
        let free = try await desk.issue(
            discount: NewDiscount(basisPoints: 10_000, reason: "zakat"), as: Desk.supervisor)
        #expect(free.status == .settled && free.left.amount == 0)
        #expect(try await desk.cancel(free).status == .cancelled)
        #expect(try await desk.faults() == [])
    }

    @Test func pricesAreThoseOfTheDay() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let lines = [NewBillLine(serviceID: desk.services[0])]
        let old = try await desk.issue(lines)
        _ = try await desk.store.write(as: .system()) { [id = desk.services[0]] tx in
            try Prices.set(id, tx.hospital.money(180_000), from: tx.today.adding(days: 1), in: tx)
        }
        #expect(try await desk.issue(lines).total.amount == 150_000)
        desk.test.clock.advance(seconds: 86_400)
        #expect(try await desk.issue(lines).total.amount == 180_000)
        #expect(try await desk.open(old).total.amount == 150_000)
    }

    @Test func noPriceStopsTheBill() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let problem = await #expect(throws: Problem.self) {
            try await desk.issue([NewBillLine(serviceID: desk.unpriced)])
        }
        #expect(problem?.code == "directory.price.missing")
        // The number went back: the next bill has no gap before it.
        #expect(try await desk.issue().number == "OP-2026-000001")
    }

    @Test func badBillsAreRefused() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let service = desk.services[0]
        let lines: [([NewBillLine], String)] = [
            ([], "billing.field.noLines"),
            ([NewBillLine(serviceID: service, quantity: 0)], "app.field.range"),
            ([NewBillLine(serviceID: service, quantity: 1_000)], "app.field.range"),
            (Array(repeating: NewBillLine(serviceID: service), count: 201), "billing.field.tooManyLines"),
            (Array(repeating: NewBillLine(serviceID: service), count: 5_000), "billing.field.tooManyLines"),
        ]
        for (lines, code) in lines {
            let problem = await #expect(throws: Problem.self) { try await desk.issue(lines) }
            #expect(problem?.fields.contains { $0.code == code } == true, "\(code)")
        }
        let discounts: [(NewDiscount, String)] = [
            (NewDiscount(reason: "x"), "billing.field.oneDiscount"),
            (NewDiscount(amount: 1, basisPoints: 1, reason: "x"), "billing.field.oneDiscount"),
            (NewDiscount(amount: 1, reason: " "), "app.field.required"),
            (NewDiscount(basisPoints: 10_001, reason: "x"), "app.field.range"),
        ]
        for (discount, code) in discounts {
            let problem = await #expect(throws: Problem.self) { try await desk.issue(discount: discount) }
            #expect(problem?.fields.contains { $0.code == code } == true, "\(code)")
        }
        #expect(try await desk.count("billingBill") == 0)
    }

    @Test func theVisitMustBeThePatients() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = NewBill(
            patientID: desk.otherPatient, encounterID: desk.encounter, lines: desk.fiveLines)
        await #expect(throws: Problem(.invalid, "billing.bill.otherPatient")) {
            try await desk.store.write(as: Desk.cashier) { tx in try Issuing.issue(bill, in: tx) }
        }
    }

    @Test func twoHundredLinesAreTaken() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue(
            Array(repeating: NewBillLine(serviceID: desk.services[0], quantity: 999), count: 200))
        #expect(bill.total.amount == 999 * 150_000 * 200)
    }

    @Test func aQuoteWritesNothing() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let request = QuoteRequest(
            lines: desk.fiveLines, discount: NewDiscount(amount: 49, reason: "round figure"))
        let quote = try await desk.store.read(as: Desk.cashier) { tx in try Issuing.quote(request, in: tx) }
        #expect(quote.total.amount == 455_000 && quote.lines.count == 5 && quote.cashDue.amount == 455_000)
        #expect(try await desk.count("billingBill") == 0)
    }

    @Test func aChargeOfTheLedgerIsBilledOnceAndGivenBack() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let charge = try await desk.store.write(as: .system()) { [desk] tx in
            tx.audit("test.dispensed")
            return try Ledger.post(
                NewCharge(
                    source: ChargeSource("dispense", ID<Desk>(rawValue: 1)), patientID: desk.patient,
                    serviceID: desk.services[2], code: "DRUG", name: LocalizedText(en: "Paracetamol"), quantity: 20,
                    unitPrice: 250), in: tx
            ).id
        }
        let lines = [NewBillLine(chargeID: charge)]
        let bill = try await desk.issue(lines)
        #expect(bill.lines.first?.quantity == 20 && bill.total.amount == 5_000)
        await #expect(throws: Problem(.invalid, "billing.bill.foreignCharge")) { try await desk.issue(lines) }
        _ = try await desk.cancel(bill)
        #expect(try await desk.issue(lines).number == "OP-2026-000002")
        #expect(try await desk.faults() == [])
    }

    @Test func whatWasBilledCannotBeChanged() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        _ = try await desk.pay(bill, [NewTender(.card, 100)])
        let tried = [
            "UPDATE billingBill SET total = 1", "UPDATE billingBill SET patientName = 'x'", "DELETE FROM billingBill",
            "UPDATE billingBillLine SET quantity = 2", "DELETE FROM billingBillLine",
            "UPDATE billingPayment SET amount = 1", "DELETE FROM billingPayment",
            "UPDATE billingTender SET amount = 1", "DELETE FROM billingTender",
            "UPDATE billingBill SET status = 'settled'",
        ]
        for sql in tried {
            await #expect(throws: Problem.self, "\(sql)") {
                try await desk.store.write(as: .system()) { tx in
                    try tx.db.execute(sql: sql)
                    tx.audit("test.tried")
                }
            }
        }
    }

    @Test func aNewFiscalYearBeginsANewSeries() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        #expect(try await desk.issue().number == "OP-2026-000001")
        // 1 July 2027: the fiscal year of 2027 begins.
        desk.test.clock.advance(seconds: 222 * 86_400)
        #expect(try await desk.issue().number == "OP-2027-000001")
        #expect(try await desk.faults() == [])
    }
}
