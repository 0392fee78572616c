import GRDB

/// The names under which a refused row may be explained, best first.
enum ConstraintNames {
    static func of(_ error: DatabaseError, _ db: Database?) -> [String] {
        let message = error.message ?? ""
        if let columns = rest(of: message, after: "UNIQUE constraint failed: ") {
            if let index = rest(of: columns, after: "index '") { return [String(index.dropLast())] }
            return indexes(on: columns, db) + [columns, columns.replacing(", ", with: ",")]
        }
        if let name = rest(of: message, after: "CHECK constraint failed: ") { return [name] }
        if let column = rest(of: message, after: "NOT NULL constraint failed: ") { return [column] }
        if message.hasPrefix("FOREIGN KEY") { return foreignKey(error.sql ?? "") }
        return [message]
    }

    private static func rest(of message: String, after prefix: String) -> String? {
        message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : nil
    }

    /// SQLite names the columns, people name the index: `t.a, t.b` is looked up in the schema.
    private static func indexes(on columns: String, _ db: Database?) -> [String] {
        let parts = columns.split(separator: ", ").map { $0.split(separator: ".", maxSplits: 1) }
        guard let db, let table = parts.first?.first, parts.allSatisfy({ $0.count == 2 && $0[0] == table }) else {
            return []
        }
        let wanted = parts.map { String($0[1]) }
        let indexes = (try? db.indexes(on: String(table))) ?? []
        return indexes.filter { $0.isUnique && $0.columns == wanted }.map(\.name)
    }

    /// The message says nothing, so the statement's verb and table must do.
    private static func foreignKey(_ sql: String) -> [String] {
        let words = sql.split { " \n\t(\"".contains($0) }.prefix(6).map(String.init)
        guard let verb = words.first?.uppercased(),
            let table = words.dropFirst().first(where: { !Self.noise.contains($0.uppercased()) })
        else { return [] }
        return verb == "DELETE"
            ? ["\(table).referenced"] : ["\(table).foreignKey", "\(table).referenced"]
    }

    private static let noise: Set<String> = [
        "INTO", "FROM", "OR", "REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK", "INSERT", "UPDATE",
    ]
}
