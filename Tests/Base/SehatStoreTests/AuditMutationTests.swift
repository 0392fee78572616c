import Foundation
import GRDB
import SehatCore
import TestKit
import Testing

@testable import SehatStore

@Suite struct AuditMutationTests {
    private static let entries = 24

    /// A chain with a signed end, its guards removed, and the head that was printed.
    private func chain(_ entries: Int = Self.entries, headEvery: Int64 = 10) async throws -> (
        raw: RawDatabase, head: AuditHead, test: TestStore
    ) {
        let test = try TestStore.notes { $0.tuning.auditHeadEvery = headEvery }
        for number in 0..<entries {
            let principal = Principal.user("user\(number % 2)", id: Int64(number % 2 + 1))
            try await test.store.write(as: principal) { tx in
                tx.audit(
                    "test.kind\(number % 3)", ID<Note>(rawValue: Int64(number + 1)), patient: ID(rawValue: 77),
                    ["amount": .number(Int64(number)), "word": "لفظ"], reason: "because \(number)")
            }
            test.clock.advance(seconds: 1)
        }
        let head = try test.store.signAuditHead()
        let raw = try RawDatabase(test)
        try raw.disarm()
        return (raw, head, test)
    }

    @Test func theUntouchedChainIsWhole() async throws {
        let (raw, head, test) = try await chain()
        defer { test.remove() }
        let report = try #require(try raw.report(after: { _ in }, against: head))
        #expect(report.isWhole && report.entries == Int64(Self.entries) && report.hash == head.hash)
    }

    @Test func everyFlippedBitIsFound() async throws {
        let (raw, _, test) = try await chain(3, headEvery: 100)
        defer { test.remove() }
        var tried = 0
        for cell in try await raw.queue.read({ db in try Cell.all(db) }) {
            for bit in 0..<cell.bytes.count * 8 {
                guard let report = try raw.report(after: { db in try cell.flip(bit, db) }) else { continue }
                tried += 1
                if report.isWhole {
                    Issue.record("unnoticed: bit \(bit) of \(cell.table).\(cell.column) in row \(cell.row)")
                }
            }
        }
        #expect(tried > 3000)
    }

    @Test func everyDeletionIsFound() async throws {
        let (raw, _, test) = try await chain()
        defer { test.remove() }
        for seq in 1...Int64(Self.entries) {
            let report = try raw.report { db in
                try db.execute(sql: "DELETE FROM storeAudit WHERE seq = ?", arguments: [seq])
            }
            #expect(report?.fault?.seq == seq, "\(seq)")
        }
        // Closing the gap does not help.
        let closed = try raw.report { db in
            try db.execute(sql: "DELETE FROM storeAudit WHERE seq = 5")
            for seq in 6...Self.entries {
                try db.execute(sql: "UPDATE storeAudit SET seq = ? WHERE seq = ?", arguments: [seq - 1, seq])
            }
        }
        #expect(closed?.fault == AuditFault(seq: 5, reason: .changed))
    }

    @Test func everySwapIsFound() async throws {
        let (raw, _, test) = try await chain()
        defer { test.remove() }
        for first in 1..<Int64(Self.entries) {
            let report = try raw.report { db in
                for (from, to) in [(first, -1), (first + 1, first), (-1, first + 1)] {
                    try db.execute(sql: "UPDATE storeAudit SET seq = ? WHERE seq = ?", arguments: [to, from])
                }
            }
            #expect(report?.fault?.seq == first, "\(first)")
        }
    }

    @Test func truncationIsFoundByTheHeadsInsideOrByTheOneOutside() async throws {
        let (raw, head, test) = try await chain()
        defer { test.remove() }
        for kept in [0, 1, 9, 10, 15, 20, 23] {
            let inside = try raw.report { db in
                try db.execute(sql: "DELETE FROM storeAudit WHERE seq > ?", arguments: [kept])
            }
            #expect(inside?.fault?.reason == .truncated, "\(kept)")
            let outside = try raw.report(
                after: { db in
                    try db.execute(sql: "DELETE FROM storeAudit WHERE seq > ?", arguments: [kept])
                    try db.execute(sql: "DELETE FROM storeAuditHead WHERE seq > ?", arguments: [kept])
                }, against: head)
            #expect(outside?.fault == AuditFault(seq: head.seq, reason: .truncated), "\(kept)")
        }
    }

    @Test func aChainWrittenAnewIsFoundByTheHeadOutside() async throws {
        let (raw, head, test) = try await chain()
        defer { test.remove() }
        let other = try TestStore.notes()
        defer { other.remove() }
        for number in 0..<Self.entries { try await other.add("n\(number)") }
        let forged = try AuditVerifier.verify(other.store, against: head)
        #expect(forged.fault == AuditFault(seq: head.seq, reason: .headDiffers))
        let report = try raw.report(
            after: { db in
                try db.execute(sql: "UPDATE storeAudit SET detail = '' WHERE seq = 3")
                try Self.rehash(from: 3, db)
            }, against: head)
        #expect(report?.fault == AuditFault(seq: 10, reason: .headDiffers))
    }

    /// What an intruder who knows the format would do: compute all later hashes again.
    private static func rehash(from seq: Int64, _ db: Database) throws {
        let entries = try AuditLog.entries(AuditFilter(), beyond: seq - 1, isForward: true, limit: 1000, db)
        var previous = Hex.bytes(entries[0].previous) ?? []
        for entry in entries {
            previous = AuditCanonical.hash(entry, previous: previous)
            try db.execute(
                sql: "UPDATE storeAudit SET hash = ? WHERE seq = ?", arguments: [Data(previous), entry.seq])
        }
    }
}

/// One stored value of the audit tables.
private struct Cell {
    let table: String
    let column: String
    let row: Int64
    let bytes: [UInt8]
    let type: String

    static func all(_ db: Database) throws -> [Cell] {
        let columns: [(String, String, [String])] = [
            (
                "storeAudit", "seq",
                ["seq", "at", "actor", "event", "entityID", "patientID", "detail", "reason", "hash"]
            ),
            ("storeAuditActor", "id", ["userID", "username", "sessionID", "address"]),
            ("storeAuditEvent", "id", ["action", "entity"]),
            ("storeAuditHead", "seq", ["seq", "at", "hash", "signature"]),
            ("storeAuditKey", "id", ["publicKey"]),
        ]
        var cells: [Cell] = []
        for (table, key, names) in columns {
            for name in names {
                let rows = try Row.fetchAll(
                    db, sql: "SELECT \(key) AS key, \(name) AS value, typeof(\(name)) AS type FROM \(table)")
                for row in rows {
                    cells.append(
                        Cell(table: table, column: name, row: row["key"], bytes: bytes(row), type: row["type"]))
                }
            }
        }
        return cells.filter { !$0.bytes.isEmpty }
    }

    private static func bytes(_ row: Row) -> [UInt8] {
        switch row["value"] as DatabaseValue {
        case let value where value.isNull: return []
        default: break
        }
        if let number = row["value"] as? Int64 { return withUnsafeBytes(of: number) { Array($0) } }
        if let text = row["value"] as? String { return Array(text.utf8) }
        return Array((row["value"] as? Data) ?? Data())
    }

    func flip(_ bit: Int, _ db: Database) throws {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        let key = table == "storeAudit" || table == "storeAuditHead" ? "seq" : "id"
        let value: any DatabaseValueConvertible =
            type == "integer" ? changed.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) } : Data(changed)
        try db.execute(
            sql: "UPDATE \(table) SET \(column) = \(type == "text" ? "CAST(? AS TEXT)" : "?") WHERE \(key) = ?",
            arguments: [value, row])
    }
}
