import Crypto
import Foundation
import GRDB
public import SehatCore

/// The first line of an exported file.
public struct AuditExportHeader: Codable, Hashable, Sendable {
    /// `sehat-audit-1`.
    public let format: String
    public let hospital: String
    public let madeAt: Instant
    public let madeBy: String
    public let filter: AuditFilter
}

/// The last line of an exported file: what it must contain, signed by the database's audit key.
public struct AuditSeal: Codable, Hashable, Sendable {
    /// How many entries the file holds.
    public let entries: Int64
    /// SHA-256 over all lines before this one with their line ends, 64 hexadecimal digits.
    public let sha256: String
    /// The end of the whole chain when the file was made.
    public let head: AuditHead
    /// Ed25519 by the head's key over `sehat-audit-export-1` and the 32 bytes of `sha256`, 128 hexadecimal digits.
    public let signature: String

    static let prefix = Array("sehat-audit-export-1".utf8)

    /// How every line is written.
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

extension Store {
    /// Writes entries of the audit chain as JSON lines: a header, the entries oldest first, a seal.
    ///
    /// The file can be checked anywhere with `AuditVerifier.verify(export:)`. Blocks the calling thread.
    /// - Parameter write: takes the bytes in order; what it throws ends the export.
    /// - Returns: the seal as it stands in the last line.
    @discardableResult
    public func exportAudit(
        _ filter: AuditFilter = AuditFilter(), by principal: Principal, write: ([UInt8]) throws -> Void
    ) throws -> AuditSeal {
        let head = try signAuditHead()
        let encoder = AuditSeal.encoder
        var hasher = SHA256()
        func put(_ value: some Encodable) throws {
            let line = Array(try encoder.encode(value)) + [0x0A]
            hasher.update(data: line)
            try write(line)
        }
        try put(
            AuditExportHeader(
                format: AuditVerifier.exportFormat, hospital: hospital.name.en, madeAt: now,
                madeBy: principal.username, filter: filter))
        var last: Int64 = 0
        var count: Int64 = 0
        while last < head.seq {
            let after = last
            let entries = try pool.read { db in
                try AuditLog.entries(filter, beyond: after, isForward: true, limit: 2000, db)
            }.filter { $0.seq <= head.seq }
            guard let newest = entries.last else { break }
            for entry in entries { try put(entry) }
            count += Int64(entries.count)
            last = newest.seq
        }
        let digest = Array(hasher.finalize())
        let seal = AuditSeal(
            entries: count, sha256: Hex.text(digest), head: head,
            signature: Hex.text(try batch.signature(for: AuditSeal.prefix + digest)))
        try write(Array(try encoder.encode(seal)) + [0x0A])
        return seal
    }
}
