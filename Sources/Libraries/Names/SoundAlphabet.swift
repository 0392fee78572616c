/// The sounds that the letters of one script can stand for.
///
/// A sound keeps which letter wrote it (ص and س are two, since a Pakistani card never confuses them), and for vowels and
/// weak consonants whether it stands at the beginning, inside or at the end of its word, because that decides what the
/// other scripts write in its place.
struct SoundAlphabet: Sendable {
    /// A sound by its number within the alphabet; 0 is no sound.
    typealias Sound = UInt8

    /// Where in its word a sound stands.
    enum Place: UInt8 { case first, inside, last }

    /// The letters in order of their numbers; those before `placed` have one number for each place.
    let letters: [String]
    let placed: Int
    private let numbers: [String: UInt8]

    /// - Parameters:
    ///   - placed: letters whose sound depends on their place, vowels and weak consonants.
    ///   - plain: the other letters.
    init(placed: String, plain: String) {
        // By scalars: a combining sign would join the space before it into one character.
        let first = placed.unicodeScalars.split(separator: " ").map { String($0) }
        let rest = plain.unicodeScalars.split(separator: " ").map { String($0) }
        letters = first + rest
        self.placed = first.count
        numbers = Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, UInt8($0)) })
    }

    /// How many numbers there are, counting 0.
    var count: Int { 1 + 2 * placed + letters.count }

    /// The number of the letter's place in `letters`; nil for a letter that is not of this alphabet.
    func index(of letter: String) -> UInt8? { numbers[letter] }

    /// The sound of a letter at a place.
    func sound(_ index: UInt8, at place: Place) -> Sound {
        Int(index) < placed ? 1 + index * 3 + place.rawValue : UInt8(1 + 2 * placed) + index
    }

    /// The letter that a sound was read from.
    func letter(of sound: Sound) -> String {
        let index = Int(sound) - 1
        if index < 0 { return "" }
        return index < placed * 3 ? letters[index / 3] : letters[index - placed * 2]
    }

    static let latin = SoundAlphabet(
        placed: "a aa ae ai au e ea ee ei i ie o oo ou u y h n",
        plain: "b bh c ch chh d dh f g gh j jh k kh l m p ph q r rh s sh t th v w z zh Y :")
    static let arabic = SoundAlphabet(
        placed: "ا آ و ی ے ع عا ء ئ ؤ ہ ة ٰ ن",
        plain:
            "ب بھ پ پھ ت تھ ٹ ٹھ ث ج جھ چ چھ ح خ د دھ ڈ ڈھ ذ ر رھ ڑ ڑھ ز ژ س ش ص ض ط ظ غ ف ق ک کھ گ گھ ل م ں یٰ :")
    static let devanagari = SoundAlphabet(
        placed: "अ आ इ ई उ ऊ ए ऐ ओ औ ं ह न य",
        plain:
            "क क़ ख ख़ ग ग़ घ ङ च छ ज ज़ झ ञ ट ठ ड ड़ ढ ढ़ ण त थ द ध प फ फ़ ब भ म र ल व श ष स ज्ञ :")

    /// The alphabet of a script; nil where words are not read by sound.
    static func of(_ script: NameScript) -> SoundAlphabet? {
        switch script {
        case .latin: latin
        case .arabic: arabic
        case .devanagari: devanagari
        case .other: nil
        }
    }
}
