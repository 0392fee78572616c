import Foundation
import GRDB
import SehatCore
import SehatStore

/// What is due, what ran, and what the hospital has said about it.
enum ScheduleBook {
    /// How many runs of each task are kept.
    static let runsKept = 200
    /// After so many seconds a quiet task is noted although nothing has changed.
    static let quietSeconds: Int64 = 3600

    /// A task whose time has come.
    struct Due: Sendable {
        let at: Instant
        let missed: Int64
    }

    /// Makes a row for each task that is seen for the first time, and ends what was running when the process ended: it is
    /// tried again soon.
    static func begin(_ tasks: [ScheduledTask], in tx: Tx) throws {
        try tx.housekeeping {
            for task in tasks where try record(task.name, in: tx) == nil {
                try ScheduleTaskRecord(
                    name: task.name, timetable: nil, isActive: true, doneUntil: tx.now, retryAt: nil, version: 1
                ).insert(tx.db)
            }
            // What they did since it was noted last is not known, and nothing of it is to be made up for.
            for task in tasks where task.isQuiet {
                try tx.db.execute(
                    sql: "UPDATE scheduleTask SET doneUntil = max(doneUntil, ?) WHERE name = ?",
                    arguments: [tx.now, task.name])
            }
            let broken = try ScheduleRun.fetchAll(tx.db, sql: "SELECT * FROM scheduleRun WHERE state = 'running'")
            for var run in broken {
                run.state = .interrupted
                run.endedAt = tx.now
                try run.update(tx.db)
                guard run.startedBy == Scheduler.name else { continue }
                try tx.db.execute(
                    sql: "UPDATE scheduleTask SET retryAt = ? WHERE name = ?",
                    arguments: [tx.now.adding(seconds: 60), run.task])
            }
        }
    }

    static func record(_ name: String, in tx: ReadTx) throws -> ScheduleTaskRecord? {
        try ScheduleTaskRecord.fetchOne(tx.db, key: name)
    }

    /// Whether the task should run now; the newest of the times that have passed counts, the others are said to be missed.
    ///
    /// - Parameter doneUntil: until when it was run, where that is not noted.
    static func due(_ task: ScheduledTask, doneUntil: Instant? = nil, in tx: ReadTx) throws -> Due? {
        guard let record = try record(task.name, in: tx), record.isActive else { return nil }
        if let retryAt = record.retryAt, retryAt <= tx.now { return Due(at: retryAt, missed: 0) }
        guard let timetable = timetable(task, record) else { return nil }
        let zone = tx.hospital.timeZone
        // A clock that was set back must not make everything wait until it has caught up.
        var at = min(max(record.doneUntil, doneUntil ?? record.doneUntil), tx.now)
        var passed: Int64 = 0
        while let next = timetable.next(after: at, in: zone), next <= tx.now, passed < 1000 {
            at = next
            passed += 1
        }
        return passed == 0 ? nil : Due(at: at, missed: passed - 1)
    }

    /// Notes that a run begins.
    static func start(_ task: ScheduledTask, _ due: Due?, by name: String, at: Instant? = nil, in tx: Tx) throws
        -> ScheduleRun
    {
        let startedAt = at ?? tx.now
        let run = ScheduleRun(
            id: tx.newID(), task: task.name, state: .running, dueAt: due?.at ?? tx.now, startedAt: startedAt,
            endedAt: nil,
            missed: due?.missed ?? 0, words: "", key: nil, params: nil, startedBy: name)
        try tx.housekeeping {
            try run.insert(tx.db)
            try tx.db.execute(
                // What is run by hand comes besides what is due.
                sql: "UPDATE scheduleTask SET doneUntil = iif(?, doneUntil, ?), retryAt = NULL WHERE name = ?",
                arguments: [due == nil, startedAt, task.name])
        }
        tx.announce("schedule", task.name)
        return run
    }

