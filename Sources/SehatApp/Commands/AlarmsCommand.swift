import Alarms
import ArgumentParser
import Foundation
import SehatCore

struct AlarmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarms", abstract: "What is wrong with the server, its backups and printers.",
        discussion: """
            Alarms are looked for every minute (task alarms.look), and go by e-mail and SMS to those whom sehat.toml names.

            Example: sehat alarms list
            """, subcommands: [List.self, Acknowledge.self, Test.self, Messages.self])

    private struct Live: Codable, Sendable { var items: [Alarm] }
    private struct Sent: Codable, Sendable { var items: [AlarmMessage] }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The alarms that are so now.",
            discussion: "Exit code 1 while nobody has taken note of one.\n\nExample: sehat alarms list --all --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Those that are over, too.") var all = false
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let path = all ? "/api/alarms/history?limit=200" : "/api/alarms"
                let alarms = try await Control.perform(data) { client in
                    try await client.send(.get, path).decode(Live.self).items
                }
                if json { try Terminal.json(alarms) } else { AlarmsCommand.table(alarms) }
                if alarms.contains(where: \.isLoud) { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "acknowledge", abstract: "Take note of an alarm: it is quiet from now on.",
            discussion: "Example: sehat alarms acknowledge 1234 --note 'new disk ordered'")

        @OptionGroup var data: DataOptions
        @Argument(help: "The number of the alarm, as the list shows it.") var id: String
        @Option(help: "What is being done about it.") var note: String?

        private struct Input: Codable, Sendable { var note: String? }

        func run() async throws {
            try await running {
                guard let number = Int64(id) else { throw CommandFailure("\(id) is no number.", exitCode: .usage) }
                let input = Input(note: note)
                let alarm = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/alarms/\(number)/acknowledge", input).decode(Alarm.self)
                }
                AlarmsCommand.table([alarm])
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Send a test message to everybody to whom alarms go.",
            discussion: "sehat alarms messages says whether it arrived.\n\nExample: sehat alarms test")

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await running {
                let sent = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/alarms/test", json: Data("{}".utf8)).decode(Sent.self)
                }
                AlarmsCommand.table(sent.items)
            }
        }
    }

    struct Messages: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "messages", abstract: "The newest messages, and whether they arrived.",
            discussion: "Example: sehat alarms messages --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let sent = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/alarms/messages").decode(Sent.self)
                }
                if json { try Terminal.json(sent.items) } else { AlarmsCommand.table(sent.items) }
            }
        }
    }

    private static func table(_ alarms: [Alarm]) {
        Terminal.table(
            ["number", "alarm", "which", "since", "until", "noted by", "what was found"],
            alarms.map {
                [
                    "\($0.id)", $0.kind.rawValue, $0.subject.isEmpty ? "-" : $0.subject, $0.raisedAt.description,
                    $0.clearedAt?.description ?? "-", $0.acknowledgedByName ?? "-", $0.words,
                ]
            })
    }

    private static func table(_ messages: [AlarmMessage]) {
        Terminal.table(
            ["when", "by", "to", "state", "attempts", "why"],
            messages.map {
                [
                    $0.createdAt.description, $0.channel.rawValue, $0.recipient, $0.state.rawValue, "\($0.attempts)",
                    $0.error ?? "",
                ]
            })
    }
}
