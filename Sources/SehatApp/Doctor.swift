import Backup
import Certificates
import Foundation
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import Spooler

/// Checks a hospital whole while it works.
struct Doctor: Sendable {
    let call: RawCall
    let certificates: CertificateKeeper
    let backups: Backups
    let shippers: [Shipper]
    let options: Composition.Options
    /// In which it is told.
    let language: Language

    private typealias Saying = Finding.Saying

    func run() async throws -> DoctorReport {
        var checks = try await call.store.read(as: call.principal) { tx in
            [
                try settings(tx), try pages(tx), try references(tx), try jobs(tx), try certificate(tx), try drills(tx),
                clock(tx),
            ]
        }
        checks += try await call.offload {
            [try audit(), disk(), spooler(), newestBackup(), recovery()] + shippers.map(shipping)
                + MachineChecks(directory: options.directory).all + [try port()]
        }
        checks = takeover() + checks
        let catalogue = call.store.catalogue
        return DoctorReport(checks: checks.map { $0.told(catalogue, language) })
    }

    /// First of all: everything else is in order on a server that nobody may use any more.
    private func takeover() -> [Finding] {
        guard let other = options.mode.takeover else { return [] }
        let said = Saying("takeover.by", ["name": other.by ?? "?", "time": "\(other.since)"])
        return [Finding("takeover", isGood: false, [said], advice: Saying("takeover.advice"))]
    }

    private func settings(_ tx: ReadTx) throws -> Finding {
        let cipher = try String.fetchOne(tx.db, sql: "PRAGMA cipher_version") ?? "none"
        let journal = try String.fetchOne(tx.db, sql: "PRAGMA journal_mode") ?? "none"
        return Finding(
            "encryption", isGood: cipher.hasPrefix("4.") && journal == "wal",
            [Saying("encryption.engine", ["cipher": cipher, "journal": journal])], advice: Saying("encryption.advice"))
    }

    private func pages(_ tx: ReadTx) throws -> Finding {
        let answers = try String.fetchAll(tx.db, sql: "PRAGMA quick_check(5)")
        let isGood = answers == ["ok"]
        return Finding(
            "pages", isGood: isGood,
            [isGood ? Saying("pages.good") : Saying("pages.bad", ["words": answers.joined(separator: "; ")])],
            advice: Saying("pages.advice", ["command": "sehat restore --from TARGET --latest"]))
    }

    private func references(_ tx: ReadTx) throws -> Finding {
        let broken = try Row.fetchAll(tx.db, sql: "PRAGMA foreign_key_check").count
        return Finding(
            "references", isGood: broken == 0,
            [broken == 0 ? Saying("references.good") : Saying("references.bad", ["number": "\(broken)"])],
            advice: Saying("references.advice", ["command": "sehat support bundle"]))
    }

    private func audit() throws -> Finding {
        let report = try AuditVerifier.verify(call.store)
        let fault = report.fault.map { Saying("audit.\($0.reason.rawValue)", ["entry": "\($0.seq)"]) }
        let good = Saying("audit.good", ["entries": "\(report.entries)", "heads": "\(report.heads)"])
        return Finding("audit", isGood: report.isWhole, [fault ?? good], advice: Saying("audit.advice"))
    }

    private func jobs(_ tx: ReadTx) throws -> Finding {
        let dead = try JobOutbox.counts(in: tx)[.dead] ?? 0
        return Finding(
            "jobs", isGood: dead == 0,
            [dead == 0 ? Saying("jobs.good") : Saying("jobs.bad", ["number": "\(dead)"])],
            advice: Saying("jobs.advice", ["command": "sehat alarms messages"]))
    }

    private func certificate(_ tx: ReadTx) throws -> Finding {
        guard let server = try certificates.server(in: tx) else {
            return Finding(
                "certificate", isGood: true, [Saying("certificate.none")], advice: Saying("certificate.advice"))
        }
        let days = server.notAfter.seconds(since: tx.now) / 86_400
        let missing = try certificates.missingHosts(in: tx)
        let names = Saying("certificate.missing", ["names": missing.joined(separator: ", ")])
        return Finding(
            "certificate", isGood: days > 7, isDoubtful: !missing.isEmpty,
            [Saying("certificate.days", ["number": "\(days)"])] + (missing.isEmpty ? [] : [names]),
            advice: days > 7
                ? Saying("certificate.missingAdvice", ["command": "sehat tls renew --authority"])
                : Saying("certificate.advice", ["renew": "sehat tls renew", "replace": "sehat tls replace"]))
    }

    private func disk() -> Finding {
        let values = try? options.directory.url.resourceValues(forKeys: [.volumeAvailableCapacityKey])
        let free = values?.volumeAvailableCapacity ?? 0
        let isLow = call.store.isDiskLow
        return Finding(
            "disk", isGood: free > 1 << 30 && !isLow,
            [Saying("disk.free", ["number": "\(free / 1_048_576)"])] + (isLow ? [Saying("disk.low")] : []),
            advice: Saying("disk.advice", ["setting": "backup_directory"]))
    }

