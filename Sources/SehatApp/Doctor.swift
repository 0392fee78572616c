import Backup
import Certificates
import Foundation
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import Spooler

/// One finding of the doctor.
struct DoctorReport: Codable, Sendable {
    struct Check: Codable, Sendable {
        /// A stable word: `audit`, `disk`.
        var name: String
        var isGood: Bool
        /// Whether somebody should look although nothing is wrong for certain.
        var isDoubtful = false
        /// What was found, in words for the administrator.
        var finding: String
        /// What to do about it, where it is not good or doubtful; else empty.
        var advice = ""

        init(name: String, isGood: Bool, isDoubtful: Bool = false, finding: String, advice: String = "") {
            self.name = name
            self.isGood = isGood
            self.isDoubtful = isGood && isDoubtful
            self.finding = finding
            self.advice = isGood && !isDoubtful ? "" : advice
        }
    }

    var checks: [Check]
    var isGood: Bool { checks.allSatisfy(\.isGood) }

    private enum CodingKeys: String, CodingKey { case checks }
}

/// Checks a hospital whole while it works.
struct Doctor: Sendable {
    let call: RawCall
    let certificates: CertificateKeeper
    let backups: Backups
    let shippers: [Shipper]
    let options: Composition.Options

    private typealias Check = DoctorReport.Check

    func run() async throws -> DoctorReport {
        var checks = try await call.store.read(as: call.principal) { tx in
            [
                try settings(tx), try pages(tx), try references(tx), try jobs(tx), try certificate(tx), try drills(tx),
                clock(tx),
            ]
        }
        checks += try await call.offload {
            [try audit(), disk(), spooler(), newestBackup()] + shippers.map(shipping)
                + MachineChecks(directory: options.directory).all + [try port()]
        }
        return DoctorReport(checks: checks)
    }

    private func settings(_ tx: ReadTx) throws -> Check {
        let cipher = try String.fetchOne(tx.db, sql: "PRAGMA cipher_version") ?? "none"
        let journal = try String.fetchOne(tx.db, sql: "PRAGMA journal_mode") ?? "none"
        return Check(
            name: "encryption", isGood: cipher.hasPrefix("4.") && journal == "wal",
            finding: "SQLCipher \(cipher), journal \(journal)",
            advice: "This is not the database engine that Sehat ships: install the package again.")
    }

    private func pages(_ tx: ReadTx) throws -> Check {
        let answers = try String.fetchAll(tx.db, sql: "PRAGMA quick_check(5)")
        return Check(
            name: "pages", isGood: answers == ["ok"], finding: answers.joined(separator: "; "),
            advice:
                "Stop the server, keep a copy of the data directory, and restore: sehat restore --from TARGET --latest."
        )
    }

    private func references(_ tx: ReadTx) throws -> Check {
        let broken = try Row.fetchAll(tx.db, sql: "PRAGMA foreign_key_check").count
        return Check(
            name: "references", isGood: broken == 0,
            finding: broken == 0 ? "every reference leads somewhere" : "\(broken) rows refer to missing rows",
            advice: "Make a support bundle (sehat support bundle) and send it to who looks after Sehat; do not restart."
        )
    }

    private func audit() throws -> Check {
        let report = try AuditVerifier.verify(call.store)
        let fault = report.fault.map { "entry \($0.seq): \($0)" }
        return Check(
            name: "audit", isGood: report.isWhole,
            finding: fault ?? "\(report.entries) entries, \(report.heads) signed heads, the chain holds",
            advice:
                "Somebody or something changed the log. Keep a copy of everything, compare with exported heads and a backup."
        )
    }

    private func jobs(_ tx: ReadTx) throws -> Check {
        let dead = try JobOutbox.counts(in: tx)[.dead] ?? 0
        return Check(
            name: "jobs", isGood: dead == 0, finding: dead == 0 ? "none dead" : "\(dead) dead jobs wait for a person",
            advice:
                "Look at the page Printing and at sehat alarms messages; what has lost its sense is discarded there.")
    }

