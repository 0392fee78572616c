public import Foundation
import Glibc
import SehatStore

/// Where shipping stood when the database was closed in order, so that the next start goes on instead of beginning anew.
///
/// The file `shipping.json` in the data directory. It holds only as long as the database's file is exactly the one that was
/// closed: its size, its inode and its times of change.
public struct ShippingMark: Codable, Sendable {
    /// The newest shipment of a target.
    public struct Place: Codable, Hashable, Sendable {
        let generation: String
        let sequence: Int
        let digest: String
    }

    private static let fileName = "shipping.json"
    let file: FileIdentity
    let places: [String: Place]

    /// The mark of a data directory whose database is not open yet; nil when there is none or the database was changed since.
    ///
    /// - Parameter database: the main file.
    public static func read(beside database: URL) -> ShippingMark? {
        let path = database.deletingLastPathComponent().appending(path: fileName)
        guard let data = try? Data(contentsOf: path),
            let mark = try? JSONDecoder().decode(ShippingMark.self, from: data),
            mark.file == FileIdentity(database)
        else { return nil }
        return mark
    }

    /// Leaves the mark beside a database that was closed.
    ///
    /// - Parameter places: by the targets' names; without any the mark is removed.
    public static func leave(_ places: [String: Place], beside database: URL) {
        let path = database.deletingLastPathComponent().appending(path: fileName)
        guard !places.isEmpty, let identity = FileIdentity(database),
            let data = try? JSONEncoder().encode(ShippingMark(file: identity, places: places))
        else {
            unlink(path.path)
            return
        }
        try? data.write(to: path, options: .atomic)
    }
}
