public import Foundation
import Glibc

/// Gives a database another key: a copy under the new key is made page by page beside it, and then takes its place.
///
/// `pass` may run while a server works in the directory; it takes every page that changed since the pass before, told by its
/// IV, which SQLCipher makes anew at every write. Only the last pass needs the server stopped, and has little to do. What
/// was copied is kept in the folder `rekey` and goes on after an interruption; before `KeySwitch` nothing of the hospital
/// changes.
///
/// A class, because it owns descriptors.
public final class Rekeying {
    /// The key that the copy has; kept in the folder from the first pass on.
    public let key: DatabaseKey
    /// The folder of the copy, where others put what goes with the new key.
    public let folder: URL
    private let directory: URL
    private let source: Int32
    private let target: Int32
    private let stampFile: Int32
    private let old: PageCipher
    private let new: PageCipher
    private var stamps: [UInt8]
    /// Pages between two flushes: 32 MiB.
    private static let piece = 8192

    /// Begins, or goes on where an earlier attempt was interrupted.
    ///
    /// - Parameter key: that the copy gets; a new one without, or that of the earlier attempt.
    /// - Throws: `StoreOpenError`: `.wrongKey` when `present` does not open the database, `.diskFull`.
    public init(_ directory: URL, present: DatabaseKey, key wanted: DatabaseKey? = nil) throws {
        let database = directory.appendingPathComponent(StoreConfiguration.fileName)
        guard try present.opens(database) else { throw StoreOpenError.wrongKey(path: database.path) }
        self.directory = directory
        folder = directory.appendingPathComponent(KeySwitch.folderName)
        if mkdir(folder.path, 0o700) != 0, errno != EEXIST { throw FileFault.error(errno, directory: folder.path) }
        key = try wanted ?? Self.key(in: folder)
        try DurableFile.sync(directory)
        source = try Self.open(database, O_RDONLY)
        target = try Self.open(folder.appendingPathComponent(StoreConfiguration.fileName), O_RDWR | O_CREAT)
        stampFile = try Self.open(folder.appendingPathComponent("stamps"), O_RDWR | O_CREAT)
        old = PageCipher(present, salt: try Self.bytes(source, PageCipher.saltSize, path: database.path))
        let held = Int(lseek(stampFile, 0, SEEK_END))
        stamps = try Self.bytes(stampFile, held, path: folder.path)
        var salt = try Self.bytes(target, PageCipher.saltSize, path: folder.path)
        if stamps.isEmpty {
            var generator = SystemRandomNumberGenerator()
            salt = (0..<PageCipher.saltSize).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            guard pwrite(target, salt, salt.count, 0) == salt.count else {
                throw FileFault.error(errno, directory: folder.path)
            }
        }
        new = PageCipher(key, salt: salt)
    }

    deinit {
        for descriptor in [source, target, stampFile] { Glibc.close(descriptor) }
    }

    /// Takes every page that the copy does not have as it is now.
    ///
    /// - Parameters:
    ///   - isLast: nobody writes any more, so a page that does not open is damaged.
    ///   - progress: called now and then with the part that is done, 0 to 1.
    /// - Returns: how many pages were taken.
    /// - Throws: `StoreOpenError.damaged` with the page, `.diskFull`.
    @discardableResult
    public func pass(isLast: Bool = false, progress: (Double) -> Void = { _ in }) throws -> Int {
        var facts = stat()
        guard fstat(source, &facts) == 0 else { throw fault() }
        let pages = Int(facts.st_size) / PageCipher.pageSize
        let missing = pages * PageCipher.ivSize - stamps.count
        if missing > 0 { stamps += [UInt8](repeating: 0, count: missing) }
        var taken = 0
        for first in stride(from: 0, to: pages, by: Self.piece) {
            let count = min(Self.piece, pages - first)
            let changed = try take(first, count, isLast: isLast)
            if changed > 0 { try keep(first, count) }
            taken += changed
            progress(Double(first + count) / Double(max(1, pages)))
        }
        guard ftruncate(target, off_t(pages * PageCipher.pageSize)) == 0, fsync(target) == 0 else { throw fault() }
        return taken
    }

