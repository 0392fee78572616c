import SehatCore
import Testing

@testable import Documents

/// Amounts in words, read back by other rules than those that wrote them.
@Suite("Amounts read back")
struct AmountReadBackTests {
    /// Every number to 3,000, all round ones with their neighbours to 10^9, and many between.
    static let numbers: [UInt64] = {
        var result = Array(UInt64(0)...3000)
        var power: UInt64 = 1000
        while power <= 1_000_000_000 {
            for factor in UInt64(1)...9 where factor * power <= 1_000_000_000 {
                for offset in [-2, -1, 0, 1, 2, 11, 100] {
                    result.append(UInt64(max(Int64(factor * power) + Int64(offset), 0)))
                }
            }
            power *= 10
        }
        // A full period of a linear congruential generator (Numerical Recipes), held below 10^9.
        var state: UInt64 = 1
        for _ in 0..<20_000 {
            state = (state &* 1_664_525 &+ 1_013_904_223) & 0xFFFF_FFFF
            result.append(state % 1_000_000_001)
        }
        return result
    }()

    private func words(_ number: UInt64, _ currency: Currency, _ language: Language) -> [Substring] {
        AmountInWords.text(
            Money(amount: Int64(number) * Int64(currency.minorPerMajor), currency: currency), in: language
        )
        .split(separator: " ")
    }

    /// Indian counting: what stands before a size multiplies it, what follows is added.
    private func read(_ words: [Substring], _ units: [String: UInt64], _ sizes: [String: UInt64]) -> UInt64? {
        var (total, part): (UInt64, UInt64) = (0, 0)
        for word in words {
            if let unit = units[String(word)] {
                part += unit
            } else if let size = sizes[String(word)] {
                if size == 100 { part = max(part, 1) * 100 } else { (total, part) = (total + max(part, 1) * size, 0) }
            } else {
                return nil
            }
        }
        return total + part
    }

    @Test("Urdu and Hindi count in lakh and crore", arguments: [Language.ur, .hi])
    func indic(language: Language) {
        let table = language == .ur ? IndicWords.urdu : .hindi
        let units = Dictionary(uniqueKeysWithValues: table.belowHundred.enumerated().map { ($1, UInt64($0)) })
        let sizes: [String: UInt64] = [
            table.hundred: 100, table.thousand: 1000, table.lakh: 100_000, table.crore: 10_000_000,
        ]
        // Ten to the ninth is a hundred crore: "one hundred" before crore multiplies it.
        for number in Self.numbers where number < 1_000_000_000 {
            let found = read(Array(words(number, .PKR, language).dropLast(2)), units, sizes)
            if found != number { Issue.record("\(number) reads as \(String(describing: found))") }
        }
    }

    @Test("English counts in lakh and crore for rupees, in million for riyals")
    func english() {
        let ones =
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
            .split(separator: " ")
        let tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(separator: " ")
        var units: [String: UInt64] = [:]
        for (value, word) in ones.enumerated() { units[String(word)] = UInt64(value) }
        for (index, ten) in tens.enumerated() {
            units[String(ten)] = UInt64(index + 2) * 10
            for one in 1...9 { units["\(ten)-\(ones[one])"] = UInt64(index + 2) * 10 + UInt64(one) }
        }
        let sizes: [String: UInt64] = [
            "hundred": 100, "thousand": 1000, "lakh": 100_000, "crore": 10_000_000, "million": 1_000_000,
            "billion": 1_000_000_000,
        ]
        for currency in [Currency.PKR, .SAR] {
            for number in Self.numbers {
                var text = words(number, currency, .en).dropLast(2)
                text[0] = Substring(text[0].lowercased())
                let found = read(Array(text), units, sizes)
                if found != number { Issue.record("\(number) \(currency.code) reads as \(String(describing: found))") }
            }
        }
    }

    @Test(
        "Hard cases",
        arguments: [
            (Language.ur, 39, "انتالیس روپے صرف"), (.ur, 49, "انچاس روپے صرف"), (.ur, 59, "انسٹھ روپے صرف"),
            (.ur, 69, "انہتر روپے صرف"), (.ur, 79, "اناسی روپے صرف"), (.ur, 89, "نواسی روپے صرف"),
            (.ur, 99, "ننانوے روپے صرف"),
            (.ur, 100_000, "ایک لاکھ روپے صرف"), (.ur, 10_000_000, "ایک کروڑ روپے صرف"),
            (.ur, 1_000_000_000, "ایک سو کروڑ روپے صرف"),
            (.ur, 10_101_101, "ایک کروڑ ایک لاکھ ایک ہزار ایک سو ایک روپے صرف"),
            (.hi, 29, "उनतीस रुपये मात्र"), (.hi, 39, "उनतालीस रुपये मात्र"), (.hi, 49, "उनचास रुपये मात्र"), (.hi, 59, "उनसठ रुपये मात्र"),
            (.hi, 69, "उनहत्तर रुपये मात्र"), (.hi, 79, "उनासी रुपये मात्र"), (.hi, 89, "नवासी रुपये मात्र"), (.hi, 99, "निन्यानवे रुपये मात्र"),
            (.hi, 1_000_000_000, "एक सौ करोड़ रुपये मात्र"), (.en, 1_000_000_000, "One hundred crore rupees only"),
            (.ar, 1, "روبية واحدة فقط لا غير"), (.ar, 2, "روبيتان فقط لا غير"), (.ar, 10, "عشر روبيات فقط لا غير"),
            (.ar, 11, "إحدى عشرة روبية فقط لا غير"), (.ar, 12, "اثنتا عشرة روبية فقط لا غير"),
            (.ar, 102, "مئة وروبيتان فقط لا غير"),
            (.ar, 1002, "ألف وروبيتان فقط لا غير"), (.ar, 2000, "ألفا روبية فقط لا غير"),
            (.ar, 3000, "ثلاثة آلاف روبية فقط لا غير"),
            (.ar, 11_000, "أحد عشر ألف روبية فقط لا غير"), (.ar, 2_000_000, "مليونا روبية فقط لا غير"),
            (.ar, 1_000_000_000, "مليار روبية فقط لا غير"),
        ])
    func hard(language: Language, rupees: Int64, expected: String) {
        #expect(AmountInWords.text(Money(amount: rupees * 100, currency: .PKR), in: language) == expected)
    }

    @Test("In Arabic the noun has the form that its number governs", arguments: [Currency.PKR, .SAR])
    func arabic(currency: Currency) {
        let nouns =
            currency == .PKR
            ? ["روبية", "روبيتان", "روبيات", "روبية"] : ["ريال", "ريالان", "ريالات", "ريالاً"]
        var seen: [String: UInt64] = [:]
        for number in Set(Self.numbers).sorted() where number > 2 {
            let text = words(number, currency, .ar).dropLast(3).joined(separator: " ")
            if let other = seen.updateValue(number, forKey: text) { Issue.record("\(number) and \(other) are \(text)") }
            let form: String
            switch number % 100 {
            case 0: form = nouns[0]
            case 1: form = "و" + nouns[0] + (currency == .PKR ? " واحدة" : " واحد")
            case 2: form = "و" + nouns[1]
            case 3...10: form = nouns[2]
            default: form = nouns[3]
            }
            if !text.hasSuffix(form) { Issue.record("\(number): \(text) does not end with \(form)") }
            // The dual before a noun has lost its nun.
            if number % 100 == 0, text.contains("ان " + nouns[0]) { Issue.record("\(number): \(text)") }
        }
    }
}
