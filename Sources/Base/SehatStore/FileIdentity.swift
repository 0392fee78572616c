public import Foundation
import Glibc

/// Which file, in which state: equal as long as nobody has written, replaced or restored it.
public struct FileIdentity: Codable, Hashable, Sendable {
    /// Its size.
    public let bytes: Int64
    /// Its number in the file system.
    public let inode: UInt64
    /// When its content was changed, in seconds and nanoseconds.
    public let modified: [Int]
    /// When anything about it was changed, in seconds and nanoseconds.
    public let changed: [Int]

    /// The identity of a file now; nil when it is not there.
    public init?(_ file: URL) {
        var facts = stat()
        guard stat(file.path, &facts) == 0 else { return nil }
        bytes = Int64(facts.st_size)
        inode = UInt64(facts.st_ino)
        modified = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec]
        changed = [facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec]
    }

    /// An open file as `device:inode`, the way systemd names streams; nil when it is not open.
    public static func stream(of descriptor: Int32) -> String? {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 ? "\(facts.st_dev):\(facts.st_ino)" : nil
    }
}
