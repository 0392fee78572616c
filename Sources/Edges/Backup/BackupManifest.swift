public import Foundation
public import SehatCore
import SehatStore

/// What a backup holds; the file `manifest.json` beside the encrypted database.
public struct BackupManifest: Codable, Sendable, Hashable {
    /// 2; 1 for one that has `sha256` in the place of `codes`.
    public let format: Int
    /// The directory's name: the moment of the backup in UTC.
    public let name: String
    public let createdAt: Instant
    /// The version of the product that made it.
    public let product: String
    /// Bytes of the encrypted database.
    public let bytes: Int64
    /// SHA-256 of the encrypted database, 64 hexadecimal digits.
    public private(set) var sha256: String?
    /// SHA-256 over the authentication codes of its pages, which stands for every byte; see `StoreReport.codes`.
    public private(set) var codes: String?
    /// The newest entry of the audit chain and its hash: what a restored database must end with.
    public let auditSequence: Int64
    public let auditHash: String
    /// When every page of the copy was last checked, and all that was known of it to be checked; nil when never.
    public var verifiedAt: Instant?
    /// What is wrong with it, as the last check found; nil for a good one.
    public var damage: String?
    /// Rows of each table when its contents were first checked; nil where only its pages were, so far.
    public var rows: [String: Int64]?

    /// The files that lie beside the database so that its key is found again; absent in older ones.
    var papers: [String]?

    init(name: String, createdAt: Instant, product: String, _ facts: CopyFacts) {
        format = 2
        self.name = name
        self.createdAt = createdAt
        self.product = product
        bytes = facts.bytes
        codes = facts.codes
        auditSequence = facts.auditHead.seq
        auditHash = facts.auditHead.hash
    }

    static let fileName = "manifest.json"
    static let databaseName = "sehat.db"

    static func read(in directory: URL) throws -> BackupManifest {
        do {
            let data = try Data(contentsOf: directory.appending(path: fileName))
            let manifest = try JSONDecoder().decode(BackupManifest.self, from: data)
            guard manifest.format == 2 && manifest.codes != nil || manifest.format == 1 && manifest.sha256 != nil
            else { throw BackupError.notABackup(directory.path) }
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
