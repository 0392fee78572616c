import ArgumentParser
import Backup
import Foundation
import SehatCore
import SehatStore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Backups: make one now, list, verify, see the targets, add one.",
        discussion: "Example: sehat backup now",
        subcommands: [Now.self, List.self, Verify.self, Targets.self, AddTarget.self, AcceptTarget.self])

    struct Now: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "now", abstract: "Make a backup while work goes on, and check every page of it.",
            discussion: """
                Every page is checked against its authentication code, and the audit chain at its end: that proves that the copy \
                is byte for byte what the database wrote, at about the speed of copying, because a person waits for it. The \
                contents (tables, references, the whole chain) are looked at by the nightly backup, sehat backup verify, drills, \
                restores and upgrades.

                Example: sehat backup now --data /var/lib/sehat
                """)

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                Terminal.progress("Copying and checking …")
                let manifest = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/backups").decode(BackupManifest.self)
                }
                Terminal.endProgress()
                if json { return try Terminal.json(manifest) }
                Terminal.line("\(manifest.name)  \(manifest.bytes) bytes, verified")
            }
        }
    }

    struct BackupList: Codable, Sendable {
        var items: [BackupManifest]
        var broken: [Backups.Broken]
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the backups, newest first.",
            discussion: "Example: sehat backup list --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/backups").decode(BackupList.self)
                }
                if json { return try Terminal.json(list) }
                Terminal.table(
                    ["name", "made", "bytes", "verified"],
                    list.items.map {
                        [
                            $0.name, $0.createdAt.description, "\($0.bytes)",
                            $0.damage.map { "DAMAGED: \($0)" } ?? $0.verifiedAt?.description ?? "never",
                        ]
                    } + list.broken.map { [$0.name, "", "", "BROKEN: \($0.words)"] })
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check a backup whole: page MACs, manifest, database, audit chain.",
            discussion: """
                Takes the name of a backup of this hospital, or the path of a backup directory with --key-file or \
                --recovery-code. Exit code 1 when it is not good.

                Example: sehat backup verify /mnt/usb/2026-11-21T02-00-00-000Z --recovery-code
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "Name or path.") var backup: String
        @Flag(help: "Ask for the recovery code.") var recoveryCode = false
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let backup = backup
            try await running {
                let check: Backups.Check
                let manifest = URL(filePath: backup).appending(path: "manifest.json").path
                if backup.contains("/") || FileManager.default.fileExists(atPath: manifest) {
                    let folder = URL(filePath: backup)
                    let opener = try BackupOpening.opener(data, isCode: recoveryCode)
                    check = try Backups.check(folder, opener: opener)
                } else {
                    check = try await Control.perform(data) { client in
                        try await client.send(.post, "/api/backups/\(backup)/verify").decode(Backups.Check.self)
                    }
                }
                if json {
                    try Terminal.json(check)
                } else {
                    Terminal.line(check.isGood ? "good, \(check.auditEntries) audit entries" : "NOT GOOD")
                    for fault in check.faults { Terminal.line("  \(fault)") }
                }
                if !check.isGood { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }
}
