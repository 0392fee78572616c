import ArgumentParser
import Backup
import Foundation
import SehatCore
import SehatStore

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring a backup back as a new data directory.",
        discussion: """
            Lays the backup into --data, which must not exist or be empty, and checks it there whole; one that is not good \
            leaves nothing. The key comes from --key-file, or from the recovery code on paper; with --sheet from the \
            recovery sheet and its code, which needs nothing but the backup's database.

            With --from TARGET it brings back the newest moment that was shipped there, or the one of --at, and checks every \
            object and the outcome whole. TARGET is a directory, sftp://… or s3://… as in the settings. A time without a zone \
            is refused, write 2026-11-21T10:29:00+05:00, and so is one that is yet to come: --latest brings the newest moment \
            back. --points lists every moment that is there.

            --in-place takes a directory that holds a hospital, with its server stopped: the database and key that were \
            there are put into before-restore-TIME beside them first, and nothing is removed.

            Example: sehat restore /mnt/usb/2026-11-21T02-00-00-000Z --data /var/lib/sehat --recovery-code
            Example: sehat restore --from /mnt/usb/sehat --at 2026-11-21T10:29:00+05:00 --to /var/lib/sehat --recovery-code
            """)

    @OptionGroup var data: DataOptions
    @Argument(help: "The path of a backup directory.") var backup: String?
    @Option(help: "A target to which commits were shipped, instead of a backup: a directory, sftp://… or s3://….")
    var from: String?
    @Option(help: "With --from: the moment, ISO 8601 with a zone.") var at: String?
    @Flag(help: "With --from: the newest moment; this is the default.") var latest = false
    @Option(help: "Where to; the same as --data.") var to: String?
    @Flag(help: "Restore over the hospital that is there, which is kept beside it.") var inPlace = false
    @Flag(help: "With --from: list the moments that can be brought back, and restore nothing.") var points = false
    @Flag(help: "Ask for the recovery code.") var recoveryCode = false
    @Flag(help: "Ask for the words of the recovery sheet and the recovery code.") var sheet = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (backup == nil) != (from == nil) else {
            throw ValidationError("Give the path of a backup, or --from TARGET.")
        }
        guard from != nil || (at == nil && !latest && !points) else {
            throw ValidationError("--at, --latest and --points go with --from.")
        }
        guard at == nil || !latest else { throw ValidationError("--at and --latest exclude each other.") }
        guard at.map({ Instant(iso8601: $0) != nil }) ?? true else {
            throw ValidationError("--at wants ISO 8601 with a zone: 2026-11-21T10:29:00+05:00.")
        }
        // A wrong year must not pass for the newest state; a minute is what clocks may differ by.
        let soon = WallClock.system.now.adding(seconds: 60)
        guard at.flatMap({ Instant(iso8601: $0) }).map({ $0 <= soon }) ?? true else {
            throw ValidationError("--at is yet to come. --latest brings the newest moment back.")
        }
    }

    func run() async throws {
        try await running {
            var configuration = try data.loaded()
            if let to { configuration.dataDirectory = to }
            let target = DataDirectory(configuration.dataDirectory)
            let owner = ServiceAccount.owner(of: target.path)
            let opener = try BackupOpening.opener(data, isCode: recoveryCode, isSheet: sheet)
            if points { return try list(opener) }
            let moment = try inPlace ? replace(target, opener) : lay(into: target.url, opener)
            // The directory was there, empty, and somebody's: it stays theirs, with what root has put into it.
            if let owner, getuid() == 0 { try ServiceAccount.hand(target.path, to: owner) }
            if json { return }
            Terminal.line("Restored the state of \(moment) into \(target.path).")
            Terminal.line("Next: \(ShellWords(["sehat", "serve"] + data.again(target.path)))")
        }
    }

    private func list(_ opener: Restoring.Opener) throws {
        let moments = try PointRestoring.moments(at: BackupTarget(named: from ?? ""), opener: opener)
        if json { return try Terminal.json(moments) }
        for moment in moments { Terminal.line(moment.description) }
    }

    private func replace(_ target: DataDirectory, _ opener: Restoring.Opener) throws -> Instant {
        let place = InPlaceRestoring(directory: target.url)
        let lock = try place.lock()
        defer { lock.release() }
        let moment = try lay(into: place.draft, opener)
        let aside = try place.swap(at: WallClock.system.now)
        if !json { Terminal.line("What was there before is in \(aside.path).") }
        return moment
    }

    /// - Returns: the moment that was brought back.
    private func lay(into target: URL, _ opener: Restoring.Opener) throws -> Instant {
        defer { Terminal.endProgress() }
        if let from {
            let point = try PointRestoring.restore(
                from: BackupTarget(named: from), at: at.flatMap { Instant(iso8601: $0) }, to: target, opener: opener
            ) { Terminal.progress($0) }
            Terminal.endProgress()
            if json { try Terminal.json(point) }
            return point.at
        }
        let manifest = try Restoring.restore(URL(filePath: backup ?? ""), to: target, opener: opener) {
            Terminal.progress($0)
        }
        Terminal.endProgress()
        if json { try Terminal.json(manifest) }
        return manifest.createdAt
    }
}

/// What opens a backup at the command line.
enum BackupOpening {
    static func opener(_ options: DataOptions, isCode: Bool, isSheet: Bool = false) throws -> Restoring.Opener {
        if isSheet { return .key(try RecoveryPapers.sheet().key(with: RecoveryPapers.code())) }
        if isCode { return .code(try RecoveryPapers.code()) }
        guard let file = options.keyFile else {
            throw CommandFailure("Give the key with --key-file FILE, or ask for --recovery-code.", exitCode: .usage)
        }
        return .key(try DatabaseKey(file: URL(filePath: file)))
    }
}
