import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct OpeningTests {
    /// What opening fails with, in words.
    private func failure(_ configuration: StoreConfiguration) -> StoreOpenError? {
        do {
            try Store.open(configuration).close()
            return nil
        } catch {
            return error as? StoreOpenError
        }
    }

    @Test func theFileIsCiphertextInADirectoryOfItsOwn() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.add("یہ ایک نوٹ ہے")
        try test.store.checkpoint()
        let file = test.directory.appendingPathComponent(StoreConfiguration.fileName)
        let bytes = try Data(contentsOf: file)
        #expect(!bytes.starts(with: "SQLite format 3".utf8))
        #expect(bytes.count.isMultiple(of: 4096))
        #expect(bytes.range(of: Data("testNote".utf8)) == nil)
        for (path, mode) in [(test.directory.path, 0o700), (file.path, 0o600)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == mode)
        }
    }

    @Test func committedRowsAreThereAfterReopening() async throws {
        let test = try TestStore.notes()
        try await test.add("kept")
        let again = try test.reopened()
        defer { again.remove() }
        #expect(try await again.titles() == ["kept"])
    }

    @Test func aWrongKeyIsSaidAndNothingIsChanged() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.add("kept")
        try test.store.close()
        let file = test.directory.appendingPathComponent(StoreConfiguration.fileName)
        let before = try Data(contentsOf: file)
        var wrong = test.configuration
        wrong.key = .random()
        #expect(failure(wrong) == .wrongKey(path: file.path))
        #expect(try Data(contentsOf: file) == before)
        #expect(failure(test.configuration) == nil)
    }

    @Test func aPlainDatabaseIsRefusedUntouched() throws {
        let directory = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent(StoreConfiguration.fileName)
        let plain = try DatabaseQueue(path: file.path)
        try plain.write { db in try db.execute(sql: "CREATE TABLE t (x)") }
        try plain.close()
        let before = try Data(contentsOf: file)
        #expect(before.starts(with: "SQLite format 3".utf8))
        #expect(throws: StoreOpenError.plainDatabase(path: file.path)) {
            try TestStore.make(directory: directory)
        }
        #expect(try Data(contentsOf: file) == before)
    }

    @Test(arguments: [10, 5000]) func rubbishIsNoDatabase(size: Int) throws {
        let directory = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent(StoreConfiguration.fileName)
        try Data(repeating: 7, count: size).write(to: file)
        #expect(throws: StoreOpenError.notADatabase(path: file.path)) { try TestStore.make(directory: directory) }
        #expect(try Data(contentsOf: file) == Data(repeating: 7, count: size))
    }

    @Test func aSecondHolderIsTurnedAwayByName() throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let pid = ProcessInfo.processInfo.processIdentifier
        #expect(failure(test.configuration) == .inUse(pid: pid, path: test.directory.path))
        #expect(StoreOpenError.inUse(pid: pid, path: "/x").description.contains("\(pid)"))
        try test.store.close()
        #expect(failure(test.configuration) == nil)
    }

    @Test func aFileInPlaceOfTheDirectoryIsRefused() throws {
        let path = TestStore.newDirectory()
        try Data("x".utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        #expect(throws: StoreOpenError.directoryMissing(path: path.path)) { try TestStore.make(directory: path) }
    }

    @Test func theWriterKeepsItsPromisesAboutTheDisk() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let answers = try await test.store.write(as: .user()) { tx in
            try ["synchronous", "foreign_keys", "wal_autocheckpoint", "journal_mode", "cipher_version"].map { name in
                let value: DatabaseValue? = try Row.fetchOne(tx.db, sql: "PRAGMA \(name)")?[0]
                return value.map { "\($0)" } ?? ""
            }
        }
        #expect(answers.prefix(3) == ["2", "1", "0"])
        #expect(answers[3].contains("wal") && answers[4].contains("4.19.0"))
    }

    @Test func aReadOnlyStoreReadsAndRefusesToWrite() async throws {
        let test = try TestStore.notes()
        try await test.add("kept")
        let again = try test.reopened { $0.isReadOnly = true }
        defer { again.remove() }
        #expect(try await again.titles() == ["kept"])
        await #expect(throws: Problem(.busy, "app.readOnly")) { try await again.add("more") }
    }

    @Test func theKeyNeverShowsItself() throws {
        let key = try TestStore.key()
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("5a") && !text.contains("90"))
        }
    }

    @Test func keyFilesAreRawOrHexadecimal() throws {
        let file = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: file) }
        let bytes = (0..<32).map { UInt8($0) }
        for content in [Data(bytes), Data((Hex.text(bytes) + "\n").utf8)] {
            try content.write(to: file)
            try DatabaseKey(file: file).withBytes { #expect($0 == bytes) }
        }
        try Data("short".utf8).write(to: file)
        #expect(throws: StoreOpenError.badKey) { try DatabaseKey(file: file) }
        try FileManager.default.removeItem(at: file)
        #expect(throws: StoreOpenError.keyUnreadable(path: file.path)) { try DatabaseKey(file: file) }
    }

    @Test func everyFailureHasACodeAndASentence() {
        let all: [StoreOpenError] = [
            .badKey, .keyUnreadable(path: "p"), .wrongKey(path: "p"), .plainDatabase(path: "p"),
            .notADatabase(path: "p"), .inUse(pid: nil, path: "p"), .directoryMissing(path: "p"),
            .directoryNotWritable(path: "p", reason: "r"), .diskFull(path: "p"), .newerSchema(unknown: ["m"]),
            .changedMigration(id: "m"), .badMigrationID(id: "m"), .migrationFailed(id: "m", reason: "r"),
            .brokenReferences(tables: ["t"]), .library(found: "a", wanted: "b"),
            .unsafeSetting(name: "n", found: "a", wanted: "b"), .damaged(path: "p", reason: "r"),
        ]
        #expect(Set(all.map(\.code)).count == all.count)
        #expect(all.allSatisfy { $0.description.hasSuffix(".") && $0.code.hasPrefix("store.open.") })
    }
}
