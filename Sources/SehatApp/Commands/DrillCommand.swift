import ArgumentParser
import Backup
import SehatCore

struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill", abstract: "Prove by restoring that what was saved comes back.",
        discussion: """
            A drill restores the newest backup and the newest moment of every target into a scratch directory, with every check \
            of a real restore, and compares the audit chain with the running hospital's. The schedule does it each week.

            Example: sehat drill now
            """, subcommands: [Now.self, List.self])

    private struct Made: Codable, Sendable { var items: [Drill] }

    struct Now: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "now", abstract: "Drill now, and say how it went.",
            discussion: "Exit code 1 when something does not come back.\n\nExample: sehat drill now --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                Terminal.progress("Restoring and checking …")
                let made = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/backups/drills").decode(Made.self)
                }
                Terminal.endProgress()
                if json { try Terminal.json(made.items) } else { DrillCommand.table(made.items) }
                if made.items.contains(where: { !$0.isGood }) { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The newest drills.",
            discussion: "Exit code 1 when a good drill is overdue.\n\nExample: sehat drill list")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let report = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/backups/drills").decode(DrillReport.self)
                }
                if json {
                    try Terminal.json(report)
                } else {
                    DrillCommand.table(report.items)
                    let good = report.lastGoodAt?.description ?? "never"
                    Terminal.line("Last good drill: \(good)\(report.isOverdue ? ", OVERDUE: sehat drill now" : "")")
                }
                if report.isOverdue { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }

    private static func table(_ drills: [Drill]) {
        Terminal.table(
            ["when", "from", "result", "restored to", "bytes", "ms", "why"],
            drills.map {
                [
                    $0.startedAt.description, $0.place, $0.isGood ? "good" : "NOT GOOD",
                    $0.restoredTo?.description ?? "-",
                    "\($0.bytes)", "\($0.milliseconds)", $0.words,
                ]
            })
    }
}
