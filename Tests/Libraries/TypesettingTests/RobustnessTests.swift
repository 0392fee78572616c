import Documents
import SehatCore
import Testing

@testable import Typesetting

@Suite("Hostile and odd text")
struct RobustnessTests {
    /// Sets a document and draws it every way; returns the layout.
    @discardableResult
    private func render(_ document: PrintDocument) throws -> LaidOutDocument {
        let layout = try Typesetter().layout(document)
        for line in layout.lines where line.ink.width > 0 {
            #expect(line.field.contains(line.ink, tolerance: 0.05))
        }
        _ = try PDFWriter().write(layout, created: Samples.time)
        _ = try RasterWriter().oneBit(layout.pages[0], dotsPerInch: 203.2)
        return layout
    }

    private func form(_ name: String, _ language: Language) -> PrintDocument {
        Samples.document(
            language,
            [
                .keyValue("نام", [.name(name)]), .keyValue("نمبر", [.identifier("LHR-2024-001234")]),
                .paragraph([.name(name), .text(" / "), .identifier("A-047")], .body.cut()),
                .paragraph([.text(name)]),
            ])
    }

    @Test(
        "Overrides and isolates in a name move nothing outside it",
        arguments: [
            "\u{202E}Ali Khan", "Ali\u{2069}\u{2069}\u{2069} Khan", "\u{2067}\u{2067}\u{2067}Ali",
            "\u{202D}\u{202E}علی\u{202C}",
            "Ali\u{200F}\u{061C}\u{200E}", String(repeating: "\u{202E}", count: 500) + "x",
        ])
    func overrides(name: String) throws {
        for language in Language.allCases {
            let plain = String(
                String.UnicodeScalarView(name.unicodeScalars.filter { !ParagraphText.isBidiControl($0.value) }))
            let content = { (name: String) in
                [Block.paragraph([.text("نام "), .name(name), .text(" "), .identifier("LHR-2024-001234")])]
            }
            let found = try Typesetter().layout(Samples.document(language, content(name)))
            let expected = try Typesetter().layout(Samples.document(language, content(plain)))
            #expect(found.pages == expected.pages)
        }
    }

    @Test("Names of 10,000 characters, with and without spaces", arguments: ["محمد ", "م", "Muhammad", "क्षि", "W", "لا"])
    func longNames(piece: String) throws {
        let language: Language = piece.unicodeScalars.first.map { $0.isASCII } == true ? .ur : .en
        try render(form(String(repeating: piece, count: 10_000 / piece.count), language))
    }

    @Test(
        "Odd and lone characters",
        arguments: [
            "", " ", "\n\n", "\t", "\0", "\u{7F}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}",
            "\u{0301}",
            "\u{064B}", "\u{0651}\u{0650}", "\u{093F}", "\u{094D}", "\u{200D}", "\u{200C}\u{200D}\u{200C}", "\u{FE0F}",
            "👨‍👩‍👧‍👦", "🇵🇰", "\u{E0001}\u{E0020}", "ﷺ", "ﷲ", "\u{06DD}۱۲", "\u{0600}123", "क्‍", "\u{1F3FB}", "漢字", "ไทย",
            "a\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}\u{0307}\u{0308}", "\u{00AD}", "x\u{2028}y\u{2029}z", "𝓐",
            "ᠠ", "\u{2066}",
        ])
    func odd(text: String) throws {
        for language in Language.allCases { try render(form(text, language)) }
    }

    @Test("Random characters never trap, hang or leave the page")
    func random() throws {
        var generator = SeededGenerator(seed: 42)
        let blocks: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x0600...0x06FF, 0x0900...0x097F, 0x2000...0x206F, 0x0300...0x036F, 0x0001...0xD7FF,
            0xE000...0x10FFFF,
            0xFB50...0xFEFF, 0x1F300...0x1FAFF,
        ]
        for round in 0..<120 {
            var text = ""
            for _ in 0..<Int.random(in: 1...60, using: &generator) {
                let block = blocks[Int.random(in: 0..<blocks.count, using: &generator)]
                if let scalar = Unicode.Scalar(UInt32.random(in: block, using: &generator)) {
                    text.unicodeScalars.append(scalar)
                }
            }
            try render(form(text, Language.allCases[round % 4]))
        }
    }

    @Test("Values at their limits")
    func values() throws {
        let values: [Inline] = [
            .money(Money(amount: .min, currency: .PKR)), .money(Money(amount: .max, currency: .KWD)),
            .number(.min, scale: 99),
            .number(.max, scale: -3), .quantity(1, unit: ""), .quantity(1, unit: "\u{202E}gk"),
            .percent(basisPoints: .max), .percent(basisPoints: .min),
            .time(hour: .max, minute: .min), .result(""), .dose("", unit: nil), .identifier(""), .phone(" "),
            .strong([]),
            .strong([.strong([.strong([.text("x")])])]), .amountInWords(Money(amount: .min, currency: .INR)),
            .pageNumber, .pageCount,
            .date(CalendarDay(daysSince1970: .min)), .date(CalendarDay(daysSince1970: .max)),
        ]
        for language in Language.allCases {
            for digits in [DigitStyle.western, .local] {
                var document = Samples.document(language, values.map { .paragraph([$0]) })
                document.digits = digits
                try render(document)
            }
        }
    }

    @Test("Tables with missing, empty and overlong cells")
    func tables() throws {
        let long = String(repeating: "x", count: 400)
        let columns: [Table.Column] = [.init(.natural), .init(.share(1)), .init(.fixed(.mm(12)), .figures)]
        let rows: [Table.Row] = [
            .init([]), .init([[], [.text("")], [.number(1)]]),
            .init([[.text("a")], [.text(long)], [.number(2)], [.text("one too many")]]),
            .init([[.text(String(repeating: "word ", count: 50))]]),
        ]
        for language in Language.allCases {
            try render(
                Samples.document(
                    language, [.table(Table(columns: columns, rows: rows)), .table(Table(columns: [], rows: rows))]))
        }
    }
}
