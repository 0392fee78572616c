import Foundation
import Glibc

/// Objects in a directory: a second disk, a USB disk, a share.
///
/// The directory is never made: it must be there, inside the mounted disk, so that a disk which is not mounted is noticed.
struct DirectoryObjects: ObjectStore {
    let url: URL
    var probeSeconds: Int64 { 0 }

    func probe() throws {
        let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let words = errno == ENOTDIR ? "is a file, not a directory" : "is not there: is the disk mounted?"
            throw BackupError.targetMissing("\(url.path) \(words)")
        }
        close(descriptor)
    }

    func put(_ name: String, _ data: Data, isDurable: Bool, mayMakeFolder: Bool) throws {
        let final = url.appending(path: name)
        let draft = final.path + ".part"
        do {
            try write(data, draft, name, isDurable: isDurable, mayMakeFolder: mayMakeFolder)
        } catch {
            // A full disk must not stay full of what was never finished.
            unlink(draft)
            throw error
        }
        guard rename(draft, final.path) == 0 else { throw Self.fault(name) }
        if isDurable { try sync(final.deletingLastPathComponent()) }
    }

    func get(_ names: [String]) throws -> [String: Data] {
        try names.reduce(into: [:]) { found, name in
            do {
                found[name] = try Data(contentsOf: url.appending(path: name))
            } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
            } catch {
                throw BackupError.damaged("\(name) cannot be read: \(error.localizedDescription)")
            }
        }
    }

    func names(_ folder: String) throws -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: folder).path)) ?? []).sorted()
    }

    func remove(_ names: [String]) throws {
        for name in names where unlink(url.appending(path: name).path) != 0 && errno != ENOENT {
            throw Self.fault(name)
        }
    }

    func removeFolder(_ name: String) throws {
        do {
            try FileManager.default.removeItem(at: url.appending(path: name))
        } catch CocoaError.fileNoSuchFile {
        } catch {
            throw BackupError.cannotWrite("\(name): \(error.localizedDescription)")
        }
    }

    private func write(
        _ data: Data, _ path: String, _ name: String, isDurable: Bool, mayMakeFolder: Bool
    ) throws {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        var descriptor = open(path, flags, 0o600)
        if descriptor < 0, errno == ENOENT, mayMakeFolder {
            try makeFolder((name as NSString).deletingLastPathComponent)
            descriptor = open(path, flags, 0o600)
        }
        guard descriptor >= 0 else { throw Self.fault(name) }
        var isOpen = true
        defer { if isOpen { close(descriptor) } }
        try Self.write(data, to: descriptor, name)
        if isDurable, fsync(descriptor) != 0 { throw Self.fault(name) }
        isOpen = false
        guard close(descriptor) == 0 else { throw Self.fault(name) }
    }

    private func makeFolder(_ name: String) throws {
        guard mkdir(url.appending(path: name).path, 0o700) == 0 || errno == EEXIST else { throw Self.fault(name) }
        try sync(url)
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
