/// Latin words in the letters of Urdu and Hindi; the longest group of letters first.
///
/// Urdu does not write short vowels and Latin does not tell long ones, so the length of "a" and "i" is told by the shapes of
/// names: Tariq and Rashid (fa'il), Iqbal and Ikram (if'al), Bilal and Ghulam, Usman and Burhan.
enum LatinToLetters {
    static func urdu(_ word: String) -> String {
        let sounds = sounds(word)
        var text = ""
        for (place, sound) in sounds.enumerated() {
            if let vowel = urduVowels[sound.text] {
                let meetsVowel = place + 1 < sounds.count && sounds[place + 1].isVowel
                if place == 0 {
                    text += vowel.first
                } else if place == sounds.count - 1 {
                    text += vowel.last
                } else if meetsVowel, sound.text == "i" || sound.text == "ee" {
                    text += "ی"
                } else if meetsVowel, sound.text == "u" {
                    text += "و"
                } else if sounds[place - 1].isVowel, sound.text == "i" || sound.text == "ee" {
                    text += "ئی"
                } else if sounds[place - 1].isVowel, sound.text == "a", sounds[place - 1].text != "a" {
                    text += "ا"
                } else {
                    text += vowel.inner
                }
            } else {
                text += urduConsonants[sound.text] ?? ""
            }
        }
        return text
    }

    static func hindi(_ word: String) -> String {
        let sounds = sounds(word)
        var text = ""
        var isOpen = false
        for (place, sound) in sounds.enumerated() {
            let isLast = place == sounds.count - 1
            if let vowel = hindiVowels[sound.text] {
                text += isOpen ? (isLast ? vowel.last : vowel.sign) : vowel.letter
                isOpen = false
            } else if let consonant = hindiConsonants[sound.text] {
                // Before a consonant of the mouth "n" is a dot.
                if sound.text == "n", !isLast, place > 0, !isOpen || sounds[place - 1].text == "a",
                    nasalised.contains(sounds[place + 1].text)
                {
                    text += "\u{902}"
                    isOpen = false
                    continue
                }
                if isOpen, place > 0, !sounds[place - 1].isVowel { text += "\u{94D}" }
                text += consonant
                isOpen = true
            }
        }
        return text
    }

    /// A sound of a Latin word.
    private struct Sound {
        var text: String
        var isVowel: Bool { LatinToLetters.urduVowels[text] != nil }
    }

    private static func sounds(_ word: String) -> [Sound] {
        var rest = Substring(word.lowercased().filter { $0.isASCII && $0.isLetter })
        if rest.count > 3, rest.hasSuffix("ah") { rest = rest.dropLast() }
        var sounds: [Sound] = []
        while !rest.isEmpty {
            let length = [3, 2].first { rest.count >= $0 && groups.contains(String(rest.prefix($0))) } ?? 1
            let sound = String(rest.prefix(length))
            rest = rest.dropFirst(length)
            // A doubled letter is written once.
            if length == 1, rest.first == sound.first, !"aeiou".contains(sound) { rest = rest.dropFirst() }
            sounds.append(Sound(text: sound))
        }
        lengthen(&sounds)
        return sounds
    }

    /// Makes those of "a" long that the shape of the name makes so.
    private static func lengthen(_ sounds: inout [Sound]) {
        let vowels = sounds.indices.filter { sounds[$0].isVowel }
        let count = sounds.count
        for (number, place) in vowels.enumerated() where sounds[place].text == "a" && place < count - 1 {
            let isClosedEnd = place == count - 2
            let next = place + 2 < count && !sounds[place + 1].isVowel ? sounds[place + 2].text : ""
            // Tariq, Rashid, Tahira; not Nadeem. At the beginning it is Asif or Abid, or ع.
            if place > 0, number == 0, next == "i" || next == "e", place + 3 < count {
                sounds[place].text = "aa"
            } else if number > 0, isClosedEnd {
                let last = sounds[place + 1].text
                let first = sounds[vowels[number - 1]].text
                let isSingle = place - vowels[number - 1] == 2
                // Usman, Burhan; Iqbal, Ikram; Bilal, Ghulam.
                let isLong =
                    last == "n" && count > 4 || vowels[number - 1] == 0 && (first == "i" || first == "e")
                    || vowels[number - 1] > 0 && isSingle && (first == "i" || first == "u" && last != "r")
                if isLong { sounds[place].text = "aa" }
            } else if number > 0, next == "i" || next == "a" && place + 2 == count - 1, sounds[place - 1].text != "h" {
                // Usmani, Shahana: the last but one is long before an end in a vowel.
                if place + 2 == count - 1 { sounds[place].text = "aa" }
            }
        }
    }

    private static let groups = Set(urduVowels.keys).union(urduConsonants.keys).filter { $0.count > 1 }
    private static let nasalised: Set<String> = [
        "k", "g", "c", "ch", "j", "t", "d", "p", "b", "s", "sh", "th", "dh", "bh", "gh", "kh", "z",
    ]

    private static let urduVowels: [String: (first: String, inner: String, last: String)] = [
        "a": ("ا", "", "ہ"), "aa": ("آ", "ا", "ا"), "i": ("ا", "", "ی"), "ee": ("ای", "ی", "ی"), "u": ("ا", "", "و"),
        "oo": ("او", "و", "و"), "e": ("ا", "ی", "ے"), "o": ("او", "و", "و"), "ai": ("ای", "ی", "ئی"),
        "au": ("او", "و", "و"), "ou": ("او", "و", "و"), "ay": ("ای", "ی", "ے"), "ei": ("ای", "ی", "ے"),
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
        "chh": "छ", "h": "ह", "kh": "ख", "d": "द", "dh": "ध", "r": "र", "rh": "ढ\u{93C}", "z": "ज\u{93C}",
        "zh": "ज\u{93C}", "s": "स", "sh": "श", "gh": "घ", "f": "फ\u{93C}", "q": "क\u{93C}", "k": "क", "g": "ग",
        "l": "ल", "m": "म", "n": "न", "v": "व", "w": "व", "y": "य", "x": "क्स",
    ]
}
