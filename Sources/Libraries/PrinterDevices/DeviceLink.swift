import Glibc
import Outgoing

/// How long a printer is waited for, in milliseconds.
public struct DevicePatience: Sendable, Hashable {
    /// For the connection.
    public var connect: Int32
    /// For the answer to a question before anything is sent.
    public var answer: Int32
    /// For a printer that takes no more bytes: its buffer is full, or its paper is out.
    public var stall: Int32
    /// For its word that everything is on paper.
    public var confirm: Int32

    public init(connect: Int32 = 3000, answer: Int32 = 2000, stall: Int32 = 20_000, confirm: Int32 = 20_000) {
        self.connect = connect
        self.answer = answer
        self.stall = stall
        self.confirm = confirm
    }
}

/// A TCP connection to a printer on which every wait has an end; closed when it goes out of scope.
///
/// Calls block: use it from a thread that may.
struct DeviceLink: ~Copyable {
    private let descriptor: Int32
    let patience: DevicePatience

    /// - Throws: `DeviceError.unreachable` with the system's words.
    init(_ address: DeviceAddress, _ patience: DevicePatience) throws {
        descriptor = try Self.connected(address, patience.connect)
        self.patience = patience
    }

    deinit { close(descriptor) }

    /// Sends all of it.
    ///
    /// - Throws: `DeviceError.interrupted` when the connection broke or nothing was taken for as long as patience lasts.
    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                send(descriptor, all.baseAddress.map { $0 + sent }, all.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN || errno == EINTR {
                guard Self.wait(descriptor, POLLOUT, patience.stall) else { throw DeviceError.interrupted("stalled") }
            } else {
                throw DeviceError.interrupted(Self.words(errno))
            }
        }
    }

    /// The next bytes within a time; empty when none came.
    ///
    /// - Throws: `DeviceError.interrupted` when the printer has closed the connection.
    func read(within milliseconds: Int32) throws -> [UInt8] {
        guard Self.wait(descriptor, POLLIN, milliseconds) else { return [] }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return Array(buffer[..<count]) }
        if count < 0, errno == EAGAIN || errno == EINTR { return [] }
        throw DeviceError.interrupted(count == 0 ? "closed" : Self.words(errno))
    }

    private static func connected(_ address: DeviceAddress, _ limit: Int32) throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let found = getaddrinfo(address.host, String(address.port), &hints, &list)
        guard found == 0, let first = list else { throw DeviceError.unreachable(String(cString: gai_strerror(found))) }
        defer { freeaddrinfo(list) }
        var failure = ETIMEDOUT
        var next: UnsafeMutablePointer<addrinfo>? = first
        while let candidate = next?.pointee {
            next = candidate.ai_next
            do {
                try Outgoing.requirePrinter(
                    host: address.host, address: numbers(candidate), port: Int(address.port))
            } catch {
                throw DeviceError.unreachable("\(error)")
            }
            let descriptor = socket(
                candidate.ai_family, candidate.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { continue }
            failure = outcome(connect(descriptor, candidate.ai_addr, candidate.ai_addrlen), descriptor, limit)
            if failure == 0 { return descriptor }
            close(descriptor)
        }
        throw DeviceError.unreachable(words(failure))
    }

    /// What a name stands for, in numbers.
    private static func numbers(_ found: addrinfo) -> String {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let failure = getnameinfo(
            found.ai_addr, found.ai_addrlen, &text, socklen_t(text.count), nil, 0, Int32(NI_NUMERICHOST))
        return failure == 0 ? String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    }

    private static func outcome(_ result: Int32, _ descriptor: Int32, _ limit: Int32) -> Int32 {
        if result == 0 { return 0 }
        guard errno == EINPROGRESS else { return errno }
        guard wait(descriptor, POLLOUT, limit) else { return ETIMEDOUT }
        var failure: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size)
        return failure
    }

    private static func wait(_ descriptor: Int32, _ event: Int32, _ milliseconds: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        return poll(&watched, 1, milliseconds) > 0
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
