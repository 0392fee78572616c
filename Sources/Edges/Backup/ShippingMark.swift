import Dispatch
public import Foundation
import Glibc

/// Where shipping stood when the database was closed in order, so that the next start goes on instead of beginning anew.
///
/// The file `shipping.json` in the data directory. It holds only as long as the database's file is exactly the one that was
/// closed: its size, its inode and its times of change.
public struct ShippingMark: Codable, Sendable {
    /// Which file, in which state.
    struct Identity: Codable, Hashable {
        let bytes: Int64
        let inode: UInt64
        let modified: [Int]
        let changed: [Int]

        init?(_ file: URL) {
            var facts = stat()
            guard stat(file.path, &facts) == 0 else { return nil }
            bytes = Int64(facts.st_size)
            inode = UInt64(facts.st_ino)
            modified = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec]
            changed = [facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec]
        }
    }

    /// The newest shipment of a target.
    public struct Place: Codable, Hashable, Sendable {
        let generation: String
        let sequence: Int
        let digest: String
    }

    private static let fileName = "shipping.json"
    let file: Identity
    let places: [String: Place]

    /// The mark of a data directory whose database is not open yet; nil when there is none or the database was changed since.
    ///
    /// - Parameter database: the main file.
    public static func read(beside database: URL) -> ShippingMark? {
        let path = database.deletingLastPathComponent().appending(path: fileName)
        guard let data = try? Data(contentsOf: path), let mark = try? JSONDecoder().decode(ShippingMark.self, from: data),
            mark.file == Identity(database)
        else { return nil }
        return mark
    }

    /// Leaves the mark beside a database that was closed.
    ///
    /// - Parameter places: by the targets' names; without any the mark is removed.
    public static func leave(_ places: [String: Place], beside database: URL) {
        let path = database.deletingLastPathComponent().appending(path: fileName)
        guard !places.isEmpty, let identity = Identity(database),
            let data = try? JSONEncoder().encode(ShippingMark(file: identity, places: places))
        else {
            unlink(path.path)
            return
        }
        try? data.write(to: path, options: .atomic)
    }
}
