/// How the index of names keeps which patients have a word: a row of `patientsNameBlock` for each word and each run of 8,192
/// neighbouring record numbers in which somebody has it.
///
/// The row's number is the word's with the block's below it, so that one range of rows is a word with all its patients. In a
/// row stands a sorted list of numbers of 16 bits, the lower byte first: the patient's place in the block, which of the
/// patient's names has the word, and how many words that name has.
enum NameBlock {
    /// How many record numbers a block has.
    static let size = 1 << placeBits
    /// The most words of a name that are told apart.
    static let wordLimit = 4

    private static let placeBits = 13
    private static let blockBits: Int64 = 28

    /// The block in which the place of a record number in its series falls.
    static func block(of serial: Int64) -> Int { Int(serial) >> placeBits }

    /// The row of a word and a block.
    static func row(_ word: Int64, _ block: Int) -> Int64 { word << blockBits | Int64(block) }

    /// The rows of a word, from the first that may be there to the last.
    static func rows(of word: Int64) -> ClosedRange<Int64> { word << blockBits...row(word, lastBlock) }

    /// The block of a row.
    static func block(ofRow row: Int64) -> Int { Int(row) & lastBlock }

    /// The highest block there can be.
    static let lastBlock = 1 << Int(blockBits) - 1

    /// The highest place in the series of record numbers that a block can hold.
    static let lastSerial = serial(of: size - 1, in: lastBlock)

    /// The entry of a patient for one word.
    ///
    /// - Parameters:
    ///   - name: which of the patient's names, from 0.
    ///   - words: how many words the name has.
    static func entry(_ serial: Int64, name: Int, words: Int) -> UInt16 {
        let place = UInt16(truncatingIfNeeded: serial) & UInt16(size - 1)
        return place << 3 | UInt16(min(name, 1)) << 2 | UInt16(min(max(words, 1), wordLimit) - 1)
    }

    /// The place in the series of record numbers of a place in a block.
    static func serial(of place: Int, in block: Int) -> Int64 { Int64(block << placeBits | place) }

    /// The place of an entry in its block.
    static func place(_ entry: UInt16) -> Int { Int(entry >> 3) }

    /// Which of the patient's names an entry is about: 0, or 1 for the other.
    static func name(_ entry: UInt16) -> Int { Int(entry >> 2 & 1) }

    /// How many words the name has, at most `wordLimit`.
    static func words(_ entry: UInt16) -> Int { Int(entry & 3) + 1 }

    /// The stored form of a list of entries.
    static func bytes(_ entries: [UInt16]) -> [UInt8] {
        entries.map(\.littleEndian).withUnsafeBytes { [UInt8]($0) }
    }

    /// The entries of a stored list.
    static func entries(_ data: UnsafeRawBufferPointer) -> [UInt16] {
        [UInt16](unsafeUninitializedCapacity: data.count / 2) { buffer, count in
            count = data.count / 2
            for index in 0..<count { buffer[index] = entry(data, index) }
        }
    }

    /// One entry of a stored list.
    static func entry(_ data: UnsafeRawBufferPointer, _ index: Int) -> UInt16 {
        UInt16(littleEndian: data.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
    }
}

/// A set of places of a block.
struct PlaceSet: Hashable {
    private var bits = [UInt64](repeating: 0, count: NameBlock.size / 64)

    init() {}

    init(_ entries: [UInt16]) {
        insert(entries.count) { entries[$0] }
    }

    /// Adds the places of a stored list.
    mutating func insert(_ stored: UnsafeRawBufferPointer) {
        insert(stored.count / 2) { NameBlock.entry(stored, $0) }
    }

    private mutating func insert(_ count: Int, _ entry: (Int) -> UInt16) {
        bits.withUnsafeMutableBufferPointer { bits in
            for index in 0..<count {
                let place = NameBlock.place(entry(index))
                bits[place &>> 6] |= 1 &<< UInt64(place & 63)
            }
        }
    }

    func contains(_ place: Int) -> Bool { bits[place &>> 6] & (1 &<< UInt64(place & 63)) != 0 }

    var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

    mutating func formIntersection(_ other: PlaceSet) {
        for index in bits.indices { bits[index] &= other.bits[index] }
    }

    mutating func subtract(_ other: PlaceSet) {
        for index in bits.indices { bits[index] &= ~other.bits[index] }
    }

    /// The places in their order, until `body` answers false.
    func forEach(_ body: (Int) throws -> Bool) rethrows {
        for index in bits.indices where bits[index] != 0 {
            var rest = bits[index]
            while rest != 0 {
                if try !body(index << 6 | rest.trailingZeroBitCount) { return }
                rest &= rest - 1
            }
        }
    }
}
