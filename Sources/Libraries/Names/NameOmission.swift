/// Whether a word that was typed may be left out of a search for a name: what people call each other by changes from paper
/// to paper, and nobody should be lost for it.
public enum NameOmission: String, Codable, Sendable {
    /// The word is the name.
    case never
    /// A forename or title that many put before a name and many leave out: Muhammad, Syed, Chaudhry.
    case leading
    /// A title, a word of relation or an honour that is no name by itself: Mst., Bibi, Begum, صاحبہ, देवी.
    case honour

    /// - Parameter isLast: whether no word of the name follows; behind a name Muhammad or Malik is the name.
    public init(_ text: String, isLast: Bool) {
        let words = LetterFolding.words(text)
        let isHonour = words.allSatisfy {
            NameVocabulary.role($0.text, isFirst: false, isLast: false) == .ignored || Self.honours.contains($0.text)
        }
        let isLeading = words.allSatisfy {
            NameVocabulary.mayLead(NameVocabulary.fullForm($0, isFirst: true, isLast: false) ?? $0.text)
        }
        self = words.isEmpty ? .never : isHonour ? .honour : isLeading && !isLast ? .leading : .never
    }

    private static let honours = Set(
        LetterFolding.words(
            """
            bibi begum begam bano banu khatoon khatun khanum khanam devi sahiba bb
            بیبی بی بیگم بانو خاتون خانم خانوم دیوی صاحبہ بيغم
            बीबी बेगम बानो ख़ातून खातून ख़ानम खानम देवी साहिबा
            """
        ).map(\.text))
}
