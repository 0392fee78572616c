/// Urdu and Hindi number words: every number below a hundred has its own, larger ones count in lakh and crore.
struct IndicWords: Sendable {
    /// The numbers 0 to 99.
    let belowHundred: [String]
    let hundred: String
    let thousand: String
    let lakh: String
    let crore: String
    let minus: String
    let and: String
    let only: String
    /// Major and minor unit of each currency: singular and plural.
    let units: [String: (one: String, many: String, minorOne: String, minorMany: String)]

    func amount(_ major: UInt64, _ minor: UInt64, code: String, isNegative: Bool) -> String {
        let unit = units[code] ?? (code, code, "", "")
        var parts: [String] = []
        if major > 0 || minor == 0 { parts.append(number(major) + " " + (major == 1 ? unit.one : unit.many)) }
        if minor > 0 { parts.append(number(minor) + " " + (minor == 1 ? unit.minorOne : unit.minorMany)) }
        return (isNegative ? minus + " " : "") + parts.joined(separator: " " + and + " ") + " " + only
    }

    /// A number in words; crores beyond a hundred are counted in the same words again.
    func number(_ number: UInt64) -> String {
        if number < 100 { return belowHundred[Int(number)] }
        var words: [String] = []
        let steps: [(UInt64, String)] = [(10_000_000, crore), (100_000, lakh), (1000, thousand), (100, hundred)]
        var rest = number
        for (size, word) in steps where rest >= size {
            words.append(self.number(rest / size) + " " + word)
            rest %= size
        }
        if rest > 0 { words.append(belowHundred[Int(rest)]) }
        return words.joined(separator: " ")
    }

    static let urdu = IndicWords(
        belowHundred: words(
            """
            صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس
            بیس اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس
            چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ
            ساٹھ اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچھتر چھہتر ستتر اٹھہتر اناسی
            اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے
            """),
        hundred: "سو", thousand: "ہزار", lakh: "لاکھ", crore: "کروڑ", minus: "منفی", and: "اور", only: "صرف",
        units: [
            "PKR": ("روپیہ", "روپے", "پیسہ", "پیسے"), "INR": ("روپیہ", "روپے", "پیسہ", "پیسے"),
            "AED": ("درہم", "درہم", "فلس", "فلس"), "SAR": ("ریال", "ریال", "ہللہ", "ہللے"),
            "QAR": ("ریال", "ریال", "درہم", "درہم"), "OMR": ("ریال", "ریال", "بیسہ", "بیسے"),
            "KWD": ("دینار", "دینار", "فلس", "فلس"), "BHD": ("دینار", "دینار", "فلس", "فلس"),
            "USD": ("ڈالر", "ڈالر", "سینٹ", "سینٹ"),
        ])

    static let hindi = IndicWords(
        belowHundred: words(
            """
            शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पन्द्रह सोलह सत्रह अठारह उन्नीस
            बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस
            चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ
            साठ इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी
            अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे
            """),
        hundred: "सौ", thousand: "हज़ार", lakh: "लाख", crore: "करोड़", minus: "ऋण", and: "और", only: "मात्र",
        units: [
            "PKR": ("रुपया", "रुपये", "पैसा", "पैसे"), "INR": ("रुपया", "रुपये", "पैसा", "पैसे"),
            "AED": ("दिरहम", "दिरहम", "फ़िल्स", "फ़िल्स"), "SAR": ("रियाल", "रियाल", "हलाला", "हलाला"),
            "QAR": ("रियाल", "रियाल", "दिरहम", "दिरहम"), "OMR": ("रियाल", "रियाल", "बैसा", "बैसा"),
            "KWD": ("दीनार", "दीनार", "फ़िल्स", "फ़िल्स"), "BHD": ("दीनार", "दीनार", "फ़िल्स", "फ़िल्स"),
            "USD": ("डॉलर", "डॉलर", "सेंट", "सेंट"),
        ])

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }
}
