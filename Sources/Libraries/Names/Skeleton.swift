/// The consonants of a word, coarse and common to all scripts: what names of one origin keep however they are spelled.
public enum Skeleton {
    /// The skeletons under which a word is looked for, the usual first; none for a script that is not read by sound.
    ///
    /// Capital letters of `SoundClass`; the beginning says whether a weak consonant stood there. A word has further
    /// skeletons where a letter is spoken in two ways (th as t or s, ض as z or d) or a last nasal may be silent.
    static func of(_ word: WordSounds) -> [String] {
        let classes = SoundClass.classes(of: word.script)
        let isLoan = word.script == .arabic && !word.sounds.contains { isUrdu[Int($0)] }
        let spoken = (isLoan ? inLoans : alternatives[word.script]) ?? []
        var all: [[UInt8]] = [[]]
        for (position, sound) in word.sounds.enumerated() {
            let one = classes[Int(sound)]
            if let letter = one.skeleton {
                let isLast = position == word.sounds.count - 1
                var others = spoken[Int(sound)].filter { $0 != 0 || isLast }
                if letter == 78, !isLast, isLabial(classes[Int(word.sounds[position + 1])]) { others.append(77) }
                let before = all
                for index in all.indices { extend(&all[index], letter) }
                for other in others where all.count < 6 {
                    for var line in before.prefix(2) {
                        if other != 0 { extend(&line, other) }
                        if !all.contains(line) { all.append(line) }
                    }
                }
            } else if position == 0 {
                all[0].append(first(one))
            }
        }
        return all.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The skeletons of words that may be written as one.
    static func of(_ name: PersonName, _ range: Range<Int>) -> Set<String> {
        if range.count == 1 { return Set(of(name.words[range.lowerBound].sounds)) }
        return Set(name.joined(range).map { of($0) } ?? [])
    }

    /// Before these n is spoken and often written m: Anbar, Ambar.
    private static func isLabial(_ one: SoundClass) -> Bool { one == .b || one == .p }

    private static func extend(_ line: inout [UInt8], _ letter: UInt8) {
        if line.last != letter { line.append(letter) }
    }

    /// The letter for a weak beginning: h, w, y or a vowel.
    private static func first(_ one: SoundClass) -> UInt8 {
        switch one {
        case .h: 72
        case .w: 87
        case .y: 89
        default: 65
        }
    }

    /// Other classes in which each sound of a script is spoken; 0 for silent at the end of a word.
    private static let alternatives: [NameScript: [[UInt8]]] = Dictionary(
        uniqueKeysWithValues: NameScript.allCases.compactMap { script in
            SoundAlphabet.of(script).map { alphabet in
                (script, (0..<alphabet.count).map { alternatives(to: alphabet.letter(of: UInt8($0))) })
            }
        })

    /// The sounds of letters that Arabic does not have.
    private static let isUrdu: [Bool] = (0..<SoundAlphabet.arabic.count).map { sound in
        let letter = SoundAlphabet.arabic.letter(of: UInt8(sound))
        return letter.unicodeScalars.contains { "پچگڈٹڑژںےھ".unicodeScalars.contains($0) }
    }

    /// The same for words in Arabic script without a letter that only Urdu has: Arabic writes p, ch and g with the letters
    /// next to them (بروين is Parveen, جمال is Gamal).
    private static let inLoans: [[UInt8]]? = alternatives[.arabic].map { usual in
        usual.enumerated().map { sound, others in
            let more: [UInt8] =
                switch SoundAlphabet.arabic.letter(of: UInt8(sound)) {
                case "ب": [80]
                case "ج": [67, 71]
                case "ک", "ق": [71]
                default: []
                }
            return others + more
        }
    }

    private static func alternatives(to letter: String) -> [UInt8] {
        switch letter {
        case "th": [83]
        case "ض": [68]
        case "ث": [84]
        case "ڑ", "ड़", "ढ़", "ڑھ": [68]
        case "ں", "ं": [0]
        default: []
        }
    }
}
