public import SehatCore

/// The page by which a person sees what a printer can do: rulers, all scripts, values, codes.
public enum TestPage {
    /// The test page in a language for a paper. Titles come in the language; samples come in all scripts.
    public static func document(_ language: Language, paper: Paper = .thermal80) -> PrintDocument {
        PrintDocument(
            kind: .testPage, language: language, paper: paper, title: word(.title, language),
            footer: .pageNumbers(word: word(.page, language)),
            blocks: [
                .paragraph([.text(word(.title, language))], .heading), .rule(Rule()),
            ] + rulers(paper) + samples(language) + values(language) + codes(paper))
    }

    /// Bars of known length: 10 mm steps over the width, and lines of growing thickness.
    private static func rulers(_ paper: Paper) -> [Block] {
        let margins = Margins.standard(for: paper)
        let steps = Int((paper.width.millimetres - margins.start.millimetres - margins.end.millimetres) / 10)
        let columns = (0..<max(steps, 1)).map { step in
            Columns.Column(
                width: .fixed(.mm(10)),
                blocks: step % 2 == 0
                    ? [.rule(Rule(thickness: .mm(1))), .paragraph([.number(Int64(step * 10))], .small)]
                    : [.space(.mm(1))])
        }
        let lines = [0.125, 0.25, 0.5, 1.0].map { Block.rule(Rule(thickness: .mm($0))) }
        return [.columns(Columns(columns, gap: .zero))] + lines + [.rule(Rule(isDashed: true))]
    }

    private static func samples(_ language: Language) -> [Block] {
        let lines: [Inline] = [
            .text("The quick brown fox jumps over 13 lazy dogs.", language: .en),
            .text("مریض کی صحت ہماری ترجیح ہے، چوہدری گل بہار ایکسیسبیلٹی", language: .ur),
            .text("صحة المريض أولويتنا، مستشفى الأمل", language: .ar),
            .text("रोगी का स्वास्थ्य हमारी प्राथमिकता है, श्रीमती ज्योति त्रिपाठी", language: .hi),
        ]
        return lines.flatMap { line in
            [Block.paragraph([line]), .paragraph([.strong([line])]), .paragraph([line], .small)]
        }
    }

    private static func values(_ language: Language) -> [Block] {
        let day = CalendarDay(daysSince1970: 20_000)
        return [
            .rule(Rule()),
            .keyValue(word(.money, language), [.money(Money(amount: 123_456_750, currency: .PKR))]),
            .keyValue(word(.date, language), [.dateTime(day, hour: 14, minute: 5)]),
            .keyValue(word(.number, language), [.identifier("LHR-2024-001234/A")]),
            .keyValue(word(.phone, language), [.phone("+92 (42) 3576-8899")]),
            .keyValue(word(.dose, language), [.dose("1+0+1"), .text(" "), .dose("500", unit: "mg")]),
            .keyValue(word(.result, language), [.result("<0.5", unit: "mIU/L"), .text(" "), .result("4.0-11.0")]),
            .keyValue(word(.name, language), [.name("محمد عثمان چوہدری"), .text(" / "), .name("ज्योति शर्मा")]),
            .paragraph([.amountInWords(Money(amount: 123_456_750, currency: .PKR))], .small),
        ]
    }

    private static func codes(_ paper: Paper) -> [Block] {
        // A bar code of ten digits needs 28 mm with its quiet zones.
        let bars: [Block] = paper.width >= .mm(40) ? [.code128(Code128Block("1234567890"))] : []
        return bars + [.qrCode(QRCodeBlock("SEHAT-TEST-0123456789", caption: [.identifier("SEHAT-TEST-0123456789")]))]
    }

    private enum Word: Int {
        case title, page, money, date, number, phone, dose, result, name
    }

    private static func word(_ word: Word, _ language: Language) -> String {
        let words =
            switch language {
            case .en: ["Test page", "Page", "Money", "Date", "Number", "Phone", "Dose", "Result", "Name"]
            case .ur: ["آزمائشی صفحہ", "صفحہ", "رقم", "تاریخ", "نمبر", "فون", "خوراک", "نتیجہ", "نام"]
            case .hi: ["परीक्षण पृष्ठ", "पृष्ठ", "राशि", "दिनांक", "संख्या", "फ़ोन", "खुराक", "परिणाम", "नाम"]
            case .ar: ["صفحة اختبار", "صفحة", "المبلغ", "التاريخ", "الرقم", "الهاتف", "الجرعة", "النتيجة", "الاسم"]
            }
        return words[word.rawValue]
    }
}
