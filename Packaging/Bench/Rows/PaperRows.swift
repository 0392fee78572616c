import BenchReference
import Documents
import Foundation
import Glibc
import SehatCore
import Typesetting

/// A receipt of 26 rows in Urdu, warm, beside plain calls of the same libraries; processor time of the thread.
enum PaperRows {
    static func run(_ setting: Setting) async throws {
        let document = receipt
        let renderer = DocumentRenderer()
        let plain = try PlainReceipt(document)
        let at = Instant(milliseconds: 1_800_000_000_000)
        let rounds = setting.rounds(41, quick: 5)
        var figures: [String: [(ours: Double, theirs: Double)]] = [:]
        for _ in 0..<setting.rounds(5, quick: 2) {
            let raster = try Figures.processorTime(rounds: rounds) { _ = try renderer.raster(document) }
            let plainRaster = Figures.processorTime(rounds: rounds) { plain.set(isPDF: false) }
            let pdf = try Figures.processorTime(rounds: rounds) { _ = try renderer.pdf(document, created: at) }
            let plainPDF = Figures.processorTime(rounds: rounds) { plain.set(isPDF: true) }
            figures["receipt.raster", default: []].append((raster, plainRaster))
            figures["receipt.pdf", default: []].append((pdf, plainPDF))
        }
        for (name, rounds) in figures.sorted(by: { $0.key > $1.key }) {
            setting.print(
                Row(
                    name: name, value: Figures.median(rounds.map(\.ours)), unit: "ms",
                    reference: Figures.median(rounds.map(\.theirs)),
                    ratio: Figures.median(rounds.map { $0.ours / $0.theirs }), goal: .ratioAtMost(1.3)))
        }
    }

    private static func rupees(_ amount: Int64) -> [Inline] { [.money(Money(amount: amount, currency: .PKR))] }

    /// Labels and typed values in four scripts.
    static let rows: [(label: String, value: [Inline])] = [
        ("رسید نمبر", [.identifier("R-26-0001234")]),
        ("تاریخ", [.dateTime(CalendarDay(daysSince1970: 20_778), hour: 10, minute: 30)]),
        ("مریض", [.name("محمد عثمان چوہدری")]), ("ایم آر نمبر", [.identifier("LHR-2024-001234/A")]),
        ("عمر", [.quantity(45, unit: "سال")]), ("جنس", [.text("مرد")]), ("فون", [.phone("0300-1234567")]),
        ("ڈاکٹر", [.name("Dr. Saima Khan")]), ("شعبہ", [.text("امراضِ قلب")]),
        ("طبی معائنہ فیس", rupees(150_000)), ("خون کا مکمل ٹیسٹ (CBC)", rupees(85_000)),
        ("سینے کا ایکسرے", rupees(120_000)), ("ای سی جی", rupees(60_000)),
        ("پیناڈول گولی", [.dose("500", unit: "mg"), .text(" "), .dose("1+0+1")]),
        ("Augmentin 625 mg", rupees(48_050)), ("ذیلی میزان", rupees(463_050)),
        ("رعایت", [.percent(basisPoints: 1000), .text(" ")] + rupees(-46_305)), ("کل رقم", rupees(416_745)),
        ("نقد", rupees(300_000)), ("کارڈ", rupees(116_745)), ("بقایا رقم", rupees(0)),
        ("नाम", [.name("श्रीमती ज्योति त्रिपाठी")]), ("الاسم", [.name("عبد الله محمد لطفي", language: .ar)]),
        ("کاؤنٹر", [.identifier("C-02")]), ("کیشیئر", [.name("عائشہ صدیقہ")]),
        ("ہدایات", [.text("اگلی بار آتے وقت یہ رسید ساتھ لائیں۔")]),
    ]

    static var receipt: PrintDocument {
        PrintDocument(
            kind: .receipt, language: .ur, secondaryLanguage: .en, paper: .thermal80, title: "Receipt",
            blocks: rows.map { .keyValue($0.label, $0.value) } + [.qrCode(QRCodeBlock("R-26-0001234"))])
    }
}

/// The same text for the plain loop.
struct PlainReceipt {
    private let texts: [(text: String, isBold: Bool, endsRow: Bool)]
    private let modules: [UInt8]
    private let size: Int32
    /// The body's size in dots of 203.2 per inch.
    private static let dots = 25.4

    init(_ document: PrintDocument) throws {
        let code = try QRCode("R-26-0001234")
        modules = code.modules.map { $0 ? 1 : 0 }
        size = Int32(code.size)
        let context = InlineContext(language: document.language)
        texts = PaperRows.rows.flatMap { row in
            let value = row.value.flatMap { $0.runs(in: context) }.map(\.text).joined()
            return [(row.label, false, false), (value, false, true)]
        }
    }

    func set(isPDF: Bool) {
        let copies = texts.map { strdup($0.text) }
        defer { for copy in copies { free(copy) } }
        let pieces = zip(texts, copies).map { text, copy in
            plain_text(
                text: copy.map { UnsafePointer($0) }, size: Self.dots, is_bold: text.isBold ? 1 : 0,
                ends_row: text.endsRow ? 1 : 0)
        }
        _ = plain_receipt(pieces, Int32(pieces.count), modules, size, isPDF ? 1 : 0)
    }
}
