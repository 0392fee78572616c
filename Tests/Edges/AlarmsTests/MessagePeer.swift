import Foundation
import Glibc
import TestKit
import Testing

/// A real mail server and a real HTTP gateway on loopback.
///
/// A class, because its process must end when nobody uses it any more.
final class MessagePeer: Sendable {
    struct Facts: Decodable, Sendable { let mail: Int, sms: Int, ca: String }

    /// What one of the two took.
    struct Taken: Decodable, Sendable {
        let channel: String
        let to: String?
        let from: String?
        let isTLS: Bool?
        let user: String?
        let subject: String?
        let text: String?
        let id: String?
        let path: String?
        let body: String?
        let authorization: String?
        let contentType: String?
    }

    let facts: Facts
    let folder: URL
    private let pid: pid_t
    private let input: Pipe
    private let lines: AsyncStream<String>

    static let python = ProcessInfo.processInfo.environment["SEHAT_PYTHON"]
    static var has: Bool { python != nil || ProcessInfo.processInfo.environment["SEHAT_TEST_TOOLS"] == "required" }

    /// - Parameters:
    ///   - way: `starttls`, `tls` or `plain`.
    ///   - refusing: how many messages are refused before the first is taken.
    init(_ way: String, refusing: Int = 0) async throws {
        folder = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("کھڑکی 7\n".utf8).write(to: folder.appending(path: "password"))
        try Data("tajir-99\n".utf8).write(to: folder.appending(path: "token"))
        try Data("wrong\n".utf8).write(to: folder.appending(path: "wrong"))
        let process = Process()
        process.executableURL = URL(
            filePath: try #require(
                Self.python, "SEHAT_PYTHON must name a Python with aiosmtpd; Packaging/test makes one"))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "messagepeer.py").path
        process.arguments = [script, folder.path, way, "\(refusing)"]
        let output = Pipe()
        input = Pipe()
        process.standardInput = input
        process.standardOutput = output
        lines = output.lines
        try process.run()
        pid = process.processIdentifier
        var found: Facts?
        for await line in lines {
            found = try JSONDecoder().decode(Facts.self, from: Data(line.utf8))
            break
        }
        facts = try #require(found, "the peer did not start")
    }

    deinit {
        kill(pid, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    /// The next message that was taken.
    func next() async throws -> Taken {
        for await line in lines { return try JSONDecoder().decode(Taken.self, from: Data(line.utf8)) }
        throw CancellationError()
    }

    var token: String { folder.appending(path: "token").path }
    var password: String { folder.appending(path: "password").path }
}
