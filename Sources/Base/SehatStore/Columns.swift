import Foundation
public import GRDB
public import SehatCore
import Synchronization

// How the values of SehatCore stand in columns.

/// INTEGER.
extension ID: DatabaseValueConvertible, StatementColumnConvertible, StatementBinding, SQLExpressible {}

/// INTEGER: milliseconds since 1970 in UTC.
extension Instant: DatabaseValueConvertible, StatementColumnConvertible {
    public var databaseValue: DatabaseValue { milliseconds.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
        Int64.fromDatabaseValue(value).map(Instant.init(milliseconds:))
    }

    public init?(sqliteStatement: SQLiteStatement, index: CInt) {
        self.init(milliseconds: Int64(sqliteStatement: sqliteStatement, index: index))
    }
}

/// TEXT: `2026-11-21`.
extension CalendarDay: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { description.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> CalendarDay? {
        String.fromDatabaseValue(value).flatMap { CalendarDay($0) }
    }
}

/// TEXT: the language's two letters. Any other `WireEnum` gets its column by the same empty extension.
extension Language: DatabaseValueConvertible {}

/// TEXT: the ISO 4217 code.
extension Currency: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { code.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Currency? {
        String.fromDatabaseValue(value).flatMap { Currency(code: $0) }
    }
}

/// TEXT: the permission's code.
extension Permission: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { code.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Permission? {
        String.fromDatabaseValue(value).map { Permission($0) }
    }
}

/// TEXT: a JSON object with the languages as keys.
extension LocalizedText: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { LocalizedColumns.text(of: self).databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> LocalizedText? {
        String.fromDatabaseValue(value).flatMap(LocalizedColumns.value(of:))
    }
}

/// The stored form of localized texts, remembered in both directions: the names of services and departments are few, and
/// every line of a bill has one.
private enum LocalizedColumns {
    private static let limit = 4000
    private static let values = Mutex<[String: LocalizedText]>([:])
    private static let texts = Mutex<[LocalizedText: String]>([:])

    static func value(of text: String) -> LocalizedText? {
        if let known = values.withLock({ $0[text] }) { return known }
        guard let value = try? JSONDecoder().decode(LocalizedText.self, from: Data(text.utf8)) else { return nil }
        values.withLock { keep(value, as: text, in: &$0) }
        return value
    }

    static func text(of value: LocalizedText) -> String? {
        if let known = texts.withLock({ $0[value] }) { return known }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let text = (try? encoder.encode(value)).map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
        texts.withLock { keep(text, as: value, in: &$0) }
        return text
    }

    private static func keep<Key, Value>(_ value: Value, as key: Key, in memory: inout [Key: Value]) {
        if memory.count >= limit { memory = [:] }
        memory[key] = value
    }
}
