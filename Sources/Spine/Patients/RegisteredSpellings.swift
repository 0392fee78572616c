import GRDB
import Names
import SehatCore
import SehatStore

/// How single words of names are written in the other script at this hospital, as the patients registered in both scripts tell.
///
/// Nothing is kept for it: the index of names leads to the patients who have the word, and their two names are set side by
/// side. Only single words leave here, and none of a restricted record.
struct RegisteredSpellings {
    /// How many patients of a word are asked, the newest first.
    static let asked = 24
    /// So many of them must agree before they overrule the lists.
    static let fewest = 5

    private let index: NameIndexReader
    private let tx: ReadTx

    init(_ tx: ReadTx) throws {
        self.tx = tx
        index = try NameIndexReader(tx)
    }

    /// The usual spelling of each word for which there is one better than what the lists say.
    func spellings(of words: [String], in target: NameScript) throws -> [String: String] {
        var found: [String: String] = [:]
        for word in words where found[word] == nil {
            guard let best = try spelling(of: word, in: target) else { continue }
            if !Transliteration.isListed(word) || best.count >= Self.fewest { found[word] = best.text }
        }
        return found
    }

    private func spelling(of word: String, in target: NameScript) throws -> (text: String, count: Int)? {
        guard let key = LetterFolding.words(word).first?.text else { return nil }
        var counts: [String: Int] = [:]
        for names in try names(with: key) {
            guard let text = Self.counterpart(of: key, in: names, target) else { continue }
            counts[text, default: 0] += 1
        }
        let asked = counts.values.reduce(0, +)
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        // Where the patients do not agree, they tell nothing.
        guard let best, 2 * best.value > asked else { return nil }
        return (best.key, best.value)
    }

    private func names(with key: String) throws -> [PatientNames] {
        let number = try tx.db.cachedStatement(sql: "SELECT id FROM patientsWord WHERE text = ?")
            .first({ $0.add(key) }, { $0.int64(0) })
        guard let number else { return [] }
        let rows = NameBlock.rows(of: number)
        let blocks = try tx.db.cachedStatement(sql: Self.newest).all {
            $0.add(rows.lowerBound)
            $0.add(rows.upperBound)
        } _: { row in
            (block: NameBlock.block(ofRow: row.int64(0)), entries: row.withBytes(1) { NameBlock.entries($0) })
        }
        let serials = blocks.flatMap { block, entries in
            entries.reversed().map { NameBlock.serial(of: NameBlock.place($0), in: block) }
        }
        let statement = try tx.db.cachedStatement(sql: Self.names)
        return try serials.prefix(Self.asked).compactMap { serial in
            try statement.first({ $0.add(RecordNumber.format(serial)) }) { row in
                PatientNames(primary: row.string(0), other: row.text(1))
            }
        }
    }

    /// The word at the same place of the name in the other script, where both names have as many words.
    private static func counterpart(of key: String, in names: PatientNames, _ target: NameScript) -> String? {
        guard let other = names.other else { return nil }
        for (one, two) in [(names.primary, other), (other, names.primary)] {
            let words = Transliteration.words(of: one)
            let written = Transliteration.words(of: two)
            guard words.count == written.count,
                let place = words.firstIndex(where: { LetterFolding.words($0).first?.text == key }),
                Transliteration.script(of: written[place]) == target,
                NameComparison(PersonName(words[place]), PersonName(written[place])).isSame
            else { continue }
            return written[place]
        }
        return nil
    }

    private static let newest = """
        SELECT id, entries FROM patientsNameBlock WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT 4
        """
    private static let names = """
        SELECT name, otherName FROM patientsPatient WHERE mrn = ?1 AND withdrawnAt IS NULL AND otherName IS NOT NULL
        AND isRestricted = 0
        """
}
