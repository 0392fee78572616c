import Foundation
import Glibc

/// Objects in a directory: a second disk, a USB disk, a share.
///
/// The directory is never made: it must be there, inside the mounted disk, so that a disk which is not mounted is noticed.
struct ShippingFolder: Sendable {
    let url: URL

    var isThere: Bool {
        let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    /// Writes an object whole or not at all.
    ///
    /// - Parameter isDurable: false for what can be made anew from the others.
    /// - Throws: `BackupError.cannotWrite`.
    func put(_ name: String, _ data: Data, isDurable: Bool = true) throws {
        let final = url.appending(path: name)
        let draft = final.path + ".part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.fault(name) }
        var isOpen = true
        defer { if isOpen { close(descriptor) } }
        try Self.write(data, to: descriptor, name)
        if isDurable, fsync(descriptor) != 0 { throw Self.fault(name) }
        isOpen = false
        guard close(descriptor) == 0 else { throw Self.fault(name) }
        guard rename(draft, final.path) == 0 else { throw Self.fault(name) }
        if isDurable { try sync(final.deletingLastPathComponent()) }
    }

    /// Makes a folder within the directory.
    func makeFolder(_ name: String) throws {
        guard mkdir(url.appending(path: name).path, 0o700) == 0 || errno == EEXIST else { throw Self.fault(name) }
        try sync(url)
    }

    /// Writes at the end of an object that is being made.
    ///
    /// - Parameter offset: where the end must be; a longer file is cut to it first.
    func append(_ name: String, _ data: Data, at offset: Int, isLast: Bool) throws {
        let descriptor = open(url.appending(path: name).path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.fault(name) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, offset) == 0, lseek(descriptor, offset, SEEK_SET) == offset else { throw Self.fault(name) }
        try Self.write(data, to: descriptor, name)
        // Flushed as it goes: a long copy must not leave gigabytes to one flush, behind which the database's own wait.
        guard fdatasync(descriptor) == 0 else { throw Self.fault(name) }
        if isLast, fsync(descriptor) != 0 { throw Self.fault(name) }
    }

    func remove(_ name: String) throws {
        do {
            try FileManager.default.removeItem(at: url.appending(path: name))
        } catch CocoaError.fileNoSuchFile {
        } catch {
            throw BackupError.cannotWrite("\(name): \(error.localizedDescription)")
        }
    }

    /// Names in a folder of the directory, sorted; none when there is no such folder.
    func names(_ folder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: folder).path)) ?? []).sorted()
    }

    private func sync(_ folder: URL) throws {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault(folder.lastPathComponent) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.fault(folder.lastPathComponent) }
    }

    private static func write(_ data: Data, to descriptor: Int32, _ name: String) throws {
        try data.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw fault(name) }
                done += count
            }
        }
    }

    private static func fault(_ name: String) -> BackupError {
        .cannotWrite("\(name): \(String(cString: strerror(errno)))")
    }
}
