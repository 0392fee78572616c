/// The coarse class of a sound, common to all scripts: what remains when spelling habits are taken away.
///
/// Aspiration, retroflexion and the several letters of Arabic for one sound are gone, as are z and j (one letter in
/// Hindi), p, ph and f. Vowels and the weak consonants h, y, w, ain have no class of their own.
enum SoundClass: UInt8, CaseIterable, Sendable {
    case none = 0
    case k, g, c, j, t, d, n, p, b, m, r, l, s, h, w, y
    /// A vowel, or a letter that is one in some words.
    case vowel
    /// The sign that the sound before it is long.
    case doubled

    /// The class's letter in a skeleton; nil for what skeletons leave out.
    var skeleton: UInt8? {
        switch self {
        case .k: 75
        case .g: 71
        case .c: 67
        case .j: 74
        case .t: 84
        case .d: 68
        case .n: 78
        case .p: 80
        case .b: 66
        case .m: 77
        case .r: 82
        case .l: 76
        case .s: 83
        case .none, .h, .w, .y, .vowel, .doubled: nil
        }
    }

    private static let latin: [SoundClass: String] = [
        .k: "k q c kh", .g: "g gh", .c: "ch chh", .j: "j jh z zh", .t: "t th", .d: "d dh", .n: "n", .p: "p ph f",
        .b: "b bh", .m: "m", .r: "r rh", .l: "l", .s: "s sh", .h: "h", .w: "w v", .y: "Y", .doubled: ":",
    ]
    private static let arabic: [SoundClass: String] = [
        .k: "ک ق کھ خ", .g: "گ غ گھ", .c: "چ چھ", .j: "ج جھ ز ذ ض ظ ژ", .t: "ت ط ٹ تھ ٹھ", .d: "د ڈ دھ ڈھ", .n: "ن ں",
        .p: "پ پھ ف", .b: "ب بھ", .m: "م", .r: "ر رھ ڑ ڑھ", .l: "ل", .s: "س ص ث ش", .h: "ح ہ ة", .w: "و ؤ", .y: "ی ئ ے",
        .doubled: ":",
    ]
    private static let devanagari: [SoundClass: String] = [
        .k: "क क़ ख ख़", .g: "ग ग़ घ ज्ञ", .c: "च छ", .j: "ज ज़ झ", .t: "त थ ट ठ", .d: "द ध ड ढ", .n: "न ण ञ ङ ं",
        .p: "प फ फ़", .b: "ब भ", .m: "म", .r: "र ड़ ढ़", .l: "ल", .s: "स श ष", .h: "ह", .w: "व", .y: "य", .doubled: ":",
    ]

    /// The class of every sound of a script, by the sound's number.
    static func classes(of script: NameScript) -> [SoundClass] {
        switch script {
        case .latin: latinClasses
        case .arabic: arabicClasses
        case .devanagari: devanagariClasses
        case .other: []
        }
    }

    private static let latinClasses = classes(.latin, latin)
    private static let arabicClasses = classes(.arabic, arabic)
    private static let devanagariClasses = classes(.devanagari, devanagari)

    private static func classes(_ alphabet: SoundAlphabet, _ table: [SoundClass: String]) -> [SoundClass] {
        var byLetter: [String: SoundClass] = [:]
        for (one, letters) in table {
            for letter in letters.unicodeScalars.split(separator: " ") { byLetter[String(letter)] = one }
        }
        return (0..<alphabet.count).map { number in
            number == 0 ? .none : byLetter[alphabet.letter(of: UInt8(number))] ?? .vowel
        }
    }
}
