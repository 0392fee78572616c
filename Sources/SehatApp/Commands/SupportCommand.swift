import ArgumentParser
import Foundation
import SehatStore

struct SupportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support", abstract: "What somebody needs who looks after the server from outside.",
        discussion: "Example: sehat support bundle --out /tmp/sehat-support.tar", subcommands: [Bundle.self])

    struct Bundle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "bundle", abstract: "An archive without anything about patients.",
            discussion: """
                Versions, settings without secrets, the doctor's report, migrations, row counts, history of the schedule and of \
                alarms, states of printers and targets, numbers, and the newest lines of the server's log, in which numbers, \
                other scripts, quoted words and words of patients' names are masked.

                Example: sehat support bundle --out /tmp/sehat-support.tar
                """)

        @OptionGroup var data: DataOptions
        @Option(help: "The file to write; it must not be there.") var out: String

        func run() async throws {
            try await running {
                guard !FileManager.default.fileExists(atPath: out) else {
                    throw CommandFailure("\(out) is there already.", exitCode: .cannotOpen)
                }
                Terminal.progress("Checking and gathering …")
                let answer = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/support-bundle", json: Data("{}".utf8))
                }
                Terminal.endProgress()
                do {
                    try DurableFile.write(answer.body, to: URL(filePath: out))
                } catch {
                    throw CommandFailure("\(out) cannot be written: \(error)", exitCode: .cannotOpen)
                }
                Terminal.line("\(out): \(answer.body.count) bytes")
            }
        }
    }
}
