import Alarms
import Backup
import Foundation
import GRDB
import Logging
import Outgoing
import Printing
import Schedule
import SehatCore
import SehatStore
import SehatWeb

/// Everything that somebody needs who looks after a hospital's server from outside, and nothing about its patients.
struct SupportBundle: Sendable {
    let options: Composition.Options
    let backups: Backups
    let shippers: [Shipper]
    let monitor: PrintMonitor
    let doctor: DoctorReport
    let metrics: String
    let log: [RecentLog.Line]

    /// Values of log lines that never hold what people typed.
    private static let harmless: Set<String> = [
        "task", "target", "state", "kind", "route", "method", "status", "ms", "milliseconds", "attempt", "code",
        "incident", "count", "epoch", "own", "level", "seconds", "bytes",
    ]

    private struct Tables: Encodable {
        var migrations: [String]
        var rows: [String: Int]
        var sqlite: String
        var cipher: String
        var pages: Int
    }

    private struct Facts: Encodable {
        var version: String
        var time: Instant
        var system: String
        var kernel: String
        var processors: Int
        var memoryMiB: UInt64
        var uptimeSeconds: Int
    }

    private struct Gathered: Sendable {
        var runs: [ScheduleRun]
        var alarms: [Alarm]
        var printers: [PrinterState]
        var rows: [String: Int]
        var migrations: [String]
        var engine: [String]
        var pages: Int
        var scrubber: Scrubber
    }

    /// The archive.
    ///
    /// - Throws: what the database throws.
    func make(_ store: Store, _ principal: Principal) async throws -> [UInt8] {
        let texts = log.flatMap { [$0.message] + Array($0.facts.values) } + doctor.checks.map(\.finding)
        let found = try await store.read(as: principal) { [monitor] tx in try Self.gather(texts, monitor, tx) }
        let clean = found.scrubber.clean
        var tar = TarFile(time: store.now.date)
        let folder = "sehat-support/"
        try tar.add(folder + "about.json", json(facts(store.now)))
        try tar.add(folder + "settings.json", json(options.shownSettings))
        try tar.add(folder + "doctor.json", json(scrubbed(doctor, clean)))
        try tar.add(
            folder + "database.json",
            json(
                Tables(
                    migrations: found.migrations, rows: found.rows, sqlite: found.engine[0], cipher: found.engine[1],
                    pages: found.pages)))
        try tar.add(
            folder + "schedule.json",
            json(
                found.runs.map { run in
                    [
                        "task": run.task, "state": run.state.rawValue, "startedAt": "\(run.startedAt)",
                        "endedAt": run.endedAt.map { "\($0)" } ?? "", "words": clean(run.words),
                    ]
                }))
        try tar.add(
            folder + "alarms.json",
            json(
                found.alarms.map { alarm in
                    [
                        "kind": alarm.kind.rawValue, "raisedAt": "\(alarm.raisedAt)",
                        "clearedAt": alarm.clearedAt.map { "\($0)" } ?? "", "words": clean(alarm.words),
                    ]
                }))
        try tar.add(
            folder + "printers.json",
            json(
                found.printers.map { printer in
                    [
                        "target": clean(printer.target), "status": printer.status.rawValue,
                        "reasons": printer.reasons.joined(separator: " "), "isActive": "\(printer.isActive)",
                    ]
                }))
        try tar.add(folder + "targets.json", json(shippers.map { $0.status(at: store.now) }))
        try tar.add(
            folder + "backups.json",
            json(
                backups.list().map {
                    ["name": $0.name, "bytes": "\($0.bytes)", "isVerified": "\($0.verifiedAt != nil)"]
                }))
        tar.add(folder + "metrics.txt", Data(metrics.utf8))
        tar.add(folder + "log.txt", Data(log.map { line($0, clean) }.joined(separator: "\n").utf8))
        return tar.finished
    }

    private static func gather(_ texts: [String], _ monitor: PrintMonitor, _ tx: ReadTx) throws -> Gathered {
        let tables = try String.fetchAll(
            tx.db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        var rows: [String: Int] = [:]
        for table in tables {
            rows[table] = try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0
        }
        let runs = try ScheduleRun.fetchAll(tx.db, sql: "SELECT * FROM scheduleRun ORDER BY id DESC LIMIT 300")
        let alarms = try Alarm.fetchAll(tx.db, sql: "SELECT * FROM alarmsAlarm ORDER BY id DESC LIMIT 200")
        let printers = try monitor.states(in: tx)
        let all = texts + runs.map(\.words) + alarms.map(\.words) + printers.map(\.target)
        return Gathered(
            runs: runs, alarms: alarms, printers: printers, rows: rows,
            migrations: try String.fetchAll(tx.db, sql: "SELECT id FROM storeMigration ORDER BY id"),
            engine: [
                try String.fetchOne(tx.db, sql: "SELECT sqlite_version()") ?? "",
                try String.fetchOne(tx.db, sql: "PRAGMA cipher_version") ?? "",
            ], pages: try Int.fetchOne(tx.db, sql: "PRAGMA page_count") ?? 0,
            scrubber: try Scrubber.knowing(all, in: tx))
    }

    private func scrubbed(_ report: DoctorReport, _ clean: (String) -> String) -> DoctorReport {
        var report = report
        for index in report.checks.indices { report.checks[index].finding = clean(report.checks[index].finding) }
        return report
    }

    private func line(_ line: RecentLog.Line, _ clean: (String) -> String) -> String {
        let facts = line.facts.sorted { $0.key < $1.key }.map { key, value in
            Self.harmless.contains(key) ? "\(key)=\(clean(value))" : "\(key)=\(Scrubber.mask)"
        }
        return ([Instant(line.at).description, line.level, clean(line.message)] + facts).joined(separator: " ")
    }

    private func facts(_ now: Instant) -> Facts {
        let process = ProcessInfo.processInfo
        let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
        let name = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }?.dropFirst(12) ?? ""
        return Facts(
            version: Version.current, time: now, system: String(name), kernel: process.operatingSystemVersionString,
            processors: process.processorCount, memoryMiB: process.physicalMemory >> 20,
            uptimeSeconds: Int(process.systemUptime))
    }

    private func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}

extension Composition.Options {
    /// The settings in force without secrets, addresses of people, and names of hosts outside.
    var shownSettings: [String: String] {
        [
            "data_directory": directory.path, "backup_directory": backupDirectory.path, "backup_keep": "\(backupKeep)",
            "backup_time": backupTime, "backup_targets": shippingTargets.map(\.name).joined(separator: " "),
            "backup_target_days": "\(shippingDays)", "drill_timetable": drillTimetable, "drill_days": "\(drillDays)",
            "drill_directory": drillDirectory?.path ?? "", "cups_server": cupsServer,
            "hosts": "\(hosts.count)", "alarm_email": "\(alarmChannels.mailTo.count)",
            "alarm_sms": "\(alarmChannels.smsTo.count)",
            "smtp_server": alarmChannels.mail.map { "\($0.protection.rawValue)://\($0.host):\($0.port)" } ?? "",
            "sms_gateway": alarmChannels.gateway.map { "\($0.rule.host):\($0.rule.port)" } ?? "",
            "mode": mode.state.rawValue,
        ]
    }
}
