/// Words of another script in Latin letters, as they are usually written in South Asia.
enum LettersToLatin {
    /// Urdu writes few vowels: between two consonants an "a" is guessed, except before the last one.
    static func urdu(_ word: String) -> String {
        let letters = Array(word)
        var text = ""
        for (place, letter) in letters.enumerated() {
            let isFirst = place == 0
            let isLast = place == letters.count - 1
            guard let sound = sound(letter, isFirst: isFirst, isLast: isLast, after: isFirst ? nil : letters[place - 1])
            else {
                continue
            }
            let closes = text.last.map { !"aeiou".contains($0) } ?? false
            let opens = sound.first.map { !"aeiouh".contains($0) } ?? false
            if closes, opens, !isFirst { text += "a" }
            text += sound
        }
        return text
    }

    private static func sound(_ letter: Character, isFirst: Bool, isLast: Bool, after: Character?) -> String? {
        switch letter {
        case "ا": return "a"
        case "آ": return "aa"
        case "و", "ؤ": return isFirst ? "w" : after == "ا" ? "w" : isLast ? "o" : "u"
        case "ی", "ي", "ئ": return isFirst ? "y" : after == "ا" ? "y" : isLast ? "i" : "ee"
        case "ے": return "e"
        case "ہ", "ه": return isLast ? (after == "ا" ? "h" : "ah") : "h"
        case "ۃ", "ة": return "a"
        case "ھ": return "h"
        case "ں": return "n"
        case "ع": return isLast ? nil : "a"
        default: return consonants[letter]
        }
    }

    private static let consonants: [Character: String] = [
        "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d",
        "ذ": "z", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z",
        "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    ]

    /// Devanagari writes every sound but leaves out the inherent "a" at the end of a word.
    static func hindi(_ word: String) -> String {
        var text = ""
        var hasInherent = false
        for scalar in word.decomposedNukta.unicodeScalars {
            if let consonant = devanagari[scalar] {
                if hasInherent { text += "a" }
                text += consonant
                hasInherent = true
            } else if let vowel = signs[scalar] {
                text += vowel
                hasInherent = false
            } else if let vowel = vowels[scalar] {
                if hasInherent { text += "a" }
                text += vowel
                hasInherent = false
            } else if scalar == "\u{94D}" {
                hasInherent = false
            } else if scalar == "\u{902}" || scalar == "\u{901}" {
                if hasInherent { text += "a" }
                text += "n"
                hasInherent = false
            } else if scalar == "\u{93C}", let last = nuktaForms.first(where: { text.hasSuffix($0.plain) }) {
                text = text.dropLast(last.plain.count) + last.dotted
            }
        }
        return text
    }

    private static let nuktaForms = [
        (plain: "kh", dotted: "kh"), (plain: "ph", dotted: "f"), (plain: "dh", dotted: "rh"), (plain: "k", dotted: "q"),
        (plain: "g", dotted: "gh"), (plain: "j", dotted: "z"), (plain: "d", dotted: "r"),
    ]

    private static let devanagari: [Unicode.Scalar: String] = [
        "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
        "ट": "t",
        "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n", "प": "p",
        "फ": "ph",
        "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "व": "v", "श": "sh", "ष": "sh", "स": "s", "ह": "h",
        "ळ": "l",
    ]
    private static let signs: [Unicode.Scalar: String] = [
        "\u{93E}": "a", "\u{93F}": "i", "\u{940}": "i", "\u{941}": "u", "\u{942}": "oo", "\u{943}": "ri",
        "\u{947}": "e",
        "\u{948}": "ai", "\u{949}": "o", "\u{94B}": "o", "\u{94C}": "au",
    ]
    private static let vowels: [Unicode.Scalar: String] = [
        "अ": "a", "आ": "aa", "इ": "i", "ई": "i", "उ": "u", "ऊ": "oo", "ऋ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o",
        "औ": "au",
    ]
}

extension String {
    /// Letters with the dot below as letter and dot.
    fileprivate var decomposedNukta: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            text += Self.dotted[scalar] ?? String(scalar)
        }
    }

    private static let dotted: [Unicode.Scalar: String] = [
        "\u{958}": "क\u{93C}", "\u{959}": "ख\u{93C}", "\u{95A}": "ग\u{93C}", "\u{95B}": "ज\u{93C}",
        "\u{95C}": "ड\u{93C}",
        "\u{95D}": "ढ\u{93C}", "\u{95E}": "फ\u{93C}",
    ]
}

/// Latin words in the letters of Urdu and Hindi; the longest group of letters first.
enum LatinToLetters {
    static func urdu(_ word: String) -> String {
        var text = ""
        walk(word) { sound, isFirst, isLast in
            if let vowel = urduVowels[sound] {
                text += isFirst ? vowel.first : isLast ? vowel.last : vowel.inner
            } else {
                text += urduConsonants[sound] ?? ""
            }
        }
        return text
    }

