import Documents
import SehatCore
import Testing

@Suite("Typed pieces")
struct InlineTests {
    private let day = CalendarDay(year: 1992, month: 3, day: 3)

    private func text(_ inline: Inline, _ language: Language = .en, _ digits: DigitStyle = .western) -> String {
        inline.runs(in: InlineContext(language: language, digits: digits)).map(\.text).joined()
    }

    /// The visible characters only.
    private func plain(_ inline: Inline, _ language: Language = .en, _ digits: DigitStyle = .western) -> String {
        String(
            String.UnicodeScalarView(
                text(inline, language, digits).unicodeScalars.filter {
                    !(0x2066...0x2069).contains($0.value) && !(0x202A...0x202E).contains($0.value)
                })
        ).replacing("\u{A0}", with: " ")
    }

    @Test("Money has its sign, its groups and its minor digits")
    func money() {
        #expect(text(.money(Money(amount: 125_000, currency: .PKR))) == "\u{2066}Rs\u{A0}1,250.00\u{2069}")
        #expect(plain(.money(Money(amount: 12_345_600, currency: .INR)), .hi) == "₹ 1,23,456.00")
        #expect(plain(.money(Money(amount: -50_000, currency: .PKR)), .ur) == "Rs -500.00")
        #expect(plain(.money(Money(amount: 5, currency: .KWD))) == "KWD 0.005")
        #expect(plain(.amount(Money(amount: Int64.min, currency: .PKR))) == "-92,233,720,368,547,758.08")
        #expect(
            text(.money(Money(amount: 100, currency: .AED)), .ar)
                == "\u{2067}\u{2066}1.00\u{2069}\u{A0}د.إ\u{2069}")
    }

    @Test("Grouping is lakh and crore where wished")
    func grouping() {
        let format = NumberFormat(language: .en)
        let cases: [(Int64, String, String)] = [
            (999, "999", "999"), (1_000, "1,000", "1,000"), (99_999, "99,999", "99,999"),
            (100_000, "100,000", "1,00,000"), (12_345_678, "12,345,678", "1,23,45,678"),
        ]
        for (number, thousands, lakh) in cases {
            #expect(format.decimal(number, grouping: .thousands) == thousands)
            #expect(format.decimal(number, grouping: .lakh) == lakh)
            #expect(format.decimal(-number, grouping: .lakh) == "-" + lakh)
        }
    }

    @Test("Dates name the month in the language of the document")
    func dates() throws {
        let day = try #require(day)
        #expect(plain(.date(day)) == "03-Mar-1992")
        #expect(plain(.date(day), .hi) == "03 मार्च 1992")
        #expect(
            text(.date(day), .ur)
                == "\u{2067}\u{2066}03\u{2069}\u{A0}مارچ\u{A0}\u{2066}1992\u{2069}\u{2069}")
        #expect(plain(.date(day), .ar, .local) == "٠٣ مارس ١٩٩٢")
        #expect(plain(.dateTime(day, hour: 9, minute: 5)) == "03-Mar-1992 09:05")
        #expect(plain(.time(hour: 99, minute: -1)) == "23:00")
    }

    @Test("Identifiers keep Western digits and are never cut")
    func identifiers() {
        #expect(text(.identifier("LHR-2024-001234/A"), .ur, .local) == "\u{2066}LHR-2024-001234/A\u{2069}")
        #expect(plain(.phone("۰۳۰۰-۱۲۳۴۵۶۷"), .ur, .local) == "0300-1234567")
        let long = String(repeating: "7", count: 5_000)
        #expect(plain(.identifier(long)) == long)
    }

    @Test("Local digits stand in an override, so that 1+0+0 cannot turn round")
    func localDigits() {
        #expect(text(.dose("1+0+0"), .ar, .local) == "\u{2066}\u{202D}١+٠+٠\u{202C}\u{2069}")
        #expect(plain(.quantity(725, scale: 1, unit: "کلو"), .ur, .local) == "۷۲٫۵ کلو")
        #expect(plain(.percent(basisPoints: 1_250), .ur, .local) == "۱۲٫۵٪")
        #expect(plain(.percent(basisPoints: 1_000), .hi, .local) == "१०%")
    }

    @Test("Units stay beside their number, on the side where their script reads on")
    func units() {
        #expect(text(.dose("500", unit: "mg"), .ur) == "\u{2066}500\u{A0}mg\u{2069}")
        #expect(text(.quantity(6, unit: "ماہ"), .ur) == "\u{2067}\u{2066}6\u{2069}\u{A0}ماہ\u{2069}")
        #expect(text(.result("<0.5", unit: "mIU/L"), .ur) == "\u{2066}<0.5\u{A0}mIU/L\u{2069}")
    }

    @Test("A name cannot reorder the page")
    func overrides() {
        let evil = "\u{202E}Ali\u{2069}\u{2069} \u{2066}Khan\u{0007}\u{200F}\u{FEFF}"
        #expect(text(.name(evil)) == "\u{2068}Ali Khan\u{2069}")
        #expect(text(.text("a\u{202E}b\u{2066}c")) == "abc")
        #expect(text(.text("x \u{2066}Ali\u{2069} y")) == "x \u{2066}Ali\u{2069} y")
    }

    @Test("A name of ten thousand letters ends with an ellipsis, at a grapheme boundary")
    func longNames() {
        let cut = plain(.name(String(repeating: "क्षि", count: 10_000)))
        #expect(cut.count == 161)
        #expect(cut.hasSuffix("क्षि…"))
    }

    @Test("Stacked marks are limited")
    func stackedMarks() {
        let zalgo = "a" + String(repeating: "\u{0301}", count: 10_000)
        #expect(plain(.name(zalgo)).unicodeScalars.count == 7)
    }

    @Test("Strong marks every piece inside")
    func strong() {
        let runs = Inline.strong([.text("a"), .identifier("B")]).runs(in: InlineContext(language: .en))
        #expect(runs.map(\.isStrong) == [true, true])
        #expect(runs.map(\.kind) == [.text, .identifier])
    }
}