    /// Gives a database that nobody works on another key that is known already: one just restored, which is thrown away when
    /// this fails. The outcome is not durable yet.
    ///
    /// - Throws: as `pass` does.
    public static func change(
        _ directory: URL, from present: DatabaseKey, to key: DatabaseKey, progress: (Double) -> Void = { _ in }
    ) throws {
        let rekeying = try Rekeying(directory, present: present, key: key)
        try rekeying.pass(isLast: true, progress: progress)
        let name = StoreConfiguration.fileName
        guard
            rename(rekeying.folder.appendingPathComponent(name).path, directory.appendingPathComponent(name).path) == 0
        else { throw rekeying.fault() }
        try KeySwitch.discard(directory)
    }

    private func take(_ first: Int, _ count: Int, isLast: Bool) throws -> Int {
        let size = PageCipher.pageSize
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count * size, alignment: size)
        defer { buffer.deallocate() }
        let filled = try FileBytes.read(source, into: buffer, at: first * size, path: directory.path)
        var taken = 0
        for index in 0..<(filled / size) {
            let page = UnsafeRawBufferPointer(rebasing: buffer[(index * size)..<((index + 1) * size)])
            let (number, stamp) = (first + index + 1, (first + index) * PageCipher.ivSize)
            let iv = UnsafeRawBufferPointer(
                rebasing: page[PageCipher.ivStart..<(PageCipher.ivStart + PageCipher.ivSize)])
            if number == PageCipher.lockPage || isStamped(stamp, iv) { continue }
            guard let written = try old.recrypted(page, number, for: new) else {
                // It was being written just now: the next pass takes it.
                if !isLast { continue }
                throw StoreOpenError.damaged(
                    path: directory.path, reason: "page \(number) does not open with the present key")
            }
            let done = written.withUnsafeBytes { pwrite(target, $0.baseAddress, size, off_t((number - 1) * size)) }
            guard done == size else { throw fault() }
            stamps.replaceSubrange(stamp..<(stamp + PageCipher.ivSize), with: iv)
            taken += 1
        }
        return taken
    }

    /// Whether the copy has the page with this IV.
    private func isStamped(_ stamp: Int, _ iv: UnsafeRawBufferPointer) -> Bool {
        stamps.withUnsafeBytes { held in
            guard let here = held.baseAddress?.advanced(by: stamp), let there = iv.baseAddress else { return false }
            return memcmp(here, there, PageCipher.ivSize) == 0
        }
    }

    /// The pages first, then that they are there: after a power cut nothing counts that is not on the disk.
    private func keep(_ first: Int, _ count: Int) throws {
        guard fdatasync(target) == 0 else { throw fault() }
        let range = (first * PageCipher.ivSize)..<((first + count) * PageCipher.ivSize)
        let done = stamps[range].withUnsafeBytes {
            pwrite(stampFile, $0.baseAddress, $0.count, off_t(range.lowerBound))
        }
        guard done == range.count else { throw fault() }
    }

    private func fault() -> StoreOpenError { FileFault.error(errno, directory: folder.path) }

    private static func key(in folder: URL) throws -> DatabaseKey {
        let file = folder.appendingPathComponent(KeySwitch.keyName)
        if let key = try? DatabaseKey(file: file) { return key }
        let key = DatabaseKey.random()
        try DurableFile.write(Data((key.withBytes { Hex.text($0) } + "\n").utf8), to: file)
        return key
    }

    private static func open(_ file: URL, _ flags: Int32) throws -> Int32 {
        let descriptor = Glibc.open(file.path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: file.path) }
        return descriptor
    }

    private static func bytes(_ descriptor: Int32, _ count: Int, path: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = try bytes.withUnsafeMutableBytes { try FileBytes.read(descriptor, into: $0, at: 0, path: path) }
        return Array(bytes.prefix(filled))
    }
}
