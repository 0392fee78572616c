import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct MigratingTests {
    private func table(_ id: String, _ name: String) -> Migration {
        Migration(id, "CREATE TABLE \(name) (id INTEGER NOT NULL PRIMARY KEY) STRICT")
    }

    private func applied(_ test: TestStore) async throws -> [String] {
        try await test.store.read(as: .user()) { tx in
            try String.fetchAll(
                tx.db, sql: "SELECT id FROM storeMigration WHERE id NOT LIKE '2026-11-20%' ORDER BY rowid")
        }
    }

    @Test func migrationsOfAllModulesAreAppliedInTheirOneOrder() async throws {
        let schema = StoreSchema(migrations: [
            Migration("2026-11-21.10010-test-c", "INSERT INTO testOrder (step) VALUES ('ten')"),
            Migration("2026-11-22.1-test-d", "INSERT INTO testOrder (step) VALUES ('next day')"),
            Migration("2026-11-21.10002-test-b", "INSERT INTO testOrder (step) VALUES ('two')"),
            Migration(
                "2026-11-21.10001-test-a", "CREATE TABLE testOrder (id INTEGER PRIMARY KEY, step TEXT NOT NULL) STRICT"),
        ])
        let test = try TestStore.make(schema)
        defer { test.remove() }
        let steps = try await test.store.read(as: .user()) { tx in
            try String.fetchAll(tx.db, sql: "SELECT step FROM testOrder ORDER BY id")
        }
        #expect(steps == ["two", "ten", "next day"])
    }

    @Test(arguments: ["2026-13-01.1-x", "2026-11-21-x", "2026-11-21.x-y", "2026-11-21.1", "2026-11-21.1-", "one"])
    func idsOfAnotherFormAreRefused(id: String) {
        #expect(throws: StoreOpenError.badMigrationID(id: id)) {
            try TestStore.make(StoreSchema(migrations: [Migration(id, "SELECT 1")]))
        }
    }

    @Test func anIdThatIsThereTwiceIsRefused() {
        let twice = table("2026-11-21.10001-test-a", "testA")
        #expect(throws: StoreOpenError.badMigrationID(id: twice.id)) {
            try TestStore.make(StoreSchema(migrations: [twice, twice]))
        }
    }

    @Test func laterMigrationsKeepRowsAndLeaveAnEncryptedCopyFromBefore() async throws {
        let test = try TestStore.notes()
        try await test.add("kept")
        let folder = test.directory.appendingPathComponent("before-migration")
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        var again = test
        for serial in 2...5 {
            test.clock.advance(seconds: 60)
            again = try again.reopened {
                $0.schema.migrations.append(table("2026-11-21.1000\(serial)-test-more", "testMore\(serial)"))
            }
        }
        defer { again.remove() }
        #expect(try await again.titles() == ["kept"])
        let copies = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(copies.count == 2 && copies[1].hasSuffix("2026-11-21.10005-test-more.db"))
        let copy = folder.appendingPathComponent(copies[1])
        let report = try StoreCheck.verify(file: copy, key: try TestStore.key())
        #expect(report.isGood && report.lastMigration == "2026-11-21.10004-test-more" && report.rows["testNote"] == 1)
    }

    @Test func aChangedMigrationIsRefused() throws {
        let test = try TestStore.notes()
        #expect(throws: StoreOpenError.changedMigration(id: NoteSchema.migration.id)) {
            try test.reopened { $0.schema.migrations = [Migration(NoteSchema.migration.id, "SELECT 1")] }
        }
        try test.reopened().remove()
    }

    @Test func aDatabaseOfANewerVersionIsRefused() throws {
        let test = try TestStore.notes()
        #expect(throws: StoreOpenError.newerSchema(unknown: [NoteSchema.migration.id])) {
            try test.reopened { $0.schema.migrations = [] }
        }
        try test.reopened().remove()
    }

    @Test func aFailingMigrationIsUndoneAndNamed() async throws {
        let test = try TestStore.notes()
        try await test.add("kept")
        let bad = Migration(
            "2026-11-21.10002-test-bad", "CREATE TABLE testBad (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)")
        do {
            _ = try test.reopened { $0.schema.migrations.append(bad) }
            Issue.record("the migration was taken")
        } catch let error as StoreOpenError {
            #expect(error.code == "store.open.migrationFailed" && error.description.contains(bad.id))
        }
        let again = try test.reopened()
        defer { again.remove() }
        #expect(try await again.number("SELECT count(*) FROM sqlite_schema WHERE name = 'testBad'") == 0)
        #expect(try await again.titles() == ["kept"])
    }

    @Test func rowsThatReferToNothingAfterMigratingAreReported() throws {
        let test = try TestStore.notes()
        let broken = Migration(
            "2026-11-21.10002-test-broken",
            """
            CREATE TABLE testChild (id INTEGER PRIMARY KEY, folderID INTEGER NOT NULL) STRICT;
            INSERT INTO testChild (id, folderID) VALUES (1, 99);
            """)
        // The reference comes too late for the row that is there already.
        let late = Migration(
            "2026-11-21.10003-test-late",
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL)', 'NOT NULL REFERENCES testFolder (id))')
            WHERE name = 'testChild';
            PRAGMA writable_schema = RESET;
            """)
        #expect(throws: StoreOpenError.brokenReferences(tables: ["testChild"])) {
            try test.reopened { $0.schema.migrations += [broken, late] }
        }
        test.remove()
    }

    @Test func viewsAreMadeAnewAtEveryStart() async throws {
        let test = try TestStore.notes {
            $0.schema.views = ["DROP VIEW IF EXISTS testView; CREATE VIEW testView AS SELECT 1 AS value"]
        }
        #expect(try await test.number("SELECT value FROM testView") == 1)
        let again = try test.reopened {
            $0.schema.views = ["DROP VIEW IF EXISTS testView; CREATE VIEW testView AS SELECT 2 AS value"]
        }
        defer { again.remove() }
        #expect(try await again.number("SELECT value FROM testView") == 2)
    }
}
