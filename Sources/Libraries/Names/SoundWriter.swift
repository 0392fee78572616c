/// Collects the letters of a word and gives each its place when the word is complete.
struct SoundWriter {
    private var indices: [UInt8] = []
    private let alphabet: SoundAlphabet

    init(_ alphabet: SoundAlphabet) {
        self.alphabet = alphabet
        indices.reserveCapacity(16)
    }

    var last: UInt8? { indices.last }
    var isEmpty: Bool { indices.isEmpty }

    mutating func append(_ index: UInt8?) {
        if let index { indices.append(index) }
    }

    mutating func replaceLast(by index: UInt8) {
        indices[indices.count - 1] = index
    }

    /// The sounds of the word.
    func sounds() -> [SoundAlphabet.Sound] {
        var sounds: [SoundAlphabet.Sound] = []
        sounds.reserveCapacity(indices.count)
        for (position, index) in indices.enumerated() {
            let place: SoundAlphabet.Place =
                position == 0 ? .first : position == indices.count - 1 ? .last : .inside
            sounds.append(alphabet.sound(index, at: place))
        }
        return sounds
    }
}
