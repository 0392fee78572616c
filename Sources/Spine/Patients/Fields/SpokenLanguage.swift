public import SehatCore

/// A language that a patient speaks, by its code of ISO 639; not the language of the papers.
public enum SpokenLanguage: String, WireEnum {
    case ur, en, pa, sd, ps, skr, bal, hno, brh, ks, hi, ar, fa, prs, bn, gu, mr, ta, te, kn, ml, or, `as`, ne, tl
    /// Sign languages.
    case sgn
}

extension SpokenLanguage {
    /// The most languages that one patient has.
    static let limit = 6

    /// The languages that a cell of a list names: codes or English names, divided by anything; nil where one is unknown.
    static func read(_ text: String) -> [SpokenLanguage]? {
        var found: [SpokenLanguage] = []
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter }).map(String.init) {
            guard let language = SpokenLanguage(rawValue: word) ?? names[word] else { return nil }
            if !found.contains(language) { found.append(language) }
        }
        return found.isEmpty || found.count > limit ? nil : found
    }

    private static let names: [String: SpokenLanguage] = [
        "urdu": .ur, "english": .en, "punjabi": .pa, "panjabi": .pa, "sindhi": .sd, "pashto": .ps, "pushto": .ps,
        "saraiki": .skr, "siraiki": .skr, "balochi": .bal, "hindko": .hno, "brahui": .brh, "kashmiri": .ks,
        "hindi": .hi, "arabic": .ar, "persian": .fa, "farsi": .fa, "dari": .prs, "bengali": .bn, "bangla": .bn,
        "gujarati": .gu, "marathi": .mr, "tamil": .ta, "telugu": .te, "kannada": .kn, "malayalam": .ml, "odia": .or,
        "assamese": .as, "nepali": .ne, "tagalog": .tl, "sign": .sgn,
    ]
}
