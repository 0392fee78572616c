import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct TxTests {
    @Test func refusedRowsAreExplained() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let note = try await test.add("one")
        let cases: [(Problem, @Sendable (Tx) throws -> Void)] = [
            (NoteSchema.titleTaken, { tx in _ = try NoteSchema.add("one", in: tx) }),
            (NoteSchema.tooManyStars, { tx in _ = try NoteSchema.add("two", stars: 6, in: tx) }),
            (NoteSchema.titleMissing, { tx in _ = try NoteSchema.add("", in: tx) }),
            (NoteSchema.folderMissing, { tx in _ = try NoteSchema.add("two", folder: ID(rawValue: 9), in: tx) }),
            (NoteSchema.folderUsed, { tx in try tx.db.execute(sql: "DELETE FROM testFolder WHERE id = 1") }),
            (
                Problem.notFound("testNote"),
                { tx in
                    var gone = note
                    gone.id = ID(rawValue: 1)
                    try gone.update(tx.db)
                }
            ),
        ]
        for (problem, body) in cases {
            await #expect(throws: problem) { try await test.store.write(as: .user(), body) }
        }
        #expect(try await test.titles() == ["one"])
    }

    @Test func anUnforeseenRefusalIsAnIncident() async throws {
        let log = LogRecorder()
        let test = try TestStore.notes { $0.logger = log.logger }
        defer { test.remove() }
        do {
            try await test.store.write(as: .user()) { tx in
                try tx.db.execute(
                    sql: "INSERT INTO testNote (id, folderID, stars, title, version) VALUES (1, 1, 1, 'نام', NULL)")
            }
            Issue.record("the row was taken")
        } catch let problem as Problem {
            #expect(problem.code == "app.internal")
            #expect(log.text.contains(problem.params["incident"] ?? "?") && log.text.contains("testNote.version"))
            #expect(!log.text.contains("نام"))
        }
    }

    @Test func aRowIsReadAsItStandsInTheTransaction() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let (one, two) = (try await test.add("one"), try await test.add("two"))
        let seen = try await test.store.write(as: .user()) { tx in
            var note = try #require(try tx.row(Note.self, one.id))
            note.title = "changed"
            try note.update(tx.db)
            tx.audit("test.note.changed", note.id)
            let missing = try tx.row(Note.self, ID<Note>(rawValue: 9))
            #expect(missing == nil)
            return [try tx.row(Note.self, one.id)?.title, try tx.row(Note.self, two.id)?.title]
        }
        #expect(seen == ["changed", "two"])
        let read = try await test.store.read(as: .user()) { tx in try tx.row(Note.self, one.id) }
        #expect(read?.title == "changed")
    }

    @Test func columnsKeepTheValuesOfTheBase() async throws {
        struct Everything: Codable, FetchableRecord, PersistableRecord, Equatable {
            static let databaseTableName = "testEverything"
            var id: ID<Everything>
            var at: Instant
            var day: CalendarDay?
            var language: Language
            var name: LocalizedText
            var currency: Currency
            var other: ID<Note>?
        }
        let test = try TestStore.make(
            StoreSchema(migrations: [
                Migration(
                    "2026-11-21.10001-test-everything",
                    """
                    CREATE TABLE testEverything (
                        id INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, day TEXT, language TEXT NOT NULL,
                        name TEXT NOT NULL, currency TEXT NOT NULL, other INTEGER
                    ) STRICT
                    """)
            ]))
        defer { test.remove() }
        let row = Everything(
            id: ID(rawValue: 4), at: TestStore.start, day: CalendarDay(year: 1999, month: 2, day: 28), language: .ur,
            name: LocalizedText(en: "Fee", ur: "فیس"), currency: .PKR, other: nil)
        try await test.store.write(as: .user()) { tx in
            try row.insert(tx.db)
            tx.audit("test.everything", row.id)
        }
        let (read, types) = try await test.store.read(as: .user()) { tx in
            let found = try Everything.find(tx.db, key: row.id)
            let types = try String.fetchOne(
                tx.db, sql: "SELECT typeof(id) || typeof(at) || day || language || name FROM testEverything")
            return (found, types)
        }
        #expect(read == row)
        #expect(types == "integerinteger1999-02-28ur{\"en\":\"Fee\",\"ur\":\"فیس\"}")
    }

    @Test func settingsAndTheProfileAreReadBack() async throws {
        let test = try TestStore.notes()
        let profile = HospitalProfile(name: LocalizedText(en: "Shifa", ur: "شفا"), currency: .INR)
        try await test.store.write(as: .user()) { tx in
            try tx.setSetting("test.limits", ["a": 1])
            try tx.setHospital(profile)
            #expect(tx.hospital == profile)
            tx.audit("test.settings")
        }
        #expect(test.store.hospital == profile)
        let again = try test.reopened()
        defer { again.remove() }
        #expect(again.store.hospital == profile)
        let limits: [String: Int]? = try await again.store.read(as: .user()) { tx in try tx.setting("test.limits") }
        #expect(limits == ["a": 1])
        let nothing: Int? = try await again.store.read(as: .user()) { tx in try tx.setting("none") }
        #expect(nothing == nil)
    }

    @Test func aFailedCommandLeavesTheProfileAlone() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let before = test.store.hospital
        await #expect(throws: Problem.stale) {
            try await test.store.write(as: .user()) { tx in
                try tx.setHospital(HospitalProfile(name: LocalizedText(en: "Other")))
                tx.audit("test.settings")
                throw Problem.stale
            }
        }
        #expect(test.store.hospital == before)
    }

    @Test func announcementsComeAfterTheCommitOnly() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let stream = test.store.subscribe()
        let seen = Seen()
        test.store.observe("test.") { announcement in seen.add(announcement) }
        _ = try? await test.store.write(as: .user()) { tx in
            tx.announce("test.lost", "1")
            throw Problem.stale
        }
        try await test.store.write(as: .user()) { tx in
            tx.announce("test.kept", "2")
            tx.announce("other", "3")
        }
        #expect(seen.all == [Announcement(topic: "test.kept", id: "2")])
        var iterator = stream.makeAsyncIterator()
        #expect(await iterator.next() == Announcement(topic: "test.kept", id: "2"))
        #expect(await iterator.next() == Announcement(topic: "other", id: "3"))
    }

    @Test func timesAndIdsGrowAlthoughTheClockIsSetBack() async throws {
        let log = LogRecorder()
        let test = try TestStore.notes { $0.logger = log.logger }
        let first = try await test.add("first")
        test.clock.advance(seconds: -86_400)
        let again = try test.reopened()
        defer { again.remove() }
        let second = try await again.add("second")
        #expect(second.id > first.id)
        let (now, times) = try await again.store.read(as: .user()) { tx in
            (tx.now, try Instant.fetchAll(tx.db, sql: "SELECT at FROM storeAudit ORDER BY seq"))
        }
        #expect(times == [TestStore.start, TestStore.start] && now == TestStore.start)
        #expect(log.text.components(separatedBy: "clock was set back").count == 2)
        again.clock.set(TestStore.start.adding(seconds: 60))
        try await again.add("third")
        #expect(try await again.number("SELECT max(at) FROM storeAudit") == TestStore.start.milliseconds + 60_000)
    }

    /// An hour back: time goes on from the newest entry at half the clock's pace, never stands and never goes back, also when
    /// the clock is set back once more, and is the clock's again after two hours.
    @Test func timeGoesOnAfterTheClockWasSetBack() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.add("first")
        test.clock.advance(seconds: -3600)
        #expect(test.store.now == TestStore.start)
        test.clock.advance(seconds: 60)
        #expect(test.store.now == TestStore.start.adding(seconds: 30))
        try await test.add("second")
        #expect(try await test.number("SELECT max(at) FROM storeAudit") == TestStore.start.milliseconds + 30_000)
        test.clock.advance(seconds: -600)
        #expect(test.store.now == TestStore.start.adding(seconds: 30))
        var last = test.store.now
        for _ in 0..<137 {
            test.clock.advance(seconds: 60)
            #expect(test.store.now > last && test.store.now > test.clock.now)
            last = test.store.now
        }
        #expect(last.milliseconds - test.clock.now.milliseconds == 60_000)
        test.clock.advance(seconds: 120)
        #expect(test.store.now == test.clock.now)
    }
}

/// Collects announcements from the writer.
final class Seen: Sendable {
    private let list = Locked<[Announcement]>([])
    var all: [Announcement] { list.withLock { $0 } }
    func add(_ announcement: Announcement) { list.withLock { $0.append(announcement) } }
}
