/// The learned weights of every pair of scripts; `Packaging/tune-names` writes the tables.
enum LearnedWeights {
    typealias Rows = (first: NameScript, second: NameScript, biases: [Float], rows: String)

    static let all: [Rows] = [
        latinLatin, latinArabic, latinDevanagari, arabicArabic, arabicDevanagari, devanagariDevanagari,
    ]
}
