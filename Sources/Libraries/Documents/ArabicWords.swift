/// Arabic number words with the noun that they count, in the forms that the number governs.
///
/// Rules: 1 and 2 are said by the noun itself; 3 to 10 take the plural and the opposite gender; 11 to 99 take the
/// singular with tanween; whole hundreds, thousands and so on take the plain singular.
enum ArabicWords {
    /// A counted noun.
    struct Noun: Sendable {
        let one: String
        let two: String
        let plural: String
        /// Singular after 11 to 99.
        let accusative: String
        let isFeminine: Bool
    }

    static func amount(_ major: UInt64, _ minor: UInt64, code: String, isNegative: Bool) -> String {
        let nouns = units[code] ?? (riyal, halala)
        var parts: [String] = []
        if major > 0 || minor == 0 { parts.append(counted(major, nouns.0)) }
        if minor > 0 { parts.append(counted(minor, nouns.1)) }
        return (isNegative ? "سالب " : "") + parts.joined(separator: " و") + " فقط لا غير"
    }

    /// A number with its noun.
    static func counted(_ number: UInt64, _ noun: Noun) -> String {
        if number == 0 { return "صفر " + noun.one }
        let tail = number % 100
        // The noun says "one" and "two" by itself, also behind larger parts: a hundred riyals and a riyal.
        if tail == 1 || tail == 2 {
            let word = tail == 1 ? noun.one + (noun.isFeminine ? " واحدة" : " واحد") : noun.two
            return number > 2 ? joined(parts(number - tail, noun)) + " و" + word : word
        }
        let form = (3...10).contains(tail) ? noun.plural : tail >= 11 ? noun.accusative : noun.one
        let words = joined(parts(number, noun))
        return (tail == 0 ? construct(words) : words) + " " + form
    }

    /// The form before a noun: the dual loses its nun (two thousand riyals), the singular its tanween.
    private static func construct(_ words: String) -> String {
        words.hasSuffix("ان") || words.hasSuffix("اً") ? String(words.dropLast()) : words
    }

    private static func parts(_ number: UInt64, _ noun: Noun) -> [String] {
        var result: [String] = []
        var rest = number
        for (size, group) in groups where rest >= size {
            result.append(grouped(rest / size, group))
            rest %= size
        }
        if rest >= 100 { result.append(hundreds[Int(rest / 100)]) }
        if rest % 100 > 0 { result.append(belowHundred(Int(rest % 100), isFeminine: noun.isFeminine)) }
        return result
    }

    /// A count of thousands, millions and so on; these are nouns themselves.
    private static func grouped(_ count: UInt64, _ group: Noun) -> String {
        if count == 1 { return group.one }
        if count == 2 { return group.two }
        let tail = count % 100
        let form = (3...10).contains(tail) ? group.plural : tail >= 11 ? group.accusative : group.one
        return joined(parts(count, group)) + " " + form
    }

    private static func belowHundred(_ number: Int, isFeminine: Bool) -> String {
        let ones = isFeminine ? feminineOnes : masculineOnes
        if number <= 10 { return ones[number] }
        if number == 11 { return isFeminine ? "إحدى عشرة" : "أحد عشر" }
        if number == 12 { return isFeminine ? "اثنتا عشرة" : "اثنا عشر" }
        if number < 20 { return ones[number - 10] + (isFeminine ? " عشرة" : " عشر") }
        let ten = tens[number / 10]
        if number % 10 == 0 { return ten }
        let one = isFeminine && number % 10 == 8 ? "ثمانٍ" : ones[number % 10]
        return one + " و" + ten
    }

    private static func joined(_ parts: [String]) -> String { parts.joined(separator: " و") }

    private static let masculineOnes = [
        "", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة",
    ]
    private static let feminineOnes = [
        "", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر",
    ]
    private static let tens = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
    private static let hundreds = [
        "", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة",
    ]
    private static let groups: [(UInt64, Noun)] = [
        (1_000_000_000_000, noun("تريليون", "تريليونان", "تريليونات", "تريليوناً")),
        (1_000_000_000, noun("مليار", "ملياران", "مليارات", "ملياراً")),
        (1_000_000, noun("مليون", "مليونان", "ملايين", "مليوناً")),
        (1000, noun("ألف", "ألفان", "آلاف", "ألفاً")),
    ]

    private static func noun(
        _ one: String, _ two: String, _ plural: String, _ accusative: String, feminine: Bool = false
    ) -> Noun {
        Noun(one: one, two: two, plural: plural, accusative: accusative, isFeminine: feminine)
    }

    private static let riyal = noun("ريال", "ريالان", "ريالات", "ريالاً")
    private static let dirham = noun("درهم", "درهمان", "دراهم", "درهماً")
    private static let dinar = noun("دينار", "ديناران", "دنانير", "ديناراً")
    private static let fils = noun("فلس", "فلسان", "فلوس", "فلساً")
    private static let rupee = noun("روبية", "روبيتان", "روبيات", "روبية", feminine: true)
    private static let paisa = noun("بيسة", "بيستان", "بيسات", "بيسة", feminine: true)
    private static let halala = noun("هللة", "هللتان", "هللات", "هللة", feminine: true)
    private static let units: [String: (Noun, Noun)] = [
        "PKR": (rupee, paisa), "INR": (rupee, paisa), "AED": (dirham, fils), "SAR": (riyal, halala),
        "QAR": (riyal, dirham), "OMR": (riyal, paisa), "KWD": (dinar, fils), "BHD": (dinar, fils),
        "USD": (
            noun("دولار", "دولاران", "دولارات", "دولاراً"), noun("سنت", "سنتان", "سنتات", "سنتاً")
        ),
    ]
}
