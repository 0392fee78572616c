import Documents
import SehatCore
import Testing

@Suite("Amounts in words")
struct AmountInWordsTests {
    private func words(_ amount: Int64, _ currency: Currency, _ language: Language) -> String {
        AmountInWords.text(Money(amount: amount, currency: currency), in: language)
    }

    @Test(
        "English rupees count in lakh and crore",
        arguments: [
            (Int64(0), "Zero rupees only"), (100, "One rupee only"), (50, "Fifty paisa only"),
            (125_000, "One thousand two hundred fifty rupees only"),
            (12_345_675, "One lakh twenty-three thousand four hundred fifty-six rupees and seventy-five paisa only"),
            (1_000_000_000, "One crore rupees only"),
            (-50_000, "Minus five hundred rupees only"),
            (10_000_000_000_000_000, "One crore crore rupees only"),
        ])
    func english(amount: Int64, expected: String) {
        #expect(words(amount, .PKR, .en) == expected)
    }

    @Test("English riyals count in thousand and million")
    func englishGulf() {
        #expect(
            words(123_456_700, .SAR, .en)
                == "One million two hundred thirty-four thousand five hundred sixty-seven riyals only")
        #expect(words(1_500, .KWD, .en) == "One dinar and five hundred fils only")
        #expect(words(0, .AED, .en) == "Zero dirhams only")
    }

    @Test(
        "Urdu",
        arguments: [
            (Int64(0), "صفر روپے صرف"), (100, "ایک روپیہ صرف"),
            (125_000, "ایک ہزار دو سو پچاس روپے صرف"),
            (12_345_650, "ایک لاکھ تئیس ہزار چار سو چھپن روپے اور پچاس پیسے صرف"),
            (9_999_900, "ننانوے ہزار نو سو ننانوے روپے صرف"),
            (5_000_000_000, "پانچ کروڑ روپے صرف"),
        ])
    func urdu(amount: Int64, expected: String) {
        #expect(words(amount, .PKR, .ur) == expected)
    }

    @Test(
        "Hindi",
        arguments: [
            (Int64(100), "एक रुपया मात्र"), (12_345_600, "एक लाख तेईस हज़ार चार सौ छप्पन रुपये मात्र"),
            (4_250, "बयालीस रुपये और पचास पैसे मात्र"),
        ])
    func hindi(amount: Int64, expected: String) {
        #expect(words(amount, .INR, .hi) == expected)
    }

    @Test(
        "Arabic follows number and gender of the noun",
        arguments: [
            (Int64(100), "ريال واحد فقط لا غير"), (200, "ريالان فقط لا غير"), (300, "ثلاثة ريالات فقط لا غير"),
            (1_100, "أحد عشر ريالاً فقط لا غير"), (10_000, "مئة ريال فقط لا غير"), (20_000, "مئتا ريال فقط لا غير"),
            (10_100, "مئة وريال واحد فقط لا غير"), (200_000, "ألفا ريال فقط لا غير"),
            (1_100_000, "أحد عشر ألف ريال فقط لا غير"),
            (125_050, "ألف ومئتان وخمسون ريالاً وخمسون هللة فقط لا غير"),
            (300_000_000, "ثلاثة ملايين ريال فقط لا غير"), (12_300, "مئة وثلاثة وعشرون ريالاً فقط لا غير"),
        ])
    func arabic(amount: Int64, expected: String) {
        #expect(words(amount, .SAR, .ar) == expected)
    }

    @Test("Arabic rupees are feminine")
    func arabicFeminine() {
        #expect(words(300, .PKR, .ar) == "ثلاث روبيات فقط لا غير")
        #expect(words(1_800, .PKR, .ar) == "ثماني عشرة روبية فقط لا غير")
        #expect(words(2_800, .PKR, .ar) == "ثمانٍ وعشرون روبية فقط لا غير")
    }

    @Test("Every number below a hundred has its own word, in every language")
    func distinct() {
        for language in Language.allCases {
            let all = Set((0..<100).map { words($0 * 100, .PKR, language) })
            #expect(all.count == 100, "\(language)")
        }
    }

    @Test("No amount traps")
    func extremes() {
        for language in Language.allCases {
            for currency in Currency.known {
                for amount in [Int64.min, -1, 1, Int64.max] { #expect(!words(amount, currency, language).isEmpty) }
            }
        }
    }
}
