import Foundation
import GRDBSQLite

// What others use, measured in the same run. All but the trigram index see names in Latin letters, as transliterated by
// ICU, since they know no other script.

enum Baselines {
    static func latin(_ text: String) -> String {
        let latin =
            text.applyingTransform(.toLatin, reverse: false)?.applyingTransform(.stripDiacritics, reverse: false)
            ?? text
        return String(latin.lowercased().unicodeScalars.filter { (97...122).contains($0.value) || $0 == " " })
    }

    static func soundex(_ word: Substring) -> String {
        let codes: [Character: Character] = [
            "b": "1", "f": "1", "p": "1", "v": "1", "c": "2", "g": "2", "j": "2", "k": "2", "q": "2", "s": "2",
            "x": "2", "z": "2",
            "d": "3", "t": "3", "l": "4", "m": "5", "n": "5", "r": "6",
        ]
        guard let first = word.first else { return "" }
        var out = String(first).uppercased()
        var last = codes[first]
        for letter in word.dropFirst() {
            let code = codes[letter]
            if let code, code != last { out.append(code) }
            if letter != "h", letter != "w" { last = code }
        }
        return String((out + "000").prefix(4))
    }

    static func jaroWinkler(_ a: [UInt8], _ b: [UInt8]) -> Double {
        if a.isEmpty || b.isEmpty { return 0 }
        let reach = max(0, max(a.count, b.count) / 2 - 1)
        var usedA = [Bool](repeating: false, count: a.count)
        var usedB = [Bool](repeating: false, count: b.count)
        var matches = 0.0
        for i in a.indices {
            for j in max(0, i - reach)..<max(max(0, i - reach), min(b.count, i + reach + 1))
            where !usedB[j] && a[i] == b[j] {
                usedA[i] = true
                usedB[j] = true
                matches += 1
                break
            }
        }
        if matches == 0 { return 0 }
        let x = a.indices.filter { usedA[$0] }.map { a[$0] }
        let y = b.indices.filter { usedB[$0] }.map { b[$0] }
        let moved = Double(zip(x, y).filter { $0 != $1 }.count) / 2
        let jaro = (matches / Double(a.count) + matches / Double(b.count) + (matches - moved) / matches) / 3
        let prefix = Double(zip(a, b).prefix(4).prefix { $0 == $1 }.count)
        return jaro + prefix * 0.1 * (1 - jaro)
    }

    /// Positions of the pool, the likeliest first, by a score of whole names.
    static func rank(_ count: Int, _ score: (Int) -> Double) -> [Int] {
        let scores = (0..<count).map(score)
        return Array((0..<count).sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(10))
    }
}

/// SQLite's full-text search with its trigram tokenizer over the names in Latin letters.
final class TrigramIndex {
    private var db: OpaquePointer?
    private var query: OpaquePointer?

    init(_ names: [String]) {
        sqlite3_open(":memory:", &db)
        sqlite3_exec(db, "CREATE VIRTUAL TABLE names USING fts5(name, tokenize = 'trigram'); BEGIN", nil, nil, nil)
        var insert: OpaquePointer?
        sqlite3_prepare_v2(db, "INSERT INTO names (rowid, name) VALUES (?, ?)", -1, &insert, nil)
        for (index, name) in names.enumerated() {
            sqlite3_bind_int64(insert, 1, Int64(index + 1))
            _ = name.withCString {
                sqlite3_bind_text(insert, 2, $0, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }
            sqlite3_step(insert)
            sqlite3_reset(insert)
        }
        sqlite3_finalize(insert)
        sqlite3_exec(db, "COMMIT", nil, nil, nil)
        sqlite3_prepare_v2(db, "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10", -1, &query, nil)
    }

    deinit {
        sqlite3_finalize(query)
        sqlite3_close(db)
    }

    func rank(_ name: String) -> [Int] {
        let letters = Array(name)
        guard letters.count >= 3 else { return [] }
        let grams = (0...letters.count - 3).map { "\"" + String(letters[$0..<$0 + 3]) + "\"" }
        _ = grams.joined(separator: " OR ").withCString {
            sqlite3_bind_text(query, 1, $0, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
        defer { sqlite3_reset(query) }
        var found: [Int] = []
        while sqlite3_step(query) == SQLITE_ROW { found.append(Int(sqlite3_column_int64(query, 0)) - 1) }
        return found
    }
}
