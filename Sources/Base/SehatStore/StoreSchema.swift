public import SehatCore

/// One step of the schema: plain SQL, applied once, never edited after it was shipped.
public struct Migration: Sendable, Hashable {
    /// Day, serial of the day, module and what: `2026-11-21.1-billing-bill`. Migrations of all modules are applied
    /// in the order of day and serial.
    public let id: String
    /// Statements that make STRICT tables and named constraints; no transaction statements.
    public let sql: String

    public init(_ id: String, _ sql: String) {
        self.id = id
        self.sql = sql
    }

    /// Day and serial, by which migrations are ordered; nil when the id has another form.
    var order: MigrationOrder? { MigrationOrder(id) }
}

/// The place of a migration among all others.
struct MigrationOrder: Comparable {
    let day: CalendarDay
    let serial: Int
    let rest: Substring

    init?(_ id: String) {
        guard let day = CalendarDay(String(id.prefix(10))) else { return nil }
        let tail = id.dropFirst(10)
        guard tail.first == ".", let dash = tail.firstIndex(of: "-"),
            let serial = Int(tail[tail.index(after: tail.startIndex)..<dash]), serial >= 0
        else { return nil }
        self.day = day
        self.serial = serial
        rest = tail[dash...].dropFirst()
        if rest.isEmpty { return nil }
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.day, left.serial, String(left.rest)) < (right.day, right.serial, String(right.rest))
    }
}

/// What the modules of a program want from the database.
public struct StoreSchema: Sendable {
    public var migrations: [Migration]
    /// What a refused row means to a person. The key is the name of a unique index or of a CHECK constraint,
    /// `table.column` of a UNIQUE, PRIMARY KEY or NOT NULL, `table.foreignKey` for a missing row that `table`
    /// refers to, `table.referenced` for a row of `table` that others refer to, or the text of a trigger's RAISE.
    public var violations: [String: Problem]
    /// SQL run at every start, in this order: views and triggers, each with `DROP … IF EXISTS` first.
    public var views: [String]

    public init(migrations: [Migration] = [], violations: [String: Problem] = [:], views: [String] = []) {
        self.migrations = migrations
        self.violations = violations
        self.views = views
    }

    /// Adds what another module wants.
    public mutating func add(_ other: StoreSchema) {
        migrations += other.migrations
        violations.merge(other.violations) { _, new in new }
        views += other.views
    }
}
