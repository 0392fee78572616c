public import Foundation
import Glibc
import SehatCore
import SehatStore

/// How far the copy of a standby is; the file `standby.json` beside its database.
///
/// As long as it is there nobody but the standby may work on the copy: what would be written would not be the other server's.
public struct StandbyState: Codable, Sendable, Hashable {
    private static let fileName = "standby.json"

    /// Empty for a copy that is to be made anew.
    private(set) var generation: String
    /// The newest shipment that is in the copy, and the digest that the next one names.
    private(set) var sequence: Int
    private(set) var digest: String
    private(set) var at: Instant
    private(set) var pageCount: UInt32
    private(set) var auditSequence: Int64
    private(set) var auditHash: String
    /// When the whole copy was last checked.
    var checkedAt: Instant

    init(_ restored: PointRestoring.Restored, checkedAt: Instant) {
        let head = restored.head
        generation = restored.point.generation
        (sequence, digest, at) = (head.last, restored.digest, head.at)
        (pageCount, auditSequence, auditHash) = (head.pageCount, head.auditSequence, head.auditHash)
        self.checkedAt = checkedAt
    }

    mutating func take(_ segment: Segment) {
        let head = segment.head
        (sequence, digest, at) = (head.last, segment.digest, head.at)
        (pageCount, auditSequence, auditHash) = (head.pageCount, head.auditSequence, head.auditHash)
    }

    /// The state of a copy that is not to be trusted.
    func doubted() -> StandbyState {
        var state = self
        state.generation = ""
        return state
    }

    /// Whether a directory is the copy of a standby.
    public static func isKept(in directory: URL) -> Bool {
        FileManager.default.fileExists(atPath: directory.appending(path: fileName).path)
    }

    /// Makes the copy a hospital of its own.
    ///
    /// - Throws: `BackupError.cannotWrite`.
    public static func end(in directory: URL) throws {
        let file = directory.appending(path: fileName)
        guard unlink(file.path) == 0 || errno == ENOENT else {
            throw BackupError.cannotWrite("\(file.path): \(String(cString: strerror(errno)))")
        }
        try DurableFile.sync(directory)
    }

    /// Nil where there is no copy of a standby. A state that cannot be read is one that is not to be trusted.
    static func read(in directory: URL) -> StandbyState? {
        guard isKept(in: directory) else { return nil }
        let data = try? Data(contentsOf: directory.appending(path: fileName))
        return data.flatMap { try? JSONDecoder().decode(StandbyState.self, from: $0) } ?? StandbyState()
    }

    func write(in directory: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try DurableFile.write(encoder.encode(self), to: directory.appending(path: Self.fileName))
    }

    private init() {
        let start = Instant(milliseconds: 0)
        (generation, sequence, digest, at, pageCount) = ("", 0, "", start, 0)
        (auditSequence, auditHash, checkedAt) = (0, "", start)
    }
}
