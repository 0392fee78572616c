import Backup
import Logging
import SehatCore
import SehatStore
import SehatWeb

/// Makes the backup of the night at the configured local time, and tries again an hour later when it failed.
struct NightlyBackup: Sendable {
    let appliance: Appliance

    func run() async {
        guard let minutes = Self.minutes(appliance.configuration.backupTime) else { return }
        var due = next(minutes, after: appliance.store.clock.now)
        while !Task.isCancelled {
            let now = appliance.store.clock.now
            if now >= due {
                let isMade = await make()
                due = isMade ? next(minutes, after: now) : now.adding(seconds: 3600)
            }
            try? await Task.sleep(for: .seconds(20))
        }
    }

    /// Minutes after midnight of a time `HH:MM`; nil for an empty or impossible one, which means no nightly backup.
    static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
        return parts[0] * 60 + parts[1]
    }

    private func next(_ minutes: Int, after now: Instant) -> Instant {
        let zone = appliance.store.hospital.timeZone
        let today = CalendarDay(now, in: zone)
        let candidate = today.start(in: zone, cutOffMinutes: minutes)
        return candidate > now ? candidate : today.adding(days: 1).start(in: zone, cutOffMinutes: minutes)
    }

    private func make() async -> Bool {
        do {
            let pool = appliance.site.pool
            _ = try await BackupModule.make(
                in: appliance.store, as: .system("backup.nightly"), appliance.composition.backups,
                key: appliance.composition.key
            ) { work in try await pool.run(work) }
            return true
        } catch {
            appliance.logger.error("nightly backup failed", metadata: ["error": "\(error)"])
            return false
        }
    }
}
