/// Urdu and Arabic words in Latin letters. Short vowels are not written, so they are put where consonants cannot stand
/// together, and by the shapes of names: Khalid (fa'il), Akram (af'al), Iqbal (if'al), Mahmood (maf'ul), Saeed and Raees.
enum UrduToLatin {
    static func latin(_ word: String) -> String {
        let units = units(word)
        var text = ""
        var place = 0
        while place < units.count {
            if units[place].isVowel {
                text += units[place].text
                place += 1
                continue
            }
            let end = units[place...].firstIndex { $0.isVowel } ?? units.count
            let run = units[place..<end].map(\.text)
            text += spaced(
                run, isFirst: place == 0, isLast: end == units.count, after: place > 0 ? units[place - 1] : nil)
            place = end
        }
        return text
    }

    private struct Unit {
        let text: String
        let isVowel: Bool
        var isLongA = false
    }

    /// Consonants without a written vowel between them with those that are spoken.
    private static func spaced(_ run: [String], isFirst: Bool, isLast: Bool, after vowel: Unit?) -> String {
        let count = run.count
        // Behind which consonants a vowel is spoken, counted from the beginning.
        var gaps: [Int] = []
        switch (isFirst, isLast) {
        case (true, true):
            gaps = count == 4 ? [0, 2] : count == 3 ? [0, 1] : Array(stride(from: 0, to: count - 1, by: 2))
        case (true, false): gaps = Array(stride(from: 0, to: count - 1, by: 2))
        case (false, true):
            gaps = count < 2 ? [] : count == 2 ? [0] : Array(stride(from: 1, to: count - 1, by: 2))
        case (false, false): gaps = Array(stride(from: 1, to: count - 1, by: 2))
        }
        let inserted = !isFirst && isLast && count == 2 && (vowel?.isLongA ?? false) ? "i" : "a"
        return run.enumerated().map { gaps.contains($0.offset) ? $0.element + inserted : $0.element }.joined()
    }

    private static func units(_ word: String) -> [Unit] {
        let letters = Array(LetterFolding.words(word).map(\.text).joined().replacing("ة", with: "ہ").unicodeScalars)
        var units: [Unit] = []
        func vowel(_ text: String, long: Bool = false) { units.append(Unit(text: text, isVowel: true, isLongA: long)) }
        func consonant(_ text: String) { units.append(Unit(text: text, isVowel: false)) }
        for (place, letter) in letters.enumerated() {
            let isFirst = place == 0
            let isLast = place == letters.count - 1
            let before: Unicode.Scalar? = isFirst ? nil : letters[place - 1]
            let next: Unicode.Scalar? = isLast ? nil : letters[place + 1]
            let meetsVowel = units.last?.isVowel ?? false
            switch letter {
            case "ا":
                if isFirst, isIfaal(letters) { vowel("i") } else { vowel("a", long: !isFirst) }
            case "آ": vowel("a", long: true)
            case "و", "ؤ":
                if isFirst || next == "ا" || next == "آ" || next == "ی" || meetsVowel {
                    consonant("w")
                } else {
                    vowel(isLast ? "o" : "oo")
                }
            case "ی":
                if isFirst || next == "ا" || next == "و" {
                    if !isFirst, !meetsVowel, next == "ا" { vowel("i") }
                    consonant("y")
                } else if next == "ہ", place == letters.count - 2 {
                    if !meetsVowel { vowel("i") }
                    consonant("y")
                } else if before == "ا" {
                    if isLast { vowel("i") } else { consonant("y") }
                } else {
                    vowel(isLast ? "i" : "ee")
                }
            case "ئ":
                if before == "ا" { if next != "ی" && next != "ے" { vowel("i") } } else { vowel("a") }
            case "ے": vowel(before == "ئ" ? "e" : "e")
            case "ہ":
                // Behind a consonant at the end it is a vowel.
                if isLast, !isFirst, !meetsVowel {
                    vowel("a")
                } else if isLast, before == "ی" {
                    vowel("a")
                } else {
                    consonant("h")
                }
            case "ع":
                if isFirst { vowel("a") } else if !meetsVowel { vowel("a") } else if next == "ہ" { vowel("i") }
            case "ھ":
                if let last = units.popLast() { units.append(Unit(text: last.text + "h", isVowel: last.isVowel)) }
            case "ء": break
            default: if let text = consonants[letter] { consonant(text) }
            }
        }
        return units
    }

    /// Whether the word has the shape of Iqbal and Ikram: five letters, the first and the fourth alef.
    private static func isIfaal(_ letters: [Unicode.Scalar]) -> Bool {
        letters.count == 5 && letters[3] == "ا" && letters[1...2].allSatisfy { consonants[$0] != nil }
    }

    private static let consonants: [Unicode.Scalar: String] = [
        "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d",
        "ذ": "z", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z",
        "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n",
    ]
}
