public import ArgumentParser

/// Why a command of the command line stopped, in words for the person who typed it.
public struct CommandFailure: Error, CustomStringConvertible {
    /// The exit codes of `sehat`, listed in the README; 64 and up follow sysexits.h.
    public enum Code: Int32, Sendable, CaseIterable {
        /// The command ran and what it checked is not in order.
        case failed = 1
        /// The command line itself is wrong (also given by the argument parser).
        case usage = 64
        /// Input or an existing file is not what it should be: a wrong key, a plain SQLite file, a broken backup.
        case data = 65
        /// The server does not run, or does not answer.
        case unavailable = 69
        /// Something that should not happen.
        case software = 70
        /// The file or port cannot be had: in use, or no permission.
        case cannotOpen = 73
        /// A disk error or a full disk.
        case disk = 74
        /// It can go on only later; what it has done is kept.
        case tryAgain = 75
        /// The server refused: no permission, a rule, a conflict.
        case refused = 77
        /// A setting is wrong.
        case configuration = 78
    }

    public let message: String
    public let code: Code
    /// The stable code of the server's problem, such as `patients.duplicate.likely`; nil where no server refused.
    let problem: String?

    public init(_ message: String, exitCode: Code = .failed) {
        self.init(message, exitCode: exitCode, problem: nil)
    }

    init(_ message: String, exitCode: Code, problem: String?) {
        self.message = message
        self.code = exitCode
        self.problem = problem
    }

    public var description: String { message }

    var exitCode: ExitCode { ExitCode(code.rawValue) }
}
