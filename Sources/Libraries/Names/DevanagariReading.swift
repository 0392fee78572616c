/// Reads a word in Devanagari: inherent vowels, conjuncts, nukta, nasal signs.
enum DevanagariReading {
    private static let table = DevanagariTable()
    private static let virama: UInt32 = 0x94D

    /// The sounds of a folded word (nukta after its letter, one nasal sign).
    static func sounds(_ word: [UInt32]) -> [SoundAlphabet.Sound] {
        var writer = SoundWriter(.devanagari)
        var at = 0
        var isConjunct = false
        while at < word.count {
            let scalar = word[at]
            if isNasal(word, at) {
                // One sound in two spellings: अन्बर, अंबर; आनन्द, आनंद.
                let isHalf = scalar >= 0x915
                let next = word[at + (isHalf ? 2 : 1)]
                writer.append(isLabial(next) ? table.m : table.nasal)
                at += isHalf ? 2 : 1
                isConjunct = false
                continue
            }
            guard let consonant = table.consonant(scalar) else {
                if scalar == 0x90B || scalar == 0x943 { writer.append(table.r) }
                writer.append(table.vowel(scalar))
                isConjunct = false
                at += 1
                continue
            }
            at += 1
            var index: UInt8? = consonant
            if at < word.count, word[at] == 0x93C {
                index = table.nukta(scalar) ?? consonant
                at += 1
            }
            let isHalf = at < word.count && word[at] == virama
            if isHalf {
                at += 1
                if scalar == 0x91C, at < word.count, word[at] == 0x91E {  // ज्ञ is spoken gy
                    index = table.gya
                    at += 1
                } else if at < word.count, isDoubled(scalar, word[at]) {
                    let doubled = table.consonant(word[at])
                    at += 1
                    if at < word.count, word[at] == 0x93C { at += 1 }
                    writer.append(doubled)
                    index = table.doubled
                } else {
                    writer.append(index)
                    isConjunct = true
                    continue
                }
            }
            writer.append(index)
            let hasVowel = at < word.count && (table.isSign(word[at]) || word[at] == virama)
            // The inherent vowel is silent at the end, save after a conjunct: Indra, Krishna.
            if !hasVowel, at < word.count || isConjunct { writer.append(table.inherent) }
            if at < word.count, word[at] == virama { at += 1 }
            isConjunct = false
        }
        return writer.sounds()
    }

    /// Whether a nasal sign or half nasal stands there before a stop that makes its sound.
    private static func isNasal(_ word: [UInt32], _ at: Int) -> Bool {
        let scalar = word[at]
        if scalar == 0x902 { return at + 1 < word.count && isLabial(word[at + 1]) }
        guard at + 2 < word.count, word[at + 1] == virama, (scalar &- 0x915) % 5 == 4, (0x919...0x92E).contains(scalar)
        else { return false }
        let next = word[at + 2]
        // Stops stand in rows of five with the nasal last.
        return (0x915...0x92D).contains(next) && next != scalar && (next - 0x915) / 5 == (scalar - 0x915) / 5
            || scalar == 0x928 && isLabial(next)
    }

    private static func isLabial(_ scalar: UInt32) -> Bool { (0x92A...0x92D).contains(scalar) }

    /// Whether a half letter and the next are one lengthened sound: त्त, च्छ, क्ख.
    private static func isDoubled(_ half: UInt32, _ next: UInt32) -> Bool {
        if half == next { return true }
        // Stops stand in rows of five: plain, aspirated, voiced, voiced aspirated, nasal.
        let column = (half &- 0x915) % 5
        return (0x915...0x92E).contains(half) && next == half + 1 && (column == 0 || column == 2)
    }
}

private struct DevanagariTable {
    private var consonants = [UInt8?](repeating: nil, count: 0x80)
    private var nuktas = [UInt8?](repeating: nil, count: 0x80)
    private var vowels = [UInt8?](repeating: nil, count: 0x80)
    let doubled: UInt8?
    let inherent: UInt8?
    let gya: UInt8?
    let r: UInt8?
    let m: UInt8?
    let nasal: UInt8?

    init() {
        let alphabet = SoundAlphabet.devanagari
        doubled = alphabet.index(of: ":")
        inherent = alphabet.index(of: "अ")
        gya = alphabet.index(of: "ज्ञ")
        r = alphabet.index(of: "र")
        m = alphabet.index(of: "म")
        nasal = alphabet.index(of: "ं")
        for (index, letter) in alphabet.letters.enumerated() {
            let scalars = Array(letter.decomposedNukta)
            guard let first = scalars.first, (0x900..<0x980).contains(first.value) else { continue }
            let code = Int(first.value) - 0x900
            if scalars.count == 2, scalars[1].value == 0x93C { nuktas[code] = UInt8(index) }
            if scalars.count == 1, (0x15...0x39).contains(code) { consonants[code] = UInt8(index) }
        }
        consonants[0x33] = alphabet.index(of: "ल")  // ळ
        consonants[0x29] = alphabet.index(of: "न")
        consonants[0x31] = alphabet.index(of: "र")
        // A vowel's letter and its sign, and the rare ones by their neighbours.
        let pairs: [(String, [Int])] = [
            ("अ", [0x05]), ("आ", [0x06, 0x3E, 0x72]), ("इ", [0x07, 0x3F, 0x0B, 0x43]), ("ई", [0x08, 0x40]),
            ("उ", [0x09, 0x41]), ("ऊ", [0x0A, 0x42]), ("ए", [0x0F, 0x47, 0x0E, 0x46, 0x0D, 0x45]), ("ऐ", [0x10, 0x48]),
            ("ओ", [0x13, 0x4B, 0x12, 0x4A, 0x11, 0x49]), ("औ", [0x14, 0x4C]), ("ं", [0x01, 0x02]), ("ह", [0x03]),
        ]
        for (letter, codes) in pairs {
            for code in codes { vowels[code] = alphabet.index(of: letter) }
        }
    }

    func consonant(_ scalar: UInt32) -> UInt8? { at(scalar, consonants) }
    func nukta(_ scalar: UInt32) -> UInt8? { at(scalar, nuktas) }
    func vowel(_ scalar: UInt32) -> UInt8? { at(scalar, vowels) }
    func isSign(_ scalar: UInt32) -> Bool { (0x93E...0x94C).contains(scalar) }

    private func at(_ scalar: UInt32, _ table: [UInt8?]) -> UInt8? {
        (0x900..<0x980).contains(scalar) ? table[Int(scalar) - 0x900] : nil
    }
}

extension String {
    /// The scalars with the ready-made letters of Devanagari split into letter and nukta.
    fileprivate var decomposedNukta: [Unicode.Scalar] {
        unicodeScalars.flatMap { LetterFolding.splitNukta($0) }
    }
}
