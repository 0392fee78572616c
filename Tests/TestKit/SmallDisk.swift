public import Foundation
import Glibc

/// A small file system of its own, to be filled: a tmpfs, mounted as root or through sudo.
///
/// A class, because it must be unmounted when nobody uses it any more.
public final class SmallDisk: Sendable {
    public let directory: URL

    /// - Throws: `CannotMount`, so that a test that needs it fails rather than passing for nothing.
    public init(megabytes: Int) throws {
        directory = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let options = "size=\(megabytes)m,mode=700,uid=\(geteuid()),gid=\(getegid())"
        guard Self.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.path]) else {
            try? FileManager.default.removeItem(at: directory)
            throw CannotMount()
        }
    }

    deinit {
        _ = Self.run(["umount", "-l", directory.path])
        try? FileManager.default.removeItem(at: directory)
    }

    /// How many bytes are free.
    public var free: Int {
        var facts = statvfs()
        return statvfs(directory.path, &facts) == 0 ? Int(facts.f_bavail) * Int(facts.f_frsize) : 0
    }

    /// Fills it but for so many bytes.
    ///
    /// - Returns: the file to be removed when there shall be room again.
    public func fill(leaving rest: Int) throws -> URL {
        let ballast = directory.appendingPathComponent("ballast")
        try Data(count: max(0, free - rest)).write(to: ballast)
        return ballast
    }

    public struct CannotMount: Error, CustomStringConvertible {
        public var description: String {
            "a tmpfs cannot be mounted here: the test needs root, or sudo without a password"
        }
    }

    private static func run(_ command: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = (geteuid() == 0 ? [] : ["sudo", "-n"]) + command
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
