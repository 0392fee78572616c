public import Foundation
import GRDB
import Glibc
import Synchronization

/// What was committed since it was last asked for: the newest bytes of every changed page, still encrypted, and where the
/// database stands with them.
public struct CommittedPages: Sendable {
    /// Pages by their number, counted from 1.
    public let pages: [UInt32: Data]
    /// Pages that the database has.
    public let pageCount: UInt32
    /// The newest entry of the audit chain and its hash in hexadecimal digits; 0 and zeros for an empty chain.
    public let auditSequence: Int64
    public let auditHash: String
    /// The newest frame among the pages; nil while the log has none.
    public let position: LogPosition?
}

/// A frame of the write-ahead log: the log's salts, the frame's number, and the sum over all frames up to it, which together
/// belong to no other history of the database.
public struct LogPosition: Codable, Sendable, Hashable {
    /// 16 hexadecimal digits.
    public let salts: String
    /// Frames up to and with this one.
    public let frames: Int
    /// 16 hexadecimal digits: the running checksum of the frame.
    public let sum: String
    /// How often this log file was begun again since it was made.
    public let restarts: UInt32
}

/// Gathers every committed page on its way through the write-ahead log, for one who ships them elsewhere.
///
/// The log is read before each checkpoint too, so no frame is ever missed, and no checkpoint ever waits for a reader: what
/// nobody fetches is kept in memory up to a limit, each page once; beyond it the stream is broken and must begin anew.
public final class PageStream: Sendable {
    private struct State {
        var salts: [UInt8] = []
        var next = 0
        var pending: [UInt32: Data] = [:]
        var position: LogPosition?
        var isBroken = false
    }

    private let state = Mutex(State())
    private let path: String
    private let limit: Int

    init(path: String, limitMiB: Int) {
        self.path = path
        limit = max(1, limitMiB << 20 / Connection.pageSize)
    }

    /// Whether pages were lost: more waited than may, or the log could not be read. Only a new copy of the file helps.
    public var isBroken: Bool { state.withLock { $0.isBroken } }

    /// The newest frame that was seen.
    public var position: LogPosition? { state.withLock { $0.position } }

    /// Whether the log that is there now begins with the history that ends with `position`.
    func continues(_ position: LogPosition) -> Bool {
        guard let log = try? LogFrames(path: path + "-wal") else { return false }
        defer { log.close() }
        return state.withLock { $0.next >= position.frames } && (try? log.position(at: position.frames)) == position
    }

    /// Pages that wait to be fetched.
    public var waiting: Int { state.withLock { $0.pending.count } }

    /// Puts back what was fetched and could not be shipped; newer bytes of a page win.
    public func giveBack(_ pages: [UInt32: Data]) {
        state.withLock { state in
            state.pending.merge(pages) { newer, _ in newer }
            bound(&state)
        }
    }

    /// Counts everything that stands in the log as new again, and heals a broken stream.
    func rewind(_ db: Database) {
        state.withLock { state in
            state.next = 0
            if state.isBroken { state.pending = [:] }
            state.isBroken = false
        }
        collect(db)
    }

    /// Takes over what the log has got since the last time; called by the writer between two batches.
    func collect(_ db: Database) {
        state.withLock { state in
            if state.isBroken { return }
            do {
                try collect(upTo: Checkpointing.frames(db).log, &state)
            } catch {
                state.isBroken = true
            }
            bound(&state)
        }
    }

    func take() -> [UInt32: Data] {
        state.withLock { state in
            defer { state.pending = [:] }
            return state.pending
        }
    }

    private func bound(_ state: inout State) {
        if state.pending.count > limit { state.isBroken = true }
        if state.isBroken { state.pending = [:] }
    }

    private func collect(upTo frames: Int, _ state: inout State) throws {
        guard frames > 0 else { return }
        let log = try LogFrames(path: path + "-wal")
        defer { log.close() }
        // A generation of the log is known by its salts: after a checkpoint the old frames stand there until the next
        // commit writes a new header.
        if log.salts != state.salts {
            state.salts = log.salts
            state.next = 0
        }
        guard state.next <= frames else { throw CopyError.logChanged }
        try log.read(state.next..<frames) { page, bytes in state.pending[page] = bytes }
        state.next = frames
        state.position = try log.position(at: frames)
    }
}

/// Frames of the write-ahead log in the order of its file.
private struct LogFrames {
    let salts: [UInt8]
    private let restarts: UInt32
    private let descriptor: Int32
    private let path: String
    private static let headerSize = 32
    private static let frameSize = 24 + Connection.pageSize
    private static let piece = 256

    init(path: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: path) }
        var header = [UInt8](repeating: 0, count: Self.headerSize)
        let count = header.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count == header.count else {
            Glibc.close(descriptor)
            throw CopyError.logChanged
        }
        self.descriptor = descriptor
        self.path = path
        salts = Array(header[16..<24])
        restarts = Self.number(header, 12)
    }

    /// Where the log stands with so many frames.
    func position(at frames: Int) throws -> LogPosition {
        var head = [UInt8](repeating: 0, count: 24)
        let place = off_t(Self.headerSize + (frames - 1) * Self.frameSize)
        let count = head.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, place) }
        guard frames > 0, count == head.count, head[8..<16].elementsEqual(salts) else { throw CopyError.logChanged }
        return LogPosition(
            salts: Hex.text(salts), frames: frames, sum: Hex.text(head[16..<24]), restarts: restarts)
    }

    func close() {
        Glibc.close(descriptor)
    }

    /// - Throws: `CopyError.logChanged` when a frame is of another generation or the last does not end a commit.
    func read(_ frames: Range<Int>, _ body: (UInt32, Data) -> Void) throws {
        var endsCommit = true
        for first in stride(from: frames.lowerBound, to: frames.upperBound, by: Self.piece) {
            let count = min(Self.piece, frames.upperBound - first)
            let bytes = try read(first, count)
            for start in stride(from: 0, to: bytes.count, by: Self.frameSize) {
                let head = bytes[start..<start + 24]
                guard head[(start + 8)..<(start + 16)].elementsEqual(salts) else { throw CopyError.logChanged }
                endsCommit = Self.number(bytes, start + 4) != 0
                body(Self.number(bytes, start), Data(bytes[(start + 24)..<(start + Self.frameSize)]))
            }
        }
        guard endsCommit else { throw CopyError.logChanged }
    }

    private func read(_ first: Int, _ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count * Self.frameSize) { buffer, filled in
            let space = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(count * Self.frameSize)])
            filled = try FileBytes.read(
                descriptor, into: space, at: Self.headerSize + first * Self.frameSize, path: path)
            guard filled == count * Self.frameSize else { throw CopyError.logChanged }
        }
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
