/// Devanagari, which writes every vowel, in Latin letters and in those of Urdu.
enum HindiToLetters {
    /// Of the inherent "a" what is spoken: not at the end, and not between a vowel and a consonant that has one.
    static func latin(_ word: String) -> String {
        let units = units(word)
        var text = ""
        for (place, unit) in units.enumerated() {
            text += unit.latin
            if unit.hasInherent, isSpoken(place, units) { text += "a" }
        }
        return text
    }

    /// Short vowels are left out, long ones written.
    static func urdu(_ word: String) -> String {
        let units = units(word)
        var text = ""
        for (place, unit) in units.enumerated() {
            let isLast = place == units.count - 1
            text += place == 0 ? unit.urduFirst : isLast ? unit.urduLast : unit.urdu
        }
        return text
    }

    private struct Unit {
        var latin: String
        var urdu: String
        var urduFirst: String
        var urduLast: String
        var isVowel = false
        var hasInherent = false
    }

    private static func isSpoken(_ place: Int, _ units: [Unit]) -> Bool {
        if place == units.count - 1 { return false }
        let next = units[place + 1]
        if next.isVowel { return true }
        let opens = place > 0 && (units[place - 1].isVowel || units[place - 1].hasInherent)
        let nextHasSign = place + 2 < units.count && units[place + 2].isVowel
        return !(opens && nextHasSign && place > 0)
    }

    private static func units(_ word: String) -> [Unit] {
        var units: [Unit] = []
        for word in LetterFolding.words(word) {
            for scalar in word.text.unicodeScalars {
                if let (latin, urdu) = consonants[scalar] {
                    units.append(Unit(latin: latin, urdu: urdu, urduFirst: urdu, urduLast: urdu, hasInherent: true))
                } else if let (latin, inner, last) = signs[scalar] {
                    if let index = units.indices.last { units[index].hasInherent = false }
                    units.append(Unit(latin: latin, urdu: inner, urduFirst: inner, urduLast: last, isVowel: true))
                } else if let (latin, first, inner) = vowels[scalar] {
                    units.append(Unit(latin: latin, urdu: inner, urduFirst: first, urduLast: inner, isVowel: true))
                } else if scalar == "\u{94D}" {
                    if let index = units.indices.last { units[index].hasInherent = false }
                } else if scalar == "\u{902}" || scalar == "\u{901}" {
                    units.append(Unit(latin: "n", urdu: "ن", urduFirst: "ن", urduLast: "ں"))
                } else if scalar == "\u{93C}", let index = units.indices.last, let dotted = dotted[units[index].urdu] {
                    units[index] = Unit(
                        latin: dotted.0, urdu: dotted.1, urduFirst: dotted.1, urduLast: dotted.1, hasInherent: true)
                }
            }
        }
        return units
    }

    private static let dotted: [String: (String, String)] = [
        "ک": ("q", "ق"), "کھ": ("kh", "خ"), "گ": ("gh", "غ"), "ج": ("z", "ز"), "ڈ": ("r", "ڑ"), "ڈھ": ("rh", "ڑھ"),
        "پھ": ("f", "ف"),
    ]
    private static let consonants: [Unicode.Scalar: (String, String)] = [
        "क": ("k", "ک"), "ख": ("kh", "کھ"), "ग": ("g", "گ"), "घ": ("gh", "گھ"), "ङ": ("n", "ن"), "च": ("ch", "چ"),
        "छ": ("chh", "چھ"), "ज": ("j", "ج"), "झ": ("jh", "جھ"), "ञ": ("n", "ن"), "ट": ("t", "ٹ"), "ठ": ("th", "ٹھ"),
        "ड": ("d", "ڈ"), "ढ": ("dh", "ڈھ"), "ण": ("n", "ن"), "त": ("t", "ت"), "थ": ("th", "تھ"), "द": ("d", "د"),
        "ध": ("dh", "دھ"), "न": ("n", "ن"), "प": ("p", "پ"), "फ": ("ph", "پھ"), "ब": ("b", "ب"), "भ": ("bh", "بھ"),
        "म": ("m", "م"), "य": ("y", "ی"), "र": ("r", "ر"), "ल": ("l", "ل"), "व": ("v", "و"), "श": ("sh", "ش"),
        "ष": ("sh", "ش"), "स": ("s", "س"), "ह": ("h", "ہ"), "ळ": ("l", "ل"),
    ]
    private static let signs: [Unicode.Scalar: (String, String, String)] = [
        "\u{93E}": ("a", "ا", "ا"), "\u{93F}": ("i", "", "ی"), "\u{940}": ("i", "ی", "ی"), "\u{941}": ("u", "", "و"),
        "\u{942}": ("oo", "و", "و"), "\u{943}": ("ri", "ر", "ر"), "\u{947}": ("e", "ی", "ے"),
        "\u{948}": ("ai", "ی", "ے"), "\u{949}": ("o", "ا", "و"), "\u{94B}": ("o", "و", "و"),
        "\u{94C}": ("au", "و", "و"),
    ]
    private static let vowels: [Unicode.Scalar: (String, String, String)] = [
        "अ": ("a", "ا", "ا"), "आ": ("a", "آ", "ا"), "इ": ("i", "ا", "ئ"), "ई": ("i", "ای", "ئی"), "उ": ("u", "ا", "ؤ"),
        "ऊ": ("oo", "او", "ؤ"), "ऋ": ("ri", "ر", "ر"), "ए": ("e", "ای", "ئے"), "ऐ": ("ai", "ای", "ئے"),
        "ओ": ("o", "او", "ؤ"), "औ": ("au", "او", "ؤ"),
    ]
}
