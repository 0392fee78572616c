import GRDB
import SehatCore
import SehatStore

/// One entry, as it stands in the table and on the wire.
struct ExampleEntry: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "exampleEntry"

    let id: ID<ExampleEntry>
    /// The business day on which it was made.
    let day: CalendarDay
    let text: String
    let madeAt: Instant
    /// Who made it; absent for the product itself.
    let madeBy: ID<User>?
    let madeByName: String
}

/// What is needed to make an entry.
struct NewExampleEntry: Codable, Hashable, Sendable {
    /// One line of at most 200 characters; no two entries of a day say the same.
    var text: String
}

/// Making and finding entries.
enum ExampleEntries {
    /// The entries, the newest first.
    ///
    /// - Throws: 422 when `after` is no cursor of this list.
    static func list(limit: Int?, after: String?, in tx: ReadTx) throws -> Page<ExampleEntry> {
        var last = Int64.max
        if let after {
            guard let id = ID<ExampleEntry>(after) else { throw Problem.invalid("after", "app.field.type") }
            last = id.rawValue
        }
        let wanted = PageLimit.clamp(limit)
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM exampleEntry WHERE id < ? ORDER BY id DESC LIMIT ?")
        let entries = try ExampleEntry.fetchAll(statement, arguments: [last, wanted + 1])
        let page = Array(entries.prefix(wanted))
        return Page(items: page, next: entries.count > wanted ? page.last?.id.description : nil)
    }

    /// - Throws: a 404 problem when there is no such entry.
    static func find(_ id: ID<ExampleEntry>, in tx: ReadTx) throws -> ExampleEntry {
        guard let entry = try ExampleEntry.fetchOne(tx.db, key: id) else { throw Problem.exampleEntryNotFound }
        return entry
    }

    /// Makes an entry.
    ///
    /// - Throws: 422 with every wrong field; 409 when another entry of the day says the same.
    static func create(_ input: NewExampleEntry, in tx: Tx) throws -> ExampleEntry {
        var checks = FieldChecks()
        let text = checks.line("text", input.text, limit: 200)
        try checks.finish()
        let entry = ExampleEntry(
            id: tx.newID(), day: tx.today, text: text, madeAt: tx.now, madeBy: tx.principal.userID,
            madeByName: tx.principal.username)
        try entry.insert(tx.db)
        tx.audit("example.entry.made", entry.id)
        tx.announce("example")
        return entry
    }
}
