public import Foundation
public import GRDB
public import SehatCore
public import SehatStore

/// A picture of the hospital's papers, such as its logo; kept for ever, since old papers show it.
public struct PaperPicture: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printQueuePicture"

    /// The most bytes of a stored file.
    public static let limit = 256 << 10

    public let id: ID<PaperPicture>
    /// SHA-256 of `png`, in lower-case hexadecimal digits; what documents call the picture.
    public let sha256: String
    /// The file, in shades of grey.
    public let png: Data
    /// Pixels.
    public let width: Int
    /// Pixels.
    public let height: Int
    public let addedAt: Instant
    /// Absent for the product itself.
    public let addedBy: ID<User>?
    public let addedByName: String

    /// The picture of a digest; nil when there is none.
    public static func of(_ sha256: String, in tx: ReadTx) throws -> PaperPicture? {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM printQueuePicture WHERE sha256 = ?")
        return try PaperPicture.fetchOne(statement, arguments: [sha256])
    }
}
