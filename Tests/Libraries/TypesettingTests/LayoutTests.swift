import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("Pages and fields")
struct LayoutTests {
    private func bill(rows count: Int) -> PrintDocument {
        let figures = Table.Column(.natural, .figures)
        let rows = (1...count).map { number in
            Table.Row([
                [.number(Int64(number))], [.text("خون کا ٹیسٹ")], [.amount(Samples.rupees(Int64(number) * 125))],
            ])
        }
        let head: [[Inline]] = [[.text("#")], [.text("خدمت")], [.text("رقم")]]
        var document = Samples.document(
            .ur, paper: .a5,
            [
                .paragraph([.text("بل")], .heading),
                .table(Table(columns: [figures, .init(.share(1)), figures], head: head, rows: rows)),
            ])
        document.footer = .pageNumbers(word: "صفحہ", lines: [[.text("کاؤنٹر "), .identifier("C-2")]])
        return document
    }

    @Test("A bill of 5,000 lines: all lines, heads repeated, pages numbered")
    func longBill() throws {
        let layout = try Typesetter().layout(bill(rows: 5_000))
        #expect((150...260).contains(layout.pages.count))
        for (index, page) in layout.pages.enumerated() {
            let texts = page.lines.map(\.visualText)
            #expect(texts.contains("تمدخ"))
            #expect(
                texts.contains {
                    $0.contains("\(index + 1)") && $0.contains("\(layout.pages.count)") && $0.contains("ہحفص")
                })
            #expect(page.height == Paper.a5.height?.points)
        }
        let numbers = layout.lines.map(\.visualText).filter { Int($0) != nil }
        #expect(numbers == (1...5_000).map(String.init))
    }

    @Test("A roll of many metres is several pages with nothing lost, and no cut between them")
    func longRoll() throws {
        var document = bill(rows: 600)
        document.paper = .thermal80
        document.margins = .standard(for: .thermal80)
        let layout = try Typesetter().layout(document)
        #expect(layout.pages.count > 1)
        #expect(layout.pages.allSatisfy { $0.height <= Length.mm(1503).points })
        #expect(layout.lines.map(\.visualText).filter { Int($0) != nil } == (1...600).map(String.init))
        let bytes = try DocumentRenderer().escpos(document)
        #expect(bytes.suffix(4) == [0x1D, 0x56, 0x42, 0x00])
    }

    @Test("A copy's mark stands on every page, in the document's language", arguments: Language.allCases)
    func copyMarks(language: Language) throws {
        var document = bill(rows: 60)
        document.language = language
        document.copyMark = CopyMark(reason: .copy, number: 2, words: "COPY")
        let pages = try Typesetter().layout(document).pages
        #expect(pages.count > 1)
        for page in pages {
            #expect(page.lines.first?.visualText == (language.isRightToLeft ? "2 COPY" : "COPY 2"))
        }
    }

    @Test("A group is not torn, and goes to the next page whole")
    func groups() throws {
        let many = (0..<90).map { Block.paragraph([.number($0)]) }
        let first = try Typesetter().layout(Samples.document(.en, paper: .a5, many)).pages[0].lines.count
        // Four lines are left on the first page, and the group has eight.
        let filler = Array(many.prefix(first - 4))
        let group = Block.group((100..<108).map { .paragraph([.number($0)]) })
        let pages = try Typesetter().layout(Samples.document(.en, paper: .a5, filler + [group])).pages
        let holding = pages.filter { $0.lines.contains { (Int($0.visualText) ?? 0) >= 100 } }
        #expect(holding.count == 1 && holding.first?.lines.count == 8)
    }

    @Test("What does not fit a label is refused, never put on a second one")
    func labels() {
        let label = Paper.label(width: .mm(50), height: .mm(25))
        let blocks = (0..<12).map { Block.paragraph([.number($0)]) }
        #expect(throws: TypesettingError.self) { try Typesetter().layout(Samples.document(.en, paper: label, blocks)) }
    }

    @Test("Identifiers shrink a little to fit and are then refused, never cut")
    func identifiers() throws {
        let label = Paper.label(width: .mm(30), height: .mm(25))
        let fits = try Typesetter().layout(
            Samples.document(.ur, paper: label, [.paragraph([.identifier("LHR-2024-001234/AB")], .body.cut())]))
        #expect(fits.lines.map(\.visualText) == ["LHR-2024-001234/AB"])
        #expect(throws: TypesettingError.self) {
            try Typesetter().layout(
                Samples.document(.ur, paper: label, [.paragraph([.identifier(String(repeating: "8", count: 60))])]))
        }
    }

    @Test(
        "A name is cut with an ellipsis at its end; what stands behind it stays",
        arguments: [
            ("سیّدہ اُمِّ کلثوم بنتِ محمد نصیرالدین شاہ بخاری", Language.ur), ("Muhammad Usman Chaudhry Gilani", .ur),
            ("श्रीमती ज्योति त्रिपाठी शर्मा विश्वकर्मा", .hi),
        ])
    func cutNames(name: String, language: Language) throws {
        let label = Paper.label(width: .mm(40), height: .mm(25))
        let block = Block.paragraph([.name(name), .text(" "), .identifier("A-047")], .body.cut())
        let lines = try Typesetter().layout(Samples.document(language, paper: label, [block])).lines
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.visualText.contains("A-047") && line.visualText.contains("…"))
        #expect(line.field.contains(line.ink, tolerance: 0.05))
        // The ellipsis takes the place of the end: left of an Urdu name, right of a Latin one.
        let isRightToLeft = name.unicodeScalars.first?.value == 0x0633
        let letters = line.visualText.replacing("A-047", with: "").trimmingCharacters(in: .whitespaces)
        #expect(isRightToLeft ? letters.hasPrefix("…") : letters.hasSuffix("…"))
        let kept = isRightToLeft ? String(String.UnicodeScalarView(letters.unicodeScalars.reversed())) : letters
        #expect(name.hasPrefix(kept.dropLast()))
    }

    @Test("What must be whole or not at all gives way to other words")
    func instead() throws {
        let label = Paper.label(width: .mm(40), height: .mm(25))
        let lines = { (content: String) in
            let block = Block.paragraph(
                Paragraph([.text(content)], style: .body.cut(), instead: [.text("see the record")]))
            return try Typesetter().layout(Samples.document(.en, paper: label, [block])).lines.map(\.visualText)
        }
        #expect(try lines("Penicillin") == ["Penicillin"])
        #expect(try lines("Penicillin, sulphonamides, latex, iodine, peanuts") == ["see the record"])
    }

    @Test("Lines never break inside a value, nor between number and unit")
    func unbroken() throws {
        let content: [Inline] = [
            .text("Take "), .dose("500", unit: "mg"), .text(" with "), .dose("1+0+1"), .text(" then call "),
            .phone("+92 (42) 3576-8899"), .text(" or 625 mg at 120 / 80 on "),
            .dateTime(Samples.day, hour: 9, minute: 5),
        ]
        for width in stride(from: 40.0, through: 72, by: 1) {
            let paper = Paper(width: .mm(width), height: nil, dotsPerMillimetre: 8)
            let lines = try Typesetter().layout(Samples.document(.en, paper: paper, [.paragraph(content)])).lines.map {
                $0.visualText.replacing("\u{A0}", with: " ")
            }
            for value in ["500 mg", "1+0+1", "+92 (42) 3576-8899", "625 mg", "120 / 80", "21-Nov-2026 09:05"] {
                #expect(lines.contains { $0.contains(value) }, "\(value) at \(width)")
            }
        }
    }

    @Test("A long value wraps beside its label", arguments: Language.allCases)
    func keyValue(language: Language) throws {
        let text = String(repeating: Samples.words(language)[4] + " ", count: 6)
        let label = Samples.words(language)[1]
        let lines = try Typesetter().layout(Samples.document(language, [.keyValue(label, [.text(text)])])).lines
        let baselines = Set(lines.map(\.baseline))
        #expect(lines.count > 2 && baselines.count == lines.count - 1)
    }

    @Test("Geometry that leaves no room is refused")
    func geometry() {
        let cases: [(Paper, Margins?)] = [
            (Paper(width: .zero, height: nil), nil), (.a5, Margins(all: .mm(100))),
            (Paper(width: .mm(-5), height: nil), nil),
            (.thermal80, Margins(top: .mm(-1), bottom: .zero, start: .zero, end: .zero)),
        ]
        for (paper, margins) in cases {
            #expect(throws: TypesettingError.self) {
                try Typesetter().layout(
                    Samples.document(.en, paper: paper, margins: margins, [.paragraph([.text("x")])]))
            }
        }
        var block = Block.paragraph([.text("x")])
        for _ in 0..<20 { block = .group([block]) }
        #expect(throws: TypesettingError.tooDeep) { try Typesetter().layout(Samples.document(.en, [block])) }
        #expect(throws: TypesettingError.badGeometry) {
            try Typesetter().layout(Samples.document(.en, [.paragraph([.text("x")], TextStyle(size: .zero))]))
        }
    }

    @Test("An empty document is an empty page")
    func empty() throws {
        for paper in [Paper.thermal80, .a4] {
            #expect(try Typesetter().layout(Samples.document(.ur, paper: paper, [])).pages.count == 1)
        }
    }
}
