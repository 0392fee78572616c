/// A name that is made with the Arabic article: Abdul Rashid, Nasir-ud-Din, Zia ul Haq, Amanullah.
struct NameCompound {
    /// Where the part stands that a compound is made with.
    enum Kind { case servant, religion, god, article }

    let kind: Kind
    /// The other part of the name.
    let rest: String
    /// How many words it was.
    let count: Int

    /// Nil where the first word does not begin one.
    init?(_ words: ArraySlice<String>, _ source: NameScript) {
        guard let first = words.first else { return nil }
        let next = words.dropFirst().first
        let found: (Kind, String, Int)? =
            switch source {
            case .latin: Self.latin(first.lowercased(), next)
            case .arabic: Self.arabic(first, next)
            default: Self.hindi(first)
            }
        guard let found else { return nil }
        (kind, rest, count) = found
    }

    private static func latin(_ word: String, _ next: String?) -> (Kind, String, Int)? {
        if next != nil, ["ul", "ud", "uz", "us", "un", "ur", "al", "el"].contains(word), let next {
            if ["din", "deen"].contains(next.lowercased()) { return (.religion, "", 2) }
            return (.article, next, 2)
        }
        for end in ["uddin", "uddeen", "udin", "udeen"] where word.hasSuffix(end) {
            return (.religion, String(word.dropLast(end.count)), 1)
        }
        for end in ["ullah", "ulla"] where word.hasSuffix(end) && word.count > end.count + 1 {
            return (.god, String(word.dropLast(end.count)), 1)
        }
        guard word.hasPrefix("abdu"), word.count > 7 else { return nil }
        return (.servant, String(word.dropFirst(5)), 1)
    }

    private static func arabic(_ word: String, _ next: String?) -> (Kind, String, Int)? {
        let folded = LetterFolding.words(word).map(\.text).joined()
        if folded == "عبد", let next, let name = ArabicArticle.dropped(next) { return (.servant, name, 2) }
        if folded == "الدین" { return (.religion, "", 1) }
        if folded.hasPrefix("عبدال"), folded.count > 6 { return (.servant, String(folded.dropFirst(5)), 1) }
        if folded.hasSuffix("الدین"), folded.count > 6 { return (.religion, String(folded.dropLast(5)), 1) }
        if folded.hasSuffix("اللہ"), folded.count > 5 { return (.god, String(folded.dropLast(4)), 1) }
        if folded != "اللہ", let name = ArabicArticle.dropped(folded) { return (.article, name, 1) }
        return nil
    }

    private static func hindi(_ word: String) -> (Kind, String, Int)? {
        for end in ["उद्दीन", "ुद्दीन"] where word.hasScalarSuffix(end) {
            return (.religion, word.droppingScalars(end.unicodeScalars.count), 1)
        }
        for end in ["उल्लाह", "ुल्लाह", "ुल्ला"] where word.hasScalarSuffix(end) {
            return (.god, word.droppingScalars(end.unicodeScalars.count), 1)
        }
        return nil
    }

    /// The whole with the other part as it is written there.
    func written(_ part: String, in target: NameOrthography) -> String {
        switch (kind, target) {
        case (.servant, .latin): "Abdul \(part)"
        case (.servant, .hindi): "अब्दुल \(part)"
        case (.servant, _): "عبدال\(part)"
        case (.religion, .latin): part.isEmpty ? "ud Din" : "\(part)uddin"
        case (.religion, .hindi): part.isEmpty ? "उद्दीन" : "\(part)ुद्दीन"
        case (.religion, .arabic): part.isEmpty ? "الدين" : "\(part) الدين"
        case (.religion, .urdu): "\(part)الدین"
        case (.god, .latin): "\(part)ullah"
        case (.god, .hindi): "\(part)ुल्लाह"
        case (.god, .arabic): "\(part) الله"
        case (.god, .urdu): "\(part)اللہ"
        case (.article, .latin): "ul \(part)"
        case (.article, .hindi): "उल \(part)"
        case (.article, _): "ال\(part)"
        }
    }
}

extension String {
    fileprivate func hasScalarSuffix(_ end: String) -> Bool {
        unicodeScalars.count > end.unicodeScalars.count + 1
            && unicodeScalars.suffix(end.unicodeScalars.count).elementsEqual(end.unicodeScalars)
    }

    fileprivate func droppingScalars(_ count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.dropLast(count)))
    }
}
