import Documents
import SehatCore

@testable import Typesetting

/// Documents and shorthands that several suites use.
enum Samples {
    static let day = CalendarDay(daysSince1970: 20_778)
    static let time = Instant(milliseconds: 1_800_000_000_000)

    static func rupees(_ amount: Int64) -> Money { Money(amount: amount, currency: .PKR) }

    static func document(
        _ language: Language = .ur, paper: Paper = .thermal80, margins: Margins? = nil, _ blocks: [Block]
    ) -> PrintDocument {
        PrintDocument(
            kind: .receipt, language: language, paper: paper, margins: margins, title: "Sample", blocks: blocks)
    }

    /// The words of the sample receipt.
    static func words(_ language: Language) -> [String] {
        switch language {
        case .en: ["Receipt", "Patient", "Blood test", "Total", "Muhammad Usman"]
        case .ur: ["رسید", "مریض", "خون کا مکمل ٹیسٹ", "کل رقم", "محمد عثمان چوہدری"]
        case .hi: ["रसीद", "रोगी", "पूर्ण रक्त गणना", "कुल राशि", "श्रीमती ज्योति त्रिपाठी"]
        case .ar: ["إيصال", "المريض", "تعداد الدم الكامل", "المبلغ الإجمالي", "عبد الله محمد لطفي الأحمد"]
        }
    }

    static func receipt(_ language: Language) -> PrintDocument {
        let words = words(language)
        let totals: [Table.Row] = [
            Table.Row([[.text(words[3])], [.money(rupees(562_500))]], isStrong: true, ruleAbove: Rule())
        ]
        let lines = (1...5).map { number in
            Table.Row([[.text(words[2])], [.number(Int64(number))], [.amount(rupees(Int64(number) * 87_500))]])
        }
        let figures = Table.Column(.natural, .figures)
        return document(
            language,
            [
                .letterhead(
                    Letterhead(name: .name(words[4]), secondName: .name("Sehat Hospital"), phones: ["042-35761234"])),
                .rule(Rule()), .paragraph([.text(words[0])], .heading),
                .keyValue(words[0], [.identifier("R-26-0001234")]),
                .keyValue(words[1], [.name(words[4])], .body.bold),
                .keyValue(words[1], [.phone("0300-1234567")]),
                .keyValue(words[0], [.dateTime(day, hour: 10, minute: 30)]),
                .table(
                    Table(
                        columns: [.init(.share(1)), figures, figures],
                        head: [[.text(words[2])], [.text("#")], [.text(words[3])]], rows: lines)),
                .table(Table(columns: [.init(.share(1)), figures], rows: totals)),
                .paragraph([.amountInWords(rupees(562_500))], .small),
                .qrCode(QRCodeBlock("R-26-0001234", caption: [.identifier("R-26-0001234")])),
            ])
    }
}

extension LaidOutPage {
    /// The lines of text on the page.
    var lines: [TextLine] {
        elements.compactMap { if case .text(let line) = $0 { line } else { nil } }
    }

    var codes: [CodeMark] {
        elements.compactMap { if case .code(let mark) = $0 { mark } else { nil } }
    }
}

extension TextLine {
    /// The characters of the line as they stand from left to right.
    var visualText: String {
        var view = String.UnicodeScalarView()
        for run in runs {
            for value in run.isRightToLeft ? run.scalars.reversed() : run.scalars {
                if let scalar = Unicode.Scalar(value) { view.append(scalar) }
            }
        }
        return String(view)
    }
}

extension LaidOutDocument {
    /// All lines of text on all pages.
    var lines: [TextLine] { pages.flatMap(\.lines) }
}

/// A generator with a fixed seed, so that a failing case comes again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
