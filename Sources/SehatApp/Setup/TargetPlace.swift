import Foundation
import Glibc

/// A target that is a directory: inside a mounted disk, and the server's.
struct TargetPlace {
    let path: String

    /// Nil for an address on another machine.
    init?(_ target: String) {
        guard !target.contains("://") else { return nil }
        path = URL(filePath: String(target.prefix { $0 != "?" })).standardizedFileURL.path
    }

    /// Makes the directory where it is missing, but never the one above it: that is the disk, which must be mounted.
    ///
    /// - Parameter owner: who gets it when it was made by root.
    /// - Throws: `CommandFailure`.
    func make(for owner: (user: uid_t, group: gid_t)?) throws {
        if FileManager.default.fileExists(atPath: path) { return }
        guard mkdir(path, 0o700) == 0 else {
            throw CommandFailure(
                "\(path) cannot be made: \(String(cString: strerror(errno))). Is the disk mounted?",
                exitCode: .cannotOpen)
        }
        if let owner, getuid() == 0 { try ServiceAccount.hand(path, to: owner) }
    }
}

extension Configuration {
    /// The directories outside the data directory that a server writes to: its backups, and targets on this machine.
    var backupPlaces: [String] {
        (backupDirectory.map { [$0] } ?? []) + shippingTargets.compactMap { TargetPlace($0)?.path }
    }
}
