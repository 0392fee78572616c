import Crypto
import Foundation
import Glibc
import Synchronization

/// Checks the message authentication code of every page of an encrypted file, without decrypting anything.
///
/// SQLCipher 4: 4096-byte pages, the last 80 bytes of each an initialisation vector (16) and HMAC-SHA512 (64) over the
/// page up to it and the page's number. The file's first 16 bytes are its salt. Its own `cipher_integrity_check` is
/// wrong beyond 4 GiB; this is not.
struct PageCheck {
    /// What is known after all pages were looked at.
    struct Result: Sendable {
        var pages = 0
        /// The first bad pages, at most `listed`.
        var bad: [Int] = []
        var badCount = 0
        var endsWithinPage = false
        /// Of all whole pages, in order.
        var codes = ""
    }

    private static let pageSize = Connection.pageSize
    private static let listed = 20
    /// Pages read at once by each worker.
    private static let piece = PageCodes.piece

    /// nil where the codes are only gathered.
    private let cipher: PageCipher?
    private let descriptor: Int32
    private let path: String
    private let size: Int

    /// - Throws: `StoreOpenError.notADatabase` when the file cannot be read or is shorter than a page.
    static func run(_ file: URL, key: DatabaseKey, progress: @Sendable (Double) -> Void = { _ in }) throws -> Result {
        try with(file, cipher: { PageCipher(key, salt: $0) }) { try $0.all(progress) }
    }

    /// Gathers the codes of all pages without looking whether they are good, several times faster: for a file that
    /// SQLCipher reads whole at the same time.
    ///
    /// - Throws: `StoreOpenError.notADatabase` when the file cannot be read or is shorter than a page.
    static func gather(_ file: URL, progress: @Sendable (Double) -> Void = { _ in }) throws -> Result {
        try with(file, cipher: { _ in nil }) { try $0.all(progress) }
    }

    /// Whether the first page is one of this key.
    ///
    /// - Throws: as `run` does.
    static func opens(_ file: URL, key: DatabaseKey) throws -> Bool {
        try with(file, cipher: { PageCipher(key, salt: $0) }) { check in
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pageSize, alignment: pageSize)
            defer { buffer.deallocate() }
            return try check.check(0, pages: 1, buffer).bad.isEmpty
        }
    }

    private static func with<Outcome>(
        _ file: URL, cipher: ([UInt8]) -> PageCipher?, _ body: (PageCheck) throws -> Outcome
    ) throws -> Outcome {
        let descriptor = Glibc.open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: file.path) }
        defer { Glibc.close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size >= pageSize else { throw StoreOpenError.notADatabase(path: file.path) }
        var salt = [UInt8](repeating: 0, count: PageCipher.saltSize)
        let filled = try salt.withUnsafeMutableBytes {
            try FileBytes.read(descriptor, into: $0, at: 0, path: file.path)
        }
        guard filled == PageCipher.saltSize else { throw StoreOpenError.notADatabase(path: file.path) }
        return try body(PageCheck(cipher: cipher(salt), descriptor: descriptor, path: file.path, size: size))
    }

    private func all(_ progress: @Sendable (Double) -> Void) throws -> Result {
        let pages = size / Self.pageSize
        let pieces = (pages + Self.piece - 1) / Self.piece
        let digests = Mutex([SHA256.Digest?](repeating: nil, count: pieces))
        let found = Mutex(Result(pages: pages, endsWithinPage: !size.isMultiple(of: Self.pageSize)))
        let next = Atomic(0)
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: max(1, min(4, ProcessInfo.processInfo.activeProcessorCount))) { _ in
            let buffer = UnsafeMutableRawBufferPointer.allocate(
                byteCount: Self.piece * Self.pageSize, alignment: Self.pageSize)
            defer { buffer.deallocate() }
            while failure.withLock({ $0 == nil }) {
                let piece = next.add(1, ordering: .relaxed).oldValue
                if piece >= pieces { return }
                do {
                    let (bad, digest) = try check(piece, pages: pages, buffer)
                    digests.withLock { $0[piece] = digest }
                    if !bad.isEmpty {
                        found.withLock { result in
                            result.badCount += bad.count
                            result.bad = Array((result.bad + bad).sorted().prefix(Self.listed))
                        }
                    }
                } catch {
                    failure.withLock { $0 = error }
                }
                progress(Double(piece + 1) / Double(pieces))
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        var codes = PageCodes()
        for digest in digests.withLock({ $0 }) { if let digest { codes.add(digest) } }
        var result = found.withLock { $0 }
        result.codes = codes.finish()
        return result
    }

    /// - Returns: the numbers of the bad pages in one piece, and the digest of its codes.
    private func check(
        _ piece: Int, pages: Int, _ buffer: UnsafeMutableRawBufferPointer
    ) throws -> (bad: [Int], codes: SHA256.Digest) {
        let first = piece * Self.piece
        let count = min(Self.piece, pages - first)
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count * Self.pageSize)])
        let filled = try FileBytes.read(descriptor, into: part, at: first * Self.pageSize, path: path)
        let bad = (0..<count).filter { index in
            let number = first + index + 1
            guard (index + 1) * Self.pageSize <= filled else { return true }
            let page = UnsafeRawBufferPointer(
                rebasing: part[(index * Self.pageSize)..<((index + 1) * Self.pageSize)])
            return number != PageCipher.lockPage && cipher?.isGood(page, number) == false
        }.map { first + $0 + 1 }
        return (bad, PageCodes.digest(of: UnsafeRawBufferPointer(part)))
    }
}
