import Ledger
import SehatCore
import Testing

@testable import Billing

@Suite struct SettlementTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let due: Int64
        let tenders: [Tendered]
        var cashRounding: Int64 = 100
        let kept: [Int64]
        var rounding: Int64 = 0
        var change: Int64 = 0
        var left: Int64 = 0
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "cash, exact", due: 150_000, tenders: [.init(.cash, 150_000)], kept: [150_000]),
        Case(name: "cash with change", due: 150_000, tenders: [.init(.cash, 200_000)], kept: [150_000], change: 50_000),
        Case(name: "card, exact to the paisa", due: 149_960, tenders: [.init(.card, 149_960)], kept: [149_960]),
        Case(name: "cash rounded up", due: 149_960, tenders: [.init(.cash, 150_000)], kept: [150_000], rounding: 40),
        Case(
            name: "cash rounded down", due: 150_040, tenders: [.init(.cash, 200_000)], kept: [150_000], rounding: -40,
            change: 50_000),
        Case(name: "half goes up", due: 150_050, tenders: [.init(.cash, 150_100)], kept: [150_100], rounding: 50),
        Case(
            name: "card and cash: only the cash is rounded", due: 149_960,
            tenders: [.init(.card, 100_010), .init(.cash, 100_000)], kept: [100_010, 50_000], rounding: 50,
            change: 50_000),
        Case(
            name: "card, wallet and cash", due: 300_000,
            tenders: [.init(.card, 100_000), .init(.wallet, 50_000), .init(.cash, 150_000)],
            kept: [100_000, 50_000, 150_000]),
        Case(name: "part in cash", due: 150_040, tenders: [.init(.cash, 100_000)], kept: [100_000], left: 50_040),
        Case(name: "part by card", due: 150_040, tenders: [.init(.card, 40)], kept: [40], left: 150_000),
        Case(
            name: "part in both", due: 150_040, tenders: [.init(.card, 50_000), .init(.cash, 50_000)],
            kept: [50_000, 50_000], left: 50_040),
        Case(name: "a rest below the smallest coin", due: 30, tenders: [.init(.cash, 0)], kept: [0], rounding: -30),
        Case(
            name: "card but for a rest below the smallest coin", due: 1_030,
            tenders: [.init(.card, 1_000), .init(.cash, 0)], kept: [1_000, 0], rounding: -30),
        Case(
            name: "no rounding", due: 149_961, tenders: [.init(.cash, 149_962)], cashRounding: 1, kept: [149_961],
            change: 1),
        Case(
            name: "to five rupees", due: 149_900, tenders: [.init(.cash, 150_000)], cashRounding: 500, kept: [150_000],
            rounding: 100),
    ]

    @Test(arguments: cases) func tableOfPayments(_ wanted: Case) throws {
        let paid = try Settlement(due: wanted.due, tenders: wanted.tenders, cashRounding: wanted.cashRounding)
        #expect(paid.tenders.map(\.amount) == wanted.kept)
        #expect(paid.amount == wanted.kept.reduce(0, +))
        #expect(paid.rounding == wanted.rounding)
        #expect(paid.change == wanted.change)
        #expect(paid.left == wanted.left)
        #expect(paid.credited + paid.left == wanted.due)
    }

    @Test func cardsGiveNoChange() {
        #expect(
            throws: Problem(
                .invalid, "billing.payment.overpaid",
                params: ["left": "PKR\u{A0}1,500.00", "given": "PKR\u{A0}1,500.01"])
        ) {
            try Settlement(due: 150_000, tenders: [.init(.card, 150_001)], cashRounding: 100)
        }
        #expect(throws: Problem(.invalid, "billing.payment.cashNotNeeded")) {
            try Settlement(due: 150_000, tenders: [.init(.card, 150_000), .init(.cash, 100)], cashRounding: 100)
        }
    }

    @Test(
        arguments: [
            ([], "billing.field.tenders"),
            ([Tendered(.card, 0)], "app.field.range"),
            ([Tendered(.card, -5)], "app.field.range"),
            ([Tendered(.cash, -100)], "app.field.range"),
            ([Tendered(.card, Money.limit + 1)], "app.field.range"),
            ([Tendered(.cash, 150)], "billing.field.cashMultiple"),
            ([Tendered(.cash, 100), Tendered(.cash, 100)], "billing.field.cashTwice"),
            ([Tendered(.cash, 0)], "billing.field.nothingPaid"),
            (Array(repeating: Tendered(.card, 1), count: 11), "billing.field.tenders"),
        ] as [([Tendered], String)])
    func badTendersAreNamed(_ tenders: [Tendered], _ code: String) {
        let problem = #expect(throws: Problem.self) {
            try Settlement(due: 150_000, tenders: tenders, cashRounding: 100)
        }
        #expect(problem?.fields.contains { $0.code == code } == true)
    }

    /// Random payments until a bill is settled: debts and money always add up.
    @Test func moneyIsNeitherMadeNorLost() throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let unit: Int64 = [1, 10, 100, 500].randomElement(using: &random) ?? 1
            let total = Int64.random(in: 1...10_000_000, using: &random)
            var left = total
            var (credited, rounded): (Int64, Int64) = (0, 0)
            var rounds = 0
            while left > 0, rounds < 20 {
                rounds += 1
                let card = Bool.random(using: &random) ? Int64.random(in: 1...left, using: &random) : 0
                let cash = left - card > 0 ? Int64.random(in: 0...(2 * left / unit + 1), using: &random) * unit : 0
                var tenders = card > 0 ? [Tendered(.card, card)] : []
                if cash > 0 { tenders.append(Tendered(.cash, cash)) }
                if tenders.isEmpty { continue }
                let paid = try Settlement(due: left, tenders: tenders, cashRounding: unit)
                #expect(paid.amount + paid.change == card + cash)
                #expect(paid.tenders.reduce(0) { $0 + $1.amount } == paid.amount)
                #expect(paid.credited + paid.left == left)
                #expect(abs(paid.rounding) <= unit / 2 && (paid.rounding == 0 || paid.left == 0))
                #expect(paid.change == 0 || paid.left == 0)
                credited += paid.credited
                rounded += paid.rounding
                left = paid.left
            }
            #expect(credited == total - left)
            #expect(abs(rounded) <= unit / 2)
        }
    }
}
