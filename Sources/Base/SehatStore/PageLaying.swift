public import Foundation
import Glibc

/// Lays encrypted pages over the file of a database that nobody has open, as they come from the one who writes it.
///
/// Cut off in between, the file is torn until the same pages are laid again. A class, because it owns a descriptor.
public final class PageLaying {
    private let descriptor: Int32
    private let cipher: PageCipher
    private let path: String

    /// - Throws: `StoreOpenError` when the file cannot be opened, `.notADatabase` when it is shorter than a salt.
    public init(_ file: URL, key: DatabaseKey) throws {
        let path = file.path
        let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: path) }
        var salt = [UInt8](repeating: 0, count: PageCipher.saltSize)
        let filled = salt.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard filled == salt.count else {
            Glibc.close(descriptor)
            throw StoreOpenError.notADatabase(path: path)
        }
        self.path = path
        self.descriptor = descriptor
        cipher = PageCipher(key, salt: salt)
    }

    deinit { Glibc.close(descriptor) }

    /// Lays one page.
    ///
    /// - Parameter number: from 1.
    /// - Throws: `StoreOpenError.damaged` when the page does not carry the code of this key and number: nothing is laid then.
    public func lay(_ number: UInt32, _ page: Data) throws {
        let place = Int(number)
        let done = try page.withUnsafeBytes { bytes in
            guard bytes.count == PageCipher.pageSize, place == PageCipher.lockPage || cipher.isGood(bytes, place) else {
                throw StoreOpenError.damaged(path: path, reason: "page \(number) does not open with the present key")
            }
            return pwrite(descriptor, bytes.baseAddress, bytes.count, off_t((place - 1) * PageCipher.pageSize))
        }
        guard done == PageCipher.pageSize else { throw FileFault.error(errno, directory: path) }
    }

    /// Gives the file its length and makes it durable.
    ///
    /// - Throws: `StoreOpenError`.
    public func finish(pageCount: UInt32) throws {
        guard ftruncate(descriptor, off_t(Int(pageCount) * PageCipher.pageSize)) == 0, fsync(descriptor) == 0 else {
            throw FileFault.error(errno, directory: path)
        }
    }
}
