import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct GroupCommitTests {
    private struct Unwanted: Error, Equatable {}

    @Test func aFailingCommandIsUndoneAlone() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await test.store.write(as: .user()) { tx in
                            _ = try NoteSchema.add("note \(number)", in: tx)
                            if number.isMultiple(of: 3) { throw Unwanted() }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        let titles = try await test.titles()
        #expect(outcomes == 133)
        #expect(Set(titles) == Set((0..<200).filter { !$0.isMultiple(of: 3) }.map { "note \($0)" }))
        #expect(try await test.number("SELECT count(*) FROM storeAudit") == 133)
    }

    @Test func commandsThatArriveTogetherShareTransactions() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    _ = try? await test.store.write(as: .user()) { tx in
                        _ = try NoteSchema.add("note \(number)", in: tx)
                        if number == 50 { throw Unwanted() }
                    }
                }
            }
        }
        let figures = test.store.figures
        #expect(figures.commands == 100 && figures.failures == 1 && figures.waiting == 0)
        #expect(figures.batches < 100)
    }

    @Test func callersGetTheirOwnErrors() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        await #expect(throws: Unwanted()) {
            try await test.store.write(as: .user()) { _ in throw Unwanted() }
        }
        await #expect(throws: Problem.stale) {
            try await test.store.write(as: .user()) { tx in try tx.expect(version: 2, 1) }
        }
    }

    @Test func numbersHaveNoGapsUnderConcurrentFailures() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let numbers = await withTaskGroup(of: Int64?.self) { group in
            for attempt in 0..<300 {
                group.addTask {
                    try? await test.store.write(as: .user()) { tx in
                        let number = try tx.nextNumber("test.receipt", year: 2026)
                        _ = try NoteSchema.add("n\(attempt)", in: tx)
                        if attempt % 4 == 1 { throw Unwanted() }
                        if attempt % 4 == 2 { try tx.db.execute(sql: "INSERT INTO nowhere VALUES (1)") }
                        return number
                    }
                }
            }
            return await group.reduce(into: [Int64]()) { if let number = $1 { $0.append(number) } }
        }
        #expect(numbers.sorted() == Array(1...150))
        let other = try await test.store.write(as: .user()) { tx in
            (try tx.nextNumber("test.receipt", year: 2027), try tx.nextNumber("test.mrn"))
        }
        #expect(other == (1, 1))
    }

    @Test func changesWithoutAnAuditEntryAreUndone() async throws {
        let log = LogRecorder()
        let test = try TestStore.notes { $0.logger = log.logger }
        defer { test.remove() }
        do {
            try await test.store.write(as: .user(), name: "test.silent") { tx in
                try tx.db.execute(sql: "UPDATE testFolder SET name = 'secret'")
            }
            Issue.record("the command was kept")
        } catch let problem as Problem {
            #expect(problem.kind == .internal && problem.code == "app.internal")
            #expect(log.text.contains("test.silent") && log.text.contains(problem.params["incident"] ?? "?"))
            #expect(!log.text.contains("secret"))
        }
        #expect(try await test.number("SELECT count(*) FROM testFolder WHERE name = 'first'") == 1)
    }

    @Test func ownBookkeepingNeedsNoAuditEntry() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.store.write(as: .user()) { tx in
            _ = try tx.nextNumber("test.token")
            try tx.enqueue(Job("test.later", payload: 1))
            try tx.housekeeping { try tx.db.execute(sql: "UPDATE testFolder SET name = 'seen'") }
        }
        #expect(try await test.number("SELECT count(*) FROM storeAudit") == 0)
        await #expect(throws: Problem.self) {
            try await test.store.write(as: .user()) { tx in
                try tx.housekeeping { try tx.db.execute(sql: "UPDATE testFolder SET name = 'seen'") }
                try tx.setSetting("test", 1)
            }
        }
    }

    @Test func aViewedRecordIsNoExcuseForAChange() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        await #expect(throws: Problem.self) {
            try await test.store.write(as: .user()) { tx in
                tx.viewed(ID(rawValue: 5), "test.read")
                try tx.db.execute(sql: "UPDATE testFolder SET name = 'x'")
            }
        }
        #expect(try await test.number("SELECT count(*) FROM storeAudit") == 0)
    }

    @Test func aDeferredConstraintThatFailsAtTheCommitHurtsOnlyItsOwner() async throws {
        var schema = NoteSchema.schema
        schema.migrations.append(
            Migration(
                "2026-11-21.10002-test-late",
                """
                CREATE TABLE testLate (
                    id INTEGER NOT NULL PRIMARY KEY,
                    folderID INTEGER NOT NULL REFERENCES testFolder (id) DEFERRABLE INITIALLY DEFERRED
                ) STRICT
                """))
        let test = try TestStore.make(schema)
        defer { test.remove() }
        let good = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    do {
                        try await test.store.write(as: .user()) { tx in
                            try tx.db.execute(
                                sql: "INSERT INTO testLate (id, folderID) VALUES (?, ?)",
                                arguments: [number, number == 20 ? 99 : 1])
                            tx.audit("test.late", ID<Note>(rawValue: Int64(number + 1)))
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(good == 39)
        #expect(try await test.number("SELECT count(*) FROM testLate") == 39)
        #expect(try await test.number("SELECT count(*) FROM storeAudit") == 39)
    }

    @Test func aCancelledCallerHearsOfItAndNothingHangs() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { _ = try? await test.add("c\(number)") }
            }
            group.cancelAll()
        }
        // Whatever was answered with success is there; the store still works.
        try await test.add("after")
        #expect(try await test.titles().contains("after"))
        let rows = try await test.number("SELECT count(*) FROM testNote")
        #expect(try await test.number("SELECT count(*) FROM storeAudit") == rows)
    }

    @Test func slowCommandsAreLoggedByNameWithoutValues() async throws {
        let log = LogRecorder()
        let test = try TestStore.notes {
            $0.logger = log.logger
            $0.tuning.slowCommand = .zero
        }
        defer { test.remove() }
        try await test.store.write(as: .user(), name: "test.slow") { tx in
            _ = try NoteSchema.add("private words", in: tx)
        }
        #expect(log.text.contains("slow command") && log.text.contains("test.slow"))
        #expect(!log.text.contains("private"))
    }

    @Test func aClosedStoreRefusesPolitely() async throws {
        let test = try TestStore.notes()
        try test.store.close()
        defer { test.remove() }
        await #expect(throws: Problem(.busy, "app.busy")) { try await test.add("late") }
    }
}
