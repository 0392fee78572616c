import Foundation
import Glibc
import TestKit

/// The release executable, serving a demonstration hospital over TLS.
struct DemoServer: Sendable {
    /// What it says when it is ready.
    struct Ready: Decodable {
        var url: String
        var username: String
        var password: String
    }

    let ready: Ready
    let pid: Int32
    private let ended: AsyncStream<Void>

    /// Starts it and waits until it is ready; the first time in `data` it makes the hospital.
    ///
    /// - Throws: `DidNotStart`.
    static func start(_ setting: Setting, data: URL, options: [String] = []) async throws -> DemoServer {
        let process = Process()
        process.executableURL = setting.binary
        process.arguments = ["demo", "--json", "--data", data.path, "--listen", "127.0.0.1:0"] + options
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        let (ended, teller) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in teller.finish() }
        let lines = pipe.lines
        try process.run()
        for await line in lines {
            let ready = try JSONDecoder().decode(Ready.self, from: Data(line.utf8))
            return DemoServer(ready: ready, pid: process.processIdentifier, ended: ended)
        }
        throw DidNotStart()
    }

    struct DidNotStart: Error {}

    /// Calls with the token of the demonstration's user.
    func signedIn<Value: Sendable>(_ body: (Caller) async throws -> Value) async throws -> Value {
        try await Caller.with(ready.url) { caller in
            let answer = try await caller.json(
                "POST", "/api/session", #"{"username":"\#(ready.username)","password":"\#(ready.password)"}"#)
            return try await body(caller.with(token: answer["token"].text))
        }
    }

    /// The process's own memory in MB: what is resident less what is shared with files.
    func memory() throws -> (resident: Double, most: Double) {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        func megabytes(_ name: String) -> Double {
            let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first).flatMap { Double($0) }.map {
                $0 * 1024 / 1e6
            } ?? .nan
        }
        return (megabytes("VmRSS"), megabytes("VmHWM"))
    }

    /// The milliseconds of processor time that the process has used so far, of all its threads.
    func processorTime() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        // Behind the name, which stands in brackets and may hold spaces: the times are the 12th and 13th fields.
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ").dropFirst()
        guard fields.count > 12 else { return .nan }
        let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
        return ticks * 1000 / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Asks it to end and waits until it has.
    func stop() async {
        kill(pid, SIGTERM)
        for await _ in ended {}
    }
}

extension Caller {
    /// The milliseconds until a call is answered.
    ///
    /// - Throws: `Refused` when it is not answered well.
    func timed(_ method: String, _ path: String, _ body: String? = nil, key: String? = nil) async throws -> (
        answer: Answer, milliseconds: Double
    ) {
        let start = ContinuousClock.now
        let answer = try await call(method, path, body, key: key)
        let time = (ContinuousClock.now - start).milliseconds
        guard answer.status < 400 else { throw Caller.Refused(answer: answer) }
        return (answer, time)
    }
}
