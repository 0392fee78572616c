import Dispatch
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import SehatCore
import SehatStore

/// An endpoint in its place.
struct ServedEndpoint: Sendable {
    let endpoint: Endpoint
    let parameters: [(name: Substring, place: Substring)]
    let metrics: RouteMetrics

    init(endpoint: Endpoint, metrics: RouteMetrics) {
        let route = RouteTemplate(endpoint.fullPath)
        self.endpoint = endpoint
        self.metrics = metrics
        parameters = Array(zip(route.names, route.places))
    }
}

/// The one way of a request: counted, known, let in, answered, logged.
struct Pipeline: Sendable {
    let site: Site
    let sessions: SessionPort
    let isTLS: Bool

    func answer(_ served: ServedEndpoint, _ request: Request, _ context: WebContext) async throws -> Response {
        let start = DispatchTime.now().uptimeNanoseconds
        let id = site.requestIDs.next()
        var caller = Caller(principal: .anonymous(address: context.address), session: nil, proof: .none, token: nil)
        let answer: RawAnswer
        var isBodyUntouched = true
        do {
            try admit(served.endpoint, request, context)
            caller = try await identify(request, context)
            try admit(caller, served.endpoint, request)
            isBodyUntouched = false
            answer = try await run(served, request, context, caller, id: id)
        } catch {
            answer = try problem(for: error, id: id, served.endpoint.name)
                .answer(site.store.catalogue, language(request, caller.principal), request: id)
        }
        let nanoseconds = DispatchTime.now().uptimeNanoseconds &- start
        served.metrics.count(status: answer.status, nanoseconds: nanoseconds)
        log(served.endpoint, answer, caller.principal, id: id, nanoseconds: nanoseconds)
        let response = answer.response(requestID: id, isTLS: isTLS)
        // Nobody has read the body of a write that was refused at the door.
        return isBodyUntouched && served.endpoint.method.isWrite ? response.dropping(request.body) : response
    }

    /// Counts the address, and refuses a body that says itself to be too large.
    private func admit(_ endpoint: Endpoint, _ request: Request, _ context: WebContext) throws {
        if endpoint.rate == .signIn {
            try site.limiter.take(.signIn(context.address))
        } else if !context.isLocal(request.headers) {
            try site.limiter.take(.address(context.address))
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > endpoint.bodyLimit {
            throw Problem.tooLarge(limit: endpoint.bodyLimit)
        }
    }

    /// Refuses who may not call the endpoint, and writes that are not taken now or did not come from a page of this server.
    private func admit(_ caller: Caller, _ endpoint: Endpoint, _ request: Request) throws {
        try caller.check(endpoint)
        guard endpoint.method.isWrite else { return }
        if !endpoint.isAllowedReadOnly, let refusal = site.configuration.mode.refusal { throw refusal }
        // What anybody may call proves itself by a password; a page that was loaded anew knows no token yet.
        let session = endpoint.gate == .anonymous ? nil : caller.session
        try Forgery.check(caller.proof, session: session, headers: request.headers, authority: request.head.authority)
    }

    private func identify(_ request: Request, _ context: WebContext) async throws -> Caller {
        if let session = sessions.ambient {
            return Caller(principal: session.principal, session: session, proof: .ambient, token: nil)
        }
        var proof = Forgery.Proof.none
        var token: String?
        if let field = request.headers[.authorization] {
            if field.lowercased().hasPrefix("bearer ") {
                token = String(field.dropFirst(7).drop { $0 == " " })
                proof = .bearer
            }
        } else if let field = request.headers[.cookie], let found = SessionCookie.token(in: field) {
            token = String(found)
            proof = .cookie
        }
        guard let token, token.utf8.count <= 512,
            let session = try await sessions.authenticate(token, context.address)
        else {
            return Caller(principal: .anonymous(address: context.address), session: nil, proof: .none, token: nil)
        }
        if let id = session.principal.sessionID, !context.isLocal(request.headers) {
            try site.limiter.take(.session(id.rawValue))
        }
        return Caller(principal: session.principal, session: session, proof: proof, token: token)
    }

    private func run(
        _ served: ServedEndpoint, _ request: Request, _ context: WebContext, _ caller: Caller, id: String
    ) async throws -> RawAnswer {
        let endpoint = served.endpoint
        let info = RequestInfo(
            id: id, address: context.address, language: language(request, caller.principal),
            query: request.uri.query ?? "",
            pathParameters: served.parameters.compactMap { name, place in
                context.parameters[place].map { (name, $0) }
            }, fields: request.headers)
        let call = RawCall(
            request: info, principal: caller.principal, session: caller.session, store: site.store,
            body: request.body, bodyLimit: endpoint.bodyLimit, pool: site.pool,
            isLive: { [sessions, token = caller.token] in
                if let token { await sessions.isLive(token) } else { true }
            })
        return try await endpoint.run(call)
    }

    private func language(_ request: Request, _ principal: Principal) -> Language {
        request.headers[.acceptLanguage].flatMap(Language.init(acceptLanguage:)) ?? principal.language
    }

    /// The problem that an error is; what nobody foresaw gets an incident id, and its details go to the log only.
    private func problem(for error: any Error, id: String, _ name: String) throws -> Problem {
        if let problem = error as? Problem { return problem }
        if let error = error as? any HTTPResponseError, error.status.code < 500 {
            return Problem(.malformed, "app.malformed", params: ["line": "1", "column": "1"])
        }
        // The connection is broken, so nobody hears an answer.
        if error is CancellationError || error is ChannelError || error is IOError || error is HTTPParserError {
            throw error
        }
        site.logger.error(
            "request failed", metadata: ["request": "\(id)", "endpoint": "\(name)", "error": "\(error)"])
        return .internal(incident: id)
    }

    /// One line a request: writes and refusals always, reads when they are slow or debugging is on. Never a body, a
    /// query string or a path, since these may hold names.
    private func log(_ endpoint: Endpoint, _ answer: RawAnswer, _ principal: Principal, id: String, nanoseconds: UInt64)
    {
        let isSlow = Duration.nanoseconds(Int64(clamping: nanoseconds)) > site.configuration.slowRequest
        let level: Logger.Level =
            if answer.status >= 500 || isSlow { .warning } else if endpoint.method.isWrite || answer.status >= 400 {
                .info
            } else { .debug }
        guard level >= site.logger.logLevel else { return }
        site.logger.log(
            level: level, "request",
            metadata: [
                "request": "\(id)", "endpoint": "\(endpoint.name)", "status": "\(answer.status)",
                "ms": "\(nanoseconds / 1_000_000)", "user": "\(principal.username)", "address": "\(principal.address)",
            ])
    }
}

/// Who calls, and how that is known.
struct Caller: Sendable {
    let principal: Principal
    let session: SignedIn?
    let proof: Forgery.Proof
    let token: String?

    /// - Throws: when the gate stays shut, or the session is in a state in which this endpoint does not answer.
    func check(_ endpoint: Endpoint) throws {
        if let state = session?.state, state != .open, endpoint.gate != .anonymous,
            !endpoint.sessionStates.contains(state)
        {
            throw state == .locked ? Problem.locked : Problem.mustChangePassword
        }
        try endpoint.gate.check(principal)
    }
}
