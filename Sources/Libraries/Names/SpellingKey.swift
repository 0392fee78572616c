extension LetterFolding.Word {
    /// The word without what habit alone decides: words that fold alike are spellings of one name.
    ///
    /// In Arabic script teh marbuta loses its dots (حمزة, حمزه), a hamza at the end or under its carrier is dropped (صفاء,
    /// صفا; عائشة, عايشة), alef loses its madda (آمنة, امنة): the normalisation of Arabic for searching as in Larkey,
    /// Ballesteros and Connell, "Improving stemming for Arabic information retrieval", SIGIR 2002. Devanagari loses its
    /// nukta (फ़ातिमा, फातिमा).
    public var key: String { Self.key(text, script) }

    static func key(_ text: String, _ script: NameScript) -> String {
        switch script {
        case .arabic: folded(text) { arabic($0) }
        case .devanagari: folded(text) { $0.value == 0x93C ? nil : $0 }
        case .latin, .other: text
        }
    }

    private static func folded(_ word: String, _ fold: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
        var letters = String.UnicodeScalarView()
        for letter in word.unicodeScalars {
            if let folded = fold(letter) { letters.append(folded) }
        }
        return letters.isEmpty ? word : String(letters)
    }

    private static func arabic(_ letter: Unicode.Scalar) -> Unicode.Scalar? {
        switch letter {
        case "ة", "ھ": "ہ"
        case "آ": "ا"
        case "ئ": "ی"
        case "ؤ": "و"
        case "ء", "ٰ", "ٴ": nil
        default: letter
        }
    }
}
