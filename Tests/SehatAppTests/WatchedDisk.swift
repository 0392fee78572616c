import Foundation
import Synchronization
import TestKit

/// A directory whose changes are recorded, and whose calls can be made to fail, while a real process works in it: the
/// library `Packaging/faults/disk.c`, compiled here and preloaded into the process.
final class WatchedDisk: Sendable {
    /// Which calls are counted, and fail.
    struct Calls: OptionSet, Hashable {
        let rawValue: UInt64
        static let writes = Calls(rawValue: 1)
        static let syncs = Calls(rawValue: 2)
        static let truncations = Calls(rawValue: 4)
        static let renames = Calls(rawValue: 8)
        static let removals = Calls(rawValue: 16)
        static let creations = Calls(rawValue: 32)
        static let all = Calls(rawValue: 63)
    }

    struct CannotBuild: Error {
        let words: String
    }

    let directory: URL
    let log: URL
    private let control: URL

    /// - Parameter directory: what is watched; it need not exist yet.
    /// - Throws: `CannotBuild` when there is no C compiler.
    init(_ directory: URL) throws {
        let place = TestStore.newDirectory()
        self.directory = directory
        log = place.appendingPathExtension("log")
        control = place.appendingPathExtension("control")
        _ = try Self.library.get()
        try Data(count: 64).write(to: control)
    }

    deinit {
        for file in [log, control] { try? FileManager.default.removeItem(at: file) }
    }

    /// What the process is started with.
    ///
    /// - Parameter records: whether its changes are recorded.
    func environment(records: Bool) throws -> [String: String] {
        var environment = [
            "LD_PRELOAD": try Self.library.get().path, "SEHAT_DISK_DIRECTORY": directory.path,
            "SEHAT_DISK_CONTROL": control.path,
        ]
        if records { environment["SEHAT_DISK_LOG"] = log.path }
        return environment
    }

    /// Bytes recorded so far: everything that happened before this call is below.
    var position: Int {
        (try? FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int) ?? 0
    }

    /// From now on calls are counted from 1, and the one with this number fails; with `isLasting` all after it, too.
    func fail(_ calls: Calls, at number: Int, error: Int32, isLasting: Bool = false) throws {
        try set([calls.rawValue, UInt64(number), UInt64(error), isLasting ? 1 : 0, 0, 0])
    }

    /// How many calls were counted, and how many of them failed, since `fail`.
    func counts() throws -> (counted: Int, failed: Int) {
        let words = try Data(contentsOf: control).withUnsafeBytes { $0.bindMemory(to: UInt64.self).map { Int($0) } }
        return (words[4], words[5])
    }

    /// Calls work again.
    func heal() throws { try set([0, 0, 0, 0, 0, 0]) }

    /// Written in place: the process has mapped the file.
    private func set(_ words: [UInt64]) throws {
        let file = try FileHandle(forWritingTo: control)
        defer { try? file.close() }
        // Off while it changes.
        try file.write(contentsOf: Data(count: 8))
        try file.seek(toOffset: 8)
        try file.write(contentsOf: words.dropFirst().withUnsafeBytes { Data($0) })
        try file.seek(toOffset: 0)
        try file.write(contentsOf: words.prefix(1).withUnsafeBytes { Data($0) })
    }

    private static let library = Result { () throws -> URL in
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Packaging/faults/disk.c")
        let output = TestStore.newDirectory().appendingPathExtension("so")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", output.path, source.path, "-ldl", "-lpthread"]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let words = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CannotBuild(words: String(decoding: words, as: UTF8.self)) }
        return output
    }
}
