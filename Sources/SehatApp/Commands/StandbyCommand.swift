import ArgumentParser
import Backup
import Foundation
import SehatCore
import SehatStore

struct StandbyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standby", abstract: "Keep a checked copy of what another server ships to a target.",
        discussion: """
            Follows the target: what the other server ships is laid over the copy in --to within seconds, each page checked by \
            its code and each shipment by its signature and place. The first round, and one after each new whole copy at the \
            target, restores everything beside the copy, checked whole, before it takes its place; every --check-hours the copy \
            is checked whole. A line tells what each round brought, and how far behind it was. Once a minute it leaves a mark at \
            the target, so that the other server raises an alarm when its standby has fallen asleep (standby_minutes of \
            sehat.toml); a target that may only be read gets none. sehat promote takes over with this copy. To look at it, restore beside it with sehat restore --from, and sehat serve --read-only.

            Example: sehat standby --from /mnt/backup/sehat --to /var/lib/sehat-standby --key-file /media/usb/sehat.key
            """)

    @Option(help: "The target: a directory, sftp:// or s3:// as in sehat.toml.") var from: String
    @Option(help: "Where the copy is kept.") var to: String
    @Option(help: "A file with the database key.") var keyFile: String
    @Option(help: "Seconds between two rounds.") var every = 2
    @Option(help: "Hours after which the whole copy is checked again.") var checkHours: Int64 = 24
    @Flag(help: "One round only.") var once = false
    @Flag(help: "Print JSON, one line a round.") var json = false

    func validate() throws {
        guard (1...86_400).contains(every) else { throw ValidationError("--every wants 1 to 86400 seconds.") }
        guard (1...8760).contains(checkHours) else { throw ValidationError("--check-hours wants 1 to 8760 hours.") }
    }

    func run() async throws {
        try await running {
            let key = try DatabaseKey(file: URL(filePath: keyFile))
            let copy = StandbyCopy(
                of: try BackupTarget(named: from), in: URL(filePath: to), key: key, checkSeconds: checkHours * 3600)
            var marked: ContinuousClock.Instant?
            repeat {
                var pause = every
                do {
                    let round = try copy.follow()
                    try tell(round)
                    if once || marked.map({ ContinuousClock.now - $0 >= .seconds(60) }) ?? true {
                        mark(round, key)
                        marked = .now
                    }
                } catch let error as BackupError where !once {
                    // The copy of the round before stays; the target may be back at the next.
                    Terminal.note("sehat: \(error.description)")
                    pause = max(every, 30)
                }
                if !once { try await Task.sleep(for: .seconds(pause)) }
            } while !once
        }
    }

    /// A target that may only be read, or is away by now, is no reason to stop following it.
    private func mark(_ round: StandbyCopy.Round, _ key: DatabaseKey) {
        if round.isCut {
            return Terminal.note("sehat: the target goes on under another key; give this command that one")
        }
        let mark = StandbyMark(name: Self.machine, round: round, seenAt: WallClock.system.now, isSingle: once)
        do {
            try mark.leave(at: BackupTarget(named: from), key: key)
        } catch {
            Terminal.note("sehat: no mark could be left at the target: \(error)")
        }
    }

    /// Under what name this machine stands by.
    static var machine: String { ProcessInfo.processInfo.hostName }

    private func tell(_ round: StandbyCopy.Round) throws {
        guard round.isNew || once else { return }
        if json { return try Terminal.json(round, pretty: false) }
        let what = round.isWhole ? "whole, checked" : "\(round.segments) shipments"
        Terminal.line("\(round.at), \(what), \(round.auditEntries) entries, \(round.lagMilliseconds) ms behind")
    }
}

struct PromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Take over from a server that ships to a target.",
        discussion: """
            Raises the epoch at the target: the old server finds it within a second and accepts nothing any more, now and \
            whenever it is started again with that target. Then the newest moment is brought back into --data and checked whole; \
            where --data is the copy that sehat standby keeps, only what is missing is laid over it, which takes seconds: end \
            that command first. \
            An old server that does not reach the target cannot be told: switch it off.

            Example: sehat promote --from /mnt/backup/sehat --data /var/lib/sehat --key-file /media/usb/sehat.key
            """)

    @OptionGroup var data: DataOptions
    @Option(help: "The target: a directory, sftp:// or s3:// as in sehat.toml.") var from: String
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        try await running {
            guard let file = data.keyFile else {
                throw CommandFailure("Give the key with --key-file FILE.", exitCode: .usage)
            }
            let key = try DatabaseKey(file: URL(filePath: file))
            let directory = DataDirectory(try data.loaded().dataDirectory)
            let outcome = try await Promotion.run(from: BackupTarget(named: from), to: directory, key: key) {
                Terminal.progress($0)
            }
            Terminal.endProgress()
            if json { return try Terminal.json(outcome) }
            Terminal.line("Took over the state of \(outcome.at), epoch \(outcome.epoch), into \(directory.path).")
            let target = ["--backup-target", ShellWords.whole(target: from)]
            Terminal.line("Next: \(ShellWords(["sehat", "serve"] + data.again(directory.path) + target))")
        }
    }
}
