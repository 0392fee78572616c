import Foundation
public import GRDB
import GRDBSQLite
public import SehatCore

// The short way to a prepared statement, for the statements that run many times for one request: values go straight into
// it and come straight out of it, without an array of arguments and a row with names between.

/// Gives a statement its values, one after the other.
public struct ValueBinder {
    private let handle: SQLiteStatement
    fileprivate private(set) var place: CInt = 0
    fileprivate private(set) var code = SQLITE_OK

    fileprivate init(_ handle: SQLiteStatement) {
        self.handle = handle
    }

    /// NULL where nil.
    public mutating func add(_ value: Int64?) {
        place += 1
        note(value.map { sqlite3_bind_int64(handle, place, $0) } ?? sqlite3_bind_null(handle, place))
    }

    /// NULL where nil.
    public mutating func add(_ value: Int?) { add(value.map { Int64($0) }) }

    /// 1 and 0.
    public mutating func add(_ value: Bool) { add(value ? 1 as Int64 : 0) }

    /// TEXT, or NULL where nil.
    public mutating func add(_ value: String?) {
        place += 1
        guard var value else { return note(sqlite3_bind_null(handle, place)) }
        let place = place
        note(
            value.withUTF8 { bytes in
                guard let base = bytes.baseAddress else { return sqlite3_bind_text(handle, place, "", 0, Self.copied) }
                return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(handle, place, $0, CInt(bytes.count), Self.copied)
                }
            })
    }

    /// BLOB.
    public mutating func add(_ value: [UInt8]) {
        place += 1
        note(
            value.isEmpty
                ? sqlite3_bind_zeroblob(handle, place, 0)
                : sqlite3_bind_blob(handle, place, value, CInt(value.count), Self.copied))
    }

    /// INTEGER, or NULL where nil.
    public mutating func add<Entity>(_ id: ID<Entity>?) { add(id?.rawValue) }

    /// INTEGER: milliseconds since 1970.
    public mutating func add(_ instant: Instant?) { add(instant?.milliseconds) }

    /// TEXT: `2026-11-21`, or NULL where nil.
    public mutating func add(_ day: CalendarDay?) { add(day?.description) }

    private mutating func note(_ result: CInt) {
        if code == SQLITE_OK { code = result }
    }

    /// SQLite makes its own copy before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// The columns of the row at which a statement stands, from 0; valid only while it stands there.
public struct ColumnReader {
    private let handle: SQLiteStatement

    fileprivate init(_ handle: SQLiteStatement) {
        self.handle = handle
    }

    /// Whether the column is NULL.
    public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// 0 for NULL.
    public func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The id of a row; 0 for NULL.
    public func id<Entity>(_ column: Int32, of entity: Entity.Type = Entity.self) -> ID<Entity> {
        ID(rawValue: int64(column))
    }

    /// The time of a column of milliseconds.
    public func instant(_ column: Int32) -> Instant { Instant(milliseconds: int64(column)) }

    /// Whether the column is another number than 0.
    public func bool(_ column: Int32) -> Bool { int64(column) != 0 }

    /// Empty for NULL.
    public func string(_ column: Int32) -> String { text(column) ?? "" }

    /// Nil for NULL.
    public func text(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(handle, column) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The bytes of a BLOB, which stand only during `body`; none for NULL.
    public func withBytes<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let start = sqlite3_column_blob(handle, column)
        return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
}

extension Statement {
    /// Runs a statement; what it answers is left unread.
    ///
    /// - Parameter bind: gives it all its values in their order.
    /// - Throws: `DatabaseError`, as `execute(arguments:)` does.
    public func run(_ bind: (inout ValueBinder) -> Void) throws {
        try walk(bind) { _ in true }
    }

    /// What `read` makes of the first row; nil where there is none.
    ///
    /// - Throws: `DatabaseError`, and what `read` throws.
    public func first<R>(_ bind: (inout ValueBinder) -> Void, _ read: (ColumnReader) throws -> R) throws -> R? {
        var found: R?
        try walk(bind) { row in
            found = try read(row)
            return false
        }
        return found
    }

    /// What `read` makes of each row.
    ///
    /// - Throws: `DatabaseError`, and what `read` throws.
    public func all<R>(_ bind: (inout ValueBinder) -> Void, _ read: (ColumnReader) throws -> R) throws -> [R] {
        var found: [R] = []
        try walk(bind) { row in
            found.append(try read(row))
            return true
        }
        return found
    }

    /// Calls `read` at each row until it answers false.
    ///
    /// - Throws: `DatabaseError`, and what `read` throws; the statement can be run again in any case.
    public func walk(_ bind: (inout ValueBinder) -> Void, _ read: (ColumnReader) throws -> Bool) throws {
        let handle = sqliteStatement
        // SQLite undoes a transaction by itself when the disk is full: what follows must not stand by itself then.
        if sqlite3_stmt_readonly(handle) == 0, sqlite3_get_autocommit(sqlite3_db_handle(handle)) != 0 {
            throw DatabaseError(resultCode: .SQLITE_ABORT, message: "there is no transaction", sql: sql)
        }
        sqlite3_reset(handle)
        defer { sqlite3_reset(handle) }
        var binder = ValueBinder(handle)
        bind(&binder)
        guard binder.code == SQLITE_OK else { throw failure(binder.code) }
        // What the last run was given is still there.
        guard binder.place == sqlite3_bind_parameter_count(handle) else {
            throw DatabaseError(
                resultCode: .SQLITE_MISUSE, message: "the statement was not given all its values", sql: sql)
        }
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code) }
            if try !read(ColumnReader(handle)) { return }
        }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(sqlite3_db_handle(sqliteStatement))), sql: sql)
    }
}
