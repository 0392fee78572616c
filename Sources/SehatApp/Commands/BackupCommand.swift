import ArgumentParser
import Backup
import Foundation
import SehatCore
import SehatStore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Backups: make one now, list, verify.",
        discussion: "Example: sehat backup now", subcommands: [Now.self, List.self, Verify.self])

    struct Now: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "now", abstract: "Make a backup while work goes on, and check it whole.",
            discussion: "Example: sehat backup now --data /var/lib/sehat")

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

    struct BackupList: Codable, Sendable { var items: [BackupManifest] }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the backups, newest first.", discussion: "Example: sehat backup list --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/backups").decode(BackupList.self)
                }
                if json { return try Terminal.json(list.items) }
                Terminal.table(
                    ["name", "made", "bytes", "verified"],
                    list.items.map {
                        [$0.name, $0.createdAt.description, "\($0.bytes)", $0.verifiedAt?.description ?? "never"]
                    })
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check a backup whole: digest, page MACs, database, audit chain.",
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
                    let opener = try Opening.opener(data, isCode: recoveryCode)
                    check = try Backups.check(folder, key: Opening.key(opener, folder))
                } else {
                    check = try await Control.perform(data) { client in
                        try await client.send(.post, "/api/backups/\(backup)/verify").decode(Backups.Check.self)
                    }
                }
                if json {
                    try Terminal.json(check)
                } else {
                    Terminal.line(check.isGood ? "good, \(check.auditEntries) audit entries" : "NOT GOOD")
                    check.faults.forEach { Terminal.line("  \($0)") }
                }
                if !check.isGood { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring a backup back as a new data directory.",
        discussion: """
            Checks the backup whole, then lays it into --data, which must not exist or be empty. The key comes from \
            --key-file, or from the recovery code on paper; with --sheet from the recovery sheet and its code, which needs \
            nothing but the backup's database.

            Example: sehat restore /mnt/usb/2026-11-21T02-00-00-000Z --data /var/lib/sehat --recovery-code
            """)

    @OptionGroup var data: DataOptions
    @Argument(help: "The path of a backup directory.") var backup: String
    @Flag(help: "Ask for the recovery code.") var recoveryCode = false
    @Flag(help: "Ask for the words of the recovery sheet and the recovery code.") var sheet = false
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        try await running {
            let configuration = try data.loaded()
            let target = DataDirectory(configuration.dataDirectory)
            let owner = ServiceAccount.owner(of: target.path)
            let manifest = try Restoring.restore(
                URL(filePath: backup), to: target.url, opener: Opening.opener(data, isCode: recoveryCode, isSheet: sheet)
            ) { Terminal.progress($0) }
            // The directory was there, empty, and somebody's: it stays theirs, with what root has put into it.
            if let owner, getuid() == 0 { try ServiceAccount.hand(target.path, to: owner) }
            Terminal.endProgress()
            if json { return try Terminal.json(manifest) }
            Terminal.line("Restored the state of \(manifest.createdAt) into \(target.path).")
            Terminal.line("Next: sehat serve --data \(target.path)")
        }
    }
}

/// What opens a backup at the command line.
private enum Opening {
    static func opener(_ options: DataOptions, isCode: Bool, isSheet: Bool = false) throws -> Restoring.Opener {
        if isSheet { return .key(try RecoveryPapers.sheet().key(with: RecoveryPapers.code())) }
        if isCode { return .code(try RecoveryPapers.code()) }
        guard let file = options.keyFile else {
            throw CommandFailure("Give the key with --key-file FILE, or ask for --recovery-code.", exitCode: .usage)
        }
        return .key(try DatabaseKey(file: URL(filePath: file)))
    }

    static func key(_ opener: Restoring.Opener, _ folder: URL) throws -> DatabaseKey {
        switch opener {
        case .key(let key): return key
        case .code(let code):
            guard let recovery = KeyRecovery.read(in: folder) else { throw BackupError.noRecovery(folder.path) }
            return try recovery.key(with: code)
        }
    }
}
