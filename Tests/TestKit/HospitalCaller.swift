import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
public import SehatCore

/// Who calls the API of a served hospital: an address, and mostly a bearer token.
public struct Caller: Sendable {
    /// `http://127.0.0.1:41231`.
    public let url: String
    public var token: String?
    private let client: HTTPClient

    /// Connects without token, for as long as `body` runs; a failed connection is an error at once, never retried.
    ///
    /// - Parameter trust: PEM of the authority to trust; without, a TLS server is believed.
    public static func with<Value: Sendable>(
        _ url: String, trust: String? = nil, _ body: (Caller) async throws -> Value
    ) async throws -> Value {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let trust {
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(trust.utf8)))
        } else {
            tls.certificateVerification = .none
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 128
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let value = try await body(Caller(url: url, token: nil, client: client))
            try await client.shutdown()
            return value
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// The same caller with this token.
    public func with(token: String?) -> Caller {
        Caller(url: url, token: token, client: client)
    }

    /// One call; the body of an event stream is not waited for.
    ///
    /// - Parameters:
    ///   - body: JSON, as it is sent.
    ///   - key: the `Idempotency-Key`.
    /// - Throws: when no answer comes.
    public func call(
        _ method: String, _ path: String, _ body: String? = nil, key: String? = nil, _ fields: [String: String] = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "idempotency-key", value: key) }
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await client.execute(request, timeout: .seconds(60))
        let type = response.headers.first(name: "content-type") ?? ""
        var bytes: [UInt8] = []
        if !type.hasPrefix("text/event-stream") {
            bytes = Array(try await response.body.collect(upTo: 64 << 20).readableBytesView)
        }
        return Answer(
            method: method, path: path, status: Int(response.status.code), contentType: type,
            isReplay: response.headers.first(name: "idempotency-replayed") != nil, bytes: bytes)
    }

    /// The JSON of a call that must end well.
    ///
    /// - Throws: `Refused` with the answer when its status is 400 or more.
    @discardableResult
    public func json(
        _ method: String, _ path: String, _ body: String? = nil, key: String? = nil
    ) async throws -> JSONValue {
        let answer = try await call(method, path, body, key: key)
        guard answer.status < 400 else { throw Refused(answer: answer) }
        return try answer.json()
    }

    /// Listens to an event stream, does `act` once it has begun, and reads until `mark` has come.
    ///
    /// - Returns: whether it came within the next few pieces; a stream without it ends with its signs of life.
    public func hears(_ mark: String, at path: String, after act: () async throws -> Void) async throws -> Bool {
        var request = HTTPClientRequest(url: url + path)
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        let response = try await client.execute(request, timeout: .seconds(60))
        var pieces = response.body.makeAsyncIterator()
        var heard = ""
        for round in 0..<5 {
            guard let piece = try await pieces.next() else { return false }
            heard += String(buffer: piece)
            if heard.contains(mark) { return true }
            if round == 0 { try await act() }
        }
        return false
    }

    /// A call that was not answered well.
    public struct Refused: Error, CustomStringConvertible {
        public let answer: Answer
        public var description: String { "\(answer)" }

        public init(answer: Answer) { self.answer = answer }
    }
}

/// An answer of the API.
public struct Answer: Sendable, CustomStringConvertible {
    public let method: String
    public let path: String
    public let status: Int
    public let contentType: String
    public let isReplay: Bool
    public let bytes: [UInt8]

    /// The body as JSON.
    public func json() throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    /// The members of the body that a type names; far cheaper than `json()` where a bench calls often.
    public func members<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// The code of the problem in the body; nil when it is none.
    public var code: String? { (try? json())?["code"].text }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public var description: String { "\(method) \(path): \(status) \(text.prefix(400))" }
}

/// JSON of any shape; what is not there is `.null`.
public enum JSONValue: Decodable, Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    public subscript(_ name: String) -> JSONValue {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    public subscript(_ index: Int) -> JSONValue {
        items.indices.contains(index) ? items[index] : .null
    }

    /// The elements; none when it is no list.
    public var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

    public var text: String? { if case .text(let text) = self { text } else { nil } }

    public var number: Int64? { if case .number(let number) = self { Int64(number) } else { nil } }

    public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
}
