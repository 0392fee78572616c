import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import Synchronization
import TestKit
import Testing

@testable import Schedule

@Suite struct SchedulerTests {
    private static let manager = Principal.user("ayesha", .scheduleRead, .scheduleManage)

    /// Counts runs, and fails when it is told to.
    private final class Work: Sendable {
        struct Broken: Error, CustomStringConvertible { let description = "the disk is missing" }
        private let state = Mutex((runs: 0, isBroken: false))

        var runs: Int { state.withLock { $0.runs } }
        func breakDown(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }
        func run() throws -> String {
            try state.withLock { state in
                state.runs += 1
                if state.isBroken { throw Broken() }
                return "run \(state.runs)"
            }
        }
    }

    private struct Ground {
        let work = Work()
        let scheduler: Scheduler
        let kit: TestStore

        /// A task that is due every night at two, Karachi time; now it is half past ten in the morning.
        init(standard: String = "0 2 * * *") async throws {
            let work = work
            let tasks = [ScheduledTask("test.night", standard: Timetable(standard)) { _ in try work.run() }]
            scheduler = Scheduler(tasks, logger: LogRecorder().logger)
            kit = try TestStore.make([ScheduleModule.module(scheduler)])
            try await scheduler.begin(kit.store)
        }

        func runs() async throws -> [ScheduleRun] {
            try await kit.store.read(as: .system()) { tx in
                try ScheduleBook.runs("test.night", limit: 200, after: nil, in: tx).items
            }
        }

        func routed(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
            try await kit.routed([ScheduleModule.module(scheduler)], as: SchedulerTests.manager, body)
        }
    }

    @Test func aTaskRunsWhenItIsDueAndOnceOnly() async throws {
        let ground = try await Ground()
        defer { ground.kit.remove() }
        #expect(await ground.scheduler.runDue(ground.kit.store) == [])
        ground.kit.clock.advance(seconds: 15 * 3600 + 1800 + 5)
        #expect(await ground.scheduler.runDue(ground.kit.store) == ["test.night"])
        #expect(await ground.scheduler.runDue(ground.kit.store) == [])
        let run = try #require(try await ground.runs().first)
        #expect(run.state == .done && run.words == "run 1" && run.missed == 0 && run.startedBy == "schedule")
        #expect(run.dueAt.description == "2026-11-21T21:00:00.000Z" && run.endedAt != nil)
    }

    @Test func whatWasMissedWhileTheServerWasOffIsMadeUpForOnce() async throws {
        let ground = try await Ground()
        ground.kit.clock.advance(seconds: 5 * 86_400)
        let kit = try ground.kit.reopened()
        defer { kit.remove() }
        try await ground.scheduler.begin(kit.store)
        #expect(await ground.scheduler.runDue(kit.store) == ["test.night"])
        #expect(await ground.scheduler.runDue(kit.store) == [])
        let runs = try await kit.store.read(as: .system()) { tx in
            try ScheduleBook.runs("test.night", limit: 10, after: nil, in: tx).items
        }
        #expect(runs.count == 1 && runs.first?.missed == 4)
    }

    @Test func aFailureIsKeptAndTriedAgainAnHourLater() async throws {
        let ground = try await Ground()
        defer { ground.kit.remove() }
        ground.work.breakDown(true)
        ground.kit.clock.advance(seconds: 16 * 3600)
        await ground.scheduler.runDue(ground.kit.store)
        let failed = try #require(try await ground.runs().first)
        #expect(failed.state == .failed && failed.words == "the disk is missing")
        ground.kit.clock.advance(seconds: 3599)
        #expect(await ground.scheduler.runDue(ground.kit.store) == [])
        ground.work.breakDown(false)
        ground.kit.clock.advance(seconds: 2)
        #expect(await ground.scheduler.runDue(ground.kit.store) == ["test.night"])
        #expect(try await ground.runs().map(\.state) == [.done, .failed])
        ground.kit.clock.advance(seconds: 7200)
        #expect(await ground.scheduler.runDue(ground.kit.store) == [], "a run that went well is tried again")
    }

