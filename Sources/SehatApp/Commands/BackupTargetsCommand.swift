import ArgumentParser
import Backup
import Foundation
import SehatCore

extension BackupCommand {
    private struct TargetList: Codable, Sendable { var items: [ShippingStatus] }

    struct Targets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "targets", abstract: "How far each target of continuous shipping is.",
            discussion: "Exit code 1 when one is not followed.\n\nExample: sehat backup targets --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/backups/targets").decode(TargetList.self)
                }
                if json {
                    try Terminal.json(list.items)
                } else {
                    Terminal.table(["target", "how"], list.items.map { [$0.target, $0.summary] })
                }
                if list.items.contains(where: { !$0.isGood }) {
                    throw ExitCode(CommandFailure.Code.failed.rawValue)
                }
            }
        }
    }
}

extension BackupCommand {
    struct AddTarget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add-target", abstract: "Ship every commit to one more target.",
            discussion: """
                Writes the target into backup_targets of the configuration. A directory is made where it is missing, inside a \
                disk that is mounted, for the account of the data directory; and where the package's server runs, its units and \
                its AppArmor profile are told that they may write there. The server follows it from its next start.

                Example: sehat backup add-target /mnt/usb/sehat
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "A directory, sftp:// or s3://, as in sehat.toml.") var target: String

        func run() async throws {
            try await running {
                _ = try BackupTarget(target)
                let file = data.config ?? Configuration.standardPath
                let present = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
                var configuration = try Configuration.parse(present, file: file)
                guard !configuration.shippingTargets.contains(target) else {
                    return Terminal.line("\(target) is a target already.")
                }
                configuration.shippingTargets.append(target)
                let directory = DataDirectory(data.data ?? configuration.dataDirectory)
                try TargetPlace(target)?.make(for: ServiceAccount.owner(of: directory.path))
                var settings = SettingsFile(present)
                settings.set("backup_targets", SettingsFile.quoted(configuration.shippingTargets))
                do {
                    try Data(settings.text.utf8).write(to: URL(filePath: file), options: .atomic)
                    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
                } catch {
                    throw CommandFailure(
                        "\(file) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
                }
                if SystemUnit.serves(directory) { try SystemUnit.allow(configuration.backupPlaces) }
                Terminal.line("\(target) is written into \(file). Next: systemctl restart sehat")
            }
        }
    }
}

extension BackupCommand {
    struct AcceptTarget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept-target", abstract: "Say that a new or empty disk at a target is meant to be there.",
            discussion: """
                A target that becomes empty or another one gets nothing, and status says "replaced", until the right disk is back \
                or this is said. A whole copy is begun there at once. Disks that were accepted once may take turns. Not needed for \
                a target that is new.

                Example: sehat backup accept-target /mnt/usb/sehat
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The target, as sehat backup targets names it.") var target: String

        private struct Accepted: Codable { var target: String }

        func run() async throws {
            try await running {
                let directory = DataDirectory(try data.loaded().dataDirectory)
                guard Control.isServed(directory) else {
                    throw CommandFailure("No server runs on \(directory.path).", exitCode: .unavailable)
                }
                _ = try await ControlClient(socketPath: directory.socket)
                    .send(.post, "/api/backups/targets/accept", Accepted(target: target))
                Terminal.line("\(target) is accepted. See: sehat backup targets")
            }
        }
    }
}

extension ShippingStatus {
    /// In one line for a person.
    var summary: String {
        // How far behind it is says nothing any more.
        if state == .superseded { return "stopped: \(words ?? state.rawValue)" }
        let lag = safeAt == nil ? "nothing there yet" : "\(lagMilliseconds) ms behind"
        return "\(state.rawValue), \(lag), \(segments) segments" + (words.map { ": \($0)" } ?? "")
    }
}
