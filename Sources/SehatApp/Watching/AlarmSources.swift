import Alarms
import Backup
import Certificates
import Downtime
import Foundation
import GRDB
import Printing
import SehatCore
import SehatStore
import SehatWeb
import Synchronization

/// Everything that alarms are raised for: the one list of what is looked at every minute.
struct AlarmSources: Sendable {
    let backups: Backups
    let shippers: [Shipper]
    let certificates: CertificateKeeper
    let monitor: PrintMonitor
    let chain: ChainWatch
    let standbys: StandbyWatch
    let options: Composition.Options

    /// A target that is further behind than this does not protect as it should.
    private static let lagSeconds: Int64 = 60
    private static let backupHours: Int64 = 36
    private static let certificateDays: Int64 = 14

    var all: [AlarmSource] {
        [
            AlarmSource("takeover", kinds: [.superseded]) { [options] _ in
                options.mode.takeover.map {
                    [AlarmCondition(.superseded, subject: $0.by ?? "", words: $0.words)]
                } ?? []
            },
            AlarmSource("backups", kinds: [.backupOld], look: lookAtBackups),
            AlarmSource("targets", kinds: [.targetBehind, .targetLost], look: lookAtTargets),
            AlarmSource("standbys", kinds: [.standbyOld]) { [standbys] store in
                try await standbys.conditions(at: store.now)
            },
            AlarmSource("drills", kinds: [.drillOld, .drillFailed], look: lookAtDrills),
            AlarmSource("disk", kinds: [.diskLow], look: lookAtDisk),
            AlarmSource("certificate", kinds: [.certificateEnds], look: lookAtCertificate),
            AlarmSource("chain", kinds: [.chainBroken]) { [chain] _ in chain.conditions },
            AlarmSource("printers", kinds: [.printerOff], look: lookAtPrinters),
            AlarmSource("clock", kinds: [.clockBehind], look: lookAtClock),
            AlarmSource("downtime", kinds: [.downtimeOld], look: lookAtPacks),
            AlarmSource("jobs", kinds: [.jobsDead], look: lookAtJobs),
        ]
    }

    private func lookAtBackups(_ store: Store) async throws -> [AlarmCondition]? {
        if options.backupTime.isEmpty { return [] }
        let newest = backups.list().first { $0.verifiedAt != nil }
        // A new hospital is given as long as an old one.
        let since: Instant?
        if let newest { since = newest.createdAt } else { since = try await firstEntry(store) }
        guard let since, store.now.seconds(since: since) > Self.backupHours * 3600 else { return [] }
        let words = newest.map { "the newest good backup is of \($0.createdAt)" } ?? "there is no good backup"
        return [AlarmCondition(.backupOld, words: words)]
    }

    private func firstEntry(_ store: Store) async throws -> Instant? {
        try await store.read(as: .system("alarms")) { tx in
            try Instant.fetchOne(tx.db, sql: "SELECT at FROM storeAudit ORDER BY seq LIMIT 1")
        }
    }

    private func lookAtTargets(_ store: Store) -> [AlarmCondition]? {
        shippers.compactMap { shipper in
            let status = shipper.status(at: store.now)
            let words = "\(status.state.rawValue)" + (status.words.map { ": \($0)" } ?? "")
            switch status.state {
            case .missing, .failed, .damaged:
                return AlarmCondition(.targetLost, subject: status.target, words: words, patienceSeconds: 120)
            // Nothing that mends itself: a person has to look.
            case .replaced: return AlarmCondition(.targetLost, subject: status.target, words: words)
            case .starting, .copying, .superseded: return nil
            case .following:
                if status.damagedUntil != nil {
                    return AlarmCondition(.targetLost, subject: status.target, words: words)
                }
                guard status.lagMilliseconds > Self.lagSeconds * 1000 else { return nil }
                return AlarmCondition(
                    .targetBehind, subject: status.target, words: "\(status.lagMilliseconds / 1000) s behind",
                    patienceSeconds: 120)
            }
        }
    }

