import Foundation
import GRDB
import Names
import SehatCore
import SehatStore

/// A set of words of the index, asked many times.
struct WordSet {
    private var bits: [UInt64] = []

    init(_ numbers: some Sequence<Int64>) {
        for number in numbers where number > 0 {
            let place = Int(number >> 6)
            while bits.count <= place { bits.append(0) }
            bits[place] |= 1 << UInt64(number & 63)
        }
    }

    func contains(_ number: Int64) -> Bool {
        let place = Int(number >> 6)
        return place < bits.count && bits[place] & (1 << UInt64(number & 63)) != 0
    }
}

/// The words of the index that one word of a query may mean.
struct WordGroup {
    /// In the order in which their patients are looked at.
    let numbers: [Int64]
    let set: WordSet
    /// Every patient with one of the words has one of these bits in the signature.
    let mask: Int64

    init(_ numbers: [Int64], mask: Int64) {
        self.numbers = numbers
        set = WordSet(numbers)
        self.mask = mask
    }
}

/// A patient's row in the index: who it is, and the numbers of the words with 0 between two names.
struct IndexedPatient {
    let id: ID<Patient>
    let words: [Int64]

    func holds(_ group: WordGroup) -> Bool { words.contains { group.set.contains($0) } }
}

/// Reading the index of names.
struct NameIndexReader {
    let tx: ReadTx
    /// Up to how many rows the patients of a word are counted to find the rarest.
    static let countLimit = 1500
    /// How many words of a group are counted; the others are taken to be as frequent.
    private static let sampled = 40

    /// The words whose spelling begins so, in alphabetical order.
    func words(beginning prefix: String) throws -> WordGroup {
        let rows = try Row.fetchCursor(
            try tx.db.cachedStatement(sql: NameIndexSQL.beginnings),
            arguments: [WordKeyKind.spelling.rawValue, prefix, prefix + SearchSQL.end])
        var numbers: [Int64] = []
        var known: Set<Int64> = []
        var mask: Int64 = 0
        while let row = try rows.next() {
            let number: Int64 = row[0]
            // A word is there twice where its common spelling begins like its own.
            guard known.insert(number).inserted else { continue }
            numbers.append(number)
            mask |= row[1]
        }
        return WordGroup(numbers, mask: mask)
    }

    /// The words with one of the keys.
    func numbers(_ kind: WordKeyKind, _ key: String, limit: Int = 1000) throws -> [Int64] {
        try Int64.fetchAll(
            try tx.db.cachedStatement(sql: NameIndexSQL.words), arguments: [kind.rawValue, key, limit])
    }

    /// The words that have one of the skeletons.
    func words(sounding skeletons: [String]) throws -> WordGroup {
        var numbers: [Int64] = []
        var known: Set<Int64> = []
        for skeleton in skeletons {
            for number in try self.numbers(.skeleton, skeleton) where known.insert(number).inserted {
                numbers.append(number)
            }
        }
        return WordGroup(numbers, mask: skeletons.reduce(0) { $0 | Signature.bit($1) })
    }

    /// The spelling of a word.
    func text(_ number: Int64) throws -> String {
        try String.fetchOne(try tx.db.cachedStatement(sql: NameIndexSQL.text), arguments: [number]) ?? ""
    }

    /// The group that the fewest patients have, counted up to a bound; nil where one of them has no word at all.
    func rarest(_ groups: [WordGroup]) throws -> Int? {
        if groups.contains(where: \.numbers.isEmpty) { return nil }
        if groups.count < 2 { return groups.indices.first }
        let statement = try tx.db.cachedStatement(sql: NameIndexSQL.count)
        var best = (index: 0, count: Double(Self.countLimit) + 1)
        for (index, group) in groups.enumerated() {
            let bound = Int(best.count)
            var (count, words) = (0, 0)
            let step = max(1, group.numbers.count / Self.sampled)
            for place in stride(from: 0, to: group.numbers.count, by: step) where count < bound {
                count += try Int.fetchOne(statement, arguments: [group.numbers[place], bound - count]) ?? 0
                words += 1
            }
            let whole = Double(count) * Double(group.numbers.count) / Double(max(words, 1))
            if whole < best.count { best = (index, whole) }
        }
        return best.index
    }

    /// Goes through the patients of a word who may have one of each group too.
    ///
    /// - Parameter take: called with each patient in the order of the statement; ends the walk by answering false.
    func walk(
        _ sql: String, _ word: Int64, from patient: Int64, _ others: [WordGroup],
        _ take: (IndexedPatient) throws -> Bool
    ) throws -> Bool {
        // Three groups turn away nearly all whom more of them would.
        let masks = (0..<3).map { $0 < others.count ? others[$0].mask : -1 }
        let rows = try Row.fetchCursor(
            try tx.db.cachedStatement(sql: sql), arguments: [word, patient, masks[0], masks[1], masks[2]])
        var words: [Int64] = []
        while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 1) { data in
                data?.withUnsafeBytes { WordNumbers.unpack($0, into: &words) }
            }
            let one = IndexedPatient(id: row[0], words: words)
            guard others.allSatisfy(one.holds) else { continue }
            if try !take(one) { return false }
        }
        return true
    }
}

/// The statements of the index of names, each covered by a key.
enum NameIndexSQL {
    static let beginnings = """
        SELECT wordID, bit FROM patientsWordKey WHERE kind = ?1 AND key >= ?2 AND key < ?3 ORDER BY key, wordID
        """
    static let words = "SELECT wordID FROM patientsWordKey WHERE kind = ?1 AND key = ?2 ORDER BY wordID LIMIT ?3"
    static let text = "SELECT text FROM patientsWord WHERE id = ?1"
    static let count = "SELECT count(*) FROM (SELECT 1 FROM patientsNameWord WHERE wordID = ?1 LIMIT ?2)"

    private static let patients = """
        FROM patientsNameWord WHERE wordID = ?1
        AND (signature & ?3) <> 0 AND (signature & ?4) <> 0 AND (signature & ?5) <> 0
        """
    /// The patients of a word by their ids, of whom the signature has a bit of each mask.
    static let oldest = "SELECT patientID, names \(patients) AND patientID > ?2 ORDER BY patientID"
    /// The same, the newest first.
    static let newest = "SELECT patientID, names \(patients) AND patientID < ?2 ORDER BY patientID DESC"
}
