import GRDB
import SehatCore
import SehatStore

/// Raising, clearing and acknowledging alarms.
enum AlarmBook {
    /// What is announced when an alarm is raised, cleared or acknowledged.
    static let topic = "alarms"
    /// People are told again so long after, while nobody has taken note.
    static let repeatSeconds: Int64 = 86_400

    /// The alarms that are so now, the newest first.
    static func live(in tx: ReadTx) throws -> [Alarm] {
        try Alarm.fetchAll(tx.db, sql: "SELECT * FROM alarmsAlarm WHERE clearedAt IS NULL ORDER BY id DESC")
    }

    /// One page of alarms, the newest first.
    ///
    /// - Throws: 422 when `after` is no cursor of this list.
    static func list(limit: Int?, after: String?, in tx: ReadTx) throws -> Page<Alarm> {
        var last = Int64.max
        if let after {
            guard let id = ID<Alarm>(after) else { throw Problem.invalid("after", "app.field.type") }
            last = id.rawValue
        }
        let wanted = PageLimit.clamp(limit)
        let items = try Alarm.fetchAll(
            tx.db, sql: "SELECT * FROM alarmsAlarm WHERE id < ? ORDER BY id DESC LIMIT ?",
            arguments: [last, wanted + 1])
        let page = Array(items.prefix(wanted))
        return Page(items: page, next: items.count > wanted ? page.last?.id.description : nil)
    }

    /// Whether the look has anything to write.
    static func differs(_ conditions: [AlarmCondition], answered: Set<AlarmKind>, in tx: ReadTx) throws -> Bool {
        let live = try live(in: tx)
        let wanted = Set(conditions.map(\.key))
        let there = Set(live.map(\.key))
        if !wanted.isSubset(of: there) { return true }
        return live.contains { alarm in
            (isOver(alarm, wanted, answered)) || (alarm.acknowledgedAt == nil && isDue(alarm, at: tx.now))
        }
    }

    /// Raises what is new, clears what is over, and queues the messages of both.
    ///
    /// - Parameters:
    ///   - conditions: everything that is wrong now.
    ///   - answered: the kinds for which somebody has looked.
    static func note(
        _ conditions: [AlarmCondition], answered: Set<AlarmKind>, _ post: AlarmPost, in tx: Tx
    ) throws {
        let live = try live(in: tx)
        let wanted = Set(conditions.map(\.key))
        for var alarm in live where isOver(alarm, wanted, answered) {
            alarm.clearedAt = tx.now
            alarm.version += 1
            try alarm.update(tx.db)
            tx.audit("alarms.alarm.cleared", alarm.id, facts(alarm))
            // Who was never told that it began need not be told that it is over.
            if alarm.toldAt != nil, !alarm.isEvent { try post.queue(alarm, .cleared, in: tx) }
            tx.announce(topic, alarm.id.description)
        }
        let there = Dictionary(live.map { ($0.key, $0) }) { first, _ in first }
        for condition in conditions {
            if let alarm = there[condition.key] {
                try again(alarm, condition, post, in: tx)
            } else {
                try raise(condition, post, in: tx)
            }
        }
    }

    private static func raise(_ condition: AlarmCondition, _ post: AlarmPost, in tx: Tx) throws {
        let alarm = Alarm(
            id: tx.newID(), kind: condition.kind, subject: condition.subject,
            words: String(condition.words.prefix(500)),
            isEvent: condition.isEvent, raisedAt: tx.now, toldAt: tx.now, version: 1)
        try alarm.insert(tx.db)
        tx.audit("alarms.alarm.raised", alarm.id, facts(alarm))
        try post.queue(alarm, .raised, in: tx)
        tx.announce(topic, alarm.id.description)
    }

    private static func again(_ alarm: Alarm, _ condition: AlarmCondition, _ post: AlarmPost, in tx: Tx) throws {
        guard alarm.acknowledgedAt == nil, isDue(alarm, at: tx.now) else { return }
        var alarm = alarm
        alarm.toldAt = tx.now
        alarm.words = String(condition.words.prefix(500))
        try alarm.update(tx.db)
        tx.audit("alarms.alarm.repeated", alarm.id, facts(alarm))
        try post.queue(alarm, .raised, in: tx)
    }

    private static func isDue(_ alarm: Alarm, at now: Instant) -> Bool {
        !alarm.isEvent && now.seconds(since: alarm.toldAt ?? alarm.raisedAt) >= repeatSeconds
    }

    private static func isOver(_ alarm: Alarm, _ wanted: Set<AlarmKey>, _ answered: Set<AlarmKind>) -> Bool {
        !alarm.isEvent && answered.contains(alarm.kind) && !wanted.contains(alarm.key)
    }

    /// Takes note of an alarm: it is quiet from now on. An event is over by that.
    ///
    /// - Throws: 404; 409 `app.stale`; 409 `alarms.acknowledged`; 422 for a note that is too long.
    static func acknowledge(_ id: ID<Alarm>, note: String?, version: Int64?, in tx: Tx) throws -> Alarm {
        var checks = FieldChecks()
        let note = checks.optionalLine("note", note, limit: 300)
        try checks.finish()
        guard var alarm = try tx.row(Alarm.self, id) else { throw Problem.alarmNotFound }
        try tx.expect(version: alarm.version, version)
        guard alarm.acknowledgedAt == nil else { throw Problem.alarmAcknowledged }
        alarm.acknowledgedAt = tx.now
        alarm.acknowledgedBy = tx.principal.userID
        alarm.acknowledgedByName = tx.principal.username
        alarm.note = note
        if alarm.isEvent { alarm.clearedAt = tx.now }
        alarm.version += 1
        try alarm.update(tx.db)
        tx.audit("alarms.alarm.acknowledged", id, facts(alarm), reason: note)
        tx.announce(topic, id.description)
        return alarm
    }

    private static func facts(_ alarm: Alarm) -> [String: AuditValue] {
        ["kind": .text(alarm.kind.rawValue), "subject": .text(alarm.subject), "words": .text(alarm.words)]
    }
}

extension Alarm {
    var key: AlarmKey { AlarmKey(kind: kind, subject: subject) }
}

extension Problem {
    /// There is no such alarm.
    static let alarmNotFound = Problem(.notFound, "alarms.notFound")
    /// Somebody has taken note before.
    static let alarmAcknowledged = Problem(.conflict, "alarms.acknowledged")
}
