import ArgumentParser
import Backup
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

extension ShippingStatus {
    /// In one line for a person.
    var summary: String {
        let lag = safeAt == nil ? "nothing there yet" : "\(lagMilliseconds) ms behind"
        return "\(state.rawValue), \(lag), \(segments) segments" + (words.map { ": \($0)" } ?? "")
    }
}
