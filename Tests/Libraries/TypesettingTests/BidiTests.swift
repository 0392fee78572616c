import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("Bidirectional order")
struct BidiTests {
    private func visual(_ text: String, isRightToLeft: Bool) -> String {
        let scalars = text.unicodeScalars.map(\.value)
        let order = Bidi.visualOrder(Bidi.levels(scalars, isRightToLeft: isRightToLeft))
        var view = String.UnicodeScalarView()
        for index in order { view.append(Unicode.Scalar(scalars[index]) ?? "?") }
        return String(view)
    }

    @Test("Plain text stands in the order of the reference implementation", arguments: Corpus.lines)
    func corpus(line: CorpusLine) {
        #expect(visual(line.text, isRightToLeft: line.isRightToLeft) == line.visual)
    }

    /// What a typed value looks like from left to right in an Urdu line, where plain text would be turned round.
    @Test(
        "Typed values keep their order in a right-to-left line",
        arguments: [
            (Inline.identifier("2024-001234"), "2024-001234"), (.phone("0300-1234567"), "0300-1234567"),
            (.phone("+92 (42) 3576-8899"), "+92 (42) 3576-8899"), (.dose("1+0+0"), "1+0+0"),
            (.dose("500", unit: "mg"), "500 mg"), (.result("4.0-11.0"), "4.0-11.0"),
            (.result("<0.5", unit: "mIU/L"), "<0.5 mIU/L"),
            (.result("120 / 80"), "120 / 80"), (.result("O-"), "O-"), (.number(-500), "-500"),
            (.percent(basisPoints: 1000), "10%"), (.identifier("12-B"), "12-B"),
            (.money(Money(amount: -125_000, currency: .PKR)), "Rs -1,250.00"), (.time(hour: 9, minute: 5), "09:05"),
            (.quantity(6, unit: "ماہ"), "ہام 6"), (.date(CalendarDay(daysSince1970: 20_159)), "2025 چرام 12"),
            (.money(Money(amount: 100, currency: .INR)), "₹ 1.00"),
        ])
    func values(value: Inline, expected: String) throws {
        let block = Block.paragraph([.text("بقایا "), value, .text(" روپے")])
        let line = try #require(try Typesetter().layout(Samples.document(.ur, [block])).lines.first)
        let text = line.visualText.replacing("\u{A0}", with: " ")
        #expect(text == "ےپور \(expected) ایاقب")
    }

    @Test("Local digits keep the order of doses and dates", arguments: [Language.ur, .ar])
    func localDigits(language: Language) throws {
        var document = Samples.document(language, [.paragraph([.text("دوا "), .dose("1+0+2"), .text(" دن")])])
        document.digits = .local
        let text = try #require(try Typesetter().layout(document).lines.first).visualText
        #expect(text.contains(language == .ur ? "۱+۰+۲" : "١+٠+٢"))
    }

    @Test("Latin and Urdu names stand as wholes in either document", arguments: Language.allCases)
    func names(language: Language) throws {
        let block = Block.paragraph([
            .name("محمد عثمان"), .text(" / "), .name("Ali Khan (ER-7)"), .text(" / "), .identifier("A-047"),
        ])
        let text = try #require(try Typesetter().layout(Samples.document(language, [block])).lines.first).visualText
        #expect(text.contains("نامثع دمحم") && text.contains("Ali Khan (ER-7)") && text.contains("A-047"))
        #expect(text.hasPrefix(language.isRightToLeft ? "A-047" : "نامثع"))
    }

    /// Between them stand only the marks that keep them apart.
    @Test("Two names without a space stand in the order of the document", arguments: Language.allCases)
    func adjacent(language: Language) throws {
        let urdu: [Inline] = [.name("محمد"), .name("علی"), .text("خان", language: .ur), .name("شاہ")]
        let text = try #require(
            try Typesetter().layout(Samples.document(language, [.paragraph(urdu)])).lines.first
        ).visualText
        #expect(text == (language.isRightToLeft ? "ہاشناخیلعدمحم" : "دمحمیلعناخہاش"))
        let latin: [Inline] = [.name("Ali"), .name("Khan"), .identifier("A-1")]
        let other = try #require(
            try Typesetter().layout(Samples.document(language, [.paragraph(latin)])).lines.first
        ).visualText
        #expect(other == (language.isRightToLeft ? "A-1KhanAli" : "AliKhanA-1"))
    }

    @Test("A wrapped paragraph is resolved as a whole and reordered line by line")
    func wrapped() throws {
        let line = try #require(Corpus.lines.first { $0.id == "ur-25-long-wrap" })
        let lines = try Typesetter().layout(Samples.document(.ur, [.paragraph([.text(line.text)])])).lines
        #expect(lines.count >= 2)
        // Reading the lines from top to bottom, each from right to left, gives the text again.
        let read = lines.map { String(String.UnicodeScalarView($0.visualText.unicodeScalars.reversed())) }.joined(
            separator: " ")
        #expect(read.contains("یسنجرمیا") == false && read.contains("ایمرجنسی"))
        #expect(lines.map(\.visualText).joined().contains("1122"))
    }

    @Test("English prose in an Urdu document keeps its full stop at its end")
    func foreignProse() throws {
        let block = Block.paragraph([.text("Take with food.", language: .en)])
        let line = try #require(try Typesetter().layout(Samples.document(.ur, [block])).lines.first)
        #expect(line.visualText == "Take with food.")
    }
}
