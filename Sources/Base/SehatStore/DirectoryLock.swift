public import Foundation
import Glibc
import Synchronization

/// The one process that may work in a data directory, held by a file lock until it is let go or the process ends.
final class DirectoryLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// - Throws: `StoreOpenError.inUse` when another holder exists, `.directoryNotWritable` when there is no lock file.
    init(directory: URL) throws {
        let path = directory.appendingPathComponent("sehat.lock").path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: directory.path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.pid(in: path)
            Glibc.close(descriptor)
            throw StoreOpenError.inUse(pid: holder, path: directory.path)
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            let fault = errno
            Glibc.close(descriptor)
            throw FileFault.error(fault, directory: directory.path)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit {
        release()
    }

    /// Lets others in; further calls do nothing.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { Glibc.close(descriptor) }
            descriptor = -1
        }
    }

    private static func pid(in path: String) -> Int32? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

/// Keeps every server and command out of a data directory, for work on its files themselves.
public struct DataDirectoryLock: Sendable {
    private let lock: DirectoryLock

    /// - Throws: `StoreOpenError.inUse` when somebody works there.
    public init(directory: URL) throws {
        lock = try DirectoryLock(directory: directory)
    }

    /// Lets others in again.
    public func release() { lock.release() }
}

/// System error numbers as errors of opening.
enum FileFault {
    static func error(_ number: Int32, directory: String) -> StoreOpenError {
        switch number {
        case ENOSPC, EDQUOT: .diskFull(path: directory)
        case ENOENT, ENOTDIR: .directoryMissing(path: directory)
        default: .directoryNotWritable(path: directory, reason: reason(number))
        }
    }

    static func reason(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
