import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import Testing

@testable import SehatWeb

@Suite struct OpenAPITests {
    /// The document as JSON that can be walked.
    private func document() async throws -> Walk {
        try await WebFixture().routed { client in
            let answer = try await client.execute(uri: "/api/openapi.json", method: .get)
            #expect(answer.status == .ok)
            return Walk(value: try JSONReader.read(Array(answer.body.readableBytesView)))
        }
    }

    @Test func everyEndpointIsThereByNameAndGate() async throws {
        let fixture = try WebFixture()
        defer { fixture.remove() }
        let document = try await document()
        #expect(document["openapi"].text == "3.1.0")
        for endpoint in fixture.site.endpoints {
            let operation = document["paths"][endpoint.fullPath][endpoint.method.rawValue.lowercased()]
            #expect(operation["operationId"].text == endpoint.name)
            #expect(operation["x-sehat-gate"].text == endpoint.gate.description)
            #expect(operation["responses"][String(endpoint.status)].exists)
            #expect(operation["security"].list.isEmpty == (endpoint.gate == .anonymous))
        }
    }

    @Test func whatAProgramMustKnowBesidesIsSaid() async throws {
        let paths = try await document()["paths"]
        #expect(paths["/api/events"]["get"]["description"].text?.contains("resync") == true)
        #expect(!paths["/api/health"]["get"]["description"].exists)
        let id = paths["/api/notes/{id}"]["get"]["parameters"].list.first { $0["in"].text == "path" }
        #expect(id?["schema"]["pattern"].text == "^[1-9][0-9]{0,18}$")
    }

    @Test func everyReferenceLeadsSomewhere() async throws {
        let document = try await document()
        let references = document.all("$ref")
        #expect(!references.isEmpty)
        for reference in references {
            let parts = reference.split(separator: "/").dropFirst()
            #expect(parts.reduce(document) { $0[String($1)] }.exists, "\(reference)")
        }
    }

    @Test func inputsAreDescribedByWalkingTheirDecoding() async throws {
        let schemas = try await document()["components"]["schemas"]
        let note = schemas["NewNote"]
        #expect(note["required"].list.map(\.text) == ["text"])
        #expect(note["properties"]["kind"]["enum"].list.map(\.text) == ["short", "long"])
        #expect(note["properties"]["lines"]["items"]["$ref"].text == "#/components/schemas/Line")
        #expect(schemas["Money"]["required"].list.map(\.text) == ["amount", "currency"])
        #expect(schemas["PageView"]["properties"]["items"]["items"]["$ref"].text == "#/components/schemas/View")
        #expect(schemas["View"]["properties"]["at"]["format"].text == "date-time")
    }

    @Test func pathQueryAndHeaderParametersAreThere() async throws {
        let paths = try await document()["paths"]
        func names(_ path: String, _ method: String) -> [String] {
            paths[path][method]["parameters"].list.map {
                "\($0["in"].text ?? "") \($0["name"].text ?? "")\($0["required"].flag == true ? "!" : "")"
            }
        }
        #expect(
            names("/api/notes", "get") == [
                "query q", "query limit", "query day", "query kind", "query isOpen", "query after", "query since",
            ])
        #expect(
            names("/api/notes/{noteID}/payments", "post") == [
                "path noteID!", "header Idempotency-Key!", "header If-Match",
            ])
        #expect(names("/api/notes/{id}.png", "get") == ["path id!"])
    }

    @Test func typesThatCannotBeDescribedAreNamed() {
        struct Odd: Codable, Sendable {
            enum Inner: String, Codable, Sendable { case one }
            let inner: Inner
        }
        let endpoint = Endpoint.query("/odd", "odd.get", .anonymous, "Odd.") { (_: Call<NoInput>, _) in
            Odd(inner: .one)
        }
        #expect {
            try OpenAPI.document(of: [endpoint], version: "1")
        } throws: { error in
            "\(error)".contains("odd.get") && "\(error)".contains("Inner")
        }
    }

    @Test func typesThatHoldThemselvesAreDescribedOnce() throws {
        struct Branch: Codable, Sendable {
            let name: String
            let branches: [Branch]
            let words: [String: [Int]]
        }
        let schema = try SchemaRecorder.schema(of: Branch.self)
        guard case .object(let name, let fields) = schema else {
            Issue.record("not an object")
            return
        }
        #expect(fields.map(\.name) == ["name", "branches", "words"])
        #expect(fields[1].schema == .array(.object(name: name, fields: [])))
        #expect(fields[2].schema == .map(.array(.integer(minimum: nil, maximum: nil))))
    }

    @Test func theRouteTableIsOneLineARoute() throws {
        let fixture = try WebFixture()
        defer { fixture.remove() }
        let lines = RouteTable.text(of: fixture.site.endpoints).split(separator: "\n")
        #expect(lines.count == fixture.site.endpoints.count)
        let wanted = ["POST", "/api/notes", "notes.note.add", "notes.write", "command"]
        #expect(lines.contains { $0.split(separator: " ").map(String.init) == wanted })
        #expect(RouteTable.examplePath(of: fixture.site.endpoints[0]).hasPrefix("/"))
    }

    @Test func twoEndpointsCannotShareARouteOrAName() throws {
        let twin = Endpoint.query("/notes/{other}", "more.twin.get", .signedIn, "Twin.") { (_: Call<NoInput>, _) in
            NoOutput()
        }
        #expect(throws: SiteError.self) { try WebFixture(more: [twin]) }
        let namesake = Endpoint.query("/elsewhere", "notes.note.get", .signedIn, "Namesake.") { (_: Call<NoInput>, _) in
            NoOutput()
        }
        #expect(throws: SiteError.self) { try WebFixture(more: [namesake]) }
    }
}

/// A way through JSON; what is not there is empty.
struct Walk {
    let value: JSONValue?

    subscript(name: String) -> Walk {
        guard case .object(let members)? = value else { return Walk(value: nil) }
        return Walk(value: members[name])
    }

    var exists: Bool { value != nil }
    var text: String? { if case .text(let text)? = value { text } else { nil } }
    var flag: Bool? { if case .flag(let flag)? = value { flag } else { nil } }
    var list: [Walk] { if case .list(let list)? = value { list.map(Walk.init) } else { [] } }

    /// Every text under a member of that name, anywhere below.
    func all(_ name: String) -> [String] {
        switch value {
        case .object(let members)?:
            (self[name].text.map { [$0] } ?? []) + members.values.flatMap { Walk(value: $0).all(name) }
        case .list(let list)?: list.flatMap { Walk(value: $0).all(name) }
        default: []
        }
    }
}
