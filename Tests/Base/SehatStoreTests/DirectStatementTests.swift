import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

/// The short way to a prepared statement does what the long one does.
@Suite struct DirectStatementTests {
    @Test func everyValueComesBackAsItWent() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.store.read(as: .user()) { tx in
            let statement = try tx.db.cachedStatement(sql: "SELECT ?, ?, ?, ?, ?, ?, ?, ?, typeof(?3), typeof(?6)")
            // Twice, since a statement keeps nothing of its last run.
            for text in ["محمد \u{0} \"علی\"", ""] {
                let same = try statement.first {
                    $0.add(Int64.min)
                    $0.add(text)
                    $0.add(nil as String?)
                    $0.add(true)
                    $0.add([0, 255, 7] as [UInt8])
                    $0.add([] as [UInt8])
                    $0.add(Instant(milliseconds: -5))
                    $0.add(CalendarDay(year: 2026, month: 2, day: 1))
                } _: { row in
                    #expect(row.int64(0) == .min)
                    #expect(row.string(1) == text)
                    #expect(row.isNull(2) && row.text(2) == nil)
                    #expect(row.bool(3))
                    #expect(row.withBytes(4) { Array($0) } == [0, 255, 7])
                    #expect(row.withBytes(5) { $0.isEmpty })
                    #expect(row.instant(6) == Instant(milliseconds: -5))
                    #expect(row.text(7) == "2026-02-01")
                    #expect(row.string(8) == "null" && row.string(9) == "blob")
                    return true
                }
                #expect(same == true)
            }
        }
    }

    /// A value that was forgotten is not the one of the run before.
    @Test func everyValueMustBeGiven() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.store.read(as: .user()) { tx in
            let statement = try tx.db.cachedStatement(sql: "SELECT ?1 + ?2")
            let sum = try statement.first {
                $0.add(1)
                $0.add(2)
            } _: {
                $0.int64(0)
            }
            #expect(sum == 3)
            let error = #expect(throws: DatabaseError.self) { try statement.first({ $0.add(5) }, { $0.int64(0) }) }
            #expect(error?.resultCode == .SQLITE_MISUSE)
        }
    }

    @Test func rowsAreReadUntilNoMoreAreWanted() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.store.read(as: .user()) { tx in
            let statement = try tx.db.cachedStatement(
                sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n")
            var seen: [Int64] = []
            try statement.walk({ $0.add(100) }) { row in
                seen.append(row.int64(0))
                return seen.count < 3
            }
            #expect(seen == [1, 2, 3])
            #expect(try statement.all({ $0.add(4) }, { $0.int64(0) }) == [1, 2, 3, 4])
            #expect(try statement.first({ $0.add(9) }, { $0.int64(0) }) == 1)
        }
    }

    @Test func aRefusedRowIsToldAndTheStatementRunsAgain() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.store.write(as: .user()) { tx in
            _ = try NoteSchema.add("first", in: tx)
            let statement = try tx.db.cachedStatement(
                sql: "INSERT INTO storeSeries (name, year, value) VALUES (?, 0, ?)")
            func insert(_ name: String) throws {
                try statement.run {
                    $0.add(name)
                    $0.add(1)
                }
            }
            try insert("a")
            let error = #expect(throws: DatabaseError.self) { try insert("a") }
            #expect(error?.resultCode == .SQLITE_CONSTRAINT)
            #expect(error?.message == "UNIQUE constraint failed: storeSeries.name, storeSeries.year")
            try insert("b")
            tx.audit("test.series")
        }
        #expect(try await test.number("SELECT count(*) FROM storeSeries WHERE name IN ('a', 'b')") == 2)
    }

    /// After SQLite has undone a transaction by itself nothing may stand by itself.
    @Test func nothingIsWrittenOutsideATransaction() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        await #expect(throws: (any Error).self) {
            try await test.store.write(as: .user()) { tx in
                _ = try NoteSchema.add("lost", in: tx)
                try tx.db.rollback()
                try tx.db.cachedStatement(sql: "INSERT INTO storeSeries (name, year, value) VALUES (?, 0, 1)").run {
                    $0.add("stray")
                }
            }
        }
        #expect(try await test.number("SELECT count(*) FROM storeSeries WHERE name = 'stray'") == 0)
    }
}
