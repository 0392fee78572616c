import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import Testing

@testable import SehatWeb

@Suite struct ForgeryTests {
    private static let cookie = "theme=dark; __Host-sehat=writer"

    private func write(_ fields: [String: String]) async throws -> TestResponse {
        let fixture = try WebFixture()
        return try await fixture.routed { client in
            try await client.execute(
                uri: "/api/notes", method: .post, headers: .named(fields), body: ByteBuffer(string: #"{"text":"a"}"#))
        }
    }

    @Test func aCookieAloneWritesNothing() async throws {
        let answer = try await write(["cookie": Self.cookie])
        #expect(answer.status == .forbidden)
        #expect(try answer.problem().code == "app.csrf")
    }

    @Test func aCookieWithItsTokenWrites() async throws {
        let answer = try await write([
            "cookie": Self.cookie, "x-csrf-token": "csrf-writer", "sec-fetch-site": "same-origin",
        ])
        #expect(answer.status == .created)
    }

    @Test func theTokenOfAnotherSessionIsRefused() async throws {
        let answer = try await write(["cookie": Self.cookie, "x-csrf-token": "csrf-reader"])
        #expect(try answer.problem().code == "app.csrf")
    }

    @Test(arguments: [
        ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"], ["origin": "https://evil.example"],
        ["origin": "null"],
    ])
    func otherSitesAreRefusedWhateverTheyKnow(_ fields: [String: String]) async throws {
        let known = ["cookie": Self.cookie, "x-csrf-token": "csrf-writer"]
        let answer = try await write(known.merging(fields) { _, new in new })
        #expect(answer.status == .forbidden)
        #expect(try answer.problem().code == "app.crossSite")
    }

    @Test func theOwnOriginIsLetIn() async throws {
        let answer = try await write([
            "cookie": Self.cookie, "x-csrf-token": "csrf-writer", "origin": "http://localhost",
        ])
        #expect(answer.status == .created)
    }

    @Test func bearersNeedNoToken() async throws {
        let answer = try await write(["authorization": "Bearer writer", "origin": "https://program.example"])
        #expect(answer.status == .created)
    }

    @Test func readsNeedNoToken() async throws {
        let fixture = try WebFixture()
        try await fixture.routed { client in
            let answer = try await client.execute(
                uri: "/api/notes", method: .get, headers: .named(["cookie": Self.cookie]))
            #expect(answer.status == .ok)
        }
    }

    @Test func theCookieIsFoundByItsWholeName() {
        #expect(SessionCookie.token(in: "a=1; __Host-sehat=abc; b=2") == "abc")
        #expect(SessionCookie.token(in: "__Host-sehatx=abc") == nil)
        #expect(SessionCookie.token(in: "__Host-sehat=") == nil)
    }
}
