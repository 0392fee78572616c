import Foundation
import GRDB
import Names
import SehatCore
import SehatStore

/// The words of the index that one word of a query may mean.
struct WordGroup: Hashable {
    let numbers: [Int64]
    /// How near each of them is to what was typed, in nats; empty where all are equally near.
    let odds: [Float]

    init(_ numbers: [Int64], odds: [Float] = []) {
        self.numbers = numbers
        self.odds = odds
    }
}

/// Reading the index of names.
struct NameIndexReader {
    /// A word that was looked up.
    struct Found {
        let number: Int64
        let text: String
    }

    let tx: ReadTx
    private let scan: Statement
    private let first: Statement
    private let one: Statement
    private let byKey: Statement

    init(_ tx: ReadTx) throws {
        self.tx = tx
        scan = try tx.db.cachedStatement(sql: NameIndexSQL.rows)
        first = try tx.db.cachedStatement(sql: NameIndexSQL.first)
        one = try tx.db.cachedStatement(sql: NameIndexSQL.row)
        byKey = try tx.db.cachedStatement(sql: NameIndexSQL.words)
    }

    /// The words whose spelling begins so, in alphabetical order.
    func words(beginning prefix: String) throws -> WordGroup {
        var numbers: [Int64] = []
        var known: Set<Int64> = []
        try tx.db.cachedStatement(sql: NameIndexSQL.beginnings).walk {
            $0.add(WordKeyKind.spelling.rawValue)
            $0.add(prefix)
            $0.add(prefix + SearchSQL.end)
        } _: { row in
            // A word is there twice where its common spelling begins like its own.
            if known.insert(row.int64(0)).inserted { numbers.append(row.int64(0)) }
            return true
        }
        return WordGroup(numbers)
    }

    /// The words with one of the keys.
    func words(_ kind: WordKeyKind, _ key: String, limit: Int = 1000) throws -> [Found] {
        try byKey.all {
            $0.add(kind.rawValue)
            $0.add(key)
            $0.add(limit)
        } _: {
            Found(number: $0.int64(0), text: $0.string(1))
        }
    }

    /// The words that have one of the skeletons, each once.
    func words(sounding skeletons: [String]) throws -> [Found] {
        var all: [Found] = []
        var known: Set<Int64> = []
        for skeleton in skeletons {
            for word in try words(.skeleton, skeleton) where known.insert(word.number).inserted { all.append(word) }
        }
        return all
    }

    /// How many patients a block has about of a group's words: the words' newest blocks, of some of the words.
    func frequency(_ group: WordGroup) throws -> Double {
        var sum = 0.0
        var words = 0
        for place in stride(from: 0, to: group.numbers.count, by: max(1, group.numbers.count / Self.sampled)) {
            let rows = NameBlock.rows(of: group.numbers[place])
            var (bytes, newest, oldest) = (0, 0, 0)
            try first.walk {
                $0.add(rows.lowerBound)
                $0.add(rows.upperBound)
                $0.add(Self.sampledBlocks)
            } _: { row in
                oldest = NameBlock.block(ofRow: row.int64(0))
                newest = max(newest, oldest)
                bytes += Int(row.int64(1))
                return true
            }
            sum += Double(bytes) / Double(newest - oldest + 1)
            words += 1
        }
        return sum * Double(group.numbers.count) / Double(max(words, 1))
    }

    private static let sampled = 12
    private static let sampledBlocks = 4

    /// The blocks of a word within bounds, in their order, as they are stored; `take` ends the walk by answering false.
    func walk(
        _ word: Int64, _ blocks: ClosedRange<Int>? = nil, _ take: (Int, UnsafeRawBufferPointer) throws -> Bool
    ) throws {
        let rows =
            blocks.map { NameBlock.row(word, $0.lowerBound)...NameBlock.row(word, $0.upperBound) }
            ?? NameBlock.rows(of: word)
        try scan.walk {
            $0.add(rows.lowerBound)
            $0.add(rows.upperBound)
        } _: { row in
            try row.withBytes(1) { try take(NameBlock.block(ofRow: row.int64(0)), $0) }
        }
    }

    /// Calls `take` with one block of a word as it is stored; not where nobody there has the word.
    func read(_ word: Int64, _ block: Int, _ take: (UnsafeRawBufferPointer) -> Void) throws {
        _ = try one.first({ $0.add(NameBlock.row(word, block)) }, { $0.withBytes(0, take) })
    }

    /// Whether the patient of a record number has a name beginning with each of the words.
    func holds(_ words: [String], _ serial: Int64) throws -> Bool {
        let keys = try tx.db.cachedStatement(sql: NameIndexSQL.keys)
            .first({ $0.add(RecordNumber.format(serial)) }, { $0.string(0) })
        return keys.map { NameKeys.holds(words, inText: $0) } ?? false
    }
}

/// The statements of the index of names, each covered by a key.
enum NameIndexSQL {
    static let beginnings =
        "SELECT wordID FROM patientsWordKey WHERE kind = ?1 AND key >= ?2 AND key < ?3 ORDER BY key, wordID"
    static let words = """
        SELECT k.wordID, w.text FROM patientsWordKey k CROSS JOIN patientsWord w ON w.id = k.wordID
        WHERE k.kind = ?1 AND k.key = ?2 ORDER BY k.wordID LIMIT ?3
        """
    static let rows = "SELECT id, entries FROM patientsNameBlock WHERE id BETWEEN ?1 AND ?2 ORDER BY id"
    static let row = "SELECT entries FROM patientsNameBlock WHERE id = ?1"
    static let first = """
        SELECT id, length(entries) FROM patientsNameBlock WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT ?3
        """
    static let names =
        "SELECT id, name, otherName, nameKeys FROM patientsPatient WHERE mrn = ?1 AND withdrawnAt IS NULL"
    static let keys = "SELECT nameKeys FROM patientsPatient WHERE mrn = ?1"
    static let write = """
        INSERT INTO patientsNameBlock (id, entries) VALUES (?1, ?2)
        ON CONFLICT (id) DO UPDATE SET entries = excluded.entries
        """
}
