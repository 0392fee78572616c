import SehatCore

/// The method of a route.
public enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether calls change something, and so need protection against forged requests of other sites.
    public var isWrite: Bool { self != .get }
}

/// One route as a value: where it is, who may call it, what it takes and gives, and what it does.
///
/// Made by the factories `query`, `command`, `file` and `raw`; the types of input and output are erased into closures.
public struct Endpoint: Sendable {
    /// How an endpoint touches the database.
    public enum Kind: String, Sendable, Hashable {
        /// Reads a snapshot and cannot write.
        case query
        /// One write transaction.
        case command
        /// Reads a snapshot, then makes bytes away from the event loop.
        case file
        /// Anything else: streams, sign-in, server-sent events.
        case raw
    }

    /// Work that makes the bytes of a `file` answer, run on a thread that may block.
    public typealias Work = @Sendable () throws -> [UInt8]

    /// The method of the route.
    public let method: Method
    /// Without `/api`: `/bills/{id}/payments`.
    public let path: String
    /// `module.noun.verb`; the operationId of the OpenAPI document.
    public let name: String
    /// Who may call it.
    public let gate: Gate
    /// One English sentence for the OpenAPI document.
    public let summary: String
    /// What a program must know besides, in the OpenAPI document; empty where names say it all.
    public internal(set) var explanation = ""
    /// How it touches the database.
    public let kind: Kind
    /// Whether an `Idempotency-Key` must come with it.
    public internal(set) var idempotency: Idempotency = .optional
    /// The status of a good answer.
    public internal(set) var status = 200
    /// The largest body taken, in bytes.
    public internal(set) var bodyLimit = Endpoint.standardBodyLimit
    /// How strictly its calls are counted.
    public internal(set) var rate: RateClass = .general
    /// States of a session besides `open` in which the endpoint still answers.
    public internal(set) var sessionStates: Set<SessionState> = []
    /// Whether it is answered although the site takes no changes: signing in and out.
    public internal(set) var isAllowedReadOnly = false
    /// The media type of a good answer.
    public internal(set) var contentType = "application/json"
    /// Whether the path stands as it is, without `/api` before it.
    var isOutsideAPI = false
    let shape: EndpointShape
    let run: @Sendable (RawCall) async throws -> RawAnswer

    /// The path as clients write it: `/api/bills/{id}/payments`.
    public var fullPath: String { isOutsideAPI ? path : "/api" + path }

    /// The module that the endpoint belongs to: the first part of its name.
    public var module: String { String(name.prefix { $0 != "." }) }

    /// 1 MiB.
    public static let standardBodyLimit = 1 << 20

    init(
        _ kind: Kind, _ method: Method, _ path: String, _ name: String, _ gate: Gate, _ summary: String,
        shape: EndpointShape, run: @escaping @Sendable (RawCall) async throws -> RawAnswer
    ) {
        self.kind = kind
        self.method = method
        self.path = path
        self.name = name
        self.gate = gate
        self.summary = summary
        self.shape = shape
        self.run = run
    }

    /// The same endpoint, answering also while the session is in one of these states, such as `mustChangePassword`.
    public func allowed(in states: SessionState...) -> Endpoint {
        var copy = self
        copy.sessionStates.formUnion(states)
        return copy
    }

    /// The same endpoint, answered also where the site takes no changes: for what reading needs, such as signing in.
    public func allowedReadOnly() -> Endpoint {
        var copy = self
        copy.isAllowedReadOnly = true
        return copy
    }

    /// The same endpoint, with what a program that has only the OpenAPI document must know besides: units, what may be
    /// left out, what excludes what.
    public func explained(_ text: String) -> Endpoint {
        var copy = self
        copy.explanation = text
        return copy
    }

    /// The same endpoint, counted in another class of the rate limiter.
    public func rated(_ rate: RateClass) -> Endpoint {
        var copy = self
        copy.rate = rate
        return copy
    }

    /// The same endpoint, taking bodies up to that many bytes.
    public func bodyLimit(_ bytes: Int) -> Endpoint {
        var copy = self
        copy.bodyLimit = bytes
        return copy
    }
}

/// How strictly calls of an endpoint are counted.
public enum RateClass: String, Sendable, Hashable {
    /// Generous: a busy counter never meets it.
    case general
    /// Tight, per address: sign-in and other guessing games.
    case signIn
}

/// What a session may do just now.
public enum SessionState: String, Sendable, Hashable {
    /// Everything its permissions say.
    case open
    /// Nothing but changing the password, until it is done.
    case mustChangePassword
    /// Nothing but unlocking or signing out: the screen was left.
    case locked
}

/// What goes in and out of an endpoint, for the OpenAPI document; read by reflection only when that is made.
struct EndpointShape: Sendable {
    var input: (@Sendable () throws -> WireSchema)?
    var output: (@Sendable () throws -> WireSchema)?
}
