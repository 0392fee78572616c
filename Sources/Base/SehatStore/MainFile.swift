import Foundation
import Glibc

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

/// A new file that is written once from front to back, with little left unflushed at any time, so that the flushes of
/// the database's own log never wait long behind it.
final class FileWriter {
    private let descriptor: Int32
    private let url: URL
    private var offset = 0
    private var flushed = 0
    /// The most bytes that are left for a later flush.
    private static let window = 16 << 20

    init(creating url: URL) throws {
        self.url = url
        descriptor = Glibc.open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: url.path) }
    }

    deinit {
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
        if offset - flushed >= Self.window {
            guard fdatasync(descriptor) == 0 else { throw FileFault.error(errno, directory: url.path) }
            flushed = offset
        }
    }

    /// Makes the file and its name durable.
    func finish() throws {
        guard fsync(descriptor) == 0 else { throw FileFault.error(errno, directory: url.path) }
        let parent = url.deletingLastPathComponent().path
        let directory = Glibc.open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw FileFault.error(errno, directory: parent) }
        defer { Glibc.close(directory) }
        guard fsync(directory) == 0 else { throw FileFault.error(errno, directory: parent) }
    }
}
