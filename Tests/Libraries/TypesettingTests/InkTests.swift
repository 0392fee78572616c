import Documents
import SehatCore
import Testing

@testable import Typesetting

@Suite("Ink stays in its field")
struct InkTests {
    /// Every line inside its own field and on the page, and no line's ink in the next line's.
    private func check(_ document: PrintDocument, _ comment: Comment) throws {
        let layout = try Typesetter().layout(document)
        for page in layout.pages {
            let paper = Box(left: 0, top: 0, right: page.width, bottom: page.height)
            for line in page.lines where line.ink.width > 0 {
                #expect(line.field.contains(line.ink, tolerance: 0.05), comment)
                #expect(paper.contains(line.ink, tolerance: 0.05), comment)
            }
            for (index, line) in page.lines.enumerated() where line.ink.width > 0 {
                for other in page.lines[(index + 1)...] where other.ink.width > 0 {
                    let isApart =
                        line.ink.right <= other.ink.left + 0.05 || other.ink.right <= line.ink.left + 0.05
                        || line.ink.bottom <= other.ink.top + 0.05 || other.ink.bottom <= line.ink.top + 0.05
                    #expect(isApart, comment)
                }
            }
        }
    }

    @Test("Lines of the corpus, wide and narrow, regular and bold", arguments: Corpus.lines)
    func corpus(line: CorpusLine) throws {
        for width in [72.0, 30, 18] {
            for style in [TextStyle.body, .body.bold, .body.sized(.pt(16)).aligned(.center), .small.aligned(.end)] {
                let paper = Paper(width: .mm(width), height: nil, dotsPerMillimetre: 8)
                let block = Block.paragraph([.text(line.text)], style)
                try check(Samples.document(line.language, paper: paper, [block, block]), "\(width) mm")
            }
        }
    }

    @Test("Words that leave the fonts' own line boxes", arguments: Corpus.tall)
    func tall(language: Language, text: String) throws {
        let blocks: [Block] = [
            .paragraph([.text(text)], .display), .paragraph([.text(text)]), .paragraph([.strong([.text(text)])]),
            .keyValue(text, [.name(text)]),
            .table(
                Table(
                    columns: [.init(.share(1)), .init(.natural, .figures)],
                    rows: [
                        .init([[.text(text)], [.number(1)]]), .init([[.text(text)], [.text(text)]], ruleAbove: Rule()),
                    ])),
        ]
        for margins in [Margins(all: .zero), Margins.standard(for: .thermal80)] {
            try check(Samples.document(language, margins: margins, blocks), "\(text)")
        }
    }

    @Test("A tall word makes its own room, above hhea's line box")
    func tallRoom() throws {
        let layout = try Typesetter().layout(
            Samples.document(.ur, [.paragraph([.text("ایکسیسبیلٹی")], .body.sized(.pt(10)))]))
        let line = try #require(layout.lines.first)
        // 2.51 em of ink stand above the baseline, where the font's own metrics promise 1.904.
        #expect(line.baseline - line.ink.top > 24)
    }

    @Test("Receipts in all languages on all papers", arguments: Language.allCases)
    func receipts(language: Language) throws {
        for paper in [Paper.thermal80, .thermal58, .a5, .a4] {
            var document = Samples.receipt(language)
            document.paper = paper
            document.margins = .standard(for: paper)
            document.copyMark = CopyMark(reason: .copy, number: 2, words: Samples.words(language)[0])
            document.footer = .pageNumbers(word: Samples.words(language)[1])
            try check(document, "\(language) \(paper)")
        }
    }

    @Test("Test pages in all languages", arguments: Language.allCases)
    func testPages(language: Language) throws {
        for paper in [Paper.thermal80, .a4] {
            try check(TestPage.document(language, paper: paper), "\(language)")
            #expect(try Typesetter().layout(TestPage.document(language, paper: paper)).warnings.isEmpty)
        }
    }

    @Test("Baselines in a row stand on one line, whatever the scripts")
    func baselines() throws {
        let row = Table.Row([[.text("خون کا ٹیسٹ")], [.text("CBC")], [.text("रक्त")], [.amount(Samples.rupees(5))]])
        let table = Table(
            columns: [.init(.share(1)), .init(.natural), .init(.natural), .init(.natural, .figures)], rows: [row])
        let lines = try Typesetter().layout(Samples.document(.ur, [.table(table)])).lines
        #expect(lines.count == 4)
        #expect(Set(lines.map(\.baseline)).count == 1)
    }

    @Test("Figures end at one place", arguments: Language.allCases)
    func figures(language: Language) throws {
        let rows = [5, 12_345, 99_999_999].map { Table.Row([[.text("x")], [.amount(Samples.rupees($0))]]) }
        let table = Table(columns: [.init(.share(1)), .init(.natural, .figures)], rows: rows)
        let lines = try Typesetter().layout(Samples.document(language, [.table(table)])).lines
        let ends = lines.filter { $0.visualText.contains(".") }.compactMap { line in
            line.runs.last.map { line.x + $0.end }
        }
        #expect(ends.count == 3)
        #expect((ends.max() ?? 0) - (ends.min() ?? 1) < 0.01)
    }
}
