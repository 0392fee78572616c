import SehatCore
import Testing

@testable import Billing

@Suite struct BillTotalsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let items: [(quantity: Int64, unitPrice: Int64)]
        var discount: BillDiscount?
        let gross: Int64
        let nets: [Int64]
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "one line", items: [(1, 150_000)], gross: 150_000, nets: [150_000]),
        Case(name: "quantity", items: [(3, 25_050)], gross: 75_150, nets: [75_150]),
        Case(name: "free service", items: [(2, 0), (1, 100)], gross: 100, nets: [0, 100]),
        Case(
            name: "ten percent", items: [(1, 100_000), (1, 50_000)], discount: .basisPoints(1_000), gross: 150_000,
            nets: [90_000, 45_000]),
        Case(
            name: "amount in thirds", items: [(1, 100), (1, 100), (1, 100)], discount: .amount(100), gross: 300,
            nets: [66, 67, 67]),
        Case(
            name: "half up once", items: [(1, 5), (1, 5)], discount: .basisPoints(1_500), gross: 10, nets: [4, 4]),
        Case(
            name: "everything", items: [(1, 700), (2, 150)], discount: .basisPoints(10_000), gross: 1_000, nets: [0, 0]),
        Case(
            name: "one paisa", items: [(1, 3), (1, 1_000_000)], discount: .amount(1), gross: 1_000_003,
            nets: [3, 999_999]),
        Case(
            name: "at the limit", items: [(999, 100_100_100_100)], discount: .basisPoints(1), gross: 99_999_999_999_900,
            nets: [99_999_999_999_900 - 10_000_000_000]),
    ]

    @Test(arguments: cases) func tableOfBills(_ wanted: Case) throws {
        let totals = try BillTotals(
            wanted.items.map { .init(quantity: $0.quantity, unitPrice: $0.unitPrice) }, discount: wanted.discount)
        #expect(totals.gross == wanted.gross)
        #expect(totals.lines.map(\.net) == wanted.nets)
        #expect(totals.total == wanted.nets.reduce(0, +))
    }

    @Test func aDiscountAboveTheBillIsRefused() {
        #expect(throws: Problem(.invalid, "billing.discount.tooLarge")) {
            try BillTotals([.init(quantity: 1, unitPrice: 100)], discount: .amount(101))
        }
    }

    @Test func sumsBeyondTheRangeOfMoneyAreRefused() {
        let tooLarge = Problem(.invalid, "billing.bill.tooLarge")
        #expect(throws: tooLarge) { try BillTotals([.init(quantity: 999, unitPrice: Money.limit)]) }
        #expect(throws: tooLarge) { try BillTotals([.init(quantity: .max, unitPrice: .max)]) }
        #expect(throws: tooLarge) {
            try BillTotals(Array(repeating: .init(quantity: 1, unitPrice: Money.limit), count: 2))
        }
    }

    @Test func theShareOfADiscountIsRoundedUpForTheLimit() throws {
        let totals = try BillTotals([.init(quantity: 1, unitPrice: 300_000)], discount: .amount(30_001))
        #expect(totals.discountBasisPoints == 1_001)
        let percentage = try BillTotals([.init(quantity: 1, unitPrice: 5)], discount: .basisPoints(1_000))
        #expect(percentage.discount == 1 && percentage.discountBasisPoints == 1_000)
        #expect(try BillTotals([.init(quantity: 1, unitPrice: 0)]).discountBasisPoints == 0)
    }

    /// Random bills: parts add up, nothing is lost, nobody pays more than the price.
    @Test func noPaisaIsLost() throws {
        var random = SeededRandom(seed: 20_261_121)
        for round in 0..<3_000 {
            let items = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                BillTotals.Item(
                    quantity: .random(in: 1...999, using: &random),
                    unitPrice: .random(in: 0...(round % 3 == 0 ? 99 : 5_000_000), using: &random))
            }
            let gross = items.reduce(Int64(0)) { $0 + $1.quantity * $1.unitPrice }
            let discount: BillDiscount? =
                switch round % 4 {
                case 0: nil
                case 1: .amount(.random(in: 0...gross, using: &random))
                default: .basisPoints(.random(in: 0...10_000, using: &random))
                }
            let totals = try BillTotals(items, discount: discount)
            #expect(totals.gross == gross)
            #expect(totals.lines.reduce(0) { $0 + $1.net } == totals.total)
            #expect(totals.lines.reduce(0) { $0 + $1.discount } == totals.discount)
            #expect(totals.total == gross - (discount?.value(of: gross) ?? 0))
            for (line, item) in zip(totals.lines, items) {
                #expect(line.gross == item.quantity * item.unitPrice)
                #expect(line.discount >= 0 && line.net >= 0)
                // Largest remainder moves a line by less than one paisa from its exact share.
                let exact = gross == 0 ? 0 : Double(totals.discount) * Double(line.gross) / Double(gross)
                #expect(abs(Double(line.discount) - exact) < 1.001)
            }
        }
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
