public import Foundation
public import SehatStore

/// Bringing a backup back as a data directory.
public enum Restoring {
    /// What opens the backup.
    public enum Opener: Sendable {
        case key(DatabaseKey)
        case code(KeyRecovery.Code)
    }

    /// Lays a backup into a new data directory, with its key file, and checks there that it came back whole.
    ///
    /// The target appears complete or not at all; the backup is only read. One that was made before the key was changed comes
    /// back under the key that the opener stands for.
    ///
    /// - Parameters:
    ///   - target: a directory that does not exist, or is empty.
    ///   - ring: former keys that are known; others are looked for in the backups beside it.
    /// - Throws: `BackupError`, `StoreOpenError` for a wrong key; nothing is left in the target then, but for
    ///   `BackupError.notTakenAway`.
    public static func restore(
        _ backup: URL, to target: URL, opener: Opener, ring: KeyRing = KeyRing(former: []),
        progress: (String) -> Void = { _ in }
    ) throws -> BackupManifest {
        try laying(into: target) { draft in
            let manifest = try BackupManifest.read(in: backup)
            for fault in Backups.paperFaults(backup, manifest) { progress("Damaged: \(manifest.name)/\(fault)") }
            let opened = try OpenedBackup(backup, opener, ring: ring)
            try refuse(backup, unlessOpenedBy: opened.ofItsTime)
            progress("Copying \(manifest.bytes) bytes")
            let laid = try lay(backup, into: draft)
            progress("Checking the database of \(manifest.createdAt)")
            let check = try Backups.check(laid, against: manifest, key: opened.ofItsTime)
            guard check.isGood else { throw BackupError.damaged(check.faults.joined(separator: "; ")) }
            try bring(draft, from: opened.ofItsTime, to: opened.present, progress: progress)
            try layKey(opened.present, recovery: opened.recovery, ring: opened.ring, into: draft)
            return manifest
        }
    }

    /// Lets `body` fill a draft beside `target`, which then takes its place; nothing is left of a draft that failed.
    ///
    /// - Throws: `BackupError.targetNotEmpty` before anything is done, what `body` throws, and
    ///   `BackupError.notTakenAway` when the disk keeps failing after the draft has taken its place.
    static func laying<Outcome>(into target: URL, _ body: (URL) throws -> Outcome) throws -> Outcome {
        let files = FileManager.default
        let present = (try? files.contentsOfDirectory(atPath: target.path)) ?? []
        guard present.isEmpty else { throw BackupError.targetNotEmpty(target.path) }
        let draft = target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).restoring")
        try? files.removeItem(at: draft)
        do {
            try files.createDirectory(
                at: draft, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let outcome = try body(draft)
            if files.fileExists(atPath: target.path) { try files.removeItem(at: target) }
            try files.moveItem(at: draft, to: target)
            do {
                try DurableFile.sync(target.deletingLastPathComponent())
            } catch {
                try? files.removeItem(at: target)
                throw files.fileExists(atPath: target.path) ? BackupError.notTakenAway(target.path) : error
            }
            return outcome
        } catch {
            try? files.removeItem(at: draft)
            throw error is BackupError || error is StoreOpenError
                ? error : BackupError.cannotWrite(error.localizedDescription)
        }
    }

    /// Gives a restored database the key that the hospital has today, where it was under an older one.
    static func bring(
        _ draft: URL, from former: DatabaseKey, to present: DatabaseKey, progress: (String) -> Void
    ) throws {
        guard !former.isSame(as: present) else { return }
        progress("Bringing it under the present key")
        try Rekeying.change(draft, from: former, to: present)
        let report = try StoreCheck.verify(
            file: draft.appending(path: StoreConfiguration.fileName), key: present, depth: .pages)
        guard report.isGood else { throw BackupError.damaged(report.faults.joined(separator: "; ")) }
    }

    /// Before much is copied: a wrong key is told from a damaged first page, with the backup's own path.
    private static func refuse(_ backup: URL, unlessOpenedBy key: DatabaseKey) throws {
        let source = backup.appending(path: BackupManifest.databaseName)
        guard FileManager.default.fileExists(atPath: source.path) else {
            throw BackupError.damaged("the database file is missing")
        }
        guard try !key.opens(source) else { return }
        throw BackupError.damaged(try Backups.check(backup, key: key).faults.joined(separator: "; "))
    }

    private static func lay(_ backup: URL, into draft: URL) throws -> URL {
        let database = draft.appending(path: StoreConfiguration.fileName)
        try DurableFile.copy(backup.appending(path: BackupManifest.databaseName), to: database)
        return database
    }

    /// Writes the key file, the wrapped key and the former keys beside a database, and makes all of it durable.
    static func layKey(_ key: DatabaseKey, recovery: KeyRecovery?, ring: KeyRing, into draft: URL) throws {
        try recovery?.write(in: draft)
        if !ring.former.isEmpty { try ring.write(in: draft, under: key) }
        do {
            try DurableFile.write(Data((key.withBytes { Hex.text($0) } + "\n").utf8), to: draft.appending(path: "key"))
        } catch {
            throw BackupError.cannotWrite("the key file")
        }
        try FileSync.directory(draft)
    }
}
