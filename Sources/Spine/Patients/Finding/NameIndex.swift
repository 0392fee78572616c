import Foundation
import GRDB
import SehatCore
import SehatStore

/// What the index of names holds of a patient, made of the names alone and so away from the writer where there are many.
struct NameEntry: Hashable, Sendable {
    let names: [[IndexedWord]]
    let signature: Int64

    init(names: [String]) {
        self.names = names.map(IndexedWord.words).filter { !$0.isEmpty }
        signature = self.names.joined().reduce(0) { $0 | $1.bits }
    }
}

/// Writing the index of names; one for a transaction, since it remembers the words it has met.
struct NameIndexWriter {
    private let tx: Tx
    private var numbers: [String: Int64] = [:]

    init(_ tx: Tx) {
        self.tx = tx
    }

    mutating func insert(_ entry: NameEntry, of id: ID<Patient>) throws {
        var names: [[Int64]] = []
        for name in entry.names {
            var words: [Int64] = []
            for word in name { words.append(try number(of: word)) }
            names.append(words)
        }
        let packed = Data(WordNumbers.packed(names))
        let statement = try tx.db.cachedStatement(
            sql: "INSERT OR IGNORE INTO patientsNameWord (wordID, patientID, signature, names) VALUES (?, ?, ?, ?)")
        var done: [Int64] = []
        for word in names.joined() where !done.contains(word) {
            try statement.execute(arguments: [word, id, entry.signature, packed])
            done.append(word)
        }
    }

    /// Takes a patient's rows away, and with them the words that nobody has any more.
    mutating func remove(_ entry: NameEntry, of id: ID<Patient>) throws {
        for word in Set(entry.names.joined()) {
            guard let number = try known(word.text) else { continue }
            try tx.db.cachedStatement(sql: "DELETE FROM patientsNameWord WHERE wordID = ? AND patientID = ?")
                .execute(arguments: [number, id])
            let isUsed = try Bool.fetchOne(
                try tx.db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM patientsNameWord WHERE wordID = ?)"),
                arguments: [number])
            if isUsed == false { try forget(word, number) }
        }
    }

    private mutating func forget(_ word: IndexedWord, _ number: Int64) throws {
        numbers[word.text] = nil
        let statement = try tx.db.cachedStatement(
            sql: "DELETE FROM patientsWordKey WHERE kind = ? AND key = ? AND wordID = ?")
        for key in word.keys { try statement.execute(arguments: [key.kind.rawValue, key.text, number]) }
        try tx.db.cachedStatement(sql: "DELETE FROM patientsWord WHERE id = ?").execute(arguments: [number])
    }

    private mutating func known(_ text: String) throws -> Int64? {
        if let number = numbers[text] { return number }
        let number = try Int64.fetchOne(
            try tx.db.cachedStatement(sql: "SELECT id FROM patientsWord WHERE text = ?"), arguments: [text])
        if let number { numbers[text] = number }
        return number
    }

    private mutating func number(of word: IndexedWord) throws -> Int64 {
        if let number = try known(word.text) { return number }
        try tx.db.cachedStatement(sql: "INSERT INTO patientsWord (text) VALUES (?)").execute(arguments: [word.text])
        let number = tx.db.lastInsertedRowID
        let statement = try tx.db.cachedStatement(
            sql: "INSERT OR IGNORE INTO patientsWordKey (kind, key, wordID, bit) VALUES (?, ?, ?, ?)")
        for key in word.keys { try statement.execute(arguments: [key.kind.rawValue, key.text, number, word.bit]) }
        numbers[word.text] = number
        return number
    }
}
