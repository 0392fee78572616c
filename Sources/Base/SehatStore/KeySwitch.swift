public import Foundation
import Glibc

/// Puts a finished copy under a new key (see `Rekeying`) in the place of the database, together with its key.
///
/// From the moment at which the file `ready` is on the disk the switch only goes forward: whoever opens the directory next
/// completes it, so that a power cut in between leaves neither a database without its key nor a key without its database.
public enum KeySwitch {
    static let folderName = "rekey"
    static let keyName = "key"
    private static let readyName = "ready"

    /// Whether a copy was begun and has not taken its place yet.
    public static func isUnderWay(_ directory: URL) -> Bool {
        FileManager.default.fileExists(atPath: directory.appendingPathComponent(folderName).path)
    }

    /// The last pass and the switch. Holds the directory, so no server may work in it.
    ///
    /// - Parameters:
    ///   - keyFile: where the key belongs.
    ///   - progress: called now and then with the part of the last pass that is done, 0 to 1.
    ///   - prepare: puts files into the folder that take the place of those with their names in the data directory.
    /// - Throws: `StoreOpenError`: `.inUse` while a server works; nothing has changed then.
    public static func perform(
        _ directory: URL, _ rekeying: Rekeying, keyFile: URL, progress: (Double) -> Void = { _ in },
        prepare: (URL) throws -> Void
    ) throws {
        let lock = try DirectoryLock(directory: directory)
        defer { lock.release() }
        let log = directory.appendingPathComponent(StoreConfiguration.fileName + "-wal")
        let size = (try? FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int) ?? 0
        guard size == 0 else {
            throw StoreOpenError.damaged(
                path: log.path, reason: "the write-ahead log is not empty: the server did not stop in order")
        }
        try rekeying.pass(isLast: true, progress: progress)
        try prepare(rekeying.folder)
        try DurableFile.sync(rekeying.folder)
        try DurableFile.write(Data(keyFile.path.utf8), to: rekeying.folder.appendingPathComponent(readyName))
        try complete(directory)
    }

    /// Completes a switch that was interrupted; does nothing where there is none.
    ///
    /// - Throws: `StoreOpenError` when a file cannot be moved; it can be tried again.
    public static func complete(_ directory: URL) throws {
        let folder = directory.appendingPathComponent(folderName)
        guard let ready = try? Data(contentsOf: folder.appendingPathComponent(readyName)), !ready.isEmpty else {
            return
        }
        let keyFile = URL(fileURLWithPath: String(decoding: ready, as: UTF8.self))
        let key = try Data(contentsOf: folder.appendingPathComponent(keyName))
        try DurableFile.write(key, to: keyFile)
        // Also when root completes it, the key belongs to the account that the copy belongs to.
        var owner = stat()
        if stat(folder.path, &owner) == 0 { _ = chown(keyFile.path, owner.st_uid, owner.st_gid) }
        let files = FileManager.default
        let left = ((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
            ![readyName, keyName, "stamps"].contains($0)
        }
        for name in left where !name.hasSuffix(".new") {
            if name == StoreConfiguration.fileName {
                // A log of the old key must never meet the new file.
                for end in ["-wal", "-shm"] { unlink(directory.appendingPathComponent(name + end).path) }
                try DurableFile.sync(directory)
            }
            let (from, to) = (folder.appendingPathComponent(name), directory.appendingPathComponent(name))
            guard rename(from.path, to.path) == 0 || errno == ENOENT else {
                throw FileFault.error(errno, directory: to.path)
            }
        }
        try DurableFile.sync(directory)
        try discard(directory)
    }

    /// Gives up a copy that was begun; the hospital keeps its key.
    ///
    /// - Throws: `StoreOpenError` when the folder cannot be removed.
    public static func discard(_ directory: URL) throws {
        let folder = directory.appendingPathComponent(folderName)
        // The mark last, so that what is left of a switch is still known as one.
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
            $0 != keyName && $0 != readyName
        }
        for name in names + [readyName, keyName] {
            if unlink(folder.appendingPathComponent(name).path) != 0, errno != ENOENT {
                throw FileFault.error(errno, directory: folder.path)
            }
        }
        if rmdir(folder.path) != 0, errno != ENOENT { throw FileFault.error(errno, directory: folder.path) }
        try DurableFile.sync(directory)
    }
}

/// Files that are on the disk when it is said so.
public enum DurableFile {
    /// Writes a file readable by its owner alone, whole or not at all, and makes it durable.
    ///
    /// - Throws: `StoreOpenError`.
    public static func write(_ data: Data, to file: URL) throws {
        let draft = file.appendingPathExtension("new")
        unlink(draft.path)
        let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: file.path) }
        let done = data.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let isWritten = done == data.count && fsync(descriptor) == 0
        let number = errno
        close(descriptor)
        guard isWritten else { throw FileFault.error(number, directory: file.path) }
        guard rename(draft.path, file.path) == 0 else { throw FileFault.error(errno, directory: file.path) }
        try sync(file.deletingLastPathComponent())
    }

    /// Copies a file that nobody writes to a new one, readable by its owner alone, and makes it durable.
    ///
    /// - Throws: `StoreOpenError`; a part of the file may be left.
    public static func copy(_ file: URL, to target: URL) throws {
        try MainFile(path: file.path).copyAll(to: target)
    }

    /// Makes the names in a directory durable, where its file system can (some of networks and sticks cannot).
    ///
    /// - Throws: `StoreOpenError`.
    public static func sync(_ directory: URL) throws {
        let descriptor = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: directory.path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw FileFault.error(errno, directory: directory.path)
        }
    }
}
