import Names
import Synchronization

/// By what a word of the index is looked for.
enum WordKeyKind: Int64 {
    /// Its spelling without what habit decides; searches take the beginning of it.
    case spelling = 0
    /// Its skeletons.
    case skeleton = 1
    /// Its usual skeletons with one letter less, for what was misspelt.
    case shortened = 2
}

/// A folded word of a name with everything by which it is looked for; made of the word alone.
struct IndexedWord: Hashable, Sendable {
    /// A key of the word.
    struct Key: Hashable, Sendable {
        let kind: WordKeyKind
        let text: String
    }

    let text: String
    let keys: [Key]
    /// The word's own bit in signatures: that of its usual skeleton.
    let bit: Int64
    /// The bits of all its skeletons.
    let bits: Int64

    private init(_ word: LetterFolding.Word) {
        text = word.text
        let skeletons = Skeleton.stored(word)
        var keys = [Key(kind: .spelling, text: word.key)]
        if let common = NameClass.canonical(word.key, isInitial: true), common != word.key {
            keys.append(Key(kind: .spelling, text: common))
        }
        keys += skeletons.map { Key(kind: .skeleton, text: $0) }
        keys += skeletons.prefix(1).flatMap(Skeleton.shortened).map { Key(kind: .shortened, text: $0) }
        self.keys = keys
        bit = Signature.bit(skeletons.first ?? word.text)
        bits = skeletons.reduce(bit) { $0 | Signature.bit($1) }
    }

    /// The words of a name in their order.
    static func words(of name: String) -> [IndexedWord] {
        PersonName.tokens(name).map { token in
            if let known = memory.withLock({ $0[token.text] }) { return known }
            let word = IndexedWord(token)
            memory.withLock { memory in
                if memory.count >= memoryLimit { memory = [:] }
                memory[token.text] = word
            }
            return word
        }
    }

    /// Names are made of few words; these were read last.
    private static let memory = Mutex<[String: IndexedWord]>([:])
    private static let memoryLimit = 10_000
}

/// Sets of sounds as bits, by which most strangers are turned away inside an index.
enum Signature {
    /// One of 62 bits for a skeleton.
    static func bit(_ skeleton: String) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for byte in skeleton.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return 1 << Int64((hash ^ hash >> 32) % 62)
    }
}

/// The words of a patient's names as one value: numbers of seven bits a byte, 0 between two names.
enum WordNumbers {
    static func packed(_ names: [[Int64]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (position, name) in names.enumerated() {
            if position > 0 { bytes.append(0) }
            for var number in name {
                while number > 0x7F {
                    bytes.append(UInt8(number & 0x7F) | 0x80)
                    number >>= 7
                }
                bytes.append(UInt8(number))
            }
        }
        return bytes
    }

    /// The numbers in their order with 0 between two names.
    static func unpack(_ bytes: UnsafeRawBufferPointer, into numbers: inout [Int64]) {
        numbers.removeAll(keepingCapacity: true)
        var number: Int64 = 0
        var shift: Int64 = 0
        for byte in bytes {
            number |= Int64(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 {
                numbers.append(number)
                (number, shift) = (0, 0)
            }
        }
    }
}
