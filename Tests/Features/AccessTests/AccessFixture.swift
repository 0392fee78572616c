import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatApp
import SehatCore
import SehatStore
import SehatWeb
import TestKit

@testable import Access

/// A hospital with the built-in roles, one administrator, and the routes of Access, with hashes as cheap as they get.
final class AccessFixture: Sendable {
    static let password = "mango tree behind ward 3"

    let test: TestStore
    let services: AccessServices
    let site: Site
    let sessions: SessionPort
    let admin: ID<User>

    var store: Store { test.store }
    var clock: SettableClock { test.clock }
    var cli: Principal { .system("cli") }

    init(cost: PasswordHasher.Cost = .cheapest) async throws {
        let services = try AccessServices(cost: cost)
        let ports = AccessPorts(modules: ["access"], version: "1.0.0") { id, tx in
            let number = try Int.fetchOne(
                tx.db, sql: "SELECT number FROM directoryStation WHERE id = ?", arguments: [id])
            return number.map { SessionStation(id: id, number: $0, name: LocalizedText(en: "Counter \($0)")) }
        }
        let modules = [Self.stations, AccessModule.module(services, ports: ports), Self.bills]
        let test = try TestStore.make(
            StoreSchema(
                migrations: modules.flatMap(\.migrations),
                violations: modules.reduce(into: [:]) { $0.merge($1.violations) { first, _ in first } }),
            catalogue: try Assets.catalogue())
        self.test = test
        self.services = services
        site = try Site(
            modules: modules, store: test.store, configuration: Self.patient, logger: LogRecorder().logger)
        sessions = AccessModule.sessionPort(test.store, services)
        admin = try await test.store.write(as: .system("start")) { tx in
            try AccessSetup.syncRoles(permissions: modules.flatMap(\.permissions), in: tx)
            _ = try AccessSetup.createFirstAdministrator(username: "admin", services: services, in: tx)
            let id = try UserList.user(named: "admin", in: tx).id
            try AccessSetup.setPassword(of: id, to: Self.password, services: services, in: tx)
            return id
        }
    }

    deinit { test.remove() }

    /// A configuration in which the rate limiter never gets in the way.
    private static var patient: SiteConfiguration {
        var configuration = SiteConfiguration(version: "1.0.0")
        configuration.limits.signIn = .init(perSecond: 10000, burst: 10000)
        return configuration
    }

    /// What Directory brings, as far as Access refers to it.
    static let stations = Module(
        name: "directory",
        migrations: [
            Migration(
                "2026-11-21.1-directory-station",
                """
                CREATE TABLE directoryStation (id INTEGER NOT NULL PRIMARY KEY, number INTEGER NOT NULL) STRICT;
                INSERT INTO directoryStation (id, number) VALUES (5, 3);
                """)
        ])

    static let collect = Permission("billing.collect")

    /// Another module, with a permission of its own and something that needs it.
    static let bills = Module(
        name: "billing", permissions: [PermissionDeclaration(collect, roles: ["cashier"])],
        endpoints: [
            .query("/bills", "billing.bill.list", .requires(collect), "Bills.") { (_: Call<NoInput>, _) in ["bill"] }
        ])

    /// An account with a password that need not be changed.
    func person(_ username: String, roles: [String] = ["cashier"], password: String = password) async throws -> ID<User>
    {
        try await store.write(as: cli) { [services] tx in
            let oneTime = try services.hasher.oneTimePasswordBlocking()
            let user = try Users.add(
                NewUser(username: username, fullName: "Nadia Khan", roles: roles), password: oneTime, in: tx)
            try AccessSetup.setPassword(of: user.id, to: password, services: services, in: tx)
            return user.id
        }
    }

    @discardableResult
    func signIn(_ username: String, _ password: String = password, from address: String = "192.0.2.1") async throws
        -> StartedSession
    {
        try await SigningIn(services).signIn(
            Credentials(username: username, password: password), from: Origin(address: address, userAgent: "test"),
            in: store)
    }

    /// The code of the problem that signing in ends with, and the seconds to wait; nil when it succeeds.
    func refusal(_ username: String, _ password: String, from address: String = "192.0.2.1") async -> String? {
        do {
            try await signIn(username, password, from: address)
            return nil
        } catch let problem as Problem {
            return problem.params["seconds"].map { "wait \($0)" } ?? problem.code
        } catch {
            return "\(error)"
        }
    }

    func authenticate(_ token: String) async throws -> SignedIn? {
        try await sessions.authenticate(token, "192.0.2.1")
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Tx) throws -> Value) async throws -> Value {
        try await store.write(as: cli, body)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (ReadTx) throws -> Value) async throws -> Value {
        try await store.read(as: cli, body)
    }

    /// The actions in the log, oldest first, from a number on.
    func actions(after seq: Int64 = 0) async throws -> [String] {
        try await read { tx in
            try AuditLog.newest(AuditFilter(), limit: 1000, in: tx).filter { $0.seq > seq }.reversed().map(\.action)
        }
    }

    func length() async throws -> Int64 { try await read { try AuditLog.length(in: $0) } }

    /// Calls the routes without a network.
    func routed(_ body: @Sendable @escaping (any TestClientProtocol) async throws -> Void) async throws {
        let server = try WebServer(
            site: site, address: .tcp(host: "127.0.0.1", port: 0), credentials: nil, sessions: sessions)
        try await server.test(.router, body)
    }
}

/// The code of the problem that `body` throws, with the codes of its fields; nil when it throws none.
func problem(_ body: () async throws -> some Any) async -> String? {
    do {
        _ = try await body()
        return nil
    } catch let problem as Problem {
        return ([problem.code] + problem.fields.map { "\($0.field): \($0.code)" }).joined(separator: " ")
    } catch {
        return "\(error)"
    }
}

extension TestClientProtocol {
    /// One call with a JSON body.
    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, _ fields: [String: String] = [:]
    ) async throws -> TestResponse {
        var headers = HTTPFields()
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        if body != nil { headers[.contentType] = "application/json" }
        return try await execute(
            uri: "/api\(path)", method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }
}

extension TestResponse {
    /// The code of the problem in the body.
    func code() throws -> String {
        struct Body: Decodable { let code: String }
        return try json(Body.self).code
    }

    /// The token in the cookie that the answer sets.
    var cookie: String? { headers[.setCookie].map { String($0.prefix { $0 != ";" }) } }
}
