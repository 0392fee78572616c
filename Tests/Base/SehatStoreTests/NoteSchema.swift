import GRDB
import SehatCore
import SehatStore
import TestKit

/// A small module for the tests: notes with a unique title, in folders.
struct Note: Codable, FetchableRecord, PersistableRecord, Equatable {
    static let databaseTableName = "testNote"
    var id: ID<Note>
    var folderID: ID<Folder>
    var title: String
    var stars: Int64
    var version: Int64
}

enum Folder {}

enum NoteSchema {
    static let folder = ID<Folder>(rawValue: 1)
    static let titleTaken = Problem(.conflict, "test.titleTaken")
    static let folderMissing = Problem(.invalid, "test.folderMissing")
    static let folderUsed = Problem(.conflict, "test.folderUsed")
    static let tooManyStars = Problem(.invalid, "test.tooManyStars")
    static let titleMissing = Problem(.invalid, "test.titleMissing")

    static let migration = Migration(
        "2026-11-21.10001-test-note",
        """
        CREATE TABLE testFolder (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL) STRICT;
        INSERT INTO testFolder (id, name) VALUES (1, 'first');
        CREATE TABLE testNote (
            id INTEGER NOT NULL PRIMARY KEY,
            folderID INTEGER NOT NULL CONSTRAINT testNoteFolder REFERENCES testFolder (id),
            title TEXT NOT NULL CONSTRAINT testNoteTitle CHECK (title <> ''),
            stars INTEGER NOT NULL CONSTRAINT testNoteStars CHECK (stars <= 5),
            version INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX testNoteTitleOnce ON testNote (folderID, title);
        """)

    static let schema = StoreSchema(
        migrations: [migration],
        violations: [
            "testNoteTitleOnce": titleTaken, "testNote.foreignKey": folderMissing,
            "testFolder.referenced": folderUsed, "testNoteStars": tooManyStars, "testNoteTitle": titleMissing,
        ])

    static func add(_ title: String, stars: Int64 = 0, folder: ID<Folder> = folder, in tx: Tx) throws -> Note {
        let note = Note(id: tx.newID(), folderID: folder, title: title, stars: stars, version: 1)
        try note.insert(tx.db)
        tx.audit("test.note.added", note.id, ["stars": .number(stars)])
        return note
    }
}

extension TestStore {
    static func notes(_ adjust: (inout StoreConfiguration) -> Void = { _ in }) throws -> TestStore {
        try make(NoteSchema.schema, adjust: adjust)
    }

    @discardableResult
    func add(_ title: String, stars: Int64 = 0) async throws -> Note {
        try await store.write(as: .user()) { tx in try NoteSchema.add(title, stars: stars, in: tx) }
    }

    func titles() async throws -> [String] {
        try await store.read(as: .user()) { tx in
            try String.fetchAll(tx.db, sql: "SELECT title FROM testNote ORDER BY id")
        }
    }

    func number(_ sql: String) async throws -> Int64 {
        try await store.read(as: .user()) { tx in try Int64.fetchOne(tx.db, sql: sql) ?? -1 }
    }
}
