import Backup
import Crypto
import Foundation
import GRDB
import Glibc
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct BackupTests {
    private static let schema = StoreSchema(migrations: [
        Migration("2026-11-21.1-test-note", "CREATE TABLE testNote (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    ])

    private enum Note {}

    private func store(rows: Int) async throws -> TestStore {
        let kit = try TestStore.make(Self.schema)
        for row in 0..<rows {
            try await kit.store.write(as: .system("test")) { tx in
                let id = tx.newID(Note.self)
                try tx.db.execute(
                    sql: "INSERT INTO testNote VALUES (?, ?)",
                    arguments: [id, String(repeating: "x", count: 200 + row)])
                tx.audit("test.note.made", id)
            }
        }
        return kit
    }

    private func backups(_ kit: TestStore, keep: Int = 3) -> Backups {
        Backups(
            directory: kit.directory.appending(path: "backups"), dataDirectory: kit.directory, product: "test",
            keep: keep)
    }

    @Test func aBackupIsCheckedAndComesBackWhole() async throws {
        let kit = try await store(rows: 50)
        defer { kit.remove() }
        let code = KeyRecovery.Code.random()
        try KeyRecovery(wrapping: TestStore.key(), with: code).write(in: kit.directory)
        let manifest = try backups(kit).make(of: kit.store, key: TestStore.key())
        #expect(manifest.verifiedAt != nil)
        #expect(manifest.auditSequence >= 50)

        let folder = backups(kit).directory.appending(path: manifest.name)
        let target = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: target) }
        let typed = try #require(KeyRecovery.Code(code.text.lowercased().replacing("-", with: " ")))
        _ = try Restoring.restore(folder, to: target, opener: .code(typed))
        var configuration = kit.configuration
        configuration.directory = target
        let restored = try Store.open(configuration)
        defer { try? restored.close() }
        let count = try await restored.read(as: .system("test")) { tx in
            try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM testNote")
        }
        #expect(count == 50)
        #expect(try AuditVerifier.verify(restored).isWhole)
    }

    @Test func writingGoesOnWhileABackupIsMade() async throws {
        let kit = try await store(rows: 20)
        defer { kit.remove() }
        let backups = backups(kit)
        async let written: Void = {
            for _ in 0..<200 {
                try await kit.store.write(as: .system("test")) { tx in
                    let id = tx.newID(Note.self)
                    try tx.db.execute(sql: "INSERT INTO testNote VALUES (?, 'during')", arguments: [id])
                    tx.audit("test.note.made", id)
                }
            }
        }()
        let manifest = try backups.make(of: kit.store, key: TestStore.key())
        try await written
        #expect(try backups.verify(manifest.name, key: TestStore.key(), now: TestStore.start).isGood)
    }

    @Test func everyChangedByteIsFound() async throws {
        let kit = try await store(rows: 30)
        defer { kit.remove() }
        let manifest = try backups(kit).make(of: kit.store, key: TestStore.key())
        let file = backups(kit).directory.appending(path: manifest.name).appending(path: "sehat.db")
        let original = try Data(contentsOf: file)
        for position in stride(from: 5000, to: original.count, by: original.count / 8) {
            var changed = original
            changed[position] ^= 1
            try changed.write(to: file)
            let check = try backups(kit).verify(manifest.name, key: TestStore.key(), now: TestStore.start)
            #expect(!check.isGood, "byte \(position)")
        }
        try original.write(to: file)
        #expect(try backups(kit).verify(manifest.name, key: TestStore.key(), now: TestStore.start).isGood)
    }

    @Test func aPageOfAnEarlierStateIsFoundThoughItsOwnCodeIsGood() async throws {
        let kit = try await store(rows: 30)
        defer { kit.remove() }
        let (backups, key) = (backups(kit), try TestStore.key())
        func file(_ manifest: BackupManifest) -> URL {
            backups.directory.appending(path: manifest.name).appending(path: "sehat.db")
        }
        let earlier = try Data(contentsOf: file(backups.make(of: kit.store, key: key, depth: .pages)))
        kit.clock.advance(seconds: 60)
        try await kit.store.write(as: .system("test")) { tx in
            try tx.db.execute(sql: "UPDATE testNote SET text = 'y'")
            tx.audit("test.note.changed")
        }
        let manifest = try backups.make(of: kit.store, key: key, depth: .pages)
        let now = try Data(contentsOf: file(manifest))
        let pages = (0..<min(earlier.count, now.count) / 4096).map { ($0 * 4096)..<(($0 + 1) * 4096) }
        let changed = try #require(pages.last { earlier[$0] != now[$0] })
        var mixed = now
        mixed[changed] = earlier[changed]
        try mixed.write(to: file(manifest))
        let report = try StoreCheck.verify(file: file(manifest), key: key, depth: .pages)
        #expect(!report.faults.contains { $0.contains("pages are damaged") })
        let check = try Backups.check(backups.directory.appending(path: manifest.name), key: key, depth: .pages)
        #expect(check.faults.first == "the database file is not the one that was written")
    }

    @Test func backupsOfTheFirstFormatAreCheckedByTheirDigest() async throws {
        let kit = try await store(rows: 5)
        defer { kit.remove() }
        let name = try backups(kit).make(of: kit.store, key: TestStore.key()).name
        let folder = backups(kit).directory.appending(path: name)
        let manifest = folder.appending(path: "manifest.json")
        var fields = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: manifest)) as? [String: Any])
        fields["codes"] = nil
        fields["format"] = 1
        for (digest, isGood) in [
            (Hex.text(SHA256.hash(data: try Data(contentsOf: folder.appending(path: "sehat.db")))), true),
            (String(repeating: "0", count: 64), false),
        ] {
            fields["sha256"] = digest
            try JSONSerialization.data(withJSONObject: fields).write(to: manifest)
            #expect(try Backups.check(folder, key: TestStore.key()).isGood == isGood)
        }
        fields["sha256"] = nil
        try JSONSerialization.data(withJSONObject: fields).write(to: manifest)
        #expect(throws: BackupError.self) { try Backups.check(folder, key: TestStore.key()) }
    }

    @Test func aWrongCodeOrKeyLeavesNothingBehind() async throws {
        let kit = try await store(rows: 5)
        defer { kit.remove() }
        try KeyRecovery(wrapping: TestStore.key(), with: .random()).write(in: kit.directory)
        let manifest = try backups(kit).make(of: kit.store, key: TestStore.key())
        let folder = backups(kit).directory.appending(path: manifest.name)
        let target = TestStore.newDirectory()
        #expect(throws: BackupError.wrongRecoveryCode) {
            try Restoring.restore(folder, to: target, opener: .code(.random()))
        }
        #expect(throws: (any Error).self) {
            try Restoring.restore(folder, to: target, opener: .key(.random()))
        }
        #expect(!FileManager.default.fileExists(atPath: target.path))
    }

    @Test func aDirectoryInUseIsNotWrittenOver() async throws {
        let kit = try await store(rows: 1)
        defer { kit.remove() }
        let manifest = try backups(kit).make(of: kit.store, key: TestStore.key())
        let folder = backups(kit).directory.appending(path: manifest.name)
        #expect(throws: BackupError.targetNotEmpty(kit.directory.path)) {
            try Restoring.restore(folder, to: kit.directory, opener: .key(TestStore.key()))
        }
    }

    @Test func onlyTheNewestBackupsAreKept() async throws {
        let kit = try await store(rows: 1)
        defer { kit.remove() }
        var names: [String] = []
        for _ in 0..<5 {
            kit.clock.advance(seconds: 60)
            names.append(try backups(kit, keep: 2).make(of: kit.store, key: TestStore.key()).name)
        }
        #expect(backups(kit).list().map(\.name) == names.suffix(2).reversed())
    }

    @Test func recoveryCodesAreReadAsPeopleWriteThem() throws {
        let code = KeyRecovery.Code.random()
        #expect(code.text.count == 39)
        #expect(KeyRecovery.Code(code.text.lowercased().replacing("0", with: "o").replacing("1", with: "l")) == code)
        #expect(KeyRecovery.Code("not a code") == nil)
        #expect("\(code)".contains(code.text) == false)
    }

    @Test func whatIsDamagedIsListedWithItsName() async throws {
        let kit = try await store(rows: 5)
        defer { kit.remove() }
        let backups = backups(kit)
        let names = try (0..<3).map { _ in
            kit.clock.advance(seconds: 60)
            return try backups.make(of: kit.store, key: TestStore.key()).name
        }
        func file(_ index: Int, _ name: String) -> URL { backups.directory.appending(path: "\(names[index])/\(name)") }
        try Data("{".utf8).write(to: file(0, "manifest.json"))
        let handle = try FileHandle(forUpdating: file(1, "sehat.db"))
        try handle.truncate(atOffset: 4096 * 3)
        try handle.close()
        #expect(backups.broken().map(\.name) == [names[0]])
        #expect(backups.list().map(\.name) == [names[2], names[1]])
        #expect(backups.list()[1].damage?.contains("12288 bytes") == true && backups.list()[1].verifiedAt == nil)
        var bytes = try Data(contentsOf: file(2, "sehat.db"))
        bytes[9000] ^= 1
        try bytes.write(to: file(2, "sehat.db"))
        #expect(backups.list()[0].damage == nil)
        #expect(try !backups.verify(names[2], key: TestStore.key(), now: kit.store.now).isGood)
        #expect(
            backups.list()[0].damage?.contains("pages are damaged: 3") == true && backups.list()[0].verifiedAt == nil)
    }

    @Test func otherRowCountsThanTheManifestsAreAFault() async throws {
        let kit = try await store(rows: 5)
        defer { kit.remove() }
        let name = try backups(kit).make(of: kit.store, key: TestStore.key()).name
        let folder = backups(kit).directory.appending(path: name)
        let file = folder.appending(path: "manifest.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("\"testNote\" : 5"))
        try text.replacing("\"testNote\" : 5", with: "\"testNote\" : 6").write(
            to: file, atomically: true, encoding: .utf8)
        let check = try Backups.check(folder, key: TestStore.key())
        #expect(check.faults == ["the manifest counts other rows in testNote"])
    }

    @Test func restoringInPlaceKeepsWhatWasThere() async throws {
        let kit = try await store(rows: 5)
        defer { kit.remove() }
        let name = try backups(kit).make(of: kit.store, key: TestStore.key()).name
        let place = InPlaceRestoring(directory: kit.directory)
        #expect(throws: StoreOpenError.self) { try place.lock() }
        try await kit.store.write(as: .system("test")) { tx in
            try tx.db.execute(sql: "INSERT INTO testNote VALUES (?, 'later')", arguments: [tx.newID(Note.self)])
            tx.audit("test.note.made")
        }
        try kit.store.close()
        // As a killed server leaves its socket: nothing that can be opened.
        #expect(mkfifo(kit.directory.appending(path: "sehat.sock").path, 0o600) == 0)
        let lock = try place.lock()
        _ = try Restoring.restore(
            backups(kit).directory.appending(path: name), to: place.draft, opener: .key(TestStore.key()))
        let aside = try place.swap(at: kit.clock.now)
        lock.release()
        func count(_ directory: URL) async throws -> Int? {
            var configuration = kit.configuration
            configuration.directory = directory
            let store = try Store.open(configuration)
            defer { try? store.close() }
            return try await store.read(as: .system("test")) {
                try Int.fetchOne($0.db, sql: "SELECT count(*) FROM testNote")
            }
        }
        #expect(try await count(kit.directory) == 5)
        #expect(try await count(aside) == 6)
        #expect(!FileManager.default.fileExists(atPath: place.draft.path))
    }
}
