import Foundation

/// What a `WatchedDisk` has recorded, one change after the other.
struct DiskHistory {
    /// A change, as `struct record` of `Packaging/faults/disk.c` has it.
    struct Change {
        let type: Character
        let handle: Int
        let offset: Int
        let length: Int
        let first: String
        let second: String
        /// Where the bytes of a write are in the log.
        let data: Range<Int>
        /// Where the record ends in the log.
        let end: Int
    }

    struct Unreadable: Error {
        let at: Int
    }

    let bytes: [UInt8]
    let changes: [Change]
    /// What was in the directory before: files by their paths below it.
    let before: [String: [UInt8]]

    /// - Throws: `Unreadable` when the log is not what the library writes.
    init(log: URL, before: [String: [UInt8]]) throws {
        bytes = [UInt8](try Data(contentsOf: log))
        self.before = before
        var changes: [Change] = []
        var at = 0
        while at < bytes.count {
            let change = try Self.change(bytes, at)
            changes.append(change)
            at = change.end
        }
        self.changes = changes
    }

    private static func change(_ bytes: [UInt8], _ start: Int) throws -> Change {
        guard start + 32 <= bytes.count else { throw Unreadable(at: start) }
        func number(_ offset: Int, _ width: Int) -> Int {
            (0..<width).reduce(0) { $0 | Int(bytes[start + offset + $1]) << (8 * $1) }
        }
        let (first, second, length) = (number(24, 4), number(28, 4), number(16, 8))
        let type = Character(Unicode.Scalar(UInt8(number(0, 4))))
        let paths = start + 32
        let data = paths + first + second
        let end = data + (type == "W" ? length : 0)
        guard end <= bytes.count else { throw Unreadable(at: start) }
        return Change(
            type: type, handle: number(4, 4), offset: number(8, 8), length: length,
            first: String(decoding: bytes[paths..<(paths + first)], as: UTF8.self),
            second: String(decoding: bytes[(paths + first)..<data], as: UTF8.self), data: data..<end, end: end)
    }

    /// Every file below a directory, but for SQLite's shared memory.
    static func files(in directory: URL) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) where !path.hasSuffix("-shm") {
            let file = directory.appending(path: path)
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            found[path] = [UInt8](try Data(contentsOf: file))
        }
        return found
    }
}
