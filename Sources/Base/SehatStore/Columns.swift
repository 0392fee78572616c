import Foundation
public import GRDB
public import SehatCore

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
    public var databaseValue: DatabaseValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try? encoder.encode(self)
        return data.map { String(decoding: $0, as: UTF8.self) }.databaseValue
    }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> LocalizedText? {
        String.fromDatabaseValue(value).flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.utf8)) }
    }
}
