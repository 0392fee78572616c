import GRDB
import Names
public import SehatCore
public import SehatStore

/// Finding patients by whatever the person at the counter has in hand.
public enum Searching {
    /// One page of the patients that fit `text`, each saying how it was found.
    ///
    /// Digits are a record number (its check digit fits), an identifier, or the last four or more digits of a
    /// telephone number; letters are the beginnings of words of a name in any order, and behind those, names in any
    /// script and spelling that sound alike. Without a text, the patients registered last. Every look-up walks an index; nothing is scanned.
    /// - Parameters:
    ///   - limit: rows, held within 1 and 200.
    ///   - after: `next` of the page before.
    /// - Throws: 422 when `after` is no cursor of this search.
    public static func search(
        _ text: String?, limit: Int?, after: String?, in tx: ReadTx
    ) throws -> Page<PatientSummary> {
        let walk = Walk(limit: PageLimit.clamp(limit), cursor: try after.map(SearchCursor.init), tx: tx)
        guard let text, !InputText.line(text).isEmpty else { return try walk.newest() }
        let query = SearchQuery(text)
        var exact: [PatientSummary] = []
        if walk.cursor == nil { exact = try walk.exact(query) }
        let page: Page<PatientSummary>
        if !query.words.isEmpty {
            if !exact.isEmpty { return Page(items: exact) }
            page = try walk.names(query)
        } else if let phone = query.phone {
            page = try walk.phones(phone)
        } else {
            return Page(items: exact)
        }
        let rest = page.items.filter { item in !exact.contains { $0.id == item.id } }
        return Page(items: exact + rest, next: page.next)
    }
}

/// One page's way through an index.
struct Walk {
    let limit: Int
    let cursor: SearchCursor?
    let tx: ReadTx

    /// The newest patients first.
    func newest() throws -> Page<PatientSummary> {
        let records = try PatientRecord.fetchAll(
            try tx.db.cachedStatement(sql: SearchSQL.newest),
            arguments: [cursor?.patientID.rawValue ?? Int64.max, limit + 1])
        let shown = records.prefix(limit).map { PatientSummary($0, today: tx.today) }
        return Page(items: shown, next: records.count > limit ? next("", "", records[limit - 1].id) : nil)
    }

    /// The patients with this record number or identifier.
    func exact(_ query: SearchQuery) throws -> [PatientSummary] {
        var found: [PatientSummary] = []
        if let number = query.recordNumber {
            let statement = try tx.db.cachedStatement(sql: SearchSQL.recordNumber)
            if let record = try PatientRecord.fetchOne(statement, arguments: [number]) {
                found.append(PatientSummary(record, today: tx.today, matchedBy: .mrn))
            }
        }
        if let key = query.identifier {
            let statement = try tx.db.cachedStatement(sql: SearchSQL.identifier)
            for record in try PatientRecord.fetchAll(statement, arguments: [key, limit])
            where !found.contains(where: { $0.id == record.id }) {
                found.append(PatientSummary(record, today: tx.today, matchedBy: .identifier))
            }
        }
        return found
    }

    /// The patients whose telephone number ends in these digits, given from the end.
    func phones(_ reversed: String) throws -> Page<PatientSummary> {
        let cursor = try cursor(of: "phone")
        let rows = try Row.fetchAll(
            try tx.db.cachedStatement(sql: SearchSQL.phone),
            arguments: [
                reversed, reversed + SearchSQL.end, cursor?.key ?? "", cursor?.patientID.rawValue ?? 0, limit + 1,
            ])
        var shown: [PatientSummary] = []
        for row in rows.prefix(limit) {
            let record = try PatientRecord(row: row)
            // Somebody may have two telephones of the same last digits.
            if shown.contains(where: { $0.id == record.id }) { continue }
            shown.append(PatientSummary(record, today: tx.today, matchedBy: .phone))
        }
        let last = rows.count > limit ? rows[limit - 1] : nil
        return Page(items: shown, next: last.map { next("phone", $0["foundKey"], $0["id"]) })
    }

    /// The patients who have, for each word, a name beginning with it; behind them those whose names sound like it.
    func names(_ query: SearchQuery) throws -> Page<PatientSummary> {
        if cursor?.driver == SoundSearch.driver { return try sounds(query, after: Page(items: [])) }
        let page = try beginnings(query.words)
        return page.next == nil ? try sounds(query, after: page) : page
    }

    /// Fills a page up with the patients whose names sound like what was typed; they are few and ranked as a whole.
    private func sounds(_ query: SearchQuery, after page: Page<PatientSummary>) throws -> Page<PatientSummary> {
        let skipped = cursor?.driver == SoundSearch.driver ? Int(cursor?.key ?? "") : 0
        guard let skipped, skipped >= 0 else { throw Problem.invalid("after", "app.field.type") }
        let hits = try SoundSearch(query: PersonName(query.name), tx: tx).hits { $0.holds(query.words) }
        let room = limit - page.items.count
        let items = try hits.dropFirst(skipped).prefix(room).map { hit in
            PatientSummary(
                try PatientSummaries.record(hit.id, in: tx), today: tx.today, matchedBy: .name,
                nameFound: NameFound(hit.lookup.match))
        }
        let shown = skipped + items.count
        let all = page.items + items
        let last = shown < hits.count ? all.last : nil
        return Page(items: all, next: last.map { next(SoundSearch.driver, "\(shown)", $0.id) })
    }

