/// Letters that Arabic writers leave out or exchange without meaning another name.
///
/// Teh marbuta loses its dots (حمزة, حمزه), a hamza at the end or under its carrier is dropped (صفاء, صفا; عائشة, عايشة),
/// alef loses its madda (آمنة, امنة): the normalisation of Arabic for searching as in Larkey, Ballesteros and Connell,
/// "Improving stemming for Arabic information retrieval", SIGIR 2002.
enum ArabicHabits {
    /// The folded word without what habit alone decides; words that fold alike are spellings of one name.
    static func folded(_ word: String) -> String {
        var letters = String.UnicodeScalarView()
        for letter in word.unicodeScalars {
            switch letter {
            case "ة": letters.append("ہ")
            case "آ": letters.append("ا")
            case "ئ": letters.append("ی")
            case "ؤ": letters.append("و")
            case "ء", "ٰ": break
            default: letters.append(letter)
            }
        }
        return letters.isEmpty ? word : String(letters)
    }
}
