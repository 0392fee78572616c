import ArgumentParser
import Foundation
import TestKit

/// Kills the release executable again and again while it works, and counts what it has answered.
@main
struct Faults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sehat-faults",
        abstract: "Kill a working server again and again; nothing that it answered may be lost or done twice.")

    @Option(help: "The release executable.")
    var binary: String

    @Option(help: "How often the server is killed.")
    var kills = 1000

    @Option(help: "How many commands it must have answered in all.")
    var commands = 1_000_000

    func run() async throws {
        setenv(Binary.variable, binary, 1)
        let size = CrashCampaign.Size(
            kills: kills, answers: max(1, commands / max(1, kills) * 21 / 20), killsBetweenLooks: 10, cashiers: 4,
            clerks: 60)
        let count = try await CrashCampaign(size).run { count in
            if count.kills.isMultiple(of: 10) { Self.say(Self.words(count)) }
        }
        for fault in count.faults { Self.say("FAULT: \(fault)") }
        Self.say("END: \(Self.words(count))")
        guard count.faults.isEmpty, count.commands >= commands else { throw ExitCode.failure }
    }

    private static func words(_ count: CrashCampaign.Count) -> String {
        """
        \(count.kills) kills in \(count.hospitals) hospitals, \(count.commands) commands answered (\(count.bills) bills, \
        \(count.payments) payments), \(count.faults.isEmpty ? "none lost, none double" : "\(count.faults.count) faults").
        """
    }

    private static func say(_ words: String) {
        let now = Date().formatted(.iso8601.time(includingFractionalSeconds: false))
        FileHandle.standardOutput.write(Data("\(now) \(words)\n".utf8))
    }
}
