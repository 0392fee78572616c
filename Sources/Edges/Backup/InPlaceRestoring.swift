public import Foundation
import Glibc
public import SehatCore
public import SehatStore

/// Restoring over a hospital that is there, whose database and key are put aside first and never removed.
public struct InPlaceRestoring: Sendable {
    private let directory: URL

    /// - Parameter directory: a data directory with a hospital.
    public init(directory: URL) {
        self.directory = directory
    }

    /// Where the restored database is made, on the same disk; empty or not there.
    public var draft: URL { directory.appending(path: ".restored") }

    /// Keeps every server and command out of the directory.
    ///
    /// - Throws: `StoreOpenError.inUse` while a server runs; `BackupError.notFound` where there is no hospital.
    public func lock() throws -> DataDirectoryLock {
        let database = directory.appending(path: StoreConfiguration.fileName)
        guard FileManager.default.fileExists(atPath: database.path) else {
            throw BackupError.noHospital(directory.path)
        }
        try? FileManager.default.removeItem(at: draft)
        return try DataDirectoryLock(directory: directory)
    }

    /// Puts what is there aside and the draft in its place.
    ///
    /// Cut short, it leaves both states whole in their folders; done again, it goes on from there.
    /// - Returns: the folder with what was there before.
    /// - Throws: `BackupError.cannotWrite`.
    public func swap(at now: Instant) throws -> URL {
        let name = "before-restore-" + now.description.replacing(":", with: "-").replacing(".", with: "-")
        let aside = directory.appending(path: name)
        guard mkdir(aside.path, 0o700) == 0 else { throw Self.fault(name) }
        let base = StoreConfiguration.fileName
        // The log before the file: a database without its log would be taken for a whole one.
        for name in ["\(base)-wal", "\(base)-shm", base, "key", KeyRecovery.fileName, KeyRing.fileName] {
            try move(directory.appending(path: name), into: aside)
        }
        for name in [KeyRing.fileName, KeyRecovery.fileName, "key", base] {
            try move(draft.appending(path: name), into: directory)
        }
        try? FileManager.default.removeItem(at: draft)
        try FileSync.directory(directory)
        return aside
    }

    private func move(_ file: URL, into folder: URL) throws {
        let target = folder.appending(path: file.lastPathComponent)
        guard rename(file.path, target.path) == 0 || errno == ENOENT else { throw Self.fault(file.lastPathComponent) }
    }

    private static func fault(_ name: String) -> BackupError {
        .cannotWrite("\(name): \(String(cString: strerror(errno)))")
    }
}