    private func lookAtDrills(_ store: Store) async throws -> [AlarmCondition]? {
        let report = try await store.read(as: .system("alarms")) { [options] tx in
            try Drills.report(limitDays: options.drillDays, in: tx)
        }
        let old = AlarmCondition(
            .drillOld, words: "no good restore was tried since \(report.lastGoodAt?.description ?? "the beginning")")
        return (report.isOverdue ? [old] : [])
            + report.failing.map {
                AlarmCondition(.drillFailed, subject: $0, words: "the newest restore did not come back")
            }
    }

    private func lookAtDisk(_ store: Store) -> [AlarmCondition]? {
        let values = try? options.directory.url.resourceValues(forKeys: [.volumeAvailableCapacityKey])
        let free = values?.volumeAvailableCapacity ?? .max
        guard store.isDiskLow || free < 1 << 30 else { return [] }
        return [AlarmCondition(.diskLow, words: "\(free / 1_048_576) MiB are free")]
    }

    private func lookAtCertificate(_ store: Store) async throws -> [AlarmCondition]? {
        try await store.read(as: .system("alarms")) { [certificates] tx in
            guard let facts = try certificates.server(in: tx) else { return [] }
            let days = facts.notAfter.seconds(since: tx.now) / 86_400
            guard days < Self.certificateDays else { return [] }
            return [AlarmCondition(.certificateEnds, words: "ends at \(facts.notAfter)", patienceSeconds: 7200)]
        }
    }

    private func lookAtPrinters(_ store: Store) async throws -> [AlarmCondition]? {
        try await store.read(as: .system("alarms")) { [monitor] tx in
            try monitor.states(in: tx).filter(\.isActive).compactMap { printer in
                guard [.stopped, .missing, .unreachable].contains(printer.status) else { return nil }
                let words = ([printer.status.rawValue] + printer.reasons).joined(separator: ", ")
                return AlarmCondition(.printerOff, subject: printer.name, words: words, patienceSeconds: 900)
            }
        }
    }

    /// The database's time never goes back: one ahead of the machine's says that the machine's clock was set back.
    private func lookAtClock(_ store: Store) -> [AlarmCondition]? {
        let ahead = store.now.seconds(since: store.clock.now)
        return ahead > 60 ? [AlarmCondition(.clockBehind, words: "\(ahead) s behind the newest entry")] : []
    }

    private func lookAtPacks(_ store: Store) async throws -> [AlarmCondition]? {
        try await store.read(as: .system("alarms")) { tx in
            try DowntimePlaces.list(in: tx).filter { $0.isOld(at: tx.now) }.map { place in
                let words = place.fault ?? "the newest is of \(place.madeAt?.description ?? "never")"
                return AlarmCondition(.downtimeOld, subject: place.name, words: words)
            }
        }
    }

    private func lookAtJobs(_ store: Store) async throws -> [AlarmCondition]? {
        try await store.read(as: .system("alarms")) { tx in
            let dead = try JobOutbox.counts(in: tx)[.dead] ?? 0
            return dead == 0 ? [] : [AlarmCondition(.jobsDead, words: "\(dead) jobs wait for a person")]
        }
    }
}

/// What the last check of the whole audit chain found; nothing before the first.
final class ChainWatch: Sendable {
    private let found = Mutex<[AlarmCondition]?>(nil)

    var conditions: [AlarmCondition]? { found.withLock { $0 } }

    /// Checks the chain whole.
    ///
    /// - Returns: how many entries and signed heads it has.
    /// - Throws: `CommandFailure` when it is broken.
    func verify(_ store: Store) throws -> (entries: Int64, heads: Int) {
        let report = try AuditVerifier.verify(store)
        guard let fault = report.fault else {
            found.withLock { $0 = [] }
            return (report.entries, report.heads)
        }
        let words = "entry \(fault.seq): \(fault)"
        found.withLock { $0 = [AlarmCondition(.chainBroken, words: words)] }
        throw CommandFailure(words)
    }
}
