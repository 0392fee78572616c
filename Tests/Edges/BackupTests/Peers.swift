import Foundation
import Glibc
import TestKit
import Testing

@testable import Backup

/// What a target stands on in a test.
enum PeerKind: String, CaseIterable, Sendable {
    case directory, sftp, s3
}

/// Where a kind of target is to be had here; `SEHAT_TEST_TOOLS=required` makes a missing tool a failure.
enum Tools {
    static let python = ProcessInfo.processInfo.environment["SEHAT_PYTHON"]
    static let areRequired = ProcessInfo.processInfo.environment["SEHAT_TEST_TOOLS"] == "required"
    static var has: Bool { (python != nil && access("/usr/sbin/sshd", X_OK) == 0) || areRequired }
}

/// A target of one kind on loopback, with everything that its address names.
///
/// A class, because its processes must end when nobody uses it any more.
final class Peer: Sendable {
    struct CannotStart: Error { let words: String }

    let kind: PeerKind
    let folder: URL
    /// The address without options of its own.
    let address: String
    private let server: Server?

    /// - Throws: `CannotStart`.
    init(_ kind: PeerKind) async throws {
        self.kind = kind
        folder = TestStore.newDirectory()
        try FileManager.default.createDirectory(
            at: folder.appending(path: "t"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        switch kind {
        case .directory:
            server = nil
            address = folder.appending(path: "t").path + "?"
        case .sftp:
            let shell = try SSHServer(folder)
            server = .shell(shell)
            try await shell.start()
            address = shell.address(folder.appending(path: "t"))
        case .s3:
            let store = try await S3Server(folder)
            server = .store(store)
            address = store.address(credentials: store.facts.credentials)
        }
    }

    deinit {
        server?.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    func target(_ options: String = "") throws -> BackupTarget {
        try BackupTarget(address + options)
    }

    var store: S3Server? { if case .store(let store) = server { store } else { nil } }
    var shell: SSHServer? { if case .shell(let shell) = server { shell } else { nil } }

    private enum Server: Sendable {
        case shell(SSHServer)
        case store(S3Server)

        func stop() {
            switch self {
            case .shell(let server): server.stop()
            case .store(let server): server.stop()
            }
        }
    }
}

/// moto's server over TLS, which checks signatures.
final class S3Server: Sendable {
    struct Facts: Decodable { let port: Int, ca: String, credentials: String, wrong: String }

    let facts: Facts
    private let pid: pid_t
    private let input: Pipe

    init(_ folder: URL) async throws {
        let process = Process()
        process.executableURL = URL(
            filePath: try #require(Tools.python, "SEHAT_PYTHON must name a Python with moto; Packaging/test makes one"))
        process.arguments = [
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "s3peer.py").path, folder.path,
        ]
        let output = Pipe()
        input = Pipe()
        process.standardInput = input
        process.standardOutput = output
        let lines = output.lines
        try process.run()
        pid = process.processIdentifier
        var found: Facts?
        for await line in lines {
            found = try JSONDecoder().decode(Facts.self, from: Data(line.utf8))
            break
        }
        facts = try #require(found, "the S3 server did not start")
    }

    func address(credentials: String) -> String {
        "s3://127.0.0.1:\(facts.port)/hospital/main%20building?ca=\(facts.ca)&credentials=\(credentials)&"
    }

    func stop() { kill(pid, SIGKILL) }
}

/// A private sshd with a key of its own and one that may come in.
final class SSHServer: Sendable {
    let port: Int
    private let folder: URL
    private let process = Running()

    init(_ folder: URL) throws {
        self.folder = folder
        port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        for name in ["host", "user", "other"] {
            try Self.run("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path(name)])
        }
        let host = try String(contentsOfFile: path("host.pub"), encoding: .utf8)
        try "[127.0.0.1]:\(port) \(host)".write(toFile: path("known"), atomically: true, encoding: .utf8)
        let other = try String(contentsOfFile: path("other.pub"), encoding: .utf8)
        try "[127.0.0.1]:\(port) \(other)".write(toFile: path("strange"), atomically: true, encoding: .utf8)
        try """
        Port \(port)
        ListenAddress 127.0.0.1
        HostKey \(path("host"))
        AuthorizedKeysFile \(path("user.pub"))
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        Subsystem sftp internal-sftp
        """.write(toFile: path("config"), atomically: true, encoding: .utf8)
    }

    func address(_ target: URL, known: String = "known") -> String {
        "sftp://\(NSUserName())@127.0.0.1:\(port)\(target.path)?identity=\(path("user"))&known_hosts=\(path(known))&"
    }

    func start() async throws {
        try await process.start("/usr/sbin/sshd", ["-D", "-e", "-f", path("config")], untilItSays: "Server listening")
    }

    func stop() { process.stop() }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Peer.CannotStart(words: program) }
    }

    private static func socketAddress(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }

    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = socketAddress(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let fault = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) + getsockname(socket, $0, &size)
            }
        }
        guard fault == 0 else { throw Peer.CannotStart(words: "no free port") }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
