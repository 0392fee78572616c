import HummingbirdCore
import NIOCore
public import SehatCore
public import SehatStore

/// A request as a `raw` endpoint sees it: who calls, what is said, the body, the store, and threads that may block.
public struct RawCall: Sendable {
    /// Path, query, headers and origin.
    public let request: RequestInfo
    /// Who calls.
    public let principal: Principal
    /// The session of the caller, nil for anonymous ones.
    public let session: SignedIn?
    /// The database.
    public let store: Store
    let body: RequestBody
    let bodyLimit: Int
    let pool: BlockingPool
    /// Whether the caller's session still lives, without counting as a use of it.
    let isLive: @Sendable () async -> Bool

    /// The whole body.
    ///
    /// - Throws: a 413 problem when it is larger than the endpoint's limit.
    public func bytes() async throws -> [UInt8] {
        Array(try await buffer().readableBytesView)
    }

    /// The body decoded from JSON.
    ///
    /// - Throws: 400 for broken JSON, 413 above the limit, 422 naming the field that is wrong.
    public func json<Value: Decodable>(_ type: Value.Type = Value.self) async throws -> Value {
        try JSONBody.decode(type, from: try await buffer(), contentType: request.contentType)
    }

    /// The query string decoded into a flat struct, as the input of a `query` endpoint is.
    ///
    /// - Throws: a problem 422 naming the parameter that is missing or wrong.
    public func query<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try QueryDecoder.decode(type, from: request.query)
    }

    /// The body piece by piece, for uploads that should not be held in memory; `take` sees every piece in order.
    ///
    /// - Throws: a 413 problem when more than the endpoint's limit arrives, and what `take` throws.
    public func stream(_ take: (ArraySlice<UInt8>) async throws -> Void) async throws {
        var total = 0
        for try await part in body {
            total += part.readableBytes
            guard total <= bodyLimit else { throw Problem.tooLarge(limit: bodyLimit) }
            try await take(ArraySlice(part.readableBytesView))
        }
    }

    /// Runs blocking or long work (password hashing, rendering, compression) away from the event loops.
    public func offload<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.run(work)
    }

    func buffer() async throws -> ByteBuffer {
        do {
            return try await body.collect(upTo: bodyLimit)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(limit: bodyLimit)
        }
    }
}

/// What a `raw` endpoint answers.
public struct RawAnswer: Sendable {
    /// What follows the head.
    public enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// Written piece by piece; the connection stays open until the closure returns.
        case stream(@Sendable (inout RawWriter) async throws -> Void)
    }

    /// The HTTP status.
    public var status: Int
    /// Header fields, in order; names must be valid field names.
    public var headers: [(name: String, value: String)]
    /// What follows the head.
    public var body: Body

    /// An answer; without more it is an empty 200.
    public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Bytes of a media type.
    public static func bytes(_ bytes: [UInt8], contentType: String, status: Int = 200) -> RawAnswer {
        RawAnswer(status: status, headers: [("content-type", contentType)], body: .bytes(bytes))
    }

    /// A value as JSON.
    public static func json(_ value: some Encodable, status: Int = 200) throws -> RawAnswer {
        .bytes(try JSONBody.encode(value), contentType: "application/json", status: status)
    }

    /// The same answer with one more header field.
    public func header(_ name: String, _ value: String) -> RawAnswer {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }
}

/// Where a streamed answer is written to.
public struct RawWriter {
    private var writer: any ResponseBodyWriter

    init(_ writer: any ResponseBodyWriter) {
        self.writer = writer
    }

    /// Sends these bytes; returns when the connection has taken them.
    ///
    /// - Throws: when the client has gone away.
    public mutating func write(_ bytes: [UInt8]) async throws {
        try await writer.write(ByteBuffer(bytes: bytes))
    }

    /// Sends this text in UTF-8; see `write(_:)`.
    public mutating func write(_ text: String) async throws {
        try await writer.write(ByteBuffer(string: text))
    }

    consuming func finish() async throws {
        try await writer.finish(nil)
    }
}
