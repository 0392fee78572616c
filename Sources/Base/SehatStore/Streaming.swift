public import Foundation
import GRDB

/// Following the database page by page, without a read mark and without holding up a writer.
///
/// A copy of the main file made by `readCiphertext` while work goes on is torn by itself; with every page that a stream
/// gathered since before the first byte was read, laid over it in order, it is the database as of the last of them.
extension Store {
    /// A stream of the pages committed from now on, and of all that stand in the write-ahead log.
    ///
    /// - Parameter limitMiB: the most that is kept for one who does not fetch.
    public func makeStream(limitMiB: Int) -> PageStream {
        let stream = PageStream(path: mainFile.path, limitMiB: limitMiB)
        pool.writeWithoutTransaction { db in
            upkeep.add(stream)
            stream.rewind(db)
        }
        return stream
    }

    /// Whether everything that was committed after `position` is among what `stream` gathers: the log still begins with the
    /// history that ends there, and the audit chain with the entry that was its newest then.
    ///
    /// - Parameter position: nil where nothing changed the main file since then: the log must be a first one.
    public func continues(
        _ stream: PageStream, from position: LogPosition?, auditSequence: Int64, auditHash: String
    ) -> Bool {
        let known = try? pool.read { db in
            try Data.fetchOne(db, sql: "SELECT hash FROM storeAudit WHERE seq = ?", arguments: [auditSequence])
        }
        guard auditSequence > 0, let known, Hex.text(known) == auditHash, !stream.isBroken else { return false }
        guard let position else { return stream.position.map { $0.restarts == 0 } ?? true }
        return stream.continues(position)
    }

    /// Gathers no more for `stream`.
    public func end(_ stream: PageStream) {
        upkeep.remove(stream)
    }

    /// Counts all that stands in the log as new again: to be called before a copy of the main file begins.
    public func rewind(_ stream: PageStream) {
        pool.writeWithoutTransaction { db in stream.rewind(db) }
    }

    /// Everything committed since the last time. Blocks until the writer is between two batches.
    ///
    /// - Returns: nil when the stream is broken.
    /// - Throws: `DatabaseError`, when the store is closed.
    public func committed(_ stream: PageStream) throws -> CommittedPages? {
        try pool.writeWithoutTransaction { db in
            stream.collect(db)
            if stream.isBroken { return nil }
            let head = try Row.fetchOne(db, sql: "SELECT seq, hash FROM storeAudit ORDER BY seq DESC LIMIT 1")
            return CommittedPages(
                pages: stream.take(), pageCount: try UInt32.fetchOne(db, sql: "PRAGMA page_count") ?? 0,
                auditSequence: head.map { $0["seq"] } ?? 0,
                auditHash: Hex.text(head.map { $0["hash"] as Data } ?? Data(AuditCanonical.genesis)),
                position: stream.position)
        }
    }

    /// The size of the main file in bytes; what is only in the write-ahead log is not part of it.
    public func ciphertextSize() throws -> Int { try mainFile.size() }

    /// Bytes of the main file as they stand, encrypted; fewer than asked for at its end.
    ///
    /// - Throws: `StoreOpenError` for faults of the disk.
    public func readCiphertext(at offset: Int, count: Int) throws -> Data {
        var data = Data(count: count)
        let filled = try data.withUnsafeMutableBytes { try mainFile.read(into: $0, at: offset) }
        return data.prefix(filled)
    }
}
