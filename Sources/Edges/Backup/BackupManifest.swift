public import Foundation
public import SehatCore
import SehatStore

/// What a backup holds; the file `manifest.json` beside the encrypted database.
public struct BackupManifest: Codable, Sendable, Hashable {
    /// 1.
    public let format: Int
    /// The directory's name: the moment of the backup in UTC.
    public let name: String
    public let createdAt: Instant
    /// The version of the product that made it.
    public let product: String
    /// Bytes of the encrypted database.
    public let bytes: Int64
    /// SHA-256 of the encrypted database, 64 hexadecimal digits.
    public let sha256: String
    /// The newest entry of the audit chain and its hash: what a restored database must end with.
    public let auditSequence: Int64
    public let auditHash: String
    /// When the copy was last opened with its key and checked whole; nil when never.
    public var verifiedAt: Instant?
    /// What is wrong with it, as the last check found; nil for a good one.
    public var damage: String?
    /// Rows of each table when the copy was first checked.
    public var rows: [String: Int64]?

    static let fileName = "manifest.json"
    static let databaseName = "sehat.db"

    static func read(in directory: URL) throws -> BackupManifest {
        do {
            let data = try Data(contentsOf: directory.appending(path: fileName))
            let manifest = try JSONDecoder().decode(BackupManifest.self, from: data)
            guard manifest.format == 1 else { throw BackupError.notABackup(directory.path) }
            return manifest
        } catch is DecodingError {
            throw BackupError.notABackup(directory.path)
        } catch is CocoaError {
            throw BackupError.notABackup(directory.path)
        }
    }

    func write(in directory: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try DurableFile.write(encoder.encode(self), to: directory.appending(path: Self.fileName))
    }
}
