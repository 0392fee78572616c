public import Hummingbird
import NIOCore

/// What Hummingbird carries along with a request: the router's findings and where the request came from.
public struct WebContext: RequestContext {
    /// What the router keeps.
    public var coreContext: CoreRequestContextStorage
    /// The remote address without port; empty on a UNIX socket and in router tests.
    let address: String

    /// The context of one request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let remote = source.channel.remoteAddress?.ipAddress ?? ""
        // An IPv4 client of a listener on `::`.
        address = remote.hasPrefix("::ffff:") && remote.contains(".") ? String(remote.dropFirst(7)) : remote
    }

    /// Whether the request came from this machine, and not through a proxy on it.
    func isLocal(_ headers: HTTPFields) -> Bool {
        (address.isEmpty || address == "::1" || address.hasPrefix("127."))
            && !headers.contains(.forwardedFor) && !headers.contains(.forwarded)
    }
}
