import GRDB
import Ledger
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct ChargingTests {
    @Test func aChargeKeepsItsPriceAndDay() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        let posted = try await books.act { try Ledger.post(books.charge(1, quantity: 3), in: $0) }
        #expect(posted.amount == 150_000 && posted.day == CalendarDay("2026-11-21"))
        #expect(posted.source == "test:1" && posted.reversalOf == nil)
        let unbilled = try await books.store.read(as: Books.cashier) { try Ledger.unbilled(of: books.patient, in: $0) }
        #expect(unbilled.map(\.id) == [posted.id])
    }

    @Test func oneCauseIsChargedOnce() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        try await books.act { try Ledger.post(books.charge(1), in: $0) }
        await #expect(throws: Problem(.conflict, "ledger.charge.twice")) {
            try await books.act { try Ledger.post(books.charge(1, quantity: 2), in: $0) }
        }
    }

    @Test(arguments: [(0, 100), (-1, 100), (.max, 2), (2, Money.limit)] as [(Int64, Int64)])
    func amountsOutOfRangeAreRefused(_ quantity: Int64, _ price: Int64) async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        let problem = await #expect(throws: Problem.self) {
            try await books.act { try Ledger.post(books.charge(1, quantity: quantity, price: price), in: $0) }
        }
        #expect(problem?.kind == .invalid)
    }

    @Test func aReversalIsANegativeLineAndHappensOnce() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        let charge = try await books.act { try Ledger.post(books.charge(1, quantity: 2), in: $0) }
        let reversal = try await books.act { try Ledger.reverse(charge.id, in: $0) }
        #expect(reversal.quantity == -2 && reversal.amount == -charge.amount && reversal.reversalOf == charge.id)
        for id in [charge.id, reversal.id] {
            await #expect(throws: Problem(.conflict, "ledger.charge.reversed")) {
                try await books.act { try Ledger.reverse(id, in: $0) }
            }
        }
        let unbilled = try await books.store.read(as: Books.cashier) { try Ledger.unbilled(of: books.patient, in: $0) }
        #expect(unbilled.isEmpty)
    }

    @Test func aClaimedChargeIsNoOtherBills() async throws {
        enum Bill {}
        let books = try await Books.make()
        defer { books.test.remove() }
        let charge = try await books.act { try Ledger.post(books.charge(1), in: $0) }
        try await books.act { try Ledger.claim(charge.id, for: ID<Bill>(rawValue: 1), in: $0) }
        await #expect(throws: Problem(.conflict, "ledger.charge.billed")) {
            try await books.act { try Ledger.claim(charge.id, for: ID<Bill>(rawValue: 2), in: $0) }
        }
        let list = { try await books.store.read(as: Books.cashier) { try Ledger.unbilled(of: books.patient, in: $0) } }
        #expect(try await list().isEmpty)
        try await books.act { try Ledger.release(charge.id, in: $0) }
        #expect(try await list().count == 1)
    }

    @Test(arguments: ["ledgerCharge", "ledgerPosting"]) func theBooksAreAppendOnly(_ table: String) async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        try await books.act { try Ledger.post(books.charge(1), in: $0) }
        try await books.takings(of: 1)
        for sql in ["UPDATE \(table) SET day = '2026-01-01'", "DELETE FROM \(table)"] {
            await #expect(throws: Problem.self) { try await books.act { try $0.db.execute(sql: sql) } }
        }
    }
}
