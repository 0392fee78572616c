import Foundation
import Glibc
import Synchronization
import TestKit

/// A program that can be ended with everything it has started, and started again.
final class Running: Sendable {
    private let pid = Mutex<pid_t>(0)

    struct DidNotStart: Error { let said: [String] }

    /// Starts it and waits until it says `word` on its standard error.
    ///
    /// - Throws: `DidNotStart` with what it said instead.
    func start(_ program: String, _ arguments: [String], untilItSays word: String) async throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let errors = Pipe()
        process.standardError = errors
        let lines = errors.lines
        try process.run()
        pid.withLock { $0 = process.processIdentifier }
        var said: [String] = []
        for await line in lines {
            if line.contains(word) { return }
            said.append(line)
        }
        throw DidNotStart(said: said)
    }

    func stop() {
        pid.withLock { pid in
            if pid > 0 { Self.end(pid) }
            pid = 0
        }
    }

    private static func end(_ pid: pid_t) {
        let children = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
        kill(pid, SIGKILL)
        for child in children.split(separator: " ").compactMap({ pid_t($0) }) { end(child) }
    }
}
