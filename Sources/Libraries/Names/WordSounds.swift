/// What a word of a name sounds like, in the sounds of its own script.
struct WordSounds: Hashable, Sendable {
    let script: NameScript
    let sounds: [SoundAlphabet.Sound]

    init(_ word: LetterFolding.Word) {
        self.init(folded: word.text, script: word.script)
    }

    init(folded text: String, script: NameScript) {
        self.script = script
        switch script {
        case .latin: sounds = LatinReading.sounds(Array(text.utf8))
        case .arabic: sounds = ArabicReading.sounds(text.unicodeScalars)
        case .devanagari: sounds = DevanagariReading.sounds(text.unicodeScalars.map(\.value))
        case .other: sounds = []
        }
    }

    /// The sounds as letters, for people: `h a s : a n`.
    var letters: [String] {
        guard let alphabet = SoundAlphabet.of(script) else { return [] }
        return sounds.map(alphabet.letter(of:))
    }
}
