public import SehatCore

/// One request as a handler sees it: the decoded input, and what the request says besides.
public struct Call<Input: Sendable>: Sendable {
    /// What came in the body or the query.
    public let input: Input
    /// Path, headers and origin.
    public let request: RequestInfo

    /// A call as the server makes it, and tests that call a handler directly.
    public init(_ input: Input, request: RequestInfo = RequestInfo()) {
        self.input = input
        self.request = request
    }

    /// The `{name}` part of the route as an id.
    ///
    /// - Throws: a 404 problem when it is not one.
    public func id<Entity>(_ name: String = "id", as entity: Entity.Type = Entity.self) throws -> ID<Entity> {
        try request.id(name)
    }

    /// The `{name}` part of the route as text.
    ///
    /// - Throws: a 404 problem when the route has no such part.
    public func path(_ name: String) throws -> String { try request.path(name) }

    /// The version in `If-Match: "<n>"`, nil when the header is absent.
    public var ifMatch: Int64? { request.ifMatch }

    /// The language of texts in the answer: `Accept-Language`, else the principal's.
    public var language: Language { request.language }

    /// The `Idempotency-Key` header.
    public var idempotencyKey: String? { request.idempotencyKey }

    /// The remote address without port.
    public var address: String { request.address }

    /// The client's `User-Agent`, at most 200 characters.
    public var userAgent: String { request.userAgent }
}

/// The input of an endpoint that takes none.
public struct NoInput: Codable, Sendable, Hashable {
    public init() {}
}

/// The output of an endpoint that answers 204 without a body.
public struct NoOutput: Codable, Sendable, Hashable {
    public init() {}
}
