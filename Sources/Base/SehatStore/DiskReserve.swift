import Foundation
import Glibc
import Logging
import Synchronization

/// A file that keeps some room on the disk, given up when the disk is full.
///
/// Giving it up lets people go on reading charts (which writes the access log), signing in and finishing what they
/// have begun, while an administrator makes room. It is taken again as soon as there is twice as much room.
final class DiskReserve: Sendable {
    private let path: String
    private let bytes: Int
    private let logger: Logger
    private let isGivenUp = Mutex(false)

    static let fileName = "reserve"

    /// Takes the room if it is to be had; a store without it works as well.
    init(directory: URL, mebibytes: Int, logger: Logger) {
        path = directory.appendingPathComponent(Self.fileName).path
        bytes = mebibytes << 20
        self.logger = logger
        if !take() {
            isGivenUp.withLock { $0 = true }
            logger.critical("the disk has no room for the reserve file")
        }
    }

    /// Whether the reserve is gone, so that the disk is nearly full.
    var isLow: Bool { isGivenUp.withLock { $0 } }

    /// Gives the room to the database.
    ///
    /// - Returns: whether there was any to give.
    func giveUp() -> Bool {
        isGivenUp.withLock { isGivenUp in
            if isGivenUp { return false }
            isGivenUp = true
            logger.critical("the disk is full; the reserve was given up, make room at once")
            return unlink(path) == 0
        }
    }

    /// Takes the room again when there is plenty.
    func refill() {
        isGivenUp.withLock { isGivenUp in
            var facts = statvfs()
            guard isGivenUp, statvfs(path.deletingLastComponent, &facts) == 0 else { return }
            let free = Int(facts.f_bavail) * Int(facts.f_frsize)
            if free >= 2 * bytes, take() {
                isGivenUp = false
                logger.notice("the disk has room again; the reserve is kept")
            }
        }
    }

    private func take() -> Bool {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(bytes)) == 0 { return true }
        unlink(path)
        return false
    }
}

extension String {
    fileprivate var deletingLastComponent: String { (self as NSString).deletingLastPathComponent }
}
