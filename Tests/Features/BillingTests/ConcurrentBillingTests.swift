import GRDB
import Ledger
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Billing

@Suite struct ConcurrentBillingTests {
    struct Refused: Error {}

    /// Issues and pays a bill; every fifth bill and every seventh payment fail half way.
    private func serve(_ desk: Desk, _ number: Int) async -> (issued: Bool, paid: Int64) {
        do {
            let bill = NewBill(
                patientID: number % 2 == 0 ? desk.patient : desk.otherPatient,
                lines: desk.fiveLines.prefix(1 + number % 5).map { $0 },
                discount: number % 3 == 0 ? NewDiscount(basisPoints: 333, reason: "test") : nil)
            let issued = try await desk.store.write(as: Desk.cashier) { tx in
                let view = try Issuing.issue(bill, in: tx)
                if number % 5 == 0 { throw Refused() }
                return view
            }
            return (true, try await pay(desk, issued, number))
        } catch {
            return (false, 0)
        }
    }

    private func pay(_ desk: Desk, _ bill: BillView, _ number: Int) async throws -> Int64 {
        let card = bill.total.amount / 3
        let cash = Settlement.rounded(bill.total.amount - card, to: 100) + Int64(number % 4) * 10_000
        do {
            return try await desk.store.write(as: Desk.cashier) { tx in
                let payment = NewPayment(tenders: [NewTender(.card, card), NewTender(.cash, cash)], version: 1)
                let paid = try Collecting.receive(bill.id, payment, in: tx)
                if number % 7 == 0 { throw Refused() }
                return paid.payment.amount.amount
            }
        } catch is Refused {
            return 0
        }
    }

    @Test func sixtyFourCountersLeaveNoGapAndLoseNothing() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let results = await withTaskGroup(of: (issued: Bool, paid: Int64).self) { group in
            for number in 1...64 { group.addTask { await serve(desk, number) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let issued = (1...64).filter { $0 % 5 != 0 }
        let paid = issued.filter { $0 % 7 != 0 }
        #expect(results.filter(\.issued).count == issued.count)
        #expect(results.filter { $0.paid > 0 }.count == paid.count)
        let (bills, receipts) = try await desk.store.read(as: .system()) { tx in
            (
                try Int64.fetchAll(tx.db, sql: "SELECT sequence FROM billingBill ORDER BY sequence"),
                try Int64.fetchAll(tx.db, sql: "SELECT sequence FROM billingPayment ORDER BY sequence")
            )
        }
        #expect(bills == Array(1...Int64(issued.count)))
        #expect(receipts == Array(1...Int64(paid.count)))
        #expect(try await desk.takings().received.amount == results.reduce(0) { $0 + $1.paid })
        #expect(try await desk.count("printQueueJob") == paid.count)
        #expect(try await desk.faults() == [])
    }

    @Test func manyPaymentsForOneBillNeverOverpayIt() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...16 {
                group.addTask { (try? await desk.pay(bill, [NewTender(.card, 100_000)])) != nil }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter { $0 }.count == 4)
        #expect(try await desk.open(bill).left.amount == 55_049)
        #expect(try await desk.faults() == [])
    }

    @Test func twoWindowsWithTheSameVersionSettleOnce() async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let bill = try await desk.issue()
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...8 {
                group.addTask { (try? await desk.pay(bill, [NewTender(.card, 1_000)], version: bill.version)) != nil }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter { $0 }.count == 1)
    }
}
