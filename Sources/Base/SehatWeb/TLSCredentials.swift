import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// The server's certificate and key as they are now; replacing them takes effect for every new connection, while those
/// that are open go on undisturbed.
public final class TLSCredentials: Sendable {
    private let context: Mutex<NIOSSLContext>
    private let allowsTLS12: Bool

    /// - Parameters:
    ///   - chain: PEM of the server's certificate, followed by those that lead to its authority.
    ///   - key: PEM of its private key.
    ///   - allowsTLS12: lets old devices in; otherwise TLS 1.3 only.
    /// - Throws: when the PEM cannot be read or the key is not that of the certificate.
    public init(chain: String, key: String, allowsTLS12: Bool = false) throws {
        self.allowsTLS12 = allowsTLS12
        context = Mutex(try Self.makeContext(chain: chain, key: key, allowsTLS12: allowsTLS12))
    }

    /// Uses another certificate from the next connection on; when this throws, the old one stays.
    ///
    /// - Throws: as `init`.
    public func replace(chain: String, key: String) throws {
        let new = try Self.makeContext(chain: chain, key: key, allowsTLS12: allowsTLS12)
        context.withLock { $0 = new }
    }

    var current: NIOSSLContext { context.withLock { $0 } }

    private static func makeContext(chain: String, key: String, allowsTLS12: Bool) throws -> NIOSSLContext {
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(chain.utf8))
        let privateKey = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = allowsTLS12 ? .tlsv12 : .tlsv13
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}

/// The channel of one connection: TLS with the credentials of the moment, then what `base` sets up.
struct ReloadingChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    /// Nil for plain HTTP.
    let credentials: TLSCredentials?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            if let credentials {
                try channel.pipeline.syncOperations.addHandler(PlainRedirect())
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: credentials.current))
            }
            // Finds out in the end that a peer is gone which never said so; not every kind of socket has it.
            if channel.localAddress?.ipAddress != nil {
                channel.setOption(.socketOption(.so_keepalive), value: 1).whenFailure { _ in }
            }
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
