/// English number words, in lakh and crore or in thousand and million.
enum EnglishWords {
    static func amount(_ major: UInt64, _ minor: UInt64, code: String, isNegative: Bool) -> String {
        let unit = units[code] ?? (code, code, "minor unit", "minor units")
        let count = { (number: UInt64) in
            AmountInWords.countsInLakh(code) ? lakhNumber(number) : number == 0 ? "zero" : millionNumber(number)
        }
        var parts: [String] = []
        if major > 0 || minor == 0 { parts.append(count(major) + " " + (major == 1 ? unit.0 : unit.1)) }
        if minor > 0 { parts.append(count(minor) + " " + (minor == 1 ? unit.2 : unit.3)) }
        let text = (isNegative ? "minus " : "") + parts.joined(separator: " and ") + " only"
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// A number in lakh and crore; crores beyond a thousand are counted in lakh of crore.
    static func lakhNumber(_ number: UInt64) -> String {
        if number == 0 { return "zero" }
        var words: [String] = []
        let crore = number / 10_000_000
        if crore > 0 { words.append(lakhNumber(crore) + " crore") }
        let lakh = number / 100_000 % 100
        if lakh > 0 { words.append(belowThousand(lakh) + " lakh") }
        let thousand = number / 1000 % 100
        if thousand > 0 { words.append(belowThousand(thousand) + " thousand") }
        if number % 1000 > 0 { words.append(belowThousand(number % 1000)) }
        return words.joined(separator: " ")
    }

    /// A positive number in thousand, million and so on.
    static func millionNumber(_ number: UInt64) -> String {
        var words: [String] = []
        var rest = number
        for scale in scales {
            if rest % 1000 > 0 { words.append(belowThousand(rest % 1000) + (scale.isEmpty ? "" : " " + scale)) }
            rest /= 1000
            if rest == 0 { break }
        }
        return words.reversed().joined(separator: " ")
    }

    private static func belowThousand(_ number: UInt64) -> String {
        var words: [String] = []
        if number >= 100 { words.append(ones[Int(number / 100)] + " hundred") }
        let rest = Int(number % 100)
        if rest >= 20 {
            words.append(tens[rest / 10] + (rest % 10 > 0 ? "-" + ones[rest % 10] : ""))
        } else if rest > 0 {
            words.append(ones[rest])
        }
        return words.joined(separator: " ")
    }

    private static let scales = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"]
    private static let ones = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let units: [String: (String, String, String, String)] = [
        "PKR": ("rupee", "rupees", "paisa", "paisa"), "INR": ("rupee", "rupees", "paisa", "paise"),
        "AED": ("dirham", "dirhams", "fils", "fils"), "SAR": ("riyal", "riyals", "halala", "halalas"),
        "QAR": ("riyal", "riyals", "dirham", "dirhams"), "OMR": ("rial", "rials", "baisa", "baisas"),
        "KWD": ("dinar", "dinars", "fils", "fils"), "BHD": ("dinar", "dinars", "fils", "fils"),
        "USD": ("dollar", "dollars", "cent", "cents"),
    ]
}
