import Documents
import SehatCore
import Testing

@testable import Typesetting

/// Tables whose values leave no room beside each other.
@Suite("Narrow tables")
struct NarrowTableTests {
    private func table(_ amounts: [Int64], _ language: Language) -> Table {
        let figures = Table.Column(.natural, .figures)
        return Table(
            columns: [figures, .init(.share(1)), figures, figures, figures],
            head: [[.text("#")], [.text(Samples.words(language)[0])], [.text("n")], [.text("x")], [.text("y")]],
            rows: amounts.enumerated().map { index, amount in
                .init([
                    [.number(Int64(index + 1))], [.name(Samples.words(language)[4])], [.number(120)],
                    [.amount(Money(amount: amount, currency: .PKR))], [.amount(Money(amount: -amount, currency: .PKR))],
                ])
            }, hasRowRules: true)
    }

    @Test(
        "Sums of crores keep their size on the narrowest roll: the row takes more lines", arguments: Language.allCases)
    func crores(language: Language) throws {
        let document = Samples.document(
            language, paper: .thermal58, [.table(table([12_500_000_000, 99_999_999_999], language))])
        let layout = try Typesetter().layout(document)
        let sums = layout.lines.filter {
            $0.visualText.contains("125,000,000.00") || $0.visualText.contains("12,50,00,000.00")
        }
        try #require(sums.count == 2)
        let size = TextStyle.body.size.points
        #expect(layout.lines.flatMap(\.runs).allSatisfy { abs($0.size - size) < 0.01 })
        let name = try #require(
            layout.lines.first { $0.ink.width > 20 && $0.baseline > 0 && $0.baseline < sums[0].baseline })
        #expect(name.ink.bottom <= sums[0].ink.top + 0.01)
        for line in layout.lines where line.ink.width > 0 {
            #expect(line.field.contains(line.ink, tolerance: 0.05))
            for other in layout.lines where other != line && other.ink.width > 0 {
                #expect(!overlap(line.ink, other.ink))
            }
        }
    }

    private func overlap(_ one: Box, _ other: Box) -> Bool {
        min(one.right, other.right) - max(one.left, other.left) > 0.1
            && min(one.bottom, other.bottom) - max(one.top, other.top) > 0.1
    }

    @Test("Where there is room, a row stays on one line")
    func wide() throws {
        let layout = try Typesetter().layout(
            Samples.document(.en, paper: .thermal80, [.table(table([150_000], .en))]))
        let cells = layout.lines.filter { $0.visualText.contains("1,500.00") || $0.visualText.contains("120") }
        #expect(cells.count == 3 && Set(cells.map(\.baseline)).count == 1)
    }

    @Test("Columns too narrow for their values stand below each other on a roll, and are refused on a label")
    func columns() throws {
        let facts = Columns.Column(blocks: [.keyValue("No.", [.identifier("LHR-2024-001234567890")])])
        let code = Columns.Column(width: .fixed(.mm(34)), blocks: [.paragraph([.text("beside")])])
        let blocks = [Block.columns(Columns([facts, code]))]
        let wide = try Typesetter().layout(Samples.document(.en, paper: .thermal80, blocks)).lines
        let narrow = try Typesetter().layout(Samples.document(.en, paper: .thermal58, blocks)).lines
        let place = { (lines: [TextLine], words: String) in
            try #require(lines.first { $0.visualText.contains(words) }).ink
        }
        #expect(try place(wide, "beside").left > place(wide, "001234567890").right)
        #expect(try place(narrow, "beside").top >= place(narrow, "001234567890").bottom)
        let label = Paper.label(width: .mm(48), height: .mm(30))
        #expect(throws: TypesettingError.self) {
            try Typesetter().layout(Samples.document(.en, paper: label, blocks))
        }
    }
}
