import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import Testing

@testable import SehatWeb

@Suite struct GateTests {
    @Test func readsNeedThePermission() async throws {
        let fixture = try WebFixture()
        try await fixture.routed { client in
            let anonymous = try await client.execute(uri: "/api/notes", method: .get)
            #expect(anonymous.status == .unauthorized)
            #expect(try anonymous.problem().code == "app.unauthenticated")
            #expect(anonymous.headers[.contentType] == "application/problem+json")
            let reader = try await client.execute(uri: "/api/notes", method: .get, headers: .bearer("reader"))
            #expect(reader.status == .ok)
            let write = try await client.execute(
                uri: "/api/notes", method: .post, headers: .bearer("reader"), body: ByteBuffer(string: #"{"text":"a"}"#)
            )
            #expect(write.status == .forbidden)
            #expect(try write.problem().params?["permission"] == "notes.write")
        }
    }

    @Test func anUnknownTokenIsNobody() async throws {
        let fixture = try WebFixture()
        try await fixture.routed { client in
            let answer = try await client.execute(uri: "/api/notes", method: .get, headers: .bearer("guess"))
            #expect(answer.status == .unauthorized)
            #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"sehat\"")
        }
    }

    @Test func everyEndpointKeepsItsGate() async throws {
        let fixture = try WebFixture()
        try await fixture.routed { client in
            for (endpoint, gate) in RouteTable.securityMatrix(of: fixture.site.endpoints) where gate != .anonymous {
                let path = RouteTable.examplePath(of: endpoint)
                let anonymous = try await client.execute(uri: path, method: endpoint.method.request)
                #expect(anonymous.status == .unauthorized, "\(endpoint.name)")
            }
        }
    }

    @Test func aSessionThatMustChangeItsPasswordCanDoNothingElse() async throws {
        let change = Endpoint.command(
            .put, "/password", "more.password.change", .signedIn, "Changes it."
        ) { (_: Call<NoInput>, tx) in NoOutput() }.allowed(in: .mustChangePassword)
        let fixture = try WebFixture(more: [change])
        try await fixture.routed { client in
            let read = try await client.execute(uri: "/api/notes", method: .get, headers: .bearer("changer"))
            #expect(read.status == .forbidden)
            #expect(try read.problem().code == "access.mustChangePassword")
            let locked = try await client.execute(uri: "/api/notes", method: .get, headers: .bearer("locked"))
            #expect(locked.status == .unauthorized)
            #expect(try locked.problem().code == "access.locked")
            let changed = try await client.execute(uri: "/api/password", method: .put, headers: .bearer("changer"))
            #expect(changed.status == .noContent)
            let refused = try await client.execute(uri: "/api/password", method: .put, headers: .bearer("locked"))
            #expect(refused.status == .unauthorized)
        }
    }

    @Test func theSocketVouchesForItsCallers() async throws {
        let fixture = try WebFixture()
        defer { fixture.remove() }
        let server = try fixture.server(sessions: .always(.system("cli")))
        try await server.test(.router) { client in
            let answer = try await client.execute(
                uri: "/api/notes", method: .post, body: ByteBuffer(string: #"{"text":"by hand"}"#))
            #expect(answer.status == .created)
            let metrics = try await client.execute(uri: "/metrics", method: .get)
            #expect(metrics.status == .ok)
        }
    }
}
