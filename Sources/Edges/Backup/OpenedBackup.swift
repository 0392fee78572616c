import Foundation
import SehatStore

/// The keys of a backup: the one that the administrator has, and the one under which the backup was made, which may be
/// older. The older ones lie sealed under the present one in every later backup, so those beside it are asked.
struct OpenedBackup {
    /// What the opener stands for: the restored hospital has this key.
    let present: DatabaseKey
    let ofItsTime: DatabaseKey
    /// Wraps the present key, where that is known.
    let recovery: KeyRecovery?
    let ring: KeyRing

    /// - Parameter ring: former keys that are known already.
    /// - Throws: `BackupError.noRecovery`, `.wrongRecoveryCode`.
    init(_ backup: URL, _ opener: Restoring.Opener, ring known: KeyRing) throws {
        let folders = Self.around(backup)
        switch opener {
        case .key(let key): present = key
        case .code(let code): present = try Self.key(code, folders)
        }
        let present = present
        let rings = folders.map { (folder: $0, ring: KeyRing(in: $0, key: present)) }
        ring = rings.reduce(known) { $0.joined($1.ring) }
        ofItsTime = ring.opener(of: backup.appending(path: BackupManifest.databaseName), present: present)
        // Of the backup itself, or of one made under the present key.
        let home = ofItsTime.isSame(as: present) ? backup : rings.first { !$0.ring.former.isEmpty }?.folder
        recovery = home.flatMap { KeyRecovery.read(in: $0) }
    }

    /// The key that a code opens: with the papers of the backup, or with later ones.
    private static func key(_ code: KeyRecovery.Code, _ folders: [URL]) throws -> DatabaseKey {
        var tried: Set<KeyRecovery> = []
        for folder in folders {
            guard let recovery = KeyRecovery.read(in: folder), tried.insert(recovery).inserted else { continue }
            do {
                return try recovery.key(with: code)
            } catch BackupError.wrongRecoveryCode {}
        }
        throw tried.isEmpty ? BackupError.noRecovery(folders.first?.path ?? "") : .wrongRecoveryCode
    }

    /// The backup, those beside it, newest first, and the data directory whose folder they may be in.
    private static func around(_ backup: URL) -> [URL] {
        let folder = backup.standardizedFileURL.deletingLastPathComponent()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { !$0.hasPrefix(".") && $0 != backup.lastPathComponent }.sorted(by: >)
        return [backup] + names.map { folder.appending(path: $0) } + [folder.deletingLastPathComponent()]
    }
}
