import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SehatCore

/// Speaks HTTP with the server of a data directory over its UNIX socket; the way every command of the command line works.
///
/// The socket is readable by the service's account alone, so whoever can open it is the machine's administrator.
struct ControlClient: Sendable {
    let socketPath: String
    /// Of the texts in answers: English, which the commands themselves speak.
    var language = Language.en

    /// The same, answered in another language.
    func speaking(_ language: Language) -> ControlClient {
        var other = self
        other.language = language
        return other
    }

    /// The methods of the API.
    enum Verb: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// The answer to a request that succeeded.
    struct Answer: Sendable {
        let status: Int
        let body: Data

        func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
            do {
                return try JSONDecoder().decode(type, from: body)
            } catch {
                throw CommandFailure("The server's answer could not be read: \(error)", exitCode: .software)
            }
        }
    }

    /// Sends one request and returns its answer.
    ///
    /// - Parameter path: with the query, such as `/api/users?limit=10`.
    /// - Throws: `CommandFailure` with the server's own words when it refuses.
    func send(_ method: Verb, _ path: String, json: Data? = nil, timeout: TimeAmount = .hours(6)) async throws -> Answer
    {
        guard let url = URL(httpURLWithSocketPath: socketPath, uri: path) else {
            throw CommandFailure("The socket path \(socketPath) cannot be used.", exitCode: .configuration)
        }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = HTTPMethod(rawValue: method.rawValue)
        request.headers.add(name: "accept-language", value: language.rawValue)
        if let json {
            request.headers.add(name: "content-type", value: "application/json")
            request.headers.add(name: "idempotency-key", value: UUID().uuidString)
            request.body = .bytes(ByteBuffer(bytes: json))
        } else if method != .get {
            request.headers.add(name: "idempotency-key", value: UUID().uuidString)
        }
        return try await Self.answer(to: request, timeout: timeout)
    }

    /// Sends a value as JSON.
    func send(_ method: Verb, _ path: String, _ body: some Encodable) async throws -> Answer {
        try await send(method, path, json: JSONEncoder().encode(body))
    }

    /// Sends a file as the body, read while it is sent.
    ///
    /// - Throws: `CommandFailure` when the file cannot be read, or with the server's own words when it refuses.
    func upload(_ path: String, file: URL) async throws -> Answer {
        guard let url = URL(httpURLWithSocketPath: socketPath, uri: path) else {
            throw CommandFailure("The socket path \(socketPath) cannot be used.", exitCode: .configuration)
        }
        let handle: FileHandle
        let length: UInt64
        do {
            handle = try FileHandle(forReadingFrom: file)
            length = try handle.seekToEnd()
            try handle.seek(toOffset: 0)
        } catch {
            throw CommandFailure("\(file.path) cannot be read: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = .POST
        request.headers.add(name: "accept-language", value: language.rawValue)
        request.headers.add(name: "content-type", value: "application/octet-stream")
        let pieces = AsyncStream {
            (try? handle.read(upToCount: 1 << 18)).flatMap { $0.isEmpty ? nil : ByteBuffer(bytes: $0) }
        }
        request.body = .stream(pieces, length: .known(Int64(length)))
        return try await Self.answer(to: request, timeout: .hours(6))
    }

    /// Waits for an answer as long as a request says: a backup of a large hospital is silent for minutes.
    private static let settings = HTTPClient.Configuration(
        timeout: HTTPClient.Configuration.Timeout(connect: .seconds(10)))
    static var endsInSilence: Bool { settings.timeout.read != nil }
    private static let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)

    private static func answer(to request: HTTPClientRequest, timeout: TimeAmount) async throws -> Answer {
        let response: HTTPClientResponse
        let body: ByteBuffer
        do {
            response = try await client.execute(request, timeout: timeout)
            body = try await response.body.collect(upTo: 1 << 30)
        } catch {
            throw CommandFailure("The server does not answer on its socket: \(error)", exitCode: .unavailable)
        }
        let data = Data(body.readableBytesView)
        guard (200..<300).contains(Int(response.status.code)) else {
            throw refusal(status: Int(response.status.code), data)
        }
        return Answer(status: Int(response.status.code), body: data)
    }

    private struct ProblemAnswer: Decodable {
        struct Field: Decodable {
            let field: String
            let message: String?
        }
        let title: String?
        let detail: String?
        let code: String?
        let fields: [Field]?
    }

    private static func refusal(status: Int, _ data: Data) -> CommandFailure {
        guard let problem = try? JSONDecoder().decode(ProblemAnswer.self, from: data) else {
            return CommandFailure("The server answered with status \(status).", exitCode: .software)
        }
        var lines = [problem.detail ?? problem.title ?? "The server answered with status \(status)."]
        for field in problem.fields ?? [] {
            lines.append("  \(field.field): \(field.message ?? "")")
        }
        return CommandFailure(
            lines.joined(separator: "\n"), exitCode: status >= 500 ? .software : .refused, problem: problem.code)
    }
}