    /// Looking every minute writes nothing while it finds the same; a change is noted at once, a failure each time.
    @Test func aQuietTaskIsNotedWhenItComesToSomethingElse() async throws {
        let found = Mutex<Int?>(0)
        let count = Mutex(0)
        let task = ScheduledTask("test.look", standard: Timetable("* * * * *"), retrySeconds: 60, isQuiet: true) { _ in
            count.withLock { $0 += 1 }
            guard let number = found.withLock({ $0 }) else { throw Work.Broken() }
            return ScheduleOutcome("looked", ["count": "\(number)"])
        }
        let scheduler = Scheduler([task], logger: LogRecorder().logger)
        let kit = try TestStore.make([ScheduleModule.module(scheduler)])
        defer { kit.remove() }
        try await scheduler.begin(kit.store)
        let minute: () async throws -> [ScheduleRunState] = {
            kit.clock.advance(seconds: 60)
            #expect(await scheduler.runDue(kit.store) == ["test.look"])
            #expect(await scheduler.runDue(kit.store) == [])
            return try await kit.store.read(as: .system()) { tx in
                try ScheduleBook.runs("test.look", limit: 200, after: nil, in: tx).items.map(\.state)
            }
        }
        let shown: () async throws -> [Instant?] = {
            try await kit.store.read(as: .system("test")) { tx in
                let latest = scheduler.latest("test.look")
                let runs = try ScheduleBook.runs("test.look", latest: latest, limit: 200, after: nil, in: tx).items
                return [try ScheduleBook.view(task, latest: latest, in: tx).last?.startedAt, runs.first?.startedAt]
            }
        }
        for _ in 0..<10 {
            #expect(try await minute() == [.done])
            #expect(
                try await shown() == [kit.store.now, kit.store.now], "the last run is the one that was noted long ago")
        }
        #expect(count.withLock { $0 } == 10)
        found.withLock { $0 = 1 }
        #expect(try await minute() == [.done, .done])
        #expect(try await minute() == [.done, .done])
        found.withLock { $0 = nil }
        #expect(try await minute() == [.failed, .done, .done])
        #expect(try await shown() == [kit.store.now, kit.store.now])
        #expect(try await minute() == [.failed, .failed, .done, .done])
        found.withLock { $0 = 1 }
        #expect(try await minute().first == .done)
        let noted = try await minute().count
        for _ in 0..<58 { _ = try await minute() }
        #expect(try await minute().count == noted + 1, "once an hour it is noted anyway")
        let view = try await kit.store.read(as: .system()) { tx in try ScheduleBook.view(task, in: tx) }
        #expect(view.nextAt == kit.store.now.adding(seconds: 60))
    }

    @Test func aRunThatACrashInterruptedIsSaidToBeAndRunsAgain() async throws {
        let ground = try await Ground()
        defer { ground.kit.remove() }
        let task = try #require(ground.scheduler.tasks.first)
        _ = try await ground.kit.store.write(as: .system("schedule")) { tx in
            try ScheduleBook.start(task, ScheduleBook.Due(at: tx.now, missed: 0), by: Scheduler.name, in: tx)
        }
        try await ground.scheduler.begin(ground.kit.store)
        #expect(try await ground.runs().map(\.state) == [.interrupted])
        ground.kit.clock.advance(seconds: 61)
        #expect(await ground.scheduler.runDue(ground.kit.store) == ["test.night"])
        #expect(try await ground.runs().map(\.state) == [.done, .interrupted])
    }

    @Test func aClockSetBackDoesNotKeepATaskWaiting() async throws {
        let ground = try await Ground()
        defer { ground.kit.remove() }
        try await ground.kit.store.write(as: .system("test")) { tx in
            try tx.db.execute(
                sql: "UPDATE scheduleTask SET doneUntil = ?", arguments: [tx.now.adding(seconds: 400 * 86_400)])
            tx.audit("test.clock.set")
        }
        ground.kit.clock.advance(seconds: 1)
        let task = try #require(ground.scheduler.tasks.first)
        let next = try await ground.kit.store.read(as: .system()) { tx in try ScheduleBook.view(task, in: tx).nextAt }
        #expect(next?.description == "2026-11-21T21:00:00.000Z")
    }

    @Test func onlyTheNewestRunsAreKept() async throws {
        let ground = try await Ground(standard: "* * * * *")
        defer { ground.kit.remove() }
        for _ in 0..<(ScheduleBook.runsKept + 3) {
            ground.kit.clock.advance(seconds: 60)
            await ground.scheduler.runDue(ground.kit.store)
        }
        let count = try await ground.kit.store.read(as: .system()) { tx in
            try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM scheduleRun")
        }
        #expect(ground.work.runs == ScheduleBook.runsKept + 3 && count == ScheduleBook.runsKept)
    }

    @Test func aPersonRunsChangesAndRestsATask() async throws {
        let ground = try await Ground()
        defer { ground.kit.remove() }
        try await ground.routed { client in
            let run = try await client.send(.post, "/api/schedule/test.night/run").json(ScheduleRun.self)
            #expect(run.state == .done && run.startedBy == "ayesha")
            #expect(try await client.send(.post, "/api/schedule/none/run").status == .notFound)
            let path = "/api/schedule/test.night"
            let changed = try await client.send(.patch, path, #"{"timetable": "*/10  * * * *", "version": 1}"#)
                .json(ScheduleTaskView.self)
            #expect(changed.timetable == "*/10 * * * *" && changed.standard == "0 2 * * *" && changed.version == 2)
            #expect(changed.nextAt?.description == "2026-11-21T05:40:00.000Z")
            #expect(try await client.send(.patch, path, #"{"isActive": false, "version": 1}"#).status == .conflict)
            let wrong = try await client.send(.patch, path, #"{"timetable": "every night"}"#)
            #expect(wrong.status.code == 422)
            let resting = try await client.send(.patch, path, #"{"isActive": false}"#).json(ScheduleTaskView.self)
            #expect(!resting.isActive && resting.nextAt == nil)
            ground.kit.clock.advance(seconds: 86_400)
            #expect(await ground.scheduler.runDue(ground.kit.store) == [])
            let standard = try await client.send(.patch, path, #"{"timetable": "", "isActive": true}"#)
                .json(ScheduleTaskView.self)
            #expect(standard.timetable == "0 2 * * *")
            #expect(
                await ground.scheduler.runDue(ground.kit.store) == [], "what was due while it rested is not made up for"
            )
        }
        let actions = try await ground.kit.store.read(as: .system()) { tx in
            try AuditLog.newest(AuditFilter(), limit: 10, in: tx).map(\.action)
        }
        #expect(actions.filter { $0 == "schedule.task.changed" }.count == 3 && actions.contains("schedule.task.run"))
    }
}
