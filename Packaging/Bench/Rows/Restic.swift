import Foundation

/// A repository of restic, where that is installed.
struct Restic {
    private static let program = "/usr/bin/restic"
    private let repository: URL

    /// Makes the repository; nil where there is no restic.
    init?(in folder: URL) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else { return nil }
        setenv("RESTIC_PASSWORD", "bench", 1)
        repository = folder
        try Peer.run(Self.program, ["-r", folder.path, "init"])
    }

    func backUp(_ file: URL) throws {
        try Peer.run(Self.program, ["-r", repository.path, "backup", file.path])
    }

    /// Restores the newest snapshot and checks every byte that is kept, as our own restore does.
    func restoreAndCheck(to folder: URL) throws {
        try Peer.run(Self.program, ["-r", repository.path, "restore", "latest", "--target", folder.path])
        try Peer.run(Self.program, ["-r", repository.path, "check", "--read-data"])
    }

    /// Of all its files.
    var bytes: Int {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: repository.path)) ?? []
        return paths.reduce(0) { sum, path in
            let facts = try? repository.appending(path: path).resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
            return sum + (facts?.isRegularFile == true ? facts?.fileSize ?? 0 : 0)
        }
    }
}

/// Other programs, run to their end.
enum Peer {
    struct DidNotRun: Error { let program: String }

    /// - Parameter status: with which it may end beside 0.
    static func run(_ program: String, _ arguments: [String], mayEndWith status: Int32 = 0) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard [0, status].contains(process.terminationStatus) else { throw DidNotRun(program: program) }
    }
}
