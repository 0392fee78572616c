public import Foundation
import GRDB
public import SehatCore

/// What a copy of the encrypted file contains.
public struct CopyFacts: Codable, Hashable, Sendable {
    public let pages: Int64
    public let bytes: Int64
    /// SHA-256 over the authentication codes of the pages, 64 hexadecimal digits; see `StoreReport.codes`.
    public let codes: String
    /// The end of the audit chain in the copy, signed.
    public let auditHead: AuditHead
    /// The newest migration that the copy has.
    public let lastMigration: String
    public let takenAt: Instant
}

/// Why a copy could not be made.
public enum CopyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The log or the file is not what the writer left; the copy would not be consistent.
    case logChanged
    case closed

    /// In English, for the command line.
    public var description: String {
        switch self {
        case .logChanged: "The write-ahead log changed under the copy; nothing was kept. Try again."
        case .closed: "The database is closed."
        }
    }
}

extension Store {
    /// Copies the encrypted pages as they stand at one moment, while reading and writing go on.
    ///
    /// No page is decrypted. Writers are held up only for the moment at which the state to copy is marked; until the
    /// copy is finished the write-ahead log is not moved into the main file and grows. Blocks the calling thread.
    /// - Parameters:
    ///   - target: a file that does not exist yet; made with mode 0600, removed again on failure.
    ///   - progress: called now and then with the part that is done, 0 to 1.
    /// - Throws: `StoreOpenError` for faults of the target, `CopyError`, `DatabaseError`.
    public func copyCiphertext(to target: URL, progress: (Double) -> Void = { _ in }) throws -> CopyFacts {
        try upkeep.whilePaused {
            let mark = try pool.writeWithoutTransaction { db in try self.mark(db) }
            var log: WriteAheadLog?
            if mark.frames > mark.moved {
                log = try WriteAheadLog(path: mainFile.path + "-wal", frames: mark.frames, pageCount: mark.pages)
            }
            defer { log?.close() }
            let writer = try FileWriter(creating: target)
            do {
                let digest = try copyPages(mark.pages, log, to: writer, progress: progress)
                try writer.finish()
                return CopyFacts(
                    pages: Int64(mark.pages), bytes: Int64(mark.pages * Connection.pageSize), codes: digest,
                    auditHead: mark.head, lastMigration: mark.lastMigration, takenAt: now)
            } catch {
                try? FileManager.default.removeItem(at: target)
                throw error
            }
        }
    }

    /// The state to copy, taken by the writer between two batches.
    private struct Mark: Sendable {
        let head: AuditHead
        let pages: Int
        let frames: Int
        let moved: Int
        let lastMigration: String
    }

    private func mark(_ db: Database) throws -> Mark {
        let head = try batch.signHead(db)
        let frames = try Checkpointing.frames(db)
        return Mark(
            head: head, pages: try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0, frames: frames.log,
            moved: frames.moved,
            lastMigration: try Migration.latest(db))
    }

    private func copyPages(
        _ pages: Int, _ log: WriteAheadLog?, to writer: FileWriter, progress: (Double) -> Void
    ) throws -> String {
        let pageSize = Connection.pageSize
        let piece = PageCodes.piece
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece * pageSize, alignment: pageSize)
        defer { buffer.deallocate() }
        var codes = PageCodes()
        for first in stride(from: 0, to: pages, by: piece) {
            let count = min(piece, pages - first)
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(count * pageSize)])
            let filled = try mainFile.read(into: part, at: first * pageSize)
            // Pages that are only in the log lie behind the end of the main file.
            part[filled...].initializeMemory(as: UInt8.self, repeating: 0)
            if let log, !log.isEmpty {
                for index in 0..<count {
                    let page = UnsafeMutableRawBufferPointer(
                        rebasing: part[(index * pageSize)..<((index + 1) * pageSize)])
                    try log.patch(UInt32(first + index + 1), into: page)
                }
            }
            codes.add(PageCodes.digest(of: UnsafeRawBufferPointer(part)))
            try writer.append(UnsafeRawBufferPointer(part))
            progress(Double(first + count) / Double(pages))
        }
        return codes.finish()
    }
}
