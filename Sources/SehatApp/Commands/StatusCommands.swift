import Alarms
import ArgumentParser
import Backup
import Foundation
import SehatCore
import SehatStore
import SehatWeb

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how the running server is.",
        discussion: "Exit code 69 when no server runs.\n\nExample: sehat status --data /var/lib/sehat --json")

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await running {
            let directory = DataDirectory(try data.loaded().dataDirectory)
            guard Control.isServed(directory) else {
                throw CommandFailure("No server runs on \(directory.path).", exitCode: .unavailable)
            }
            let answer = try await ControlClient(socketPath: directory.socket).send(.get, "/api/status")
            let status = try answer.decode(ApplianceStatus.self)
            if json { return try Terminal.json(status) }
            Terminal.table(
                ["what", "how"],
                (status.takeover.map { [["SUPERSEDED", $0.words]] } ?? []) + [
                    ["version", status.version],
                    ["hospital", status.hospital],
                    ["time", status.time.description],
                    ["business day", status.today.description],
                    ["database", "\(status.databaseBytes / 1_048_576) MiB"],
                    ["audit entries", "\(status.auditEntries)"],
                    ["jobs waiting / dead", "\(status.jobsWaiting) / \(status.jobsDead)"],
                    ["prints waiting / failed", "\(status.printsWaiting) / \(status.printsFailed)"],
                    ["disk", status.isDiskLow ? "NEARLY FULL: make room at once" : "has room"],
                    ["last good backup", status.lastBackup?.description ?? "never"],
                    ["certificate until", status.certificateUntil?.description ?? "-"],
                ] + status.shipping.map { ["shipping to \($0.target)", $0.summary] }
                    + status.alarms.map { alarm in
                        let name =
                            alarm.subject.isEmpty ? alarm.kind.rawValue : "\(alarm.kind.rawValue), \(alarm.subject)"
                        let seen = alarm.acknowledgedByName.map { " (noted by \($0))" } ?? ""
                        return ["ALARM: \(name)", "since \(alarm.raisedAt): \(alarm.words)\(seen)"]
                    })
        }
    }
}

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Check a hospital whole: key, settings, pages, audit chain, disk, clock, memory, port, printing, backups.",
        discussion: """
            For root, and where smartmontools is installed, the drive is asked too. Says what to do about whatever is not in \
            order, in the language of the terminal (LC_ALL, LC_MESSAGES, LANG) where it is Urdu, Hindi or Arabic. Exit code 1 \
            when something is not in order.

            Example: sehat doctor --data /var/lib/sehat
            Example: LANG=ur_PK.UTF-8 sehat doctor
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await running {
            let (language, words) = (Terminal.language, try Assets.catalogue())
            var report = try await Control.perform(data) { client in
                try await client.speaking(language).send(.post, "/api/doctor").decode(DoctorReport.self)
            }
            if let drive = DriveCheck.run(DataDirectory(try data.loaded().dataDirectory)) {
                report.checks.append(drive.told(words, language))
            }
            if json {
                try Terminal.json(report)
            } else {
                let word = { (name: String) in words.text("appliance.doctor.\(name)", language) }
                Terminal.table(
                    [word("check"), "", word("finding")],
                    report.checks.map {
                        [
                            language == .en ? $0.name : $0.title,
                            word($0.isGood ? $0.isDoubtful ? "look" : "good" : "bad"), $0.finding,
                        ]
                    })
                for check in report.checks where !check.advice.isEmpty {
                    Terminal.line("\(language == .en ? check.name : check.title): \(check.advice)")
                }
            }
            if !report.isGood { throw ExitCode(CommandFailure.Code.failed.rawValue) }
        }
    }
}
