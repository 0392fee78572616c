import Alarms
import Backup
import DowntimePack
import Foundation
import Patients
import Schedule
import SehatCore
import SehatStore
import SehatWeb

/// All periodic work of the product: the one list from which the scheduler runs it.
struct PeriodicWork: Sendable {
    let backups: Backups
    let drilling: Drilling
    let certificates: CertificateKeeper
    let packs: PackMaking
    let alarms: AlarmWatch
    let chain: ChainWatch
    let options: Composition.Options

    /// Threads of their own: copying and checking whole databases must not make the requests' work wait.
    private let pool = BlockingPool(size: 1)
    /// Not behind a backup that runs for minutes: a pack is due every quarter of an hour.
    private let packPool = BlockingPool(size: 1)

    init(
        _ backups: Backups, _ drilling: Drilling, _ certificates: CertificateKeeper, _ packs: PackMaking,
        _ alarms: AlarmWatch, _ chain: ChainWatch, _ options: Composition.Options
    ) {
        self.backups = backups
        self.drilling = drilling
        self.certificates = certificates
        self.packs = packs
        self.alarms = alarms
        self.chain = chain
        self.options = options
    }

    var tasks: [ScheduledTask] {
        [
            ScheduledTask("backup.make", standard: Timetable(daily: options.backupTime), run: makeBackup),
            ScheduledTask(
                "backup.drill", standard: Timetable(options.drillTimetable), retrySeconds: 6 * 3600, run: drill),
            ScheduledTask("downtime.make", standard: Timetable("*/15 * * * *"), retrySeconds: 300, run: makePacks),
            ScheduledTask("alarms.look", standard: Timetable("* * * * *"), isQuiet: true, run: lookForAlarms),
            ScheduledTask("auditTrail.verify", standard: Timetable("40 4 * * *"), run: verifyChain),
            ScheduledTask("patients.pairs", standard: Timetable("30 2 * * *"), run: findPairs),
            ScheduledTask("appliance.certificate", standard: Timetable("11 * * * *"), run: renewCertificate),
        ]
    }

    private func makeBackup(_ store: Store) async throws -> ScheduleOutcome {
        let manifest = try await BackupModule.make(in: store, as: .system("backup.nightly"), backups, key: options.key)
        {
            work in try await pool.run(work)
        }
        return ScheduleOutcome("backup.made", ["name": manifest.name, "bytes": "\(manifest.bytes)"])
    }

    private func drill(_ store: Store) async throws -> ScheduleOutcome {
        let drills = try await drilling.run(in: store, as: .system("backup.drill")) { work in try await pool.run(work) }
        let bad = drills.filter { !$0.isGood }
        guard bad.isEmpty else {
            throw CommandFailure(bad.map { "\($0.place): \($0.words)" }.joined(separator: "; "))
        }
        if drills.isEmpty { return ScheduleOutcome("drill.nothing") }
        let places = drills.map { "\($0.place): \($0.bytes) B, \($0.milliseconds) ms" }.joined(separator: "; ")
        return ScheduleOutcome("drill.done", ["count": "\(drills.count)", "places": places])
    }

    private func verifyChain(_ store: Store) async throws -> ScheduleOutcome {
        let report = try await pool.run { [chain] in try chain.verify(store) }
        return ScheduleOutcome("chain.verified", ["entries": "\(report.entries)", "heads": "\(report.heads)"])
    }

    private func makePacks(_ store: Store) async throws -> ScheduleOutcome {
        let made = try await packs.makeAll(in: store, as: .system("downtime.pack")) { work in
            try await packPool.run(work)
        }
        return made == 0 ? ScheduleOutcome("downtime.none") : ScheduleOutcome("downtime.made", ["count": "\(made)"])
    }

    private func lookForAlarms(_ store: Store) async throws -> ScheduleOutcome {
        ScheduleOutcome("alarms.looked", ["count": "\(try await alarms.look(store))"])
    }

    private func findPairs(_ store: Store) async throws -> ScheduleOutcome {
        try await store.write(as: .system("patients.pairs")) { tx in try PairSearch.begin(in: tx) }
        return ScheduleOutcome("pairs.begun")
    }

    private func renewCertificate(_ store: Store) async throws -> ScheduleOutcome {
        ScheduleOutcome(try await certificates.refresh(store) ? "certificate.looked" : "certificate.none")
    }
}
