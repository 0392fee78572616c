import GRDB
import Names
public import SehatCore
public import SehatStore

/// Finding patients by whatever the person at the counter has in hand.
public enum Searching {
    /// One page of the patients that fit `text`, each saying how it was found.
    ///
    /// Digits are a record number (its check digit fits), an identifier, or the last four or more digits of a
    /// telephone number, with or without the word that is printed before them; letters are the beginnings of words of a
    /// name in any order, and behind those, names in any script and spelling that sound alike. Where nobody has all words,
    /// titles, honours and then one other word are left out; a father's name after s/o or ولد comes into the ranking. Without a text, the patients registered last. Every look-up walks an index; nothing is scanned.
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
            page = try walk.people(query)
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
        let records = try tx.db.cachedStatement(sql: SearchSQL.newest).all(
            {
                $0.add(cursor?.patientID.rawValue ?? Int64.max)
                $0.add(limit + 1)
            }, PatientRecord.init)
        let shown = records.prefix(limit).map { PatientSummary($0, today: tx.today) }
        return Page(items: shown, next: records.count > limit ? next("", "", records[limit - 1].id) : nil)
    }

    /// The patients with this record number or identifier.
    func exact(_ query: SearchQuery) throws -> [PatientSummary] {
        var found: [PatientSummary] = []
        if let number = query.recordNumber {
            let statement = try tx.db.cachedStatement(sql: SearchSQL.recordNumber)
            if let record = try statement.first({ $0.add(number) }, PatientRecord.init) {
                found.append(PatientSummary(record, today: tx.today, matchedBy: .mrn))
            }
        }
        if let key = query.identifier {
            let statement = try tx.db.cachedStatement(sql: SearchSQL.identifier)
            let records = try statement.all(
                {
                    $0.add(key)
                    $0.add(limit)
                }, PatientRecord.init)
            for record in records
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
        let index = try NameIndexReader(tx)
        var spelled = try SpelledSearch(query.words, index)
        if cursor?.driver == SoundSearch.driver {
            return try sounds(query, spelled.groups, index, after: Page(items: []))
        }
        let page = try beginnings(&spelled)
        return page.next == nil ? try sounds(query, spelled.groups, index, after: page) : page
    }

    private func beginnings(_ spelled: inout SpelledSearch) throws -> Page<PatientSummary> {
        let found = try spelled.patients(after: cursor, limit: limit + 1)
        let statement = try tx.db.cachedStatement(sql: SearchSQL.recordNumber)
        let items = try found.hits.prefix(limit).compactMap { hit in
            try statement.first({ $0.add(RecordNumber.format(hit.serial)) }, PatientRecord.init).map {
                PatientSummary($0, today: tx.today, matchedBy: .name, nameFound: .words)
            }
        }
        guard found.hits.count > limit, let last = items.last else { return Page(items: items) }
        return Page(items: items, next: next(found.driver, SpelledSearch.key(found.hits[limit - 1]), last.id))
    }

    /// Fills a page up with the patients whose names sound like what was typed; they are few and ranked as a whole.
    private func sounds(
        _ query: SearchQuery, _ spelled: [WordGroup], _ index: NameIndexReader, after page: Page<PatientSummary>
    ) throws -> Page<PatientSummary> {
        let skipped = cursor?.driver == SoundSearch.driver ? Int(cursor?.key ?? "") : 0
        guard let skipped, (0...SoundSearch.shown).contains(skipped) else {
            throw Problem.invalid("after", "app.field.type")
        }
        var search = try SoundSearch(PersonName(query.name), except: query.words, spelled, index)
        let room = limit - page.items.count
        // One more than is shown tells whether there is a next page.
        let hits = try search.hits(skipped + room + 1)
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

    private func cursor(of driver: String) throws -> SearchCursor? {
        guard let cursor else { return nil }
        guard cursor.driver == driver else { throw Problem.invalid("after", "app.field.type") }
        return cursor
    }

    private func next(_ driver: String, _ key: String, _ id: ID<Patient>) -> String {
        SearchCursor(driver: driver, key: key, patientID: id).text
    }
}

/// The statements of the search, each covered by an index.
enum SearchSQL {
    /// Sorts behind every text that begins with what stands before it.
    static let end = "\u{10FFFF}"

    static let newest = """
        SELECT \(PatientRecord.columns) FROM patientsPatient p WHERE p.id < ? AND p.withdrawnAt IS NULL
        ORDER BY p.id DESC LIMIT ?
        """

    static let recordNumber = """
        SELECT \(PatientRecord.columns) FROM patientsPatient p WHERE p.mrn = ? AND p.withdrawnAt IS NULL
        """

    static let identifier = """
        SELECT \(PatientRecord.columns) FROM patientsIdentifier i CROSS JOIN patientsPatient p ON p.id = i.patientID
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
}
