import GRDB
import Ledger
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct EnteringTests {
    @Test func anEntryThatDoesNotBalanceIsRefused() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        await #expect(throws: Problem(.internal, "ledger.entry.unbalanced")) {
            try await books.act { tx in
                try Ledger.enter(
                    LedgerEntry("payment", of: ID<Books>(rawValue: 1), [EntryLine(.cash, 100)]), in: tx)
            }
        }
    }

    @Test func anEventIsEnteredOnce() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        try await books.takings(of: 1)
        await #expect(throws: Problem(.conflict, "ledger.entry.twice")) { try await books.takings(of: 1) }
        let view = try await books.store.read(as: Books.cashier) { try Takings.read(TakingsQuery(), in: $0) }
        #expect(view.received.amount == 90_040)
    }

    @Test func linesOfOneAccountBecomeOnePosting() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        try await books.act { tx in
            try Ledger.enter(
                LedgerEntry(
                    "payment", of: ID<Books>(rawValue: 1),
                    [
                        EntryLine(.card, 100), EntryLine(.card, 200), EntryLine(.receivable, -300),
                        EntryLine(.rounding, 0),
                    ]), in: tx)
        }
        let amounts = try await books.store.read(as: Books.cashier) { tx in
            try Int64.fetchAll(tx.db, sql: "SELECT amount FROM ledgerPosting ORDER BY amount")
        }
        #expect(amounts == [-300, 300] as [Int64])
    }

    @Test func takingsOfADayAndOfASpan() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        try await books.takings(of: 1)
        books.test.clock.advance(seconds: 86_400)
        try await books.takings(of: 2)
        try await books.takings(of: 3)
        let first = try #require(CalendarDay("2026-11-21"))
        let second = first.adding(days: 1)
        let (day, span) = try await books.store.read(as: Books.cashier) { tx in
            (
                try Takings.read(TakingsQuery(day: second), in: tx),
                try Takings.read(TakingsQuery(from: first, to: second), in: tx)
            )
        }
        #expect(day.received.amount == 180_080 && day.rounding.amount == 80 && day.outstanding.amount == 0)
        #expect(day.tenders.map(\.amount.amount) == [80_080, 100_000, 0, 0, 0] as [Int64])
        #expect(span.received.amount == 270_120 && span.billed.amount == 300_000 && span.discount.amount == 30_000)
        #expect(span.days.map(\.received.amount) == [90_040, 180_080] as [Int64])
        let department = try #require(span.departments.first)
        #expect(span.departments.count == 1 && department.departmentID == books.medicine.description)
        #expect(department.name?.ur == "میڈیسن" && department.net.amount == 270_000)
    }

    @Test func badSpansAreRefused() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        let day = try #require(CalendarDay("2026-11-21"))
        for to in [day.adding(days: -1), day.adding(days: 400)] {
            let problem = await #expect(throws: Problem.self) {
                try await books.store.read(as: Books.cashier) { tx in
                    try Takings.read(TakingsQuery(from: day, to: to), in: tx)
                }
            }
            #expect(problem?.fields.first?.code == "ledger.field.span")
        }
    }

    @Test func aKeptTotalThatIsWrongIsFound() async throws {
        let books = try await Books.make()
        defer { books.test.remove() }
        try await books.takings(of: 1)
        let check = { try await books.store.read(as: Books.cashier) { try LedgerChecks.totals(in: $0) } }
        #expect(try await check().isEmpty)
        try await books.act {
            try $0.db.execute(sql: "UPDATE ledgerDailyTotal SET debit = debit + 1 WHERE account = 'cash'")
        }
        let found = try await check()
        #expect(found.map(\.account) == [.cash] && found.first.map { $0.kept - $0.counted } == 1)
    }

    /// Many at once, some of which fail half way: what is kept equals what is counted.
    @Test func totalsHoldUnderConcurrencyAndFailure() async throws {
        struct Refused: Error {}
        let books = try await Books.make()
        defer { books.test.remove() }
        let good = await withTaskGroup(of: Bool.self) { group in
            for serial in 1...64 {
                group.addTask {
                    do {
                        try await books.act { tx in
                            try Ledger.enter(
                                LedgerEntry(
                                    "payment", of: ID<Books>(rawValue: Int64(serial)),
                                    [EntryLine(.cash, Int64(serial)), EntryLine(.receivable, -Int64(serial))]), in: tx)
                            if serial % 5 == 0 { throw Refused() }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(good == 52)
        let expected = (1...64).filter { $0 % 5 != 0 }.reduce(0, +)
        let (view, wrong, unbalanced) = try await books.store.read(as: Books.cashier) { tx in
            (
                try Takings.read(TakingsQuery(), in: tx), try LedgerChecks.totals(in: tx),
                try LedgerChecks.unbalanced(in: tx)
            )
        }
        #expect(view.received.amount == Int64(expected))
        #expect(wrong.isEmpty && unbalanced.isEmpty)
    }
}
