import Foundation
import Glibc

/// A program that runs to its end within a bounded time, without a shell and with nothing on its standard input.
enum ChildProcess {
    struct Result {
        /// As the shell counts: 128 and the signal for one that was killed; 127 when it could not be started.
        let status: Int32
        let output: String
        let errors: String
    }

    /// - Parameters:
    ///   - scratch: a folder of our own for what it says.
    ///   - seconds: after which it is killed.
    static func run(_ path: String, _ arguments: [String], scratch: URL, seconds: Int) -> Result {
        let files = ["out", "err"].map { scratch.appending(path: "\(UUID().uuidString).\($0)") }
        defer { for file in files { unlink(file.path) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (index, file) in files.enumerated() {
            posix_spawn_file_actions_addopen(&actions, Int32(index + 1), file.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let fault = posix_spawn(&pid, path, &actions, nil, &words, environ)
        guard fault == 0 else {
            return Result(status: 127, output: "", errors: "\(path): \(String(cString: strerror(fault)))")
        }
        let status = wait(pid, seconds: seconds)
        let texts = files.map { String(decoding: (try? Data(contentsOf: $0)) ?? Data(), as: UTF8.self) }
        return Result(status: status, output: texts[0], errors: texts[1])
    }

    private static func wait(_ pid: pid_t, seconds: Int) -> Int32 {
        var status: Int32 = 0
        let end = ContinuousClock.now + .seconds(seconds)
        var pause: UInt32 = 1_000
        while waitpid(pid, &status, WNOHANG) == 0 {
            if ContinuousClock.now >= end { kill(pid, SIGKILL) }
            usleep(pause)
            pause = min(pause * 2, 20_000)
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