    /// Notes how a run ended, and forgets the oldest.
    static func end(
        _ run: ScheduleRun, _ state: ScheduleRunState, _ ending: ScheduleEnding, retryAfter: Int64, in tx: Tx
    ) throws {
        var run = run
        run.state = state
        run.endedAt = tx.now
        run.words = String(ending.words.prefix(500))
        run.key = ending.key
        run.params = ending.params?.mapValues { String($0.prefix(500)) }
        try tx.housekeeping {
            try run.update(tx.db)
            if state == .failed, run.startedBy == Scheduler.name {
                try tx.db.execute(
                    sql: "UPDATE scheduleTask SET retryAt = ? WHERE name = ?",
                    arguments: [tx.now.adding(seconds: retryAfter), run.task])
            }
            try tx.db.execute(
                sql: """
                    DELETE FROM scheduleRun WHERE task = ?1 AND id <= (
                        SELECT id FROM scheduleRun WHERE task = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
                    """, arguments: [run.task, runsKept])
        }
        tx.announce("schedule", run.task)
    }

    /// - Parameter latest: its latest run that is not noted.
    static func view(_ task: ScheduledTask, latest: QuietRun? = nil, in tx: ReadTx) throws -> ScheduleTaskView {
        let record = try record(task.name, in: tx)
        let timetable = timetable(task, record)
        let isActive = record?.isActive ?? true
        // What a quiet task has done is not all noted, and it is never far behind.
        let since = task.isQuiet ? tx.now : min(record?.doneUntil ?? tx.now, tx.now)
        let planned = timetable?.next(after: since, in: tx.hospital.timeZone)
        let next = [planned, record?.retryAt].compactMap { $0 }.min()
        let last = try last(task.name, in: tx)?.with(latest)
        return ScheduleTaskView(
            name: task.name, timetable: timetable?.text, standard: task.standard?.text, isActive: isActive,
            nextAt: isActive ? next : nil, last: last, version: record?.version ?? 1)
    }

    /// The newest run of a task.
    static func last(_ task: String, in tx: ReadTx) throws -> ScheduleRun? {
        try ScheduleRun.fetchOne(
            tx.db, sql: "SELECT * FROM scheduleRun WHERE task = ? ORDER BY id DESC LIMIT 1", arguments: [task])
    }

    /// The runs of a task, the newest first.
    ///
    /// - Parameter latest: its latest run that is not noted; the row that it came to the same as has its times.
    static func runs(
        _ task: String, latest: QuietRun? = nil, limit: Int?, after: String?, in tx: ReadTx
    ) throws -> Page<ScheduleRun> {
        var last = Int64.max
        if let after {
            guard let id = ID<ScheduleRun>(after) else { throw Problem.invalid("after", "app.field.type") }
            last = id.rawValue
        }
        let wanted = PageLimit.clamp(limit)
        let runs = try ScheduleRun.fetchAll(
            tx.db, sql: "SELECT * FROM scheduleRun WHERE task = ? AND id < ? ORDER BY id DESC LIMIT ?",
            arguments: [task, last, wanted + 1])
        let page = runs.prefix(wanted).map { $0.with(latest) }
        return Page(items: page, next: runs.count > wanted ? page.last?.id.description : nil)
    }

    /// - Throws: 422 for a timetable that is none, 409 when the task was changed meanwhile.
    static func change(_ task: ScheduledTask, _ change: ScheduleTaskChange, in tx: Tx) throws -> ScheduleTaskView {
        guard var record = try record(task.name, in: tx) else { throw Problem.scheduleTaskNotFound }
        try tx.expect(version: record.version, change.version)
        let before = (record.timetable, record.isActive)
        if let text = change.timetable {
            if text.isEmpty {
                record.timetable = nil
            } else {
                guard let timetable = Timetable(text) else {
                    throw Problem.invalid("timetable", "schedule.field.timetable")
                }
                record.timetable = timetable.text
            }
        }
        if let isActive = change.isActive { record.isActive = isActive }
        if before == (record.timetable, record.isActive) { return try view(task, in: tx) }
        // What was not due by the old timetable is not missed by the new one.
        record.doneUntil = max(record.doneUntil, tx.now)
        record.version += 1
        try record.update(tx.db)
        tx.audit(
            "schedule.task.changed",
            ["task": .text(task.name), "timetable": .text(record.timetable ?? ""), "isActive": .flag(record.isActive)])
        tx.announce("schedule", task.name)
        return try view(task, in: tx)
    }

    private static func timetable(_ task: ScheduledTask, _ record: ScheduleTaskRecord?) -> Timetable? {
        record?.timetable.flatMap { Timetable($0) } ?? task.standard
    }
}
