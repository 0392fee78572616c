import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import SehatCore
import SehatStore
import TestKit

@testable import SehatWeb

/// A site with a small module of notes, callers with known tokens, and a store of its own.
struct WebFixture {
    let test: TestStore
    let site: Site
    let logs: LogRecorder

    static let read = Permission("notes.read")
    static let write = Permission("notes.write")

    init(
        assets: AssetCatalogue? = nil, more: [Endpoint] = [],
        adjust: (inout SiteConfiguration) -> Void = { _ in }
    ) throws {
        let schema = StoreSchema(migrations: Notes.module.migrations, violations: Notes.module.violations)
        test = try TestStore.make(schema, catalogue: try Self.catalogue())
        logs = LogRecorder()
        var configuration = SiteConfiguration(version: "1.0.0")
        adjust(&configuration)
        var modules = [Notes.module]
        if !more.isEmpty { modules.append(Module(name: "more", endpoints: more)) }
        site = try Site(
            modules: modules, store: test.store, assets: assets, configuration: configuration, logger: logs.logger)
    }

    /// The texts that the tests look at.
    static func catalogue() throws -> Catalogue {
        let english = """
            {"problem.app.invalid": "Please check the marked fields.", "problem.app.notFound": "Not found.",
            "field.app.field.required": "Needed.", "problem.app.tooMany": "Wait {seconds} s.",
            "problem.app.malformed": "Broken at line {line}, column {column}."}
            """
        let urdu = """
            {"problem.app.invalid": "نشان زدہ خانے دیکھیں۔", "field.app.field.required": "ضروری ہے۔"}
            """
        return try Catalogue(files: [(.en, Array(english.utf8)), (.ur, Array(urdu.utf8))])
    }

    /// Tokens `reader`, `writer`, `changer` (must change the password) and `locked`.
    static let sessions = SessionPort { token, address in
        func person(_ id: Int64, _ permissions: Set<Permission>) -> Principal {
            Principal(
                kind: .user, userID: ID(rawValue: id), sessionID: ID(rawValue: id + 100), username: token,
                permissions: permissions, language: .ur, address: address)
        }
        switch token {
        case "reader": return SignedIn(principal: person(1, [read]), csrf: "csrf-reader")
        case "writer": return SignedIn(principal: person(2, [read, write]), csrf: "csrf-writer")
        case "changer": return SignedIn(principal: person(3, [read]), csrf: "c", state: .mustChangePassword)
        case "locked": return SignedIn(principal: person(4, [read]), csrf: "c", state: .locked)
        default: return nil
        }
    }

    func server(
        _ address: WebServer.Address = .tcp(host: "127.0.0.1", port: 0), credentials: TLSCredentials? = nil,
        limits: ConnectionLimits = ConnectionLimits(), sessions: SessionPort = WebFixture.sessions,
        onReady: @escaping @Sendable (BoundAddress) async -> Void = { _ in }
    ) throws -> WebServer {
        try WebServer(
            site: site, address: address, credentials: credentials, sessions: sessions, limits: limits,
            onReady: onReady)
    }

    func remove() { test.remove() }

    /// Calls the routes without a network; the store is gone afterwards.
    func routed<Value: Sendable>(
        _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        defer { remove() }
        return try await server().test(.router, body)
    }
}

/// A module as modules are written.
enum Notes {
    enum Note {}

    struct Row: Codable, Sendable, FetchableRecord, PersistableRecord {
        static let databaseTableName = "notesNote"
        var id: ID<Note>
        var text: String
        var amount: Int64
        var version: Int64
    }

    struct NewNote: Codable, Sendable {
        struct Line: Codable, Sendable {
            let quantity: Int
        }

        let text: String
        var amount: Money?
        var lines: [Line]?
        var kind: Kind?
    }

    enum Kind: String, Codable, WireEnum {
        case short, long
    }

    struct View: Codable, Sendable {
        let id: ID<Note>
        let text: String
        let amount: Money
        let version: Int64
        let at: Instant
    }

    struct Search: Codable, Sendable {
        let q: String?
        let limit: Int?
        let day: CalendarDay?
        let kind: Kind?
        let isOpen: Bool?
        let after: ID<Note>?
        let since: Instant?
    }

