/// The letters with which Arabic writes sounds that it has no letter for: ب for p, ج for ch and g, ک and ق for g, ف for v.
///
/// Urdu has letters for them, so this holds for words in Arabic script without a letter of Urdu's own, and only in a search:
/// two records are not one person because of it.
enum LoanLetters {
    private static let readings: [(letters: Set<Unicode.Scalar>, spoken: Unicode.Scalar)] = [
        (["ب"], "پ"), (["ج"], "چ"), (["ج", "ک", "ق", "غ"], "گ"), (["ف"], "و"),
    ]
    private static let ofUrdu = Set("پچگڈٹڑژںےھ".unicodeScalars)

    /// Whether one of two words, read so, is the other.
    static func areOne(_ one: PersonName.Word, _ other: PersonName.Word) -> Bool {
        reads(one, as: other) || reads(other, as: one)
    }

    private static func reads(_ word: PersonName.Word, as other: PersonName.Word) -> Bool {
        guard word.script == .arabic, !word.text.unicodeScalars.contains(where: ofUrdu.contains) else { return false }
        return readings.contains { letters, spoken in
            guard word.text.unicodeScalars.contains(where: letters.contains) else { return false }
            var read = String.UnicodeScalarView()
            for letter in word.text.unicodeScalars { read.append(letters.contains(letter) ? spoken : letter) }
            let text = String(read)
            if other.script == .arabic { return LetterFolding.Word.key(text, .arabic) == other.key }
            return WordOdds.of(WordSounds(folded: text, script: .arabic), other.sounds) >= NameLookup.least
        }
    }
}
