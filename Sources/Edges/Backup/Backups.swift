public import Foundation
public import SehatCore
public import SehatStore
import Synchronization

/// Making, listing and checking the backups of a hospital, each a directory of its own.
///
/// A backup is a copy of the encrypted pages, never of plain data: it needs the database key, or the recovery code
/// printed when the hospital was made. It is checked whole right after it was written, and counts only then.
public final class Backups: Sendable {
    public let directory: URL
    private let dataDirectory: URL
    private let product: String
    private let keep: Int
    private let isRunning = Mutex(false)

    /// - Parameters:
    ///   - directory: where the backups are.
    ///   - dataDirectory: where the wrapped key is found.
    ///   - product: the version written into manifests.
    ///   - keep: how many verified backups stay when a new one was verified.
    public init(directory: URL, dataDirectory: URL, product: String, keep: Int) {
        self.directory = directory
        self.dataDirectory = dataDirectory
        self.product = product
        self.keep = keep
    }

    /// What a check found.
    public struct Check: Codable, Sendable, Hashable {
        public var name: String
        public var isGood: Bool
        /// What is wrong, in words; empty when it is good.
        public var faults: [String]
        public var auditEntries: Int64
        /// Rows of each table.
        public var rows: [String: Int64]?
    }

    /// A folder among the backups that is none.
    public struct Broken: Codable, Sendable, Hashable {
        public var name: String
        /// What is wrong, in English.
        public var words: String
    }

    /// Makes a backup while work goes on, and checks it. Blocks; call it from a thread that may.
    ///
    /// - Parameters:
    ///   - depth: `.pages` proves that every byte is what the database wrote, at about the speed of a copy; `.full` looks at
    ///     the contents as well, as a drill and every restore do.
    ///   - progress: called now and then with the part that is done, 0 to 1.
    /// - Throws: `BackupError`; a backup that could not be finished leaves nothing behind.
    public func make(
        of store: Store, key: DatabaseKey, depth: StoreCheck.Depth = .full,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws -> BackupManifest {
        try begin()
        defer { isRunning.withLock { $0 = false } }
        let now = store.now
        let name = Self.name(now)
        let draft = directory.appending(path: ".\(name).part")
        try prepare(draft)
        do {
            let facts = try store.copyCiphertext(
                to: draft.appending(path: BackupManifest.databaseName)
            ) { progress($0 * 0.6) }
            var manifest = BackupManifest(name: name, createdAt: now, product: product, facts)
            let papers = KeyPapers(in: dataDirectory).files
            for (file, data) in papers { try DurableFile.write(data, to: draft.appending(path: file)) }
            manifest.papers = papers.keys.sorted()
            try manifest.write(in: draft)
            let check = try Self.check(draft, key: key, depth: depth) { progress(0.6 + $0 * 0.4) }
            guard check.isGood else { throw BackupError.damaged(check.faults.joined(separator: "; ")) }
            (manifest.verifiedAt, manifest.rows) = (store.now, check.rows)
            try manifest.write(in: draft)
            try FileSync.directory(draft)
            try FileManager.default.moveItem(at: draft, to: directory.appending(path: name))
            try FileSync.directory(directory)
            try prune()
            progress(1)
            return manifest
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error is BackupError ? error : BackupError.cannotWrite("\(error)")
        }
    }

    /// Every backup, newest first; one whose database is missing or cut counts as damaged and as not verified.
    public func list() -> [BackupManifest] {
        names.compactMap { name in
            let folder = directory.appending(path: name)
            guard var manifest = try? BackupManifest.read(in: folder) else { return nil }
            let bytes = try? folder.appending(path: BackupManifest.databaseName).resourceValues(forKeys: [.fileSizeKey])
                .fileSize
            if bytes.map(Int64.init) != manifest.bytes {
                manifest.damage = "the database has \(bytes ?? 0) bytes, not \(manifest.bytes)"
            }
            if manifest.damage != nil { manifest.verifiedAt = nil }
            return manifest
        }
    }

    /// Folders without a manifest that can be read.
    public func broken() -> [Broken] {
        names.compactMap { name in
            do {
                _ = try BackupManifest.read(in: directory.appending(path: name))
                return nil
            } catch {
                return Broken(name: name, words: "\(BackupManifest.fileName) is missing or cannot be read")
            }
        }
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? [])
            .filter { !$0.hasPrefix(".") }.sorted(by: >)
    }