    static let module = Module(
        name: "notes",
        permissions: [PermissionDeclaration(WebFixture.read), PermissionDeclaration(WebFixture.write)],
        migrations: [
            Migration(
                "2026-11-21.1-notes-note",
                """
                CREATE TABLE notesNote (
                    id INTEGER PRIMARY KEY, text TEXT NOT NULL, amount INTEGER NOT NULL, version INTEGER NOT NULL
                ) STRICT
                """)
        ],
        endpoints: [
            .query("/notes", "notes.note.list", .requires(WebFixture.read), "Notes whose text begins so.", list),
            .query("/notes/{id}", "notes.note.get", .requires(WebFixture.read), "One note.", get),
            .command(
                "/notes", "notes.note.add", .requires(WebFixture.write), "Writes a note.", status: 201, add),
            .command(
                "/notes/{noteID}/payments", "notes.note.pay", .requires(WebFixture.write), "Pays.",
                idempotency: .required, add),
            .command(
                .delete, "/notes/{id}", "notes.note.remove", .requires(WebFixture.write), "Takes a note away.", remove),
            .file(
                "/notes/{id}.txt", "notes.note.text", .requires(WebFixture.read), "The note as a file.",
                contentType: "text/plain; charset=utf-8", text),
            .file(
                "/notes/{id}.png", "notes.note.picture", .requires(WebFixture.read), "The note as a picture.",
                contentType: "image/png"
            ) { (_: Call<NoInput>, _) in { [0x89, 0x50] } },
        ])

    static func list(_ call: Call<Search>, _ tx: ReadTx) throws -> Page<View> {
        let limit = PageLimit.clamp(call.input.limit)
        let rows = try Row.filter(sql: "text LIKE ?", arguments: ["\(call.input.q ?? "")%"]).limit(limit).fetchAll(
            tx.db)
        return Page(items: rows.map { view($0, tx) })
    }

    static func get(_ call: Call<NoInput>, _ tx: ReadTx) throws -> View {
        view(try find(call.id(), tx), tx)
    }

    static func add(_ call: Call<NewNote>, _ tx: Tx) throws -> View {
        var checks = FieldChecks()
        let text = checks.line("text", call.input.text, limit: 50)
        try checks.finish()
        if text == "explode" { throw Surprise() }
        let row = Row(id: tx.newID(), text: text, amount: call.input.amount?.amount ?? 0, version: 1)
        try row.insert(tx.db)
        tx.audit("notes.note.added", row.id)
        tx.announce("notes.note", row.id.description)
        return view(row, tx)
    }

    static func remove(_ call: Call<NoInput>, _ tx: Tx) throws -> NoOutput {
        let row = try find(call.id(), tx)
        try tx.expect(version: row.version, call.ifMatch)
        try row.delete(tx.db)
        tx.audit("notes.note.removed", row.id)
        return NoOutput()
    }

    static func text(_ call: Call<NoInput>, _ tx: ReadTx) throws -> Endpoint.Work {
        let row = try find(call.id(), tx)
        return { Array(row.text.utf8) }
    }

    private static func find(_ id: ID<Note>, _ tx: ReadTx) throws -> Row {
        guard let row = try Row.fetchOne(tx.db, key: id.rawValue) else { throw Problem.notFound("note") }
        return row
    }

    private static func view(_ row: Row, _ tx: ReadTx) -> View {
        View(id: row.id, text: row.text, amount: tx.hospital.money(row.amount), version: row.version, at: tx.now)
    }

    struct Surprise: Error, CustomStringConvertible {
        let description = "the secret inside"
    }
}

extension TestResponse {
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body.readableBytesView))
    }

    var text: String { String(decoding: body.readableBytesView, as: UTF8.self) }

    func problem() throws -> WireProblem { try json() }
}

extension HTTPFields {
    /// A program's headers.
    static func bearer(_ token: String, _ more: [String: String] = [:]) -> HTTPFields {
        named(["authorization": "Bearer \(token)"].merging(more) { _, new in new })
    }

    static func named(_ fields: [String: String]) -> HTTPFields {
        var result = HTTPFields()
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { result[name] = value }
        }
        return result
    }
}
