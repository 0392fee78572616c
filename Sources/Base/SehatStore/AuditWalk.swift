import Crypto
import Foundation
import GRDB
import GRDBSQLite
import SehatCore

/// Recomputes the hashes of the chain in the order of its entries, as fast as the pages can be read.
struct AuditWalk {
    private(set) var seq: Int64 = 0
    private(set) var hash = AuditCanonical.genesis
    private(set) var fault: AuditFault?
    /// Canonical bytes of the actors and events met so far.
    private var actors: [Int64: [UInt8]] = [:]
    private var events: [Int64: [UInt8]] = [:]
    private var buffer: [UInt8] = []

    private static let select = """
        SELECT seq, at, actor, event, entityID, patientID, detail, reason, hash FROM storeAudit
        WHERE seq > ? ORDER BY seq LIMIT ?
        """

    /// Walks over the next entries, at most `limit`, and calls `reached` after each of the numbers in `stops`.
    ///
    /// - Returns: whether there was any entry. Ends at the first fault.
    mutating func step(
        _ limit: Int, _ db: Database, stops: Set<Int64> = [], reached: (Int64, [UInt8]) -> Void = { _, _ in }
    ) throws -> Bool {
        let statement = try db.cachedStatement(sql: Self.select)
        try statement.setArguments([seq, limit])
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        var isAny = false
        while fault == nil {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            isAny = true
            try check(handle, db)
            if fault == nil, stops.contains(seq) { reached(seq, hash) }
        }
        return isAny
    }

    private mutating func check(_ row: OpaquePointer, _ db: Database) throws {
        let found = sqlite3_column_int64(row, 0)
        guard found == seq + 1 else {
            fault = AuditFault(seq: seq + 1, reason: .missing)
            return
        }
        guard let actor = try actor(sqlite3_column_int64(row, 2), db),
            let event = try event(sqlite3_column_int64(row, 3), db)
        else {
            fault = AuditFault(seq: found, reason: .changed)
            return
        }
        buffer.removeAll(keepingCapacity: true)
        buffer += hash
        AuditCanonical.append(found, to: &buffer)
        AuditCanonical.append(sqlite3_column_int64(row, 1), to: &buffer)
        buffer += actor
        buffer += event
        appendInteger(row, 4)
        appendInteger(row, 5)
        appendText(row, 6)
        appendText(row, 7)
        let computed = SHA256.hash(data: buffer)
        let stored = UnsafeRawBufferPointer(
            start: sqlite3_column_blob(row, 8), count: Int(sqlite3_column_bytes(row, 8)))
        guard computed.withUnsafeBytes({ $0.elementsEqual(stored) }) else {
            fault = AuditFault(seq: found, reason: .changed)
            return
        }
        seq = found
        hash.withUnsafeMutableBytes { $0.copyBytes(from: stored) }
    }

    private mutating func appendInteger(_ row: OpaquePointer, _ column: CInt) {
        let isNull = sqlite3_column_type(row, column) == SQLITE_NULL
        AuditCanonical.append(isNull ? nil : sqlite3_column_int64(row, column), to: &buffer)
    }

    private mutating func appendText(_ row: OpaquePointer, _ column: CInt) {
        guard let text = sqlite3_column_text(row, column) else { return buffer.append(0) }
        let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(row, column)))
        AuditCanonical.append(utf8: bytes, to: &buffer)
    }

    private mutating func actor(_ id: Int64, _ db: Database) throws -> [UInt8]? {
        if let bytes = actors[id] { return bytes }
        let row = try Row.fetchOne(db, sql: "SELECT * FROM storeAuditActor WHERE id = ?", arguments: [id])
        guard let actor = row.map(AuditActor.init(row:)) else { return nil }
        let bytes = AuditCanonical.actor(actor)
        actors[id] = bytes
        return bytes
    }

    private mutating func event(_ id: Int64, _ db: Database) throws -> [UInt8]? {
        if let bytes = events[id] { return bytes }
        let row = try Row.fetchOne(
            db, sql: "SELECT action, entity FROM storeAuditEvent WHERE id = ?", arguments: [id])
        guard let row else { return nil }
        let bytes = AuditCanonical.event(row["action"], row["entity"])
        events[id] = bytes
        return bytes
    }
}

extension AuditActor {
    init(row: Row) {
        self.init(
            userID: row["userID"], username: row["username"], sessionID: row["sessionID"],
            stationID: row["stationID"], address: row["address"])
    }
}
