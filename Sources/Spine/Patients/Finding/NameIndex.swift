import GRDB
import Names
import SehatCore
import SehatStore

/// What the index of names holds of a patient, made of the names alone and so away from the writer where there are many.
struct NameEntry: Hashable, Sendable {
    let names: [[IndexedWord]]

    init(names: [String]) {
        self.names = names.map(IndexedWord.words).filter { !$0.isEmpty }
    }
}

/// Writing the index of names; one for a transaction, since it remembers the words it has met. What is inserted is there after
/// `finish`: of many patients of a word one row is written, not one for each.
struct NameIndexWriter {
    private let tx: Tx
    private let addsKeys: Bool
    private var numbers: [SpelledText: Int64] = [:]
    /// What is to be added to each row of `patientsNameBlock`.
    private var added: [Int64: [UInt16]] = [:]

    /// - Parameter addsKeys: whether words that are there already get the keys that they lack, as after a change of what the
    ///   keys are.
    init(_ tx: Tx, addsKeys: Bool = false) {
        self.tx = tx
        self.addsKeys = addsKeys
    }

    /// - Throws: what the database throws; an error where the patient's row is not there yet.
    mutating func insert(_ entry: NameEntry, of id: ID<Patient>) throws {
        try insert(entry, at: try serial(of: id))
    }

    /// - Parameter serial: the place of the patient's record number in its series.
    mutating func insert(_ entry: NameEntry, at serial: Int64) throws {
        let block = NameBlock.block(of: serial)
        for (index, name) in entry.names.enumerated() {
            for word in name {
                added[NameBlock.row(try number(of: word), block), default: []]
                    .append(NameBlock.entry(serial, name: index, words: name.count))
            }
        }
    }

    /// Writes what was inserted; what is there already stays once.
    mutating func finish() throws {
        let write = try tx.db.cachedStatement(sql: NameIndexSQL.write)
        for (row, entries) in added.sorted(by: { $0.key < $1.key }) {
            let all = Self.merged(try self.entries(row), entries.sorted())
            try write.run {
                $0.add(row)
                $0.add(NameBlock.bytes(all))
            }
        }
        added = [:]
    }

    /// Two sorted lists as one in which each entry stands once. New patients follow those who are there.
    private static func merged(_ old: [UInt16], _ new: [UInt16]) -> [UInt16] {
        var all = old
        if let first = new.first, let last = old.last, first < last { all = (old + new).sorted() } else { all += new }
        var kept = 0
        for index in all.indices where kept == 0 || all[index] != all[kept - 1] {
            all[kept] = all[index]
            kept += 1
        }
        all.removeLast(all.count - kept)
        return all
    }

    /// Takes a patient's entries away, and with them the words that nobody has any more.
    mutating func remove(_ entry: NameEntry, of id: ID<Patient>) throws {
        let serial = try serial(of: id)
        let place = NameBlock.place(NameBlock.entry(serial, name: 0, words: 1))
        for word in Set(entry.names.joined()) {
            guard let number = try known(word.text) else { continue }
            let row = NameBlock.row(number, NameBlock.block(of: serial))
            let kept = try entries(row).filter { NameBlock.place($0) != place }
            if kept.isEmpty {
                try tx.db.cachedStatement(sql: "DELETE FROM patientsNameBlock WHERE id = ?").run { $0.add(row) }
                if try !isUsed(number) { try forget(word, number) }
            } else {
                try tx.db.cachedStatement(sql: NameIndexSQL.write).run {
                    $0.add(row)
                    $0.add(NameBlock.bytes(kept))
                }
            }
        }
    }

    private func isUsed(_ number: Int64) throws -> Bool {
        let rows = NameBlock.rows(of: number)
        let found = try tx.db.cachedStatement(sql: "SELECT 1 FROM patientsNameBlock WHERE id BETWEEN ? AND ? LIMIT 1")
            .first(
                {
                    $0.add(rows.lowerBound)
                    $0.add(rows.upperBound)
                }, { _ in true })
        return found ?? false
    }

    private func entries(_ row: Int64) throws -> [UInt16] {
        try tx.db.cachedStatement(sql: NameIndexSQL.row)
            .first({ $0.add(row) }, { $0.withBytes(0) { NameBlock.entries($0) } }) ?? []
    }

    /// The place of the patient's record number in its series.
    private func serial(of id: ID<Patient>) throws -> Int64 {
        let number = try tx.db.cachedStatement(sql: "SELECT mrn FROM patientsPatient WHERE id = ?")
            .first({ $0.add(id) }, { $0.string(0) })
        guard let serial = number.flatMap(RecordNumber.serial) else {
            throw DatabaseError(message: "patient \(id.rawValue) has no record number to be found by")
        }
        return serial
    }

    private mutating func forget(_ word: IndexedWord, _ number: Int64) throws {
        numbers[SpelledText(word.text)] = nil
        let statement = try tx.db.cachedStatement(
            sql: "DELETE FROM patientsWordKey WHERE kind = ? AND key = ? AND wordID = ?")
        for key in word.keys { try statement.execute(arguments: [key.kind.rawValue, key.text, number]) }
        try tx.db.cachedStatement(sql: "DELETE FROM patientsWord WHERE id = ?").execute(arguments: [number])
    }

    private mutating func known(_ text: String) throws -> Int64? {
        let spelled = SpelledText(text)
        if let number = numbers[spelled] { return number }
        let number = try tx.db.cachedStatement(sql: "SELECT id FROM patientsWord WHERE text = ?")
            .first({ $0.add(text) }, { $0.int64(0) })
        if let number { numbers[spelled] = number }
        return number
    }

    private mutating func number(of word: IndexedWord) throws -> Int64 {
        let isMet = addsKeys && numbers[SpelledText(word.text)] != nil
        if let number = try known(word.text) {
            if addsKeys, !isMet { try insertKeys(of: word, number) }
            return number
        }
        try tx.db.cachedStatement(sql: "INSERT INTO patientsWord (text) VALUES (?)").run { $0.add(word.text) }
        let number = tx.db.lastInsertedRowID
        try insertKeys(of: word, number)
        numbers[SpelledText(word.text)] = number
        return number
    }

    private func insertKeys(of word: IndexedWord, _ number: Int64) throws {
        let statement = try tx.db.cachedStatement(
            sql: "INSERT OR IGNORE INTO patientsWordKey (kind, key, wordID) VALUES (?, ?, ?)")
        for key in word.keys {
            try statement.run {
                $0.add(key.kind.rawValue)
                $0.add(key.text)
                $0.add(number)
            }
        }
    }
}
