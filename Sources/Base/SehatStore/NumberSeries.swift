import GRDB

/// Numbers for people, without gaps: the row is part of the command's own transaction.
enum NumberSeries {
    /// The last of the next `count` numbers.
    static func next(_ series: String, year: Int?, count: Int = 1, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO storeSeries (name, year, value) VALUES (?1, ?2, ?3)
                ON CONFLICT (name, year) DO UPDATE SET value = value + ?3 RETURNING value
                """)
        let value = try statement.first {
            $0.add(series)
            $0.add(year ?? 0)
            $0.add(count)
        } _: {
            $0.int64(0)
        }
        guard let value else { throw DatabaseError(message: "a number series gave no number") }
        return value
    }
}
