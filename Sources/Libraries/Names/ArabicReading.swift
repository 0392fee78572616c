/// Reads a word in Arabic script as written in Urdu, Arabic or Persian; letters must be folded by `LetterFolding`.
enum ArabicReading {
    private static let table = ArabicTable()

    /// The sounds of a folded word.
    static func sounds(_ word: some Sequence<Unicode.Scalar>) -> [SoundAlphabet.Sound] {
        var writer = SoundWriter(.arabic)
        for scalar in word {
            switch scalar {
            case "ش" where writer.last == table.teh && table.teh != nil:
                // Arabic writes ch with two letters: تشاندرا.
                writer.replaceLast(by: table.tcheh)
            case "ا" where writer.last == table.ain:
                // One long vowel: عابد is Abid.
                writer.replaceLast(by: table.longAin)
            case "ھ":
                // Makes the letter before it aspirated, or is a plain h where that letter has no aspirated form.
                if let last = writer.last, let aspirated = table.aspirated[last] {
                    writer.replaceLast(by: aspirated)
                } else {
                    writer.append(table.plainH)
                }
            case "\u{0670}":
                if let last = writer.last, last == table.yeh, let long = table.longYeh {
                    writer.replaceLast(by: long)
                } else {
                    writer.append(table.index(scalar))
                }
            default: writer.append(table.index(scalar))
            }
        }
        return writer.sounds()
    }
}

private struct ArabicTable {
    private var indices = [UInt8?](repeating: nil, count: 0x200)
    var aspirated: [UInt8: UInt8] = [:]
    let plainH: UInt8?
    let yeh: UInt8?
    let longYeh: UInt8?
    let teh: UInt8?
    let tcheh: UInt8
    let ain: UInt8
    let longAin: UInt8

    init() {
        let alphabet = SoundAlphabet.arabic
        plainH = alphabet.index(of: "ہ")
        yeh = alphabet.index(of: "ی")
        longYeh = alphabet.index(of: "یٰ")
        teh = alphabet.index(of: "ت")
        tcheh = alphabet.index(of: "چ") ?? 0
        ain = alphabet.index(of: "ع") ?? 0
        longAin = alphabet.index(of: "عا") ?? 0
        for (index, letter) in alphabet.letters.enumerated() {
            let scalars = Array(letter.unicodeScalars)
            if scalars.count == 1, (0x600..<0x800).contains(scalars[0].value) {
                indices[Int(scalars[0].value) - 0x600] = UInt8(index)
            } else if scalars.count == 2, scalars[1] == "ھ", let base = alphabet.index(of: String(scalars[0])) {
                aspirated[base] = UInt8(index)
            }
        }
        // Letters of neighbouring languages, by the sound they have in names.
        for (letter, like) in [
            ("ڤ", "و"), ("ۆ", "و"), ("ڭ", "گ"), ("ٻ", "ب"), ("ٿ", "ث"), ("ڪ", "ک"), ("ږ", "ژ"), ("ښ", "ش"),
        ] {
            guard let scalar = letter.unicodeScalars.first else { continue }
            indices[Int(scalar.value) - 0x600] = alphabet.index(of: like)
        }
    }

    func index(_ scalar: Unicode.Scalar) -> UInt8? {
        (0x600..<0x800).contains(scalar.value) ? indices[Int(scalar.value) - 0x600] : nil
    }
}
