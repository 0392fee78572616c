/// Reads a Latin word of a South Asian or Arabic name: digraphs, vowel groups, doubled letters.
enum LatinReading {
    private static let table = LatinTable()

    /// The sounds of a folded word of the letters a to z.
    static func sounds(_ word: [UInt8]) -> [SoundAlphabet.Sound] {
        var writer = SoundWriter(.latin)
        var at = 0
        while at < word.count {
            let letter = word[at]
            let next = at + 1 < word.count ? word[at + 1] : 0
            if letter == y, isVowel(next), at > 0,
                word[at - 1] == i || word[at - 1] == y && writer.last == table.single(i)
            {
                at += 1  // Aliya, Aliyya and Alia are one.
            } else if letter == y, isVowel(next), at > 0, !isVowel(word[at - 1]), word[at - 1] != y {
                writer.append(table.single(i))  // Maryam, Mariam.
                at += 1
            } else if letter == o, next == u, isW(word, at) {
                writer.append(table.single(w))
                at += 2
            } else if isVowel(letter) || letter == y && !isVowel(next) {
                let length = vowelLength(letter, next, after: at + 2 < word.count ? word[at + 2] : 0)
                writer.append(length == 2 ? table.pair(letter, next) : table.single(letter))
                at += length
            } else if letter == next, letter != y {
                // The doubled letter is written before its digraph: tth, cch.
                at += 1
                at += consonant(word, at, &writer)
                writer.append(table.doubled)
            } else {
                at += consonant(word, at, &writer)
            }
        }
        return writer.sounds()
    }

    /// Whether the "ou" there is the w of French spelling: at the beginning before a vowel, Ouafa, and after an a, Faouzi.
    private static func isW(_ word: [UInt8], _ at: Int) -> Bool {
        if at == 0 { return at + 2 < word.count && isVowel(word[at + 2]) }
        return word[at - 1] == a
    }

    /// Writes the consonant at `at` and returns how many letters it takes.
    private static func consonant(_ word: [UInt8], _ at: Int, _ writer: inout SoundWriter) -> Int {
        let letter = word[at]
        let next = at + 1 < word.count ? word[at + 1] : 0
        let third = at + 2 < word.count ? word[at + 2] : 0
        if letter == x {
            writer.append(table.single(k))
            writer.append(table.single(s))
            return 1
        }
        if letter == y {
            writer.append(table.consonantY)
            return 1
        }
        if letter == c, next == h, third == h {
            writer.append(table.chh)
            return 3
        }
        if letter == t, next == c, third == h {  // Tchad
            writer.append(table.pair(c, h))
            return 3
        }
        if letter == q, next == u, third == e, at + 3 == word.count {  // Tarique
            writer.append(table.single(q))
            return 3
        }
        if letter == c, next == k {
            writer.append(table.single(k))
            return 2
        }
        if letter == d, next == j {
            writer.append(table.single(j))
            return 2
        }
        if next == h, let digraph = table.pair(letter, next) {
            writer.append(digraph)
            return 2
        }
        writer.append(table.single(letter))
        return 1
    }

    private static func vowelLength(_ letter: UInt8, _ next: UInt8, after: UInt8) -> Int {
        if table.pair(letter, next) == nil || !(isVowel(next) || next == y) { return 1 }
        // French writes w as ou: Faouzi.
        if letter == a, next == o, after == u { return 1 }
        // The y of "aya" begins the next syllable.
        return next == y && isVowel(after) ? 1 : 2
    }

    static func isVowel(_ letter: UInt8) -> Bool {
        letter == 97 || letter == 101 || letter == 105 || letter == 111 || letter == 117
    }

    private static let i: UInt8 = 105, a: UInt8 = 97, o: UInt8 = 111, u: UInt8 = 117, t: UInt8 = 116, q: UInt8 = 113,
        e: UInt8 = 101
    private static let c: UInt8 = 99, d: UInt8 = 100, h: UInt8 = 104, j: UInt8 = 106, k: UInt8 = 107, w: UInt8 = 119
    private static let s: UInt8 = 115, x: UInt8 = 120, y: UInt8 = 121
}

/// The letters and pairs of letters of the Latin alphabet of sounds, by their codes.
private struct LatinTable {
    private var singles = [UInt8?](repeating: nil, count: 26)
    private var pairs = [UInt8?](repeating: nil, count: 26 * 26)
    let doubled: UInt8?
    let consonantY: UInt8?
    let chh: UInt8?

    init() {
        let alphabet = SoundAlphabet.latin
        doubled = alphabet.index(of: ":")
        consonantY = alphabet.index(of: "Y")
        chh = alphabet.index(of: "chh")
        for (index, letter) in alphabet.letters.enumerated() {
            let codes = Array(letter.utf8)
            guard codes.allSatisfy({ (97...122).contains($0) }) else { continue }
            if codes.count == 1 { singles[Int(codes[0]) - 97] = UInt8(index) }
            if codes.count == 2 { pairs[(Int(codes[0]) - 97) * 26 + Int(codes[1]) - 97] = UInt8(index) }
        }
        // Other spellings of the same vowel.
        for (pair, letter) in [("ay", "ai"), ("ey", "ei"), ("ii", "ee"), ("uu", "oo"), ("ao", "au")] {
            let codes = Array(pair.utf8)
            pairs[(Int(codes[0]) - 97) * 26 + Int(codes[1]) - 97] = alphabet.index(of: letter)
        }
    }

    func single(_ letter: UInt8) -> UInt8? { (97...122).contains(letter) ? singles[Int(letter) - 97] : nil }

    func pair(_ first: UInt8, _ second: UInt8) -> UInt8? {
        guard (97...122).contains(first), (97...122).contains(second) else { return nil }
        return pairs[(Int(first) - 97) * 26 + Int(second) - 97]
    }
}
