import Names
import SehatCore

/// The words that pages and papers print before a number: MR, token, bill, in every language. Who reads a number off a slip
/// types them with it.
enum NumberLabel {
    /// The text from its number on, where nothing but such words stands before it; else the text as it is.
    ///
    /// "MR" goes only from a record number whose check digit fits: a passport may begin with these letters too.
    /// - Parameter text: one line with digits 0 to 9.
    static func dropped(from text: String) -> String {
        guard let digit = text.firstIndex(where: { $0.isASCII && $0.isNumber }) else { return text }
        let digits = text[digit...]
        if RecordNumber.isValid(String(digits.filter { $0.isASCII && $0.isNumber })),
            digits.allSatisfy({ !$0.isLetter }), words(text[..<digit]).allSatisfy({ all.contains($0) })
        {
            return String(digits)
        }
        return String(withoutPaper(text[...]))
    }

    /// Takes one leading word after the other away while they name a paper.
    private static func withoutPaper(_ text: Substring) -> Substring {
        var rest = text
        while true {
            let start = rest.drop { !isPart($0) && !$0.isNumber }
            let word = start.prefix(while: isPart)
            guard !word.isEmpty, words(word).allSatisfy({ papers.contains($0) }) else { return rest }
            rest = start.dropFirst(word.count).drop { !isPart($0) && !$0.isNumber }
        }
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter
            || character.unicodeScalars.contains { $0.properties.canonicalCombiningClass != .notReordered }
    }

    /// Folded; letters with full stops between them are one word.
    private static func words(_ text: Substring) -> [String] {
        LetterFolding.words(String(text).replacing(".", with: "")).map(\.text)
    }

    private static func folded(_ text: String) -> Set<String> { Set(LetterFolding.words(text).map(\.text)) }

    private static let all = papers.union(
        folded(
            """
            mr mrn mrno uhid record file patient hospital reg registration ایم آر این ریکارڈ فائل مریض एमआर एमआरएन एम आर एन \
            रिकॉर्ड फ़ाइल मरीज़ الملف ملف السجل سجل المريض
            """))

    private static let papers = folded(
        """
        no number num token bill receipt invoice visit slip phone tel telephone mobile cell cnic nic abha passport card
        نمبر ٹوکن بل رسید وزٹ پرچی فون موبائل شناختی کارڈ پاسپورٹ
        नंबर नम्बर सं संख्या टोकन बिल रसीद विज़िट पर्ची फ़ोन फोन मोबाइल कार्ड पासपोर्ट
        رقم الدور دور التذكرة تذكرة الفاتورة فاتورة الإيصال إيصال الزيارة زيارة الهاتف هاتف الجوال جوال البطاقة بطاقة
        """)
}
