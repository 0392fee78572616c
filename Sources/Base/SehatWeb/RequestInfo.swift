import HTTPTypes
public import SehatCore

/// What a request says besides its body: path and query parameters, headers, language and origin.
public struct RequestInfo: Sendable {
    /// Made for this request, sent back as `X-Request-Id`, present in every log line of it.
    public let id: String
    /// The remote address without port; empty where there is none (router tests).
    public let address: String
    /// The language of texts in the answer: `Accept-Language`, else the principal's.
    public let language: Language
    /// The query string as it was sent, without the question mark.
    public let query: String
    let pathParameters: [(name: Substring, value: Substring)]
    let headers: HTTPFields

    /// A request as handlers see it; the server makes these, and tests that call a handler directly.
    ///
    /// - Parameters:
    ///   - path: values of the `{name}` parts of the route.
    ///   - headers: header fields; names that are no valid field name are left out.
    public init(
        id: String = "", address: String = "", language: Language = .en, query: String = "",
        path: [String: String] = [:], headers: [String: String] = [:]
    ) {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        self.init(
            id: id, address: address, language: language, query: query,
            pathParameters: path.map { (Substring($0.key), Substring($0.value)) }, fields: fields)
    }

    init(
        id: String, address: String, language: Language, query: String,
        pathParameters: [(name: Substring, value: Substring)], fields: HTTPFields
    ) {
        self.id = id
        self.address = address
        self.language = language
        self.query = query
        self.pathParameters = pathParameters
        self.headers = fields
    }

    /// The text of the `{name}` part of the route.
    ///
    /// - Throws: a 404 problem when the route has no such part, or the part is no valid percent-encoded text.
    public func path(_ name: String) throws -> String {
        guard let raw = pathParameters.first(where: { $0.name == name })?.value,
            let text = PercentCoding.decode(raw, plusIsSpace: false)
        else { throw Problem.notFound(name) }
        return text
    }

    /// The `{name}` part of the route as an id.
    ///
    /// - Throws: a 404 problem when it is not one, since then there is no such row.
    public func id<Entity>(_ name: String = "id", as entity: Entity.Type = Entity.self) throws -> ID<Entity> {
        guard let id = ID<Entity>(try path(name)) else { throw Problem.notFound(name) }
        return id
    }

    /// The value of a header field, nil when absent; names are matched without case.
    public func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// The values of the route's `{name}` parts, which tell one idempotent request from another.
    var pathText: String { pathParameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&") }

    var contentType: String? { headers[.contentType] }

    /// The client's `User-Agent`, at most 200 characters, empty when absent.
    public var userAgent: String { String((headers[.userAgent] ?? "").prefix(200)) }

    /// The number in `If-Match: "<n>"`: the version of the row that the caller has seen.
    public var ifMatch: Int64? {
        guard let field = headers[.ifMatch] else { return nil }
        return Int64(field.trimmingPrefix("W/").filter { $0 != "\"" && $0 != " " })
    }

    /// The `Idempotency-Key` header: the same key with the same input is carried out once.
    public var idempotencyKey: String? { headers[.idempotencyKey] }
}

extension HTTPField.Name {
    static let idempotencyKey = named("idempotency-key")
    static let idempotencyReplayed = named("idempotency-replayed")
    static let requestID = named("x-request-id")
    static let csrfToken = named("x-csrf-token")
    static let fetchSite = named("sec-fetch-site")

    /// The field of that name. Only constants valid by RFC 9110 are passed, so the fallback is never taken.
    static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .trailer }
}
