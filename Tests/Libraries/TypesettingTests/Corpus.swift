import Documents
import SehatCore
import Testing

/// A line as clerks type it, and the order in which its characters must stand on paper from left to right.
///
/// The lines were collected for this project from forms, labels and receipts; the orders were made with the reference
/// implementation of UAX #9 (no mirroring applied) and read by eye.
struct CorpusLine: Sendable, CustomTestStringConvertible {
    let id: String
    let language: Language
    let text: String
    let visual: String
    /// False for lines whose base direction is left to right though their language is not.
    let isRightToLeft: Bool

    var testDescription: String { id }
}

enum Corpus {
    static let lines: [CorpusLine] = [
        CorpusLine(
            id: "ur-01-name", language: .ur,
            text: "مریض: محمد عثمان چوہدری",
            visual: "یردہوچ نامثع دمحم :ضیرم",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-02-patient-f", language: .ur,
            text: "ثمینہ بھٹی زوجہ غلام عباس گیلانی",
            visual: "ینالیگ سابع مالغ ہجوز یٹھب ہنیمث",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-04-diac", language: .ur,
            text: "محمّد فضّہ، حُسنِ کارکردگی، رحمٰن، خدیجۃ الکبریٰ",
            visual: "ٰیربکلا ۃجیدخ ،نٰمحر ،یگدرکراک ِنسُح ،ہّضف دّمحم",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-06-arabic-kbd", language: .ur,
            text: "نام: علي حسن كاظمي (علی حسن کاظمی)",
            visual: ")یمظاک نسح یلع( يمظاك نسح يلع :مان",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-07-age-urdu-digits", language: .ur,
            text: "عمر: ۴۵ سال ۶ ماہ، وزن: ۷۲٫۵ کلو",
            visual: "ولک ۷۲٫۵ :نزو ،ہام ۶ لاس ۴۵ :رمع",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-08-iso-date", language: .ur,
            text: "تاریخ: 2025-03-12 وقت: 10:30",
            visual: "10:30 :تقو 12-03-2025 :خیرات",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-09-slash-date", language: .ur,
            text: "تاریخ: ۱۲/۰۳/۲۰۲۵ بروز جمعۃ المبارک",
            visual: "کرابملا ۃعمج زورب ۱۲/۰۳/۲۰۲۵ :خیرات",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-10-phone", language: .ur,
            text: "فون: 0300-1234567",
            visual: "1234567-0300 :نوف",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-12-dose-sig", language: .ur,
            text: "پیناڈول گولی 1+0+0 کھانے کے بعد",
            visual: "دعب ےک ےناھک 0+0+1 یلوگ لوڈانیپ",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-14-latin-drug", language: .ur,
            text: "دوا Augmentin 625 mg (Amoxicillin/Clavulanate) صبح شام",
            visual: "ماش حبص Augmentin 625 mg (Amoxicillin/Clavulanate) اود",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-15-range", language: .ur,
            text: "نارمل حد: 4.0-11.0 ہزار",
            visual: "رازہ 11.0-4.0 :دح لمران",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-17-bp", language: .ur,
            text: "بلڈ پریشر 120 / 80 نبض 72",
            visual: "72 ضبن 80 / 120 رشیرپ ڈلب",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-19-negative", language: .ur,
            text: "بقایا رقم: -500 روپے",
            visual: "ےپور 500- :مقر ایاقب",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-20-money-rs", language: .ur,
            text: "کل رقم: Rs. 1,250.00 (ایک ہزار دو سو پچاس روپے صرف)",
            visual: ")فرص ےپور ساچپ وس ود رازہ کیا( Rs. 1,250.00 :مقر لک",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-21-money-rupee-sign", language: .ur,
            text: "رقم: ₨ 1,250/- رعایت 10%",
            visual: "%10 تیاعر -/1,250 ₨ :مقر",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-22-mrn", language: .ur,
            text: "ایم آر نمبر: LHR-2024-001234/A",
            visual: "LHR-2024-001234/A :ربمن رآ میا",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-23-token", language: .ur,
            text: "ٹوکن نمبر A-047 کمرہ 3 (دوسری منزل)",
            visual: ")لزنم یرسود( 3 ہرمک A-047 ربمن نکوٹ",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-25-long-wrap", language: .ur,
            text:
                "ہدایات: یہ دوا خالی پیٹ پانی کے ساتھ لیں؛ اگر چکر آئیں، متلی ہو یا سانس میں دشواری ہو تو فوراً ایمرجنسی (1122) سے رابطہ کریں۔",
            visual:
                "۔ںیرک ہطبار ےس )1122( یسنجرمیا ًاروف وت وہ یراوشد ںیم سناس ای وہ یلتم ،ںیئآ رکچ رگا ؛ںیل ھتاس ےک یناپ ٹیپ یلاخ اود ہی :تایادہ",
            isRightToLeft: true),
        CorpusLine(
            id: "ur-26-clip-name", language: .ur,
            text: "سیّدہ اُمِّ کلثوم بنتِ محمد نصیرالدین شاہ بخاری",
            visual: "یراخب ہاش نیدلاریصن دمحم ِتنب موثلک ِّمُا ہدّیس",
            isRightToLeft: true),
        CorpusLine(
            id: "ar-01-name", language: .ar,
            text: "الاسم: عبد الله محمد لطفي الأحمد",
            visual: "دمحألا يفطل دمحم هللا دبع :مسالا",
            isRightToLeft: true),
        CorpusLine(
            id: "ar-02-digits", language: .ar,
            text: "العمر ٤٥ سنة، الحرارة ٣٨٫٥°، النسبة ٪٥٠",
            visual: "٥٠٪ ةبسنلا ،°٣٨٫٥ ةرارحلا ،ةنس ٤٥ رمعلا",
            isRightToLeft: true),
        CorpusLine(
            id: "ar-04-an-phone", language: .ar,
            text: "هاتف: ٠٣٠٠-١٢٣٤٥٦٧",
            visual: "١٢٣٤٥٦٧-٠٣٠٠ :فتاه",
            isRightToLeft: true),
        CorpusLine(
            id: "hi-01-name", language: .hi,
            text: "मरीज़ का नाम: श्रीमती ज्योति त्रिपाठी",
            visual: "मरीज़ का नाम: श्रीमती ज्योति त्रिपाठी",
            isRightToLeft: false),
        CorpusLine(
            id: "hi-02-reph", language: .hi,
            text: "डॉ. धर्मेन्द्र शर्मा, हृदय रोग विशेषज्ञ",
            visual: "डॉ. धर्मेन्द्र शर्मा, हृदय रोग विशेषज्ञ",
            isRightToLeft: false),
        CorpusLine(
            id: "hi-05-money", language: .hi,
            text: "कुल राशि: ₹ 1,23,456.00 (१०% छूट)",
            visual: "कुल राशि: ₹ 1,23,456.00 (१०% छूट)",
            isRightToLeft: false),
        CorpusLine(
            id: "hi-06-dose", language: .hi,
            text: "दवा: पैरासिटामोल ५०० मि.ग्रा. 1-0-1 भोजन के बाद",
            visual: "दवा: पैरासिटामोल ५०० मि.ग्रा. 1-0-1 भोजन के बाद",
            isRightToLeft: false),
        CorpusLine(
            id: "mx-02-wristband", language: .ur,
            text: "M 45Y  MRN 00123456  DOB 1980-01-05  محمد عثمان",
            visual: "M 45Y  MRN 00123456  DOB 1980-01-05  نامثع دمحم",
            isRightToLeft: false),
        CorpusLine(
            id: "mx-04-isolates", language: .ur,
            text: "مریض \u{2066}Ali Khan (ER-7)\u{2069} کو \u{2068}محمد\u{2069} نے بھیجا",
            visual: "اجیھب ےن \u{2069}دمحم\u{2068} وک \u{2069}Ali Khan (ER-7)\u{2066} ضیرم",
            isRightToLeft: true),
    ]

    /// Words whose ink leaves the fonts' own line boxes, and other shapes that once went wrong in other programs.
    static let tall: [(Language, String)] = [
        (.ur, "ایکسیسبیلٹی"), (.ur, "حُسنِ کارکردگی"), (.ur, "گل بہار پارک"), (.ur, "سیّدہ اُمِّ کلثوم"), (.ur, "ے"),
        (.ur, "مستشفی نستعلیقی پیچیدگیاں"), (.ur, "لمحہ بہ لمحہ"), (.ar, "الأُسْتَاذُ"), (.ar, "الله لا إله إلا"),
        (.hi, "र्क्त्र्यों ज्ञानेन्द्र हृदय"), (.en, "ÅÉÎÕÜ gjpqy Ǻ"),
    ]
}
