import Foundation
import Glibc

/// The service manager that started this process and wants to hear how it is: sd_notify(3), spoken without libsystemd.
///
/// A message is one datagram to the socket that `NOTIFY_SOCKET` names: a path, or `@name` in Linux' abstract space.
struct ServiceManager: Sendable {
    private let socketName: String
    /// How often the manager wants a sign of life, half of the limit after which it kills; nil when it wants none.
    let watchdogInterval: Duration?

    /// The manager of this process; nil when nobody listens.
    static let current = ServiceManager(environment: ProcessInfo.processInfo.environment, processID: getpid())

    /// - Parameter environment: `NOTIFY_SOCKET`, `WATCHDOG_USEC` (microseconds) and `WATCHDOG_PID` count.
    init?(environment: [String: String], processID: Int32) {
        guard let name = environment["NOTIFY_SOCKET"], name.hasPrefix("/") || name.hasPrefix("@"), name.utf8.count > 1
        else {
            return nil
        }
        socketName = name
        let isMeant = environment["WATCHDOG_PID"].map { $0 == String(processID) } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogInterval = isMeant && limit > 0 ? .microseconds(limit / 2) : nil
    }

    /// What a process tells its manager.
    enum Message: Sendable {
        /// It takes requests now; with words for `systemctl status`.
        case ready(String)
        /// What it does while it starts.
        case status(String)
        case alive
        case stopping

        var text: String {
            switch self {
            case .ready(let words): "READY=1\nSTATUS=\(Self.line(words))"
            case .status(let words): "STATUS=\(Self.line(words))"
            case .alive: "WATCHDOG=1"
            case .stopping: "STOPPING=1\nSTATUS=Stopping"
            }
        }

        private static func line(_ words: String) -> String {
            words.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
    }

    /// Sends a message; a manager that does not listen any more is no fault of ours.
    ///
    /// - Returns: whether it was taken.
    @discardableResult
    func tell(_ message: Message) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(socketName.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        if socketName.hasPrefix("@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let start = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let text = Array(message.text.utf8)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL), $0, socklen_t(start + name.count))
            }
        }
        return sent == text.count
    }
}
