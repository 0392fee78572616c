import Documents
import SehatCore
import Testing

/// Known days: first days of Hijri years and months as the Umm al-Qura calendar of Saudi Arabia was published.
@Suite("Hijri dates")
struct HijriDateTests {
    @Test(
        "Days of the Umm al-Qura calendar",
        arguments: [
            ((2023, 7, 19), (1445, 1, 1)), ((2024, 7, 7), (1446, 1, 1)), ((2025, 6, 26), (1447, 1, 1)),
            ((2024, 3, 11), (1445, 9, 1)), ((2025, 3, 1), (1446, 9, 1)), ((2024, 4, 10), (1445, 10, 1)),
            ((2024, 6, 16), (1445, 12, 10)), ((2025, 6, 6), (1446, 12, 10)), ((2000, 4, 6), (1421, 1, 1)),
        ])
    func known(day: (Int, Int, Int), hijri: (Int, Int, Int)) throws {
        let date = HijriDate(try #require(CalendarDay(year: day.0, month: day.1, day: day.2)))
        #expect(date.year == hijri.0 && date.month == hijri.1 && date.day == hijri.2, "\(date)")
    }

    @Test("Every day follows the one before, and months have 29 or 30 days")
    func succession() throws {
        var last = HijriDate(try #require(CalendarDay(year: 2015, month: 1, day: 1)))
        for offset in 1..<9000 {
            let next = HijriDate(try #require(CalendarDay(year: 2015, month: 1, day: 1)).adding(days: offset))
            if next.day == 1 {
                #expect(last.day == 29 || last.day == 30)
                #expect(next.month == last.month % 12 + 1 && next.year == last.year + (last.month == 12 ? 1 : 0))
            } else {
                #expect(next.day == last.day + 1 && next.month == last.month && next.year == last.year)
            }
            last = next
        }
    }

    @Test("Where months begin by sighting the calendar stands a day behind, never more than two")
    func shift() throws {
        let day = try #require(CalendarDay(year: 2025, month: 6, day: 27))
        #expect(HijriDate(day, shift: -1) == HijriDate(day.adding(days: -1)))
        #expect(HijriDate(day, shift: -1).day == 1 && HijriDate(day).day == 2)
        #expect(HijriDate(day, shift: 99) == HijriDate(day, shift: 2))
    }

    @Test(
        "It stands beside the Gregorian date in the language's words and digits, identifiers never",
        arguments: [
            (Language.en, DigitStyle.western, "26-Jun-2025 · 1 Muharram 1447 AH"),
            (.ur, .local, "۲۶ جون ۲۰۲۵ · ۱ محرم ۱۴۴۷ ھ"),
            (.hi, .local, "२६ जून २०२५ · १ मुहर्रम १४४७ हिजरी"), (.ar, .local, "٢٦ يونيو ٢٠٢٥ · ١ محرم ١٤٤٧ هـ"),
        ])
    func written(language: Language, digits: DigitStyle, expected: String) throws {
        let day = try #require(CalendarDay(year: 2025, month: 6, day: 26))
        let context = InlineContext(language: language, digits: digits, hijriShift: 0)
        #expect(plain(.date(day), context) == expected)
        #expect(plain(.identifier("R-2026-000123"), context) == "R-2026-000123")
        #expect(plain(.phone("0300 1234567"), context) == "0300 1234567")
        var without = context
        without.hijriShift = nil
        #expect(!plain(.date(day), without).contains("1447") && !plain(.date(day), without).contains("·"))
    }

    private func plain(_ piece: Inline, _ context: InlineContext) -> String {
        let marks: Set<UInt32> = [0x2066, 0x2067, 0x2068, 0x2069, 0x202C, 0x202D]
        let text = piece.runs(in: context).map(\.text).joined().replacing("\u{A0}", with: " ")
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !marks.contains($0.value) }))
    }
}
