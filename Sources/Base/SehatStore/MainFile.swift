import Foundation
import Glibc
import Synchronization

/// The database file, open for reading as long as the store is.
///
/// Closing any descriptor of a file drops the POSIX locks that SQLite holds on it, so the bytes are read through this
/// one descriptor, which is closed after SQLite's own.
final class MainFile: Sendable {
    let path: String
    private let descriptor: Int32

    init(path: String) throws {
        self.path = path
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: path) }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Fills `buffer` from `offset`, as far as the file goes.
    ///
    /// - Returns: the number of bytes read.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        try FileBytes.read(descriptor, into: buffer, at: offset, path: path)
    }

    /// Bytes of the file.
    func size() throws -> Int {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw FileFault.error(errno, directory: path) }
        return Int(facts.st_size)
    }

    /// Copies the whole file as it is; only for times when nobody writes it.
    func copyAll(to target: URL) throws {
        let writer = try FileWriter(creating: target)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        var offset = 0
        while true {
            let count = try read(into: buffer, at: offset)
            if count == 0 { break }
            try writer.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += count
        }
        try writer.finish()
    }
}

/// Whole reads at an offset.
enum FileBytes {
    static func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
    ) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, offset + filled)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFault.error(errno, directory: path)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}

/// A new file that is written once from front to back, with little left unwritten at any time, so that the flushes of the
/// database's own log never wait long behind it. The disk writes one stretch while the next is filled; only the end makes
/// all of it durable.
final class FileWriter {
    private let descriptor: Int32
    private let url: URL
    private var offset = 0
    /// Where the stretch begins that was not flushed yet.
    private var begun = 0
    private let flushing = DispatchQueue(label: "sehat.file.flush")
    private let underWay = DispatchGroup()
    /// What a flush on the side failed with: the system tells it once.
    private let failure = Failure()
    /// Bytes of a stretch: at most two of them are unwritten.
    private static let window = 8 << 20

    private final class Failure: Sendable {
        let number = Mutex<Int32>(0)
    }

    init(creating url: URL) throws {
        self.url = url
        descriptor = Glibc.open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: url.path) }
    }

    deinit {
        underWay.wait()
        Glibc.close(descriptor)
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            let count = write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFault.error(errno, directory: url.path)
            }
            written += count
        }
        offset += written
        if offset - begun >= Self.window { try flushBeside() }
    }

    /// Waits for the flush of the stretch before, and begins that of the newest.
    private func flushBeside() throws {
        underWay.wait()
        try failIfFailed()
        begun = offset
        flushing.async(group: underWay) { [descriptor, failure] in
            if fdatasync(descriptor) != 0 { failure.number.withLock { $0 = errno } }
        }
    }

    private func failIfFailed() throws {
        let number = failure.number.withLock { $0 }
        guard number == 0 else { throw FileFault.error(number, directory: url.path) }
    }

    /// Makes the file and its name durable.
    func finish() throws {
        underWay.wait()
        try failIfFailed()
        guard fsync(descriptor) == 0 else { throw FileFault.error(errno, directory: url.path) }
        let parent = url.deletingLastPathComponent().path
        let directory = Glibc.open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw FileFault.error(errno, directory: parent) }
        defer { Glibc.close(directory) }
        guard fsync(directory) == 0 else { throw FileFault.error(errno, directory: parent) }
    }
}