    private func port() throws -> Finding {
        PortCheck(listen: try ListenAddress(options.listen), bound: options.listening.address).check()
    }

    private func spooler() -> Finding {
        do {
            let queues = try Spooler(server: options.cupsServer).queues()
            let stopped = queues.filter { $0.state == .stopped }.map(\.name)
            let names = Saying("printing.stopped", ["names": stopped.joined(separator: ", ")])
            return Finding(
                "printing", isGood: stopped.isEmpty,
                [stopped.isEmpty ? Saying("printing.queues", ["number": "\(queues.count)"]) : names],
                advice: Saying("printing.advice", ["command": "cupsenable \(stopped.joined(separator: " "))"]))
        } catch {
            return Finding("printing", isGood: true, [Saying("printing.none")], advice: Saying("printing.none"))
        }
    }

    private func newestBackup() -> Finding {
        guard let newest = backups.list().first(where: { $0.verifiedAt != nil }) else {
            return Finding(
                "backup", isGood: false, [Saying("backup.none")],
                advice: Saying("backup.noneAdvice", ["command": "sehat backup now"]))
        }
        let hours = call.store.now.seconds(since: newest.createdAt) / 3600
        return Finding(
            "backup", isGood: hours < 48, [Saying("backup.age", ["name": newest.name, "hours": "\(hours)"])],
            advice: Saying(
                "backup.advice", ["history": "sehat schedule history backup.make", "command": "sehat backup now"]))
    }

    /// Without it the recovery code on paper opens nothing that is made from now on.
    private func recovery() -> Finding {
        let folder = options.directory.url
        let advice = Saying("recovery.advice", ["command": "sehat key check"])
        guard KeyRecovery.fault(in: folder) != nil else {
            return Finding("recovery", isGood: true, [Saying("recovery.good")], advice: advice)
        }
        let file = folder.appending(path: KeyRecovery.fileName).path
        // A hospital may be kept by its key file alone; what lies there must be whole.
        let isThere = FileManager.default.fileExists(atPath: file)
        return Finding(
            "recovery", isGood: !isThere, isDoubtful: true,
            [Saying(isThere ? "recovery.damaged" : "recovery.missing", ["file": file])],
            advice: advice)
    }

    private func drills(_ tx: ReadTx) throws -> Finding {
        let report = try Drills.report(limitDays: options.drillDays, in: tx)
        let good = report.lastGoodAt.map {
            Saying("drill.days", ["number": "\(tx.now.seconds(since: $0) / 86_400)"])
        }
        let failing = Saying("drill.failing", ["names": report.failing.joined(separator: ", ")])
        return Finding(
            "drill", isGood: !report.isOverdue && report.failing.isEmpty,
            [good ?? Saying("drill.none")] + (report.failing.isEmpty ? [] : [failing]),
            advice: Saying("drill.advice", ["command": "sehat drill now", "list": "sehat backup list"]))
    }

    /// The database's time never goes back: one ahead of the machine's says that the machine's clock was set back.
    private func clock(_ tx: ReadTx) -> Finding {
        let ahead = tx.now.seconds(since: call.store.clock.now)
        let zone = tx.hospital.timeZoneIdentifier
        let isKnown = TimeZone(identifier: zone) != nil
        let said =
            !isKnown
            ? Saying("clock.noZone", ["zone": zone])
            : ahead > 60
                ? Saying("clock.behind", ["number": "\(ahead)"])
                : Saying("clock.good", ["time": "\(tx.now)", "zone": zone])
        return Finding(
            "clock", isGood: ahead <= 60 && isKnown, [said],
            advice: isKnown
                ? Saying("clock.advice", ["command": "timedatectl"])
                : Saying("clock.zoneAdvice", ["zone": "Asia/Karachi"]))
    }

    /// More than a minute behind is a fault: a target that does not move must not look well.
    private func shipping(_ shipper: Shipper) -> Finding {
        let status = shipper.status(at: call.store.now)
        let seconds = status.lagMilliseconds / 1000
        let isGood = status.isGood && seconds < 60
        let lag =
            status.safeAt == nil ? Saying("shipping.nothing") : Saying("shipping.behind", ["number": "\(seconds)"])
        let older = status.damagedUntil.map { Saying("shipping.older", ["time": "\($0)"]) }
        let advice =
            switch status.state {
            case .replaced:
                Saying("shipping.replacedAdvice", ["command": "sehat backup accept-target \(status.target)"])
            case .superseded: Saying("takeover.advice")
            case .following where older != nil: Saying("shipping.olderAdvice")
            default: Saying("shipping.advice")
            }
        return Finding(
            "shipping", isGood: isGood, isDoubtful: older != nil,
            [Saying("shipping.\(status.state.rawValue)", ["target": status.target]), lag] + (older.map { [$0] } ?? [])
                + (status.words.map { [Saying("shipping.words", ["words": $0])] } ?? []),
            advice: advice)
    }
}
