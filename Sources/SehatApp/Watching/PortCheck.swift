import Foundation
import Glibc
import SehatWeb
import Synchronization

/// Where the web server of this process listens; nothing while none does.
public final class ListeningPlace: Sendable {
    private let bound = Mutex<BoundAddress?>(nil)

    public init() {}

    var address: BoundAddress? { bound.withLock { $0 } }
    func set(_ address: BoundAddress) { bound.withLock { $0 = address } }
}

/// Whether the web server can be reached at its port; without a server, whether one could listen there.
struct PortCheck: Sendable {
    let listen: ListenAddress
    let bound: BoundAddress?

    typealias Saying = Finding.Saying

    func check() -> Finding {
        guard let port = bound.map({ $0.port ?? 0 }) else { return free() }
        let isOurs = Self.call(listen.host, port, Self.reach) == 0
        let isAlone = ["127.0.0.1", "::1", "localhost"].contains(listen.host)
        return Finding(
            "port", isGood: isOurs,
            [Saying(isOurs ? "port.answers" : "port.silent", ["port": "\(port)"])]
                + (isOurs && isAlone ? [Saying("port.alone")] : []),
            advice: Saying("port.advice", ["firewall": "nft list ruleset", "unit": "systemctl edit sehat"]))
    }

    /// Tries to take the port and lets it go.
    private func free() -> Finding {
        let free = Saying("port.freeAdvice", ["command": "ss -ltnp", "setting": "listen"])
        if listen.port == 0 { return Finding("port", isGood: true, [Saying("port.any")], advice: free) }
        let error = Self.call(listen.host, listen.port) { descriptor, address, size in
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            return bind(descriptor, address, size)
        }
        let place = ["port": "\(listen.port)", "host": listen.host, "words": String(cString: strerror(error))]
        let key =
            switch error {
            case 0: "port.free"
            case EADDRINUSE: "port.taken"
            case EACCES: "port.root"
            case EADDRNOTAVAIL: "port.noAddress"
            default: "port.failed"
            }
        return Finding(
            "port", isGood: error == 0, [Saying(key, place)],
            advice: error == EACCES ? Saying("port.rootAdvice", ["page": "man sehat.toml", "setting": "listen"]) : free)
    }

    /// Waits three seconds: a firewall that says nothing must not keep the doctor waiting.
    private static func reach(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
        if connect(descriptor, address, size) == 0 { return 0 }
        guard errno == EINPROGRESS else { return -1 }
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&wanted, 1, 3000) == 1 else { return -1 }
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0 ? 0 : -1
    }

    private typealias Deed = (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32

    /// - Returns: 0, or the error of the system.
    private static func call(_ host: String, _ port: Int, _ deed: Deed) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = found else { return EADDRNOTAVAIL }
        defer { freeaddrinfo(found) }
        let type = first.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(first.pointee.ai_family, type, 0)
        guard descriptor >= 0, let address = first.pointee.ai_addr else { return errno }
        defer { close(descriptor) }
        return deed(descriptor, address, first.pointee.ai_addrlen) == 0 ? 0 : errno
    }
}
