public import Foundation
public import HTTPTypes
public import HummingbirdTesting
import Logging
import NIOCore
import SehatApp
public import SehatCore
public import SehatStore
public import SehatWeb

extension TestStore {
    /// A store with the tables of these modules and the product's own texts.
    public static func make(_ modules: [Module]) throws -> TestStore { try make(modules, directory: nil) }

    /// The same in a directory of the caller's; nil for a new one.
    ///
    /// - Parameter adjust: changes the configuration before the store is opened.
    public static func make(
        _ modules: [Module], directory: URL?, adjust: (inout StoreConfiguration) -> Void = { _ in }
    ) throws -> TestStore {
        var schema = StoreSchema()
        for module in modules {
            schema.add(
                StoreSchema(migrations: module.migrations, violations: module.violations, views: module.views))
        }
        return try make(schema, directory: directory, catalogue: try Assets.catalogue(), adjust: adjust)
    }

    /// Calls the routes of these modules as that principal, without a network.
    public func routed<Value: Sendable>(
        _ modules: [Module], as principal: Principal, _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await routed(modules, sessions: .always(principal), body)
    }

    /// Calls the routes of these modules with what `sessions` knows of the callers, without a network.
    public func routed<Value: Sendable>(
        _ modules: [Module], sessions: SessionPort, _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let site = try Site(
            modules: modules, store: store, configuration: SiteConfiguration(version: "1"),
            logger: Logger(label: "test") { _ in SilentLog() })
        let server = try WebServer(
            site: site, address: .tcp(host: "127.0.0.1", port: 0), credentials: nil, sessions: sessions)
        return try await server.test(.router, body)
    }
}

extension TestClientProtocol {
    /// One call, with a JSON body as it is written.
    ///
    /// - Parameter uri: the whole path: `/api/patients?q=ali`.
    public func send(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String? = nil, _ headers: [String: String] = [:]
    ) async throws -> TestResponse {
        var fields = HTTPFields()
        if body != nil { fields[.contentType] = "application/json" }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return try await execute(
            uri: uri, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
    }
}

extension TestResponse {
    /// The body as a JSON object; empty when it is none.
    public func object() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(body.readableBytesView))
        return value as? [String: Any] ?? [:]
    }

    /// The body as a value of the wire.
    ///
    /// - Throws: `DecodingError` when it has another shape.
    public func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body.readableBytesView))
    }
}

/// The problem that an operation throws, or nil when it goes through.
///
/// - Throws: every other error.
public func problem(_ body: () async throws -> Void) async throws -> Problem? {
    do {
        try await body()
        return nil
    } catch let problem as Problem {
        return problem
    }
}
