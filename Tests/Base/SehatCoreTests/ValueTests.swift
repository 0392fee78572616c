import Foundation
@testable import SehatCore
import Testing

@Suite struct ValueTests {
    @Test func daysGoThereAndBack() throws {
        for number in stride(from: -60_000, through: 370_000, by: 37) {
            let day = CalendarDay(daysSince1970: number)
            #expect(day.daysSince1970 == number)
            #expect(CalendarDay(day.description) == day)
        }
        #expect(CalendarDay(year: 2023, month: 2, day: 29) == nil)
        #expect(CalendarDay(year: 2024, month: 2, day: 29) != nil)
        #expect(CalendarDay("2024-2-29") == nil)
    }

    @Test func aDayBeginsAtTheCutOff() throws {
        let karachi = try #require(TimeZone(identifier: "Asia/Karachi"))
        let late = try #require(Instant(iso8601: "2026-11-21T00:30:00+05:00"))
        #expect(CalendarDay(late, in: karachi).description == "2026-11-21")
        #expect(CalendarDay(late, in: karachi, cutOffMinutes: 120).description == "2026-11-20")
        let day = try #require(CalendarDay("2026-11-21"))
        #expect(day.start(in: karachi).description == "2026-11-20T19:00:00.000Z")
    }

    @Test func noMillisecondIsLostInText() {
        for milliseconds: Int64 in [0, 1, 999, 1_795_239_000_123, 1_700_000_000_007, -1, -86_400_001] {
            let instant = Instant(milliseconds: milliseconds)
            #expect(Instant(iso8601: instant.description) == instant)
        }
        #expect(Instant(milliseconds: 1_795_239_000_123).description == "2026-11-21T05:30:00.123Z")
    }

    @Test func agesAreCompletedYears() throws {
        let birth = try #require(CalendarDay("1992-03-03"))
        #expect(birth.years(until: try #require(CalendarDay("2026-03-02"))) == 33)
        #expect(birth.years(until: try #require(CalendarDay("2026-03-03"))) == 34)
    }

    @Test func idsGrowAlsoWhenTheClockIsSetBack() throws {
        let clock = SettableClock(Instant(milliseconds: 1_800_000_000_000))
        let ids = IDGenerator(clock: clock.clock)
        let first = ids.next(Patient.self)
        clock.set(Instant(milliseconds: 1_700_000_000_000))
        #expect(ids.next(Patient.self) > first)
        let restarted = IDGenerator(clock: clock.clock, floor: Instant(milliseconds: 1_800_000_000_000))
        #expect(restarted.next(Patient.self) > first)
    }

    @Test func idsAreStringsOnTheWire() throws {
        let id = ID<Patient>(rawValue: 7_288_319_837_274_112)
        #expect(String(decoding: try JSONEncoder().encode([id]), as: UTF8.self) == "[\"7288319837274112\"]")
        for wrong in ["\"0\"", "\"-1\"", "\"x\"", "5"] {
            #expect(throws: (any Error).self) {
                try JSONDecoder().decode([ID<Patient>].self, from: Data("[\(wrong)]".utf8))
            }
        }
    }

    @Test func theCheckDigitFindsEverySingleWrongDigit() throws {
        let number = "1000001"
        let digit = try #require(Luhn.digit(for: number))
        let whole = number + String(digit)
        #expect(Luhn.isValid(whole))
        for index in whole.indices {
            for other in "0123456789" where other != whole[index] {
                #expect(!Luhn.isValid(whole.replacingCharacters(in: index...index, with: String(other))))
            }
        }
    }

    @Test func overridesGoAndJoinersStay() {
        #expect(InputText.line("  Ali\u{202E}\u{0007}  Khan \n") == "Ali Khan")
        #expect(InputText.line("نام\u{200C}ہ") == "نام\u{200C}ہ")
        #expect(InputText.digits("۰۳۰۰-१२३ 45") == "030012345")
        for clean in ["", "Ali Khan", "محمد علی", "राम"] { #expect(InputText.line(clean) == clean) }
        for (typed, clean) in [(" ", ""), ("Ali ", "Ali"), (" Ali", "Ali"), ("A\u{A0}B", "A B"), ("A\u{7F}", "A")] {
            #expect(InputText.line(typed) == clean)
        }
    }

    /// The tables that cleaning goes by say the same as Unicode's properties.
    @Test func cleaningKnowsEveryCharacter() {
        var wrong: [UInt32] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            let isForbidden =
                properties.generalCategory == .control || properties.isNoncharacterCodePoint
                || [0x200E, 0x200F, 0x061C, 0xFEFF].contains(value) || (0x202A...0x202E).contains(value)
                || (0x2066...0x2069).contains(value) || (0xFFF9...0xFFFB).contains(value)
            if InputText.isSpace(scalar) != properties.isWhitespace { wrong.append(value) }
            if !properties.isWhitespace, InputText.isForbidden(scalar) != isForbidden { wrong.append(value) }
        }
        #expect(wrong.isEmpty)
    }

    /// Letters that are passed over keep their form alone and after and before any other of them.
    @Test func lettersThatArePassedOverAreComposed() {
        let letters = (UInt32(0)...0x2100).compactMap(Unicode.Scalar.init).filter(InputText.isComposed)
        func isKept(_ scalars: [Unicode.Scalar]) -> Bool {
            let text = String(String.UnicodeScalarView(scalars))
            return text.precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual(scalars)
        }
        #expect(letters.count > 800)
        #expect(letters.allSatisfy { isKept([$0]) })
        let later = letters.filter { $0.value >= 0x600 }
        #expect(later.allSatisfy { first in isKept(later.flatMap { [first, $0] }) })
        #expect(InputText.composed("e\u{301}") == "\u{E9}" && InputText.composed("ا\u{653}") == "آ")
        #expect(Array(InputText.composed("e\u{301}").utf8) == Array("\u{E9}".utf8))
    }

    @Test func textsFallBackToEnglishAndCountInTheirLanguage() throws {
        let english = Array(#"{"a": "Hello {name}", "n": {"one": "{count} bill", "other": "{count} bills"}}"#.utf8)
        let arabic = Array(
            #"{"n": {"zero": "0", "one": "1", "two": "2", "few": "few", "many": "many", "other": "o"}}"#.utf8)
        let catalogue = try Catalogue(files: [(.en, english), (.ar, arabic)])
        #expect(catalogue.text("a", .ar, ["name": "Ali"]) == "Hello Ali")
        #expect(catalogue.text("n", .en, ["count": "1"]) == "1 bill")
        #expect(catalogue.text("n", .ar, ["count": "5"]) == "few")
        #expect(catalogue.text("n", .ar, ["count": "100"]) == "o")
        #expect(catalogue.text("missing", .en) == "missing")
    }

    @Test func languagesAreTakenInTheOrderOfTheHeader() {
        #expect(Language(acceptLanguage: "fr-FR, ur-PK;q=0.9, en;q=0.8") == .ur)
        #expect(Language(acceptLanguage: "fr") == nil)
    }
}
