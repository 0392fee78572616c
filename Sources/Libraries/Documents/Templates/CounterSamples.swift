import SehatCore

/// Papers of the counter by which its templates can be looked at: nobody's. The first of each has every value, the second
/// only those that are never missing.
enum CounterSamples {
    @Sendable static func receipts(_ language: Language) -> [BillPaperData] {
        papers("R-2026-000123", "R-2026-000124", language)
    }

    @Sendable static func bills(_ language: Language) -> [BillPaperData] {
        papers("OP-2026-000456", "OP-2026-000457", language)
    }

    @Sendable static func slips(_ language: Language) -> [TokenSlipData] {
        [slip(language, isWhole: true), slip(language, isWhole: true, isLong: true), slip(language, isWhole: false)]
    }

    /// As usual; cancelled, with names as long as they come and money given back; with nothing that may be missing.
    private static func papers(_ first: String, _ second: String, _ language: Language) -> [BillPaperData] {
        [
            paper(first, language, isWhole: true), paper(first, language, isWhole: true, isHard: true),
            paper(second, language, isWhole: false),
        ]
    }

    private static func paper(_ number: String, _ language: Language, isWhole: Bool, isHard: Bool = false)
        -> BillPaperData
    {
        let usual = [(1, 1, 150_000), (2, 3, 45_050), (3, 1, 1_250_000)]
        // A sum of crores, a line given back, and more lines than one sheet takes.
        let hard = [(1, 1, 1_250_000_000), (2, 120, -45_050)] + (3...70).map { ($0, 1, 99_900) }
        let lines = (isHard ? hard : usual).map { position, quantity, rate in
            BillPaperData.Line(
                position: Int64(position),
                service: [.name(say("service\((position - 1) % 3 + 1)", language, isLong: isHard))],
                quantity: Int64(quantity), rate: [.amount(rupees(rate))], amount: [.amount(rupees(rate * quantity))])
        }
        let total = isHard ? -1_250_000_000 : 1_535_150
        return BillPaperData(
            letterhead: letterhead(language), number: number, billNumber: "OP-2026-000456", when: moment,
            isCancelled: isHard, patient: patient(language, isLong: isHard), lines: lines,
            sums: [
                Table.Row(
                    [[.text(word("total", language))], [.money(rupees(total))]], isStrong: true, ruleAbove: Rule()),
                Table.Row([
                    [.text(isHard ? word("refunds", language) : say("cash", language))], [.amount(rupees(total))],
                ]),
            ],
            amount: rupees(total), note: isWhole ? say("note", language, isLong: isHard) : nil, footer: footer(language)
        )
    }

    private static func slip(_ language: Language, isWhole: Bool, isLong: Bool = false) -> TokenSlipData {
        TokenSlipData(
            letterhead: letterhead(language), token: "A-27",
            department: .name(say("department", language, isLong: isLong)),
            practitioner: isWhole ? .name(say("doctor", language, isLong: isLong)) : nil,
            room: isWhole ? [.text(word("room", language) + " "), .identifier("12-B")] : nil,
            priority: isWhole ? [.text(say("priority", language))] : nil, patient: patient(language, isLong: isLong),
            visit: [
                .keyValue(word("visit", language), [.identifier("26000123")]),
                .keyValue(word("time", language), [moment]),
            ],
            code: isWhole ? "2026000123" + "45" : nil, footer: footer(language))
    }

    private static let moment = Inline.dateTime(
        CalendarDay(year: 2026, month: 11, day: 21) ?? CalendarDay(daysSince1970: 0), hour: 10, minute: 30)

    private static func rupees(_ amount: Int) -> Money { Money(amount: Int64(amount), currency: .PKR) }

    private static func letterhead(_ language: Language) -> Block {
        .letterhead(
            Letterhead(
                name: .name(say("hospital", language)),
                secondName: language == .en ? nil : .name(say("hospital", .en), language: .en),
                address: [[.name(say("address", language))]], phones: ["042-35761234"]))
    }

    private static func patient(_ language: Language, isLong: Bool) -> [Block] {
        [
            .keyValue(word("patient", language), [.name(say("patient", language, isLong: isLong))], .body.bold),
            .keyValue(word("mrn", language), [.identifier("10000016")]),
        ]
    }

    private static func footer(_ language: Language) -> [[Inline]] {
        [[.text(word("cashier", language) + " "), .name(say("cashier", language))], [moment, .text(" · v1")]]
    }

    private static func word(_ name: String, _ language: Language) -> String {
        TemplateWords.word(name, in: language) ?? name
    }

    /// - Parameter isLong: the words several times over, for names of more than one line.
    private static func say(_ name: String, _ language: Language, isLong: Bool = false) -> String {
        if isLong { return [String](repeating: say(name, language), count: 4).joined(separator: " ") }
        return SampleData.say(name, language, of: words)
    }

    private static let words: [String: [String]] = [
        "hospital": ["Rahmat General Hospital", "رحمت جنرل ہسپتال", "रहमत जनरल अस्पताल", "مستشفى الرحمة العام"],
        "address": ["12 Canal Road, Lahore", "12 کینال روڈ، لاہور", "12 कैनाल रोड, लाहौर", "12 طريق القناة، لاهور"],
        "patient": ["Muhammad Usman Chaudhry", "محمد عثمان چوہدری", "श्रीमती ज्योति त्रिपाठी", "عبد الله محمد لطفي الأحمد"],
        "cashier": ["Ayesha Malik", "عائشہ ملک", "आयशा मलिक", "عائشة مالك"],
        "doctor": ["Dr. Samina Bhatti", "ڈاکٹر ثمینہ بھٹی", "डॉ. धर्मेन्द्र शर्मा", "د. سمية الأحمد"],
        "department": ["Medicine", "شعبۂ طب", "चिकित्सा", "الباطنية"],
        "cash": ["Cash", "نقد", "नकद", "نقداً"],
        "priority": ["Elderly", "بزرگ", "बुज़ुर्ग", "كبير السن"],
        "note": ["Bring the old reports", "پرانی رپورٹیں ساتھ لائیں", "पुरानी रिपोर्ट साथ लाएँ", "أحضر التقارير السابقة"],
        "service1": ["Consultation", "معائنہ", "परामर्श", "استشارة"],
        "service2": ["Blood test (CBC)", "خون کا ٹیسٹ (CBC)", "रक्त जाँच (CBC)", "تحليل الدم (CBC)"],
        "service3": ["Ultrasound of the abdomen", "پیٹ کا الٹراساؤنڈ", "पेट का अल्ट्रासाउंड", "تصوير البطن بالموجات"],
    ]
}