    private func beginnings(_ words: [String]) throws -> Page<PatientSummary> {
        let driver = try cursor.map(\.driver) ?? rarest(words)
        guard words.contains(driver) else { throw Problem.invalid("after", "app.field.type") }
        let others = words.filter { $0 != driver }
        let signature = others.reduce(Int64(0)) { $0 | NameKeys.signature(ofPrefix: $1) }
        var arguments: StatementArguments = [
            driver, driver + SearchSQL.end, signature, cursor?.key ?? "", cursor?.patientID.rawValue ?? 0,
        ]
        for word in others { arguments += [" " + word] }
        let rows = try NameRow.fetchCursor(
            try tx.db.cachedStatement(sql: SearchSQL.names(others: others.count)), arguments: arguments)
        var items: [PatientSummary] = []
        var last: NameRow?
        while let row = try rows.next() {
            guard row.isFirst(of: driver) else { continue }
            if items.count == limit {
                return Page(items: items, next: last.map { next(driver, $0.key, $0.patient.id) })
            }
            items.append(PatientSummary(row.patient, today: tx.today, matchedBy: .name, nameFound: .words))
            last = row
        }
        return Page(items: items)
    }

    /// The word that the fewest patients have, counted up to a bound; the longer one where several reach the bound.
    private func rarest(_ words: [String]) throws -> String {
        guard words.count > 1, let first = words.first else { return words.first ?? "" }
        let statement = try tx.db.cachedStatement(sql: SearchSQL.count)
        var best = (word: first, count: Int.max)
        for word in words {
            let count =
                try Int.fetchOne(
                    statement, arguments: [word, word + SearchSQL.end, SearchSQL.countLimit]) ?? 0
            let isLonger = word.unicodeScalars.count > best.word.unicodeScalars.count
            if count < best.count || count == best.count && isLonger { best = (word, count) }
        }
        return best.word
    }

    private func cursor(of driver: String) throws -> SearchCursor? {
        guard let cursor else { return nil }
        guard cursor.driver == driver else { throw Problem.invalid("after", "app.field.type") }
        return cursor
    }

    private func next(_ driver: String, _ key: String, _ id: ID<Patient>) -> String {
        SearchCursor(driver: driver, key: key, patientID: id).text
    }
}

/// A row of the name walk: the key that was met, and its patient.
private struct NameRow: FetchableRecord {
    let key: String
    let patient: PatientRecord

    init(row: Row) throws {
        key = row["key"]
        patient = try PatientRecord(row: row)
    }

    /// Whether this is the patient's first key with that beginning; the others would show the patient again.
    func isFirst(of prefix: String) -> Bool {
        NameKeys.keys(inText: patient.nameKeys).first { $0.utf8.starts(with: prefix.utf8) } == key
    }
}

/// The statements of the search, each covered by an index.
enum SearchSQL {
    /// Sorts behind every text that begins with what stands before it.
    static let end = "\u{10FFFF}"
    /// Up to how many rows the words of a query are counted to find the rarest.
    static let countLimit = 4000

    static let newest = "SELECT * FROM patientsPatient WHERE id < ? AND withdrawnAt IS NULL ORDER BY id DESC LIMIT ?"

    static let recordNumber = "SELECT * FROM patientsPatient WHERE mrn = ? AND withdrawnAt IS NULL"

    static let identifier = """
        SELECT p.* FROM patientsIdentifier i CROSS JOIN patientsPatient p ON p.id = i.patientID
        WHERE i.searchKey = ? ORDER BY i.patientID LIMIT ?
        """

    /// Preferred telephones and further ones, by the digits from the end.
    static let phone = """
        SELECT k.key AS foundKey, p.* FROM (
            SELECT phoneKey AS key, id AS patientID FROM patientsPatient
            WHERE phoneKey >= ?1 AND phoneKey < ?2 AND (phoneKey, id) > (?3, ?4)
            UNION ALL
            SELECT phoneKey, patientID FROM patientsContactPoint
            WHERE phoneKey >= ?1 AND phoneKey < ?2 AND (phoneKey, patientID) > (?3, ?4)
            ORDER BY 1, 2 LIMIT ?5) k
        CROSS JOIN patientsPatient p ON p.id = k.patientID ORDER BY k.key, k.patientID
        """

    static let count = """
        SELECT count(*) FROM (SELECT 1 FROM patientsNameKey WHERE key >= ?1 AND key < ?2 LIMIT ?3)
        """

    static let soundCount = "SELECT count(*) FROM (SELECT 1 FROM patientsSoundKey WHERE key = ?1 LIMIT ?2)"

    /// The patients with a skeleton, the newest first; where bits are given, only those that share one of them.
    static let sounds = """
        SELECT p.id, p.name, p.otherName, p.nameKeys FROM patientsSoundKey k CROSS JOIN patientsPatient p ON p.id = k.patientID
        WHERE k.key = ?1 AND (?2 = 0 OR (k.signature & ?2) <> 0) ORDER BY k.patientID DESC LIMIT ?3
        """

    /// Walks the keys of one word; signatures turn most strangers away before their row is read.
    static func names(others: Int) -> String {
        let conditions = (0..<others).map { " AND instr(p.nameKeys, ?\($0 + 6)) > 0" }.joined()
        return """
            SELECT k.key, p.* FROM patientsNameKey k CROSS JOIN patientsPatient p ON p.id = k.patientID
            WHERE k.key >= ?1 AND k.key < ?2 AND (k.signature & ?3) = ?3 AND (k.key, k.patientID) > (?4, ?5)\(conditions)
            ORDER BY k.key, k.patientID
            """
    }
}