    /// Checks one backup whole: every page against its MAC and all of them against the manifest, the database's own checks and
    /// the audit chain up to the entry that the manifest names.
    ///
    /// - Throws: `BackupError.notFound`, `.notABackup`.
    public func verify(_ name: String, key: DatabaseKey, now: Instant) throws -> Check {
        guard !name.contains("/"), !name.hasPrefix(".") else { throw BackupError.notFound(name) }
        let folder = directory.appending(path: name)
        guard FileManager.default.fileExists(atPath: folder.path) else { throw BackupError.notFound(name) }
        let check = try Self.check(folder, key: opener(of: folder, present: key))
        var manifest = try BackupManifest.read(in: folder)
        manifest.verifiedAt = check.isGood ? now : nil
        manifest.damage = check.isGood ? nil : check.faults.joined(separator: "; ")
        if check.isGood { manifest.rows = manifest.rows ?? check.rows }
        // A disk that cannot be written any more must not hide what was found.
        try? manifest.write(in: folder)
        return check
    }

    /// The key that opens a backup: one made before the key was changed opens with the key of its time.
    func opener(of folder: URL, present: DatabaseKey) -> DatabaseKey {
        ring(present).opener(of: folder.appending(path: BackupManifest.databaseName), present: present)
    }

    /// The keys that the hospital had before.
    func ring(_ present: DatabaseKey) -> KeyRing { KeyRing(in: dataDirectory, key: present) }

    /// Checks a backup directory anywhere with what the administrator has at hand; one from before the key was changed opens
    /// with the present key where a later backup lies beside it.
    ///
    /// - Throws: `BackupError.notABackup`, `.noRecovery`, `.wrongRecoveryCode`.
    public static func check(_ folder: URL, opener: Restoring.Opener) throws -> Check {
        try check(folder, key: OpenedBackup(folder, opener, ring: KeyRing(former: [])).ofItsTime)
    }

    /// Checks a backup directory anywhere with its key.
    ///
    /// - Throws: `BackupError.notABackup`.
    public static func check(
        _ folder: URL, key: DatabaseKey, depth: StoreCheck.Depth = .full,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws -> Check {
        let manifest = try BackupManifest.read(in: folder)
        let file = folder.appending(path: BackupManifest.databaseName)
        guard (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true else {
            return Check(name: manifest.name, isGood: false, faults: ["the database file is missing"], auditEntries: 0)
        }
        var check = try check(file, against: manifest, key: key, depth: depth, progress: progress)
        check.faults += paperFaults(folder, manifest)
        check.isGood = check.faults.isEmpty
        return check
    }

    /// What is wrong with the papers of the key beside a database that may be whole.
    static func paperFaults(_ folder: URL, _ manifest: BackupManifest) -> [String] {
        let file = folder.appending(path: KeyRecovery.fileName)
        let isWanted = manifest.papers?.contains(KeyRecovery.fileName) ?? false
        guard isWanted || FileManager.default.fileExists(atPath: file.path) else { return [] }
        return KeyRecovery.fault(in: folder).map { ["\(KeyRecovery.fileName) \($0)"] } ?? []
    }

    /// Checks a database file that must be the one of a backup, wherever it lies.
    static func check(
        _ file: URL, against manifest: BackupManifest, key: DatabaseKey, depth: StoreCheck.Depth = .full,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws -> Check {
        let report = try StoreCheck.verify(file: file, key: key, depth: depth, progress: progress)
        var faults: [String] = []
        let isOther =
            try manifest.codes.map { $0 != report.codes }
            ?? manifest.sha256.map { try FileDigest.sha256(of: file) != $0 } ?? true
        if isOther { faults.append("the database file is not the one that was written") }
        faults += report.faults
        if faults.isEmpty, report.auditSequence != manifest.auditSequence || report.auditHash != manifest.auditHash {
            faults.append("the audit chain does not end where the manifest says")
        }
        if faults.isEmpty, depth == .full, let rows = manifest.rows, rows != report.rows {
            let names = Set(rows.keys).union(report.rows.keys).filter { rows[$0] != report.rows[$0] }.sorted()
            faults.append("the manifest counts other rows in \(names.joined(separator: ", "))")
        }
        return Check(
            name: manifest.name, isGood: faults.isEmpty, faults: faults, auditEntries: report.auditSequence,
            rows: depth == .full ? report.rows : nil)
    }

    private func begin() throws {
        let started = isRunning.withLock { running in
            defer { running = true }
            return !running
        }
        guard started else { throw BackupError.alreadyRunning }
    }

    private func prepare(_ draft: URL) throws {
        do {
            try? FileManager.default.removeItem(at: draft)
            try FileManager.default.createDirectory(
                at: draft, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BackupError.cannotWrite(error.localizedDescription)
        }
    }

    private func prune() throws {
        for old in list().filter({ $0.verifiedAt != nil }).dropFirst(keep) {
            try FileManager.default.removeItem(at: directory.appending(path: old.name))
        }
    }

    /// The moment in UTC in a form that sorts and that every file system takes.
    private static func name(_ instant: Instant) -> String {
        instant.description.replacing(":", with: "-").replacing(".", with: "-")
    }
}
