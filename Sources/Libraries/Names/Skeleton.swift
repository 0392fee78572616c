/// The consonants of a word, coarse and common to all scripts: what names of one origin keep however they are spelled.
public enum Skeleton {
    /// The skeletons under which a word is looked for, the usual first; none for a script that is not read by sound.
    ///
    /// Capital letters of `SoundClass`; the beginning says whether a weak consonant stood there. A word has further
    /// skeletons where a letter is spoken in two ways (th as t or s, ض as z or d) or a last nasal may be silent.
    static func of(_ word: WordSounds) -> [String] {
        let classes = SoundClass.classes(of: word.script)
        var all: [[UInt8]] = [[]]
        for (position, sound) in word.sounds.enumerated() {
            let one = classes[Int(sound)]
            if let letter = one.skeleton {
                let others = alternatives(word, sound, isLast: position == word.sounds.count - 1)
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
        return Set(name.joined[range.lowerBound].map { of($0) } ?? [])
    }

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

    /// Other classes in which a sound is spoken; 0 for silent.
    private static func alternatives(_ word: WordSounds, _ sound: SoundAlphabet.Sound, isLast: Bool) -> [UInt8] {
        guard let alphabet = SoundAlphabet.of(word.script) else { return [] }
        switch alphabet.letter(of: sound) {
        case "th": return [83]
        case "ض": return [68]
        case "ث": return [84]
        case "ڑ", "ड़", "ढ़", "ڑھ": return [68]
        case "ں", "ं": return isLast ? [0] : []
        default: return []
        }
    }
}
