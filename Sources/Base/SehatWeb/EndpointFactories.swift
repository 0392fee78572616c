public import SehatStore

extension Endpoint {
    /// A GET that reads a snapshot and cannot write.
    ///
    /// `In` is decoded from the query string: a flat struct of texts, numbers, ids, days, times and word sets;
    /// optional members may be absent, unknown names are ignored.
    public static func query<In: Codable & Sendable, Out: Codable & Sendable>(
        _ path: String, _ name: String, _ gate: Gate, _ summary: String,
        _ handler: @escaping @Sendable (Call<In>, ReadTx) throws -> Out
    ) -> Endpoint {
        Endpoint(.query, .get, path, name, gate, summary, shape: .of(In.self, Out.self)) { raw in
            let call = Call(try QueryDecoder.decode(In.self, from: raw.request.query), request: raw.request)
            let bytes = try await raw.store.read(as: raw.principal) { tx in
                try JSONBody.encode(try handler(call, tx))
            }
            return .bytes(bytes, contentType: "application/json")
        }
    }

    /// A change: ONE write transaction around the handler, undone whole when it throws.
    ///
    /// `In` is decoded from the JSON body. The answer is 200, or 204 where `Out` is `NoOutput`, unless `status` says
    /// otherwise (201 for things made).
    public static func command<In: Codable & Sendable, Out: Codable & Sendable>(
        _ method: Method, _ path: String, _ name: String, _ gate: Gate, _ summary: String,
        idempotency: Idempotency = .optional, status: Int? = nil,
        _ handler: @escaping @Sendable (Call<In>, Tx) throws -> Out
    ) -> Endpoint {
        let status = status ?? (Out.self == NoOutput.self ? 204 : 200)
        var endpoint = Endpoint(.command, method, path, name, gate, summary, shape: .of(In.self, Out.self)) { raw in
            try await CommandRun(name: name, status: status, idempotency: idempotency).run(raw, handler)
        }
        endpoint.idempotency = idempotency
        endpoint.status = status
        return endpoint
    }

    /// A POST command; see `command(_:_:_:_:_:idempotency:status:_:)`.
    public static func command<In: Codable & Sendable, Out: Codable & Sendable>(
        _ path: String, _ name: String, _ gate: Gate, _ summary: String,
        idempotency: Idempotency = .optional, status: Int? = nil,
        _ handler: @escaping @Sendable (Call<In>, Tx) throws -> Out
    ) -> Endpoint {
        command(.post, path, name, gate, summary, idempotency: idempotency, status: status, handler)
    }

    /// A GET that answers bytes: the handler decides and loads inside the snapshot, and the work it returns makes the
    /// bytes on a thread that may block.
    public static func file<In: Codable & Sendable>(
        _ path: String, _ name: String, _ gate: Gate, _ summary: String, contentType: String,
        _ handler: @escaping @Sendable (Call<In>, ReadTx) throws -> Work
    ) -> Endpoint {
        let shape = EndpointShape.of(In.self, NoOutput.self)
        var endpoint = Endpoint(.file, .get, path, name, gate, summary, shape: shape) { raw in
            let call = Call(try QueryDecoder.decode(In.self, from: raw.request.query), request: raw.request)
            let work = try await raw.store.read(as: raw.principal) { tx in try handler(call, tx) }
            return .bytes(try await raw.pool.run(work), contentType: contentType)
        }
        endpoint.contentType = contentType
        return endpoint
    }

    /// The escape hatch: streams, sign-in, server-sent events, uploads. It still has a gate, and the complete list of
    /// raw endpoints is pinned by a test.
    ///
    /// - Parameter shape: what goes in and out, for the OpenAPI document.
    public static func raw(
        _ method: Method, _ path: String, _ name: String, _ gate: Gate, _ summary: String,
        shape: RawShape = RawShape(), _ handler: @escaping @Sendable (RawCall) async throws -> RawAnswer
    ) -> Endpoint {
        var endpoint = Endpoint(.raw, method, path, name, gate, summary, shape: shape.shape, run: handler)
        endpoint.status = shape.status
        endpoint.contentType = shape.contentType
        return endpoint
    }
}

/// What goes in and out of a `raw` endpoint, as the OpenAPI document tells it.
public struct RawShape: Sendable {
    let shape: EndpointShape
    let status: Int
    let contentType: String

    /// No described body, and an answer of that media type.
    public init(contentType: String = "application/octet-stream", status: Int = 200) {
        shape = EndpointShape()
        self.status = status
        self.contentType = contentType
    }

    private init(_ shape: EndpointShape, status: Int) {
        self.shape = shape
        self.status = status
        contentType = "application/json"
    }

    /// JSON in and out; `NoInput` and `NoOutput` stand for no body.
    public static func json<In: Codable & Sendable, Out: Codable & Sendable>(
        _ input: In.Type, _ output: Out.Type, status: Int? = nil
    ) -> RawShape {
        RawShape(.of(input, output), status: status ?? (Out.self == NoOutput.self ? 204 : 200))
    }
}

extension EndpointShape {
    static func of<In: Codable & Sendable, Out: Codable & Sendable>(_: In.Type, _: Out.Type) -> EndpointShape {
        var shape = EndpointShape()
        if In.self != NoInput.self { shape.input = { try SchemaRecorder.schema(of: In.self) } }
        if Out.self != NoOutput.self { shape.output = { try SchemaRecorder.schema(of: Out.self) } }
        return shape
    }
}
