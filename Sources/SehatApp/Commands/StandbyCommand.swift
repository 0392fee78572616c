import ArgumentParser
import Backup
import Foundation
import SehatCore
import SehatStore

struct StandbyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standby", abstract: "Keep a checked copy of what another server ships to a target.",
        discussion: """
            Brings the newest moment of the target into --to again and again, each time checked whole before it takes the place \
            of the one before. sehat promote takes over; what was shipped until then is in it, also what came after the last \
            round. The copy can be looked at with sehat serve --read-only, on another --to.

            Example: sehat standby --from /mnt/backup/sehat --to /var/lib/sehat-standby --key-file /media/usb/sehat.key
            """)

    @Option(help: "The target: a directory, sftp:// or s3:// as in sehat.toml.") var from: String
    @Option(help: "Where the copy is kept.") var to: String
    @Option(help: "A file with the database key.") var keyFile: String
    @Option(help: "Seconds between two rounds.") var every = 60
    @Flag(help: "One round only.") var once = false
    @Flag(help: "Print JSON, one line a round.") var json = false

    func validate() throws {
        guard (1...86_400).contains(every) else { throw ValidationError("--every wants 1 to 86400 seconds.") }
    }

    func run() async throws {
        try await running {
            let key = try DatabaseKey(file: URL(filePath: keyFile))
            let target = try BackupTarget(named: from)
            let place = URL(filePath: to).standardizedFileURL
            repeat {
                do {
                    let point = try StandbyCopy.renew(from: target, to: place, key: key)
                    if json {
                        try Terminal.json(point, pretty: false)
                    } else {
                        Terminal.line("\(point.at), \(point.bytes) bytes, \(point.auditEntries) entries, checked")
                    }
                } catch let error as BackupError where !once {
                    // The copy of the round before stays; the target may be back at the next.
                    Terminal.note("sehat: \(error.description)")
                }
                if !once { try await Task.sleep(for: .seconds(every)) }
            } while !once
        }
    }
}

/// The copy that a standby keeps.
enum StandbyCopy {
    /// Restores the newest moment beside the copy and puts it into its place when it was found good.
    ///
    /// - Throws: `BackupError`; the copy of before is there then, unharmed.
    static func renew(from target: BackupTarget, to place: URL, key: DatabaseKey) throws -> RestoredPoint {
        let files = FileManager.default
        let folder = place.deletingLastPathComponent()
        let coming = folder.appending(path: ".\(place.lastPathComponent).coming")
        let going = folder.appending(path: ".\(place.lastPathComponent).going")
        if files.fileExists(atPath: place.path),
            !files.fileExists(atPath: place.appending(path: StoreConfiguration.fileName).path),
            !((try? files.contentsOfDirectory(atPath: place.path)) ?? []).isEmpty
        {
            throw BackupError.targetNotEmpty(place.path)
        }
        for leftover in [coming, going] { try? files.removeItem(at: leftover) }
        let point = try PointRestoring.restore(from: target, at: nil, to: coming, opener: .key(key))
        do {
            if files.fileExists(atPath: place.path) { try files.moveItem(at: place, to: going) }
            try files.moveItem(at: coming, to: place)
        } catch {
            throw BackupError.cannotWrite(error.localizedDescription)
        }
        try? files.removeItem(at: going)
        return point
    }
}

struct PromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Take over from a server that ships to a target.",
        discussion: """
            Raises the epoch at the target: the old server finds it within a second and accepts nothing any more, now and \
            whenever it is started again with that target. Then the newest moment is brought back into --data and checked whole. \
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
            Terminal.line("Took over the state of \(outcome.point.at), epoch \(outcome.epoch), into \(directory.path).")
            Terminal.line("Next: sehat serve --data \(directory.path) --backup-target \(from)")
        }
    }
}
