public import Foundation
import Glibc
import Synchronization

/// The real executable of the product, run as a process of its own.
public enum Binary {
    /// Names another executable than the one that was built beside the tests.
    public static let variable = "SEHAT_BINARY"

    /// The one that `variable` names, else the one that was built beside the tests that run.
    public static var url: URL {
        if let path = ProcessInfo.processInfo.environment[variable] { return URL(filePath: path) }
        let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let named = ([running] + CommandLine.arguments).first { $0.hasSuffix(".xctest") }
        return URL(filePath: named ?? running).deletingLastPathComponent().appending(path: "sehat")
    }

    /// How a command ended.
    public struct Result: Sendable {
        public let status: Int32
        public let output: String
        public let errors: String
    }

    /// Runs a command to its end.
    ///
    /// - Parameter input: what it finds on its standard input.
    /// - Throws: when the executable cannot be started.
    public static func run(_ arguments: [String], executable: URL = url, input: Data = Data()) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
        let files = ["out", "err", "in"].map { folder.appending(path: "sehat-\(UUID().uuidString).\($0)") }
        for file in files { try Data().write(to: file) }
        try input.write(to: files[2])
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: files[2])
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        let (ended, teller) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = {
            teller.yield($0.terminationStatus)
            teller.finish()
        }
        try process.run()
        let status = await ended.first { _ in true }
        return Result(
            status: status ?? -1, output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
    }
}

/// `sehat serve` as a process.
///
/// A class, because a process must be ended when nobody holds it any more.
public final class ServerProcess: Sendable {
    /// `http://127.0.0.1:41231`.
    public let url: String
    private let pid: Int32
    private let life: Life
    private let ended: AsyncStream<Int32>

    private init(url: String, pid: Int32, life: Life, ended: AsyncStream<Int32>) {
        self.url = url
        self.pid = pid
        self.life = life
        self.ended = ended
    }

    deinit { life.signal(SIGKILL, to: pid) }

    /// Starts the server on a data directory and waits until it says where it serves.
    ///
    /// - Throws: `DidNotStart` with what it said instead.
    public static func start(
        data: URL, listen: String = "127.0.0.1:0", options: [String] = ["--plain-http"],
        environment: [String: String] = [:]
    ) async throws -> ServerProcess {
        let log = data.appending(path: "server.log")
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let errors = try FileHandle(forWritingTo: log)
        try errors.seekToEnd()
        let process = Process()
        process.executableURL = Binary.url
        process.arguments =
            ["serve", "--data", data.path, "--listen", listen, "--log-level", "error", "--backup-time", ""]
            + ["--cups-server", "127.0.0.1:9"] + options
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardError = errors
        let pipe = Pipe()
        process.standardOutput = pipe
        let (ended, teller) = AsyncStream.makeStream(of: Int32.self)
        let life = Life()
        process.terminationHandler = {
            life.end()
            teller.yield($0.terminationStatus)
            teller.finish()
        }
        let lines = pipe.lines
        try process.run()
        try errors.close()
        let pid = process.processIdentifier
        for await line in lines {
            if let url = line.split(separator: " ").last, url.hasPrefix("http") {
                return ServerProcess(url: String(url), pid: pid, life: life, ended: ended)
            }
        }
        throw DidNotStart(words: (try? String(contentsOf: log, encoding: .utf8)) ?? "")
    }

    /// `kill -9`, and waits until the process is gone.
    public func crash() async {
        life.signal(SIGKILL, to: pid)
        _ = await ended.first { _ in true }
    }

    /// Lets the process hold so many files and connections more than it does now, and no further ones.
    ///
    /// - Throws: when the machine has no `prlimit`.
    public func limitFiles(to more: Int) async throws {
        let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
        let prlimit = URL(filePath: "/usr/bin/prlimit")
        let done = try await Binary.run(["--pid", "\(pid)", "--nofile=\(held + more):"], executable: prlimit)
        guard done.status == 0 else { throw DidNotStart(words: done.errors) }
    }

    /// Waits until it has ended by itself.
    public func ended() async {
        _ = await ended.first { _ in true }
    }

    /// Asks it to stop and waits until it has.
    ///
    /// - Returns: the exit code.
    @discardableResult
    public func stop() async -> Int32 {
        life.signal(SIGTERM, to: pid)
        return await ended.first { _ in true } ?? -1
    }

    public struct DidNotStart: Error, CustomStringConvertible {
        public let words: String
        public var description: String { "the server did not start: \(words)" }
    }

    /// Whether the process still runs: a number whose process has ended may be another's by now.
    private final class Life: Sendable {
        private let hasEnded = Mutex(false)

        func end() {
            hasEnded.withLock { $0 = true }
        }

        func signal(_ signal: Int32, to pid: Int32) {
            hasEnded.withLock { ended in
                if !ended { Glibc.kill(pid, signal) }
            }
        }
    }
}
