import Certificates
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import SehatCore
import ServiceLifecycle

@testable import SehatWeb

extension WebFixture {
    /// Runs a real listener on a free port while `body` runs, then shuts it down in order.
    func live<Value: Sendable>(
        credentials: TLSCredentials? = nil, limits: ConnectionLimits = ConnectionLimits(),
        address: WebServer.Address = .tcp(host: "127.0.0.1", port: 0), sessions: SessionPort = WebFixture.sessions,
        _ body: @escaping @Sendable (BoundAddress, ServiceGroup) async throws -> Value
    ) async throws -> Value {
        let (ready, teller) = AsyncStream.makeStream(of: BoundAddress.self)
        let server = try server(address, credentials: credentials, limits: limits, sessions: sessions) {
            teller.yield($0)
        }
        let group = ServiceGroup(configuration: .init(services: [site.hub, server], logger: site.logger))
        defer { remove() }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { teller.finish() }
                try await group.run()
            }
            guard let bound = await ready.first(where: { _ in true }) else {
                try await tasks.waitForAll()
                throw NotListening()
            }
            let value: Value
            do {
                value = try await body(bound, group)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        }
    }

    struct NotListening: Error {}
}

/// A connection on which HTTP is spoken by hand.
struct LiveConnection {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let channel: any Channel
    private var received = ""

    /// - Parameter trust: PEM of the authority to trust; nil for plain HTTP.
    static func open<Value: Sendable>(
        _ port: Int?, trust: String? = nil, name: String = "sehat.lan", maximum: TLSVersion? = nil,
        _ body: (inout LiveConnection) async throws -> Value
    ) async throws -> Value {
        var context: NIOSSLContext?
        if let trust {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(trust.utf8)))
            configuration.maximumTLSVersion = maximum
            context = try NIOSSLContext(configuration: configuration)
        }
        let connected = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port ?? 0) { [context] channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: name))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await connected.executeThenClose { inbound, outbound in
            var connection = LiveConnection(
                inbound: inbound.makeAsyncIterator(), outbound: outbound, channel: connected.channel)
            return try await body(&connection)
        }
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// Reads on until `mark` has come, and gives everything up to it; nil when the server closes before.
    mutating func read(until mark: String) async throws -> String? {
        while true {
            if let range = received.range(of: mark) {
                defer { received = String(received[range.upperBound...]) }
                return String(received[..<range.upperBound])
            }
            guard let buffer = try await inbound.next() else { return nil }
            received += String(buffer: buffer)
        }
    }

    /// One request, its head and the body that its `Content-Length` announces.
    mutating func request(_ line: String, _ fields: [String] = [], body: String = "") async throws -> String? {
        let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
        let head = ([line + " HTTP/1.1", "Host: sehat.lan"] + fields + length).joined(separator: "\r\n")
        try await send(head + "\r\n\r\n" + body)
        guard let answer = try await read(until: "\r\n\r\n") else { return nil }
        let wanted = answer.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
        while received.utf8.count < wanted, let buffer = try await inbound.next() { received += String(buffer: buffer) }
        let rest = String(decoding: received.utf8.prefix(wanted), as: UTF8.self)
        received = String(decoding: received.utf8.dropFirst(wanted), as: UTF8.self)
        return answer + rest
    }

    /// The names in the certificate that the server has shown.
    func serverNames() async throws -> String {
        let certificate = try await channel.nioSSL_peerCertificate().get()
        return certificate.map { "\($0)" } ?? ""
    }
}

/// An authority and servers' certificates made for a test.
struct TestCertificates {
    static let now = Instant(Date())
    let authority: KeyedCertificate

    init() throws {
        authority = try LocalAuthority.make(name: "Test hospital", hosts: [], now: Self.now)
    }

    func server(_ hosts: String...) throws -> KeyedCertificate {
        try LocalAuthority.issue(from: authority, hosts: hosts.compactMap { CertificateHost($0) }, now: Self.now)
    }

    func credentials(_ hosts: String..., allowsTLS12: Bool = false) throws -> TLSCredentials {
        let keyed = try LocalAuthority.issue(
            from: authority, hosts: hosts.compactMap { CertificateHost($0) }, now: Self.now)
        return try TLSCredentials(chain: keyed.chain, key: keyed.key, allowsTLS12: allowsTLS12)
    }
}
