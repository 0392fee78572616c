import Foundation
import GRDB
import SehatCore
import TestKit
import Testing

@testable import SehatStore

@Suite struct JobTests {
    private struct Work: Codable { var note: String }

    private func enqueue(
        _ test: TestStore, _ note: String, kind: String = "test.work", notBefore: Instant? = nil, priority: Int = 0
    ) async throws {
        try await test.store.write(as: .user()) { tx in
            try tx.enqueue(Job(kind, payload: Work(note: note), notBefore: notBefore, priority: priority))
        }
    }

    private func runner(_ test: TestStore, _ handlers: JobHandler...) -> JobRunner {
        JobRunner(
            store: test.store, handlers: handlers, logger: test.configuration.logger, random: { 0 })
    }

    @Test func aJobRunsOnceAfterItsCommit() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let done = Locked<[String]>([])
        let runner = runner(
            test,
            JobHandler("test.work") { job in
                let work: Work = try job.payload()
                done.withLock { $0.append("\(work.note) \(job.attempt)") }
            })
        _ = try? await test.store.write(as: .user()) { tx in
            try tx.enqueue(Job("test.work", payload: Work(note: "undone")))
            throw Problem.stale
        }
        try await enqueue(test, "چھاپو")
        #expect(try await runner.runDue() == 1)
        #expect(try await runner.runDue() == 0)
        #expect(done.withLock { $0 } == ["چھاپو 1"])
        #expect(try await test.number("SELECT count(*) FROM storeJob") == 0)
    }

    @Test func failuresAreTriedAgainLaterAndThenLeftForPeople() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let attempts = Locked(0)
        let announced = Seen()
        test.store.observe("store.job") { announcement in announced.add(announcement) }
        let runner = runner(
            test,
            JobHandler("test.work", maxAttempts: 3) { _ in
                attempts.withLock { $0 += 1 }
                throw JobFailure("the printer is out of paper")
            })
        try await enqueue(test, "x")
        #expect(try await runner.runDue() == 1)
        #expect(try await runner.runDue() == 0)
        test.clock.advance(seconds: 2)
        #expect(try await runner.runDue() == 1)
        test.clock.advance(seconds: 3)
        #expect(try await runner.runDue() == 0)
        test.clock.advance(seconds: 1)
        #expect(try await runner.runDue() == 1)
        test.clock.advance(seconds: 86_400)
        #expect(try await runner.runDue() == 0)
        let dead = try await test.store.read(as: .user()) { tx in try JobOutbox.list(.dead, in: tx) }
        #expect(dead.count == 1 && dead[0].attempt == 3 && dead[0].error == "the printer is out of paper")
        #expect(announced.all.map(\.topic) == ["store.job.dead"] && attempts.withLock { $0 } == 3)
        try await test.store.write(as: .user()) { tx in try JobOutbox.revive(dead[0].id, in: tx) }
        #expect(try await runner.runDue() == 1)
    }

    /// A server that starts does what an upgrade has left to do, in all its steps, and nothing else before it serves.
    @Test func whatComesFirstIsDoneByItself() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let done = Locked<[String]>([])
        let runner = runner(
            test,
            JobHandler("test.work") { job in
                let work: Work = try job.payload()
                done.withLock { $0.append(work.note) }
            },
            JobHandler("test.upgrade", width: 1, comesFirst: true) { job in
                let work: Work = try job.payload()
                _ = try await job.finish { tx in
                    if work.note == "a" { try tx.enqueue(Job("test.upgrade", payload: Work(note: "b"))) }
                }
                done.withLock { $0.append(work.note) }
            })
        try await enqueue(test, "later")
        try await test.store.write(as: .user()) { tx in
            try tx.enqueue(Job("test.upgrade", payload: Work(note: "a")))
        }
        #expect(try await runner.runFirst() == 2)
        #expect(done.withLock { $0 } == ["a", "b"])
        #expect(try await runner.runFirst() == 0)
        #expect(try await runner.runDue() == 1)
    }

    /// What is to be tried again in two seconds is not kept waiting for a day by a clock that was set back by one.
    @Test func aJobThatWaitsRunsAlthoughTheClockWasSetBack() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let done = Locked(0)
        let runner = runner(test, JobHandler("test.work") { _ in done.withLock { $0 += 1 } })
        try await enqueue(test, "x", notBefore: TestStore.start.adding(seconds: 2))
        try await test.add("at the start")
        test.clock.advance(seconds: -86_400)
        #expect(try await runner.runDue() == 0)
        test.clock.advance(seconds: 4)
        #expect(try await runner.runDue() == 1)
        #expect(done.withLock { $0 } == 1)
    }

    @Test func aFinalFailureIsNotTriedAgain() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let runner = runner(test, JobHandler("test.work") { _ in throw JobFailure("no such printer", isFinal: true) })
        try await enqueue(test, "x")
        _ = try await runner.runDue()
        let counts = try await test.store.read(as: .user()) { tx in try JobOutbox.counts(in: tx) }
        #expect(counts == [.dead: 1])
        let id = try await test.store.read(as: .user()) { tx in try JobOutbox.list(.dead, in: tx)[0].id }
        try await test.store.write(as: .user()) { tx in try JobOutbox.discard(id, reason: "obsolete", in: tx) }
        await #expect(throws: Problem.notFound("job")) {
            try await test.store.write(as: .user()) { tx in try JobOutbox.discard(id, reason: "again", in: tx) }
        }
    }

    @Test func priorityThenAgeDecidesAndTheFutureWaits() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let order = Locked<[String]>([])
        let runner = runner(
            test,
            JobHandler("test.work", width: 1) { job in
                let work: Work = try job.payload()
                order.withLock { $0.append(work.note) }
            })
        try await enqueue(test, "first")
        try await enqueue(test, "later", notBefore: TestStore.start.adding(seconds: 60))
        try await enqueue(test, "urgent", priority: 5)
        try await enqueue(test, "second")
        try await enqueue(test, "unknown", kind: "test.other")
        #expect(try await runner.runDue() == 3)
        test.clock.advance(seconds: 60)
        #expect(try await runner.runDue() == 1)
        #expect(order.withLock { $0 } == ["urgent", "first", "second", "later"])
    }

    @Test func jobsThatRanWhenTheProcessEndedRunAgain() async throws {
        let test = try TestStore.notes()
        try await enqueue(test, "x")
        try await test.store.write(as: .system("test")) { tx in
            try tx.housekeeping {
                try tx.db.execute(sql: "UPDATE storeJob SET state = 'running', attempt = 1, startedAt = 0")
            }
        }
        let again = try test.reopened()
        defer { again.remove() }
        let attempt = Locked(0)
        let runner = runner(again, JobHandler("test.work") { job in attempt.withLock { $0 = job.attempt } })
        #expect(try await runner.runDue() == 1)
        #expect(attempt.withLock { $0 } == 2)
    }

    @Test func theResultAndTheEndOfAJobAreOneTransaction() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let runner = runner(
            test,
            JobHandler("test.work") { job in
                let first = try await job.finish { tx in try NoteSchema.add("made by the job", in: tx).id }
                let second = try await job.finish { tx in try NoteSchema.add("made twice", in: tx).id }
                #expect(first != nil && second == nil)
            })
        try await enqueue(test, "x")
        #expect(try await runner.runDue() == 1)
        #expect(try await test.titles() == ["made by the job"])
        let entry = try await test.store.read(as: .user()) { tx in
            try AuditLog.newest(AuditFilter(), limit: 1, in: tx).first
        }
        #expect(entry?.actor.username == "job.test.work")
    }

    @Test func storedFailuresHoldNoValues() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let runner = runner(
            test,
            JobHandler("test.work") { job in
                try await job.store.write(as: job.principal) { tx in
                    try tx.db.execute(sql: "INSERT INTO testFolder (id, name) VALUES (?, ?)", arguments: [1, "secret"])
                }
            })
        try await enqueue(test, "x")
        _ = try await runner.runDue()
        let jobs = try await test.store.read(as: .user()) { tx in try JobOutbox.list(.queued, in: tx) }
        #expect(jobs[0].error == "app.internal")
        #expect(JobErrorText.of(DatabaseError(message: "m", sql: "SELECT 'secret'")) == "SQLite 1: m")
    }

    @Test func aRunnerWakesUpOnCommit() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let (finished, signal) = AsyncStream.makeStream(of: String.self)
        let runner = runner(
            test,
            JobHandler("test.work") { job in
                let work: Work = try job.payload()
                signal.yield(work.note)
            })
        let task = Task { await runner.run() }
        defer { task.cancel() }
        var notes = finished.makeAsyncIterator()
        for note in ["one", "two", "three"] {
            try await enqueue(test, note)
            #expect(await notes.next() == note)
        }
    }

    @Test func aRunnerThatSleptUntilAJobWasDueStillWakesUp() async throws {
        let test = try TestStore.make(NoteSchema.schema) { $0.clock = .system }
        defer { test.remove() }
        let (finished, signal) = AsyncStream.makeStream(of: String.self)
        let runner = runner(
            test,
            JobHandler("test.work") { job in
                let work: Work = try job.payload()
                signal.yield(work.note)
            })
        let task = Task { await runner.run() }
        var notes = finished.makeAsyncIterator()
        for round in 0..<3 {
            let soon = Instant(milliseconds: WallClock.system.now.milliseconds + 40)
            try await enqueue(test, "due \(round)", notBefore: soon)
            #expect(await notes.next() == "due \(round)")
            try await enqueue(test, "now \(round)")
            #expect(await notes.next() == "now \(round)")
        }
        task.cancel()
        await task.value
    }

    @Test func aStuckKindDoesNotHoldUpTheOthers() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let (finished, signal) = AsyncStream.makeStream(of: String.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let runner = runner(
            test,
            JobHandler("test.stuck", width: 1) { _ in
                signal.yield("stuck begins")
                for await _ in gate { return }
            },
            JobHandler("test.work") { _ in signal.yield("work done") })
        let task = Task { await runner.run() }
        var notes = finished.makeAsyncIterator()
        try await enqueue(test, "1", kind: "test.stuck")
        #expect(await notes.next() == "stuck begins")
        try await enqueue(test, "2", kind: "test.stuck")
        try await enqueue(test, "3")
        #expect(await notes.next() == "work done")
        open.yield()
        #expect(await notes.next() == "stuck begins")
        task.cancel()
        await task.value
    }

    @Test func theTimesBetweenAttemptsGrowToAnHour() {
        #expect((1...5).map { JobRunner.backOff(attempt: $0, random: 0) } == [2, 4, 8, 16, 32])
        #expect(JobRunner.backOff(attempt: 40, random: 0) == 3600)
        #expect(JobRunner.backOff(attempt: 4, random: 1) == 8)
        #expect(JobRunner.backOff(attempt: 1, random: 1) == 1)
    }
}