    static func hindi(_ word: String) -> String {
        var text = ""
        var isOpen = false
        walk(word) { sound, isFirst, isLast in
            if let vowel = hindiVowels[sound] {
                text += isOpen ? (isLast ? vowel.last : vowel.sign) : vowel.letter
                isOpen = false
            } else if let consonant = hindiConsonants[sound] {
                if isOpen { text += "\u{94D}" }
                text += consonant
                isOpen = true
            }
        }
        return text
    }

    private static func walk(_ word: String, _ take: (_ sound: String, _ isFirst: Bool, _ isLast: Bool) -> Void) {
        var rest = Substring(word.lowercased().filter { $0.isASCII && $0.isLetter })
        var isFirst = true
        while !rest.isEmpty {
            let length = [3, 2].first { rest.count >= $0 && groups.contains(String(rest.prefix($0))) } ?? 1
            var sound = String(rest.prefix(length))
            rest = rest.dropFirst(length)
            if sound == "a", !isFirst, isLong(before: rest) { sound = "aa" }
            // A doubled letter is written once.
            if length == 1, rest.first == sound.first, !"aeiou".contains(sound) { rest = rest.dropFirst() }
            take(sound, isFirst, rest.isEmpty)
            isFirst = false
        }
    }

    /// Before one consonant and "i" or "e" an "a" is mostly long: Rajesh, Tariq, Saket.
    private static func isLong(before rest: Substring) -> Bool {
        let length = [2, 1].first { rest.count > $0 && urduConsonants[String(rest.prefix($0))] != nil }
        guard let length, let next = rest.dropFirst(length).first else { return false }
        return next == "i" || next == "e"
    }

    private static let groups = Set(urduVowels.keys).union(urduConsonants.keys).filter { $0.count > 1 }

    private static let urduVowels: [String: (first: String, inner: String, last: String)] = [
        "a": ("ا", "", "ا"), "aa": ("آ", "ا", "ا"), "i": ("ا", "", "ی"), "ee": ("ای", "ی", "ی"), "u": ("ا", "", "و"),
        "oo": ("او", "و", "و"), "e": ("ا", "ی", "ے"), "o": ("او", "و", "و"), "ai": ("ای", "ی", "ے"),
        "au": ("او", "و", "و"),
        "ou": ("او", "و", "و"), "ay": ("ای", "ی", "ے"), "ei": ("ای", "ی", "ے"),
    ]
    private static let urduConsonants: [String: String] = [
        "b": "ب", "bh": "بھ", "p": "پ", "ph": "پھ", "t": "ت", "th": "تھ", "j": "ج", "jh": "جھ", "c": "ک", "ch": "چ",
        "chh": "چھ", "h": "ہ", "kh": "خ", "d": "د", "dh": "دھ", "r": "ر", "rh": "ڑھ", "z": "ز", "zh": "ژ", "s": "س",
        "sh": "ش", "gh": "غ", "f": "ف", "q": "ق", "k": "ک", "g": "گ", "l": "ل", "m": "م", "n": "ن", "v": "و", "w": "و",
        "y": "ی", "x": "کس",
    ]
    private static let hindiVowels: [String: (letter: String, sign: String, last: String)] = [
        "a": ("अ", "", "ा"), "aa": ("आ", "ा", "ा"), "i": ("इ", "ि", "ी"), "ee": ("ई", "ी", "ी"), "u": ("उ", "ु", "ू"),
        "oo": ("ऊ", "ू", "ू"), "e": ("ए", "े", "े"), "o": ("ओ", "ो", "ो"), "ai": ("ऐ", "ै", "ै"), "au": ("औ", "ौ", "ौ"),
        "ou": ("औ", "ौ", "ौ"), "ay": ("ए", "े", "े"), "ei": ("ऐ", "ै", "ै"),
    ]
    private static let hindiConsonants: [String: String] = [
        "b": "ब", "bh": "भ", "p": "प", "ph": "फ", "t": "त", "th": "थ", "j": "ज", "jh": "झ", "c": "क", "ch": "च",
        "chh": "छ",
        "h": "ह", "kh": "ख", "d": "द", "dh": "ध", "r": "र", "rh": "ढ\u{93C}", "z": "ज\u{93C}", "zh": "ज\u{93C}",
        "s": "स",
        "sh": "श", "gh": "घ", "f": "फ\u{93C}", "q": "क\u{93C}", "k": "क", "g": "ग", "l": "ल", "m": "म", "n": "न",
        "v": "व",
        "w": "व", "y": "य", "x": "क्स",
    ]
}