    private func certificate(_ tx: ReadTx) throws -> Check {
        guard let server = try certificates.server(in: tx) else {
            return Check(name: "certificate", isGood: true, finding: "none made: made at the first start with TLS")
        }
        let days = server.notAfter.seconds(since: tx.now) / 86_400
        let missing = try certificates.missingHosts(in: tx)
        return Check(
            name: "certificate", isGood: days > 7, isDoubtful: !missing.isEmpty,
            finding: "\(days) days left" + (missing.isEmpty ? "" : ", not for \(missing.joined(separator: ", "))"),
            advice: days > 7
                ? "Open the pages under a name of before, or make an authority for this machine (sehat tls renew --authority) and import it into the browsers."
                : "sehat tls renew, or sehat tls replace with the hospital's new one.")
    }

    private func disk() -> Check {
        let values = try? options.directory.url.resourceValues(forKeys: [.volumeAvailableCapacityKey])
        let free = values?.volumeAvailableCapacity ?? 0
        let isLow = call.store.isDiskLow
        return Check(
            name: "disk", isGood: free > 1 << 30 && !isLow,
            finding: "\(free / 1_048_576) MiB free" + (isLow ? ", the reserve is used up: make room at once" : ""),
            advice:
                "Take away what does not belong there, move backups to another disk (backup_directory), or enlarge it.")
    }

    private func port() throws -> Check {
        PortCheck(listen: try ListenAddress(options.listen), bound: options.listening.address).check()
    }

    private func spooler() -> Check {
        do {
            let queues = try Spooler(server: options.cupsServer).queues()
            let stopped = queues.filter { $0.state == .stopped }.map(\.name)
            return Check(
                name: "printing", isGood: stopped.isEmpty,
                finding: stopped.isEmpty ? "\(queues.count) queues" : "stopped: \(stopped.joined(separator: ", "))",
                advice: "Look at the printer, then cupsenable \(stopped.joined(separator: " ")).")
        } catch {
            return Check(name: "printing", isGood: true, finding: "no CUPS: only folder printers work")
        }
    }

    private func newestBackup() -> Check {
        guard let newest = backups.list().first(where: { $0.verifiedAt != nil }) else {
            return Check(
                name: "backup", isGood: false, finding: "there is no verified backup yet: sehat backup now",
                advice: "sehat backup now")
        }
        let hours = call.store.now.seconds(since: newest.createdAt) / 3600
        return Check(
            name: "backup", isGood: hours < 48, finding: "\(newest.name), \(hours) hours old",
            advice: "sehat schedule history backup.make says why there is no newer one; sehat backup now makes one.")
    }

    private func drills(_ tx: ReadTx) throws -> Check {
        let report = try Drills.report(limitDays: options.drillDays, in: tx)
        let good = report.lastGoodAt.map {
            "the last good restore was tried \(tx.now.seconds(since: $0) / 86_400) days ago"
        }
        let failing = report.failing.isEmpty ? "" : "; does not come back: \(report.failing.joined(separator: ", "))"
        return Check(
            name: "drill", isGood: !report.isOverdue && report.failing.isEmpty,
            finding: (good ?? "no restore was tried yet: sehat drill now") + failing,
            advice: "sehat drill now; what does not come back is no backup: make a new one, look at sehat backup list.")
    }

    /// The database's time never goes back: one ahead of the machine's says that the machine's clock was set back.
    private func clock(_ tx: ReadTx) -> Check {
        let ahead = tx.now.seconds(since: call.store.clock.now)
        let zone = tx.hospital.timeZoneIdentifier
        let isKnown = TimeZone(identifier: zone) != nil
        let words =
            ahead > 60 ? "the machine's clock is \(ahead) s behind the newest entry: set it" : "\(tx.now), zone \(zone)"
        return Check(
            name: "clock", isGood: ahead <= 60 && isKnown, finding: isKnown ? words : "there is no time zone \(zone)",
            advice: isKnown
                ? "timedatectl, and a time server" : "Set the zone of the hospital's profile, such as Asia/Karachi.")
    }

    /// More than a minute behind is a fault: a target that does not move must not look well.
    private func shipping(_ shipper: Shipper) -> Check {
        let status = shipper.status(at: call.store.now)
        let seconds = status.lagMilliseconds / 1000
        let isGood = status.isGood && seconds < 60
        let lag = status.safeAt == nil ? "nothing is there yet" : "\(seconds) s behind"
        return Check(
            name: "shipping", isGood: isGood,
            finding: "\(status.target): \(status.state.rawValue), \(lag)" + (status.words.map { "; \($0)" } ?? ""),
            advice:
                "Look whether the disk, share or store is there and has room; commits are kept and shipped when it is back."
        )
    }
}
