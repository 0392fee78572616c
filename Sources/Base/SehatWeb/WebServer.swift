import Foundation
public import Hummingbird
public import HummingbirdCore
public import Logging
public import NIOCore
import ServiceLifecycle

/// One listener of a site: an address, its TLS, and who its callers are.
///
/// A `Service`: it runs until the group is shut down, then lets answers finish.
public struct WebServer: ApplicationProtocol {
    /// Where to listen.
    public enum Address: Sendable, Hashable {
        /// Port 0 takes any free port.
        case tcp(host: String, port: Int)
        /// A socket file that only the user of the process may open.
        case unix(path: String)
    }

    /// What is served.
    public let site: Site
    /// Where it was asked to listen; `onReady` tells where it does.
    public let address: Address
    /// The site's.
    public let logger: Logger
    let credentials: TLSCredentials?
    let sessions: SessionPort
    let limits: ConnectionLimits
    private let onReady: @Sendable (BoundAddress) async -> Void

    /// - Parameters:
    ///   - credentials: nil for plain HTTP, which is allowed on loopback addresses and sockets only.
    ///   - onReady: called once, when the listener takes connections.
    /// - Throws: `WebServerError.plainOutsideLoopback`.
    public init(
        site: Site, address: Address, credentials: TLSCredentials?, sessions: SessionPort,
        limits: ConnectionLimits = ConnectionLimits(),
        onReady: @escaping @Sendable (BoundAddress) async -> Void = { _ in }
    ) throws {
        if case .tcp(let host, _) = address, credentials == nil, !Self.isLoopback(host) {
            throw WebServerError.plainOutsideLoopback(host: host)
        }
        self.site = site
        self.address = address
        self.credentials = credentials
        self.sessions = sessions
        self.limits = limits
        self.onReady = onReady
        logger = site.logger
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// A new router of the site for this listener's callers.
    public var responder: RouterResponder<WebContext> {
        get async throws { site.responder(sessions: sessions, isTLS: credentials != nil) }
    }

    /// HTTP/1.1 over the credentials of the moment, with the time-outs of `limits`.
    public var server: HTTPServerBuilder {
        HTTPServerBuilder { [credentials, limits] responder in
            var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
            decoder.maxHeaderListSize = limits.headers
            decoder.maxHeaderFieldSize = limits.headers
            decoder.maxHeaderFieldCount = 200
            let http = HTTP1Channel(
                responder: responder,
                configuration: .init(
                    additionalChannelHandlers: [ConnectionTimeouts(limits: limits)], httpDecoderConfiguration: decoder))
            return ReloadingChannel(base: http, credentials: credentials)
        }
    }

    /// The address, the queue of the system and the most connections.
    public var configuration: ApplicationConfiguration {
        ApplicationConfiguration(
            address: bindAddress, backlog: 1024,
            availableConnectionsDelegate: MaximumAvailableConnections(limits.connections))
    }

    private var bindAddress: BindAddress {
        switch address {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }

    @Sendable public func onServerRunning(_ channel: any Channel) async {
        if case .unix(let path) = address {
            try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        await onReady(BoundAddress(address, port: channel.localAddress?.port, isTLS: credentials != nil))
    }

    /// Listens until the service is shut down.
    ///
    /// - Throws: `WebServerError` in words when the address cannot be had.
    public func run() async throws {
        let responder = try await responder
        let dates = DateHeader()
        let serverConfiguration = ServerConfiguration(
            address: configuration.address, backlog: configuration.backlog,
            availableConnectionsDelegate: configuration.availableConnectionsDelegate)
        let service = try server.buildServer(
            configuration: serverConfiguration, eventLoopGroup: eventLoopGroup, logger: logger
        ) { [logger] request, writer, channel in
            let context = WebContext(source: .init(channel: channel, logger: logger))
            var response = try await responder.respond(to: request, context: context)
            response.headers[.date] = dates.now
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            await onServerRunning(channel)
        }
        site.warm()
        do {
            try await withGracefulShutdownHandler {
                try await service.run()
            } onGracefulShutdown: { [hub = site.hub] in
                hub.close()
            }
        } catch {
            throw WebServerError(error, address: address) ?? error
        }
    }
}

/// Where a listener listens.
public struct BoundAddress: Sendable, Hashable {
    /// Nil for a socket file.
    public let port: Int?
    /// `https://127.0.0.1:8443`, or the path of the socket file.
    public let url: String

    init(_ address: WebServer.Address, port: Int?, isTLS: Bool) {
        self.port = port
        switch address {
        case .unix(let path): url = path
        case .tcp(let host, let wanted):
            let shown = host == "0.0.0.0" || host == "::" ? "localhost" : host.contains(":") ? "[\(host)]" : host
            url = "\(isTLS ? "https" : "http")://\(shown):\(port ?? wanted)"
        }
    }
}

/// Why a listener cannot listen, in words for the administrator.
public enum WebServerError: Error, Hashable, CustomStringConvertible {
    case plainOutsideLoopback(host: String)
    case busy(String)
    case notAllowed(String)
    case noSuchAddress(String)

    init?(_ error: any Error, address: WebServer.Address) {
        let place =
            switch address {
            case .tcp(let host, let port): "\(host):\(port)"
            case .unix(let path): path
            }
        if error is SocketAddressError || error is SocketAddressError.UnknownHost {
            self = .noSuchAddress(place)
            return
        }
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .busy(place)
        case EACCES, EPERM: self = .notAllowed(place)
        case EADDRNOTAVAIL: self = .noSuchAddress(place)
        default: return nil
        }
    }

    /// A sentence for the administrator.
    public var description: String {
        switch self {
        case .plainOutsideLoopback(let host):
            "plain HTTP is served on this machine only (127.0.0.1, ::1 or localhost), not on \(host)"
        case .busy(let place): "another program already listens on \(place)"
        case .notAllowed(let place):
            "this user may not listen on \(place); ports below 1024 need the capability CAP_NET_BIND_SERVICE"
        case .noSuchAddress(let place): "this machine has no address \(place)"
        }
    }
}
