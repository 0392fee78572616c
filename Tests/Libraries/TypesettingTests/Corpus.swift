import Documents
import Foundation
import SehatCore
import Testing

/// A line as clerks type it, and the order in which its characters must stand on paper from left to right.
///
/// Where the lines come from stands in Fixtures/SOURCE.txt.
struct CorpusLine: Sendable, CustomTestStringConvertible {
    let id: String
    let language: Language
    let text: String
    let visual: String
    /// False for lines whose base direction is left to right though their language is not.
    let isRightToLeft: Bool

    var testDescription: String { id }

    /// The language of a document in which the line has its base direction.
    var document: Language { isRightToLeft == language.isRightToLeft ? language : .en }
}

enum Corpus {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// Every line; none when the files cannot be read, which a test refuses.
    static let lines: [CorpusLine] = (try? load()) ?? []

    private struct Entry: Decodable {
        var id: String
        var lang: Language
        var text: String
    }

    private struct Order: Decodable {
        var id: String
        var base: String
        var visual_ltr: String
    }

    private static func load() throws -> [CorpusLine] {
        let read = { (name: String) in try Data(contentsOf: folder.appending(path: name)) }
        let orders = try JSONDecoder().decode([Order].self, from: try read("corpus_visual.json"))
        return try JSONDecoder().decode([Entry].self, from: try read("corpus.json")).compactMap { entry in
            orders.first { $0.id == entry.id }.map { order in
                CorpusLine(
                    id: entry.id, language: entry.lang, text: entry.text, visual: order.visual_ltr,
                    isRightToLeft: order.base == "rtl")
            }
        }
    }

    /// The values in the lines, by their types; the rest of each line is prose.
    static let values: [String: [(text: String, value: Inline)]] = [
        "ur-08-iso-date": [("2025-03-12", .identifier("2025-03-12")), ("10:30", .time(hour: 10, minute: 30))],
        "ur-09-slash-date": [("۱۲/۰۳/۲۰۲۵", .result("۱۲/۰۳/۲۰۲۵"))],
        "ur-10-phone": [("0300-1234567", .phone("0300-1234567"))],
        "ur-12-dose-sig": [("1+0+0", .dose("1+0+0"))],
        "ur-14-latin-drug": [("Augmentin 625 mg", .name("Augmentin 625 mg"))],
        "ur-15-range": [("4.0-11.0", .result("4.0-11.0"))],
        "ur-17-bp": [("120 / 80", .result("120 / 80")), ("72", .number(72))],
        "ur-19-negative": [("-500", .number(-500))], "ur-20-money-rs": [("Rs. 1,250.00", .identifier("Rs. 1,250.00"))],
        "ur-21-money-rupee-sign": [("₨ 1,250/-", .identifier("₨ 1,250/-")), ("10%", .percent(basisPoints: 1000))],
        "ur-22-mrn": [("LHR-2024-001234/A", .identifier("LHR-2024-001234/A"))],
        "ur-23-token": [("A-047", .identifier("A-047")), ("3", .number(3))],
        "ur-25-long-wrap": [("1122", .phone("1122"))],
        "hi-05-money": [("₹ 1,23,456.00", .money(Money(amount: 12_345_600, currency: .INR)))],
        "hi-06-dose": [("1-0-1", .dose("1-0-1"))],
        "mx-02-wristband": [("00123456", .identifier("00123456")), ("1980-01-05", .identifier("1980-01-05"))],
    ]

    /// Words whose ink leaves the fonts' own line boxes, and other shapes that once went wrong in other programs.
    static let tall: [(Language, String)] = [
        (.ur, "ایکسیسبیلٹی"), (.ur, "حُسنِ کارکردگی"), (.ur, "گل بہار پارک"), (.ur, "سیّدہ اُمِّ کلثوم"), (.ur, "ے"),
        (.ur, "مستشفی نستعلیقی پیچیدگیاں"), (.ur, "لمحہ بہ لمحہ"), (.ar, "الأُسْتَاذُ"), (.ar, "الله لا إله إلا"),
        (.hi, "र्क्त्र्यों ज्ञानेन्द्र हृदय"), (.en, "ÅÉÎÕÜ gjpqy Ǻ"),
    ]
}
