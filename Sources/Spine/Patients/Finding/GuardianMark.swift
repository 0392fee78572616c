import Names
import SehatCore

/// Words between a person's name and the father's or husband's: s/o, daughter of, ولد, पुत्री.
enum GuardianMark {
    /// The person's own words and those of the guardian; nil where no such word stands behind a name.
    ///
    /// Without words behind it the guardian is empty: somebody is still typing.
    static func divide(_ words: [Substring]) -> (own: [Substring], guardian: [Substring])? {
        for place in words.indices.dropFirst() {
            guard let length = length(at: place, in: words) else { continue }
            return (Array(words[..<place]), Array(words[(place + length)...]))
        }
        return nil
    }

    /// How many words the mark at this place has; nil where there is none.
    private static func length(at place: Int, in words: [Substring]) -> Int? {
        let word = words[place].lowercased().filter { !".:,".contains($0) }.replacing("\\", with: "/")
        if latin.contains(word) { return 1 }
        let key = LetterFolding.words(word).map(\.text)
        if key.count == 1, marks.contains(key[0]) { return 1 }
        let isOf = place + 1 < words.count && words[place + 1].lowercased() == "of"
        return isOf && relations.contains(word) ? 2 : nil
    }

    private static let latin: Set<String> = ["s/o", "d/o", "w/o", "h/o", "f/o", "c/o", "b/o", "wd/o"]
    private static let relations: Set<String> = ["son", "daughter", "wife", "husband", "widow", "father"]
    /// Not bin, ibn and bint, with which Arabs write whole names.
    private static let marks = Set(
        LetterFolding.words(
            """
            ولد ولدِ والد پسر دختر زوجہ اہلیہ بیوہ بیٹا بیٹی زوجة أرملة حرم
            पुत्र सुपुत्र पुत्री सुपुत्री वल्द पिता दुख़्तर दुख्तर बेटा बेटी पत्नी धर्मपत्नी ज़ौजा जौजा विधवा
            """
        ).map(\.text)
    ).union(LetterFolding.words("بنت").map(\.text))
}
