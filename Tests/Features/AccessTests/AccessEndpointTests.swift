import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Access

@Suite struct AccessEndpointTests {
    private static let credentials = #"{"username": "admin", "password": "\#(AccessFixture.password)"}"#

    /// Signs in and returns the headers of a program.
    private func bearer(_ client: any TestClientProtocol, _ username: String = "admin") async throws -> [String: String]
    {
        let answer = try await client.call(
            .post, "/session", #"{"username": "\#(username)", "password": "\#(AccessFixture.password)"}"#)
        #expect(answer.status == .created)
        let session: SessionView = try answer.json()
        return ["authorization": "Bearer \(try #require(session.token))"]
    }

    @Test func aBrowserSignsInWritesAndSignsOut() async throws {
        let fixture = try await AccessFixture()
        try await fixture.routed { client in
            let answer = try await client.call(.post, "/session", Self.credentials)
            let session: SessionView = try answer.json()
            let field = try #require(answer.headers[.setCookie])
            for part in ["__Host-sehat=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
                #expect(field.contains(part))
            }
            #expect(session.user.username == "admin" && session.permissions == [.manageUsers, .viewUsers])
            #expect(session.hospital.currency == .init(code: "PKR", minorDigits: 2))
            #expect(session.modules == [SessionModule(name: "access")] && session.station == nil)
            let cookie = ["cookie": try #require(answer.cookie)]
            let read: SessionView = try await client.call(.get, "/session", nil, cookie).json()
            #expect(read.csrf == session.csrf && read.token == nil)
            let forged = try await client.call(.put, "/session/station", #"{"stationID": "5"}"#, cookie)
            #expect(forged.status == .forbidden)
            #expect(try forged.code() == "app.csrf")
            let own = cookie.merging(["x-csrf-token": session.csrf]) { $1 }
            #expect(try await client.call(.put, "/session/station", #"{"stationID": "5"}"#, own).status == .noContent)
            #expect(try await client.call(.get, "/session", nil, cookie).json(SessionView.self).station?.number == 3)
            #expect(try await client.call(.delete, "/session", nil, own).status == .noContent)
            #expect(try await client.call(.get, "/session", nil, cookie).status == .unauthorized)
        }
    }

    @Test func signingInSaysNothingAboutWhichNamesExist() async throws {
        let fixture = try await AccessFixture()
        try await fixture.routed { client in
            let wrong = try await client.call(.post, "/session", #"{"username": "admin", "password": "x"}"#)
            let unknown = try await client.call(.post, "/session", #"{"username": "nobody", "password": "x"}"#)
            #expect(wrong.status == .unauthorized && unknown.status == .unauthorized)
            #expect(try wrong.code() == "access.signIn.wrong")
            #expect(try unknown.code() == "access.signIn.wrong")
            for _ in 0..<2 { _ = try await client.call(.post, "/session", #"{"username": "admin", "password": "x"}"#) }
            let waiting = try await client.call(.post, "/session", Self.credentials)
            #expect(waiting.status == .tooManyRequests)
            #expect(waiting.headers[.retryAfter] == "2")
            let empty = try await client.call(.post, "/session", "{}")
            #expect(empty.status == .unprocessableContent)
        }
    }

    @Test func aOneTimePasswordLeadsToItsChangeAndNowhereElse() async throws {
        let fixture = try await AccessFixture()
        try await fixture.routed { client in
            let admin = try await bearer(client)
            let made = try await client.call(
                .post, "/users", #"{"username": "nadia", "fullName": "Nadia Khan", "roles": ["administrator"]}"#, admin)
            #expect(made.status == .created)
            let user: UserWithPassword = try made.json()
            let signedIn = try await client.call(
                .post, "/session", #"{"username": "nadia", "password": "\#(user.oneTimePassword)"}"#)
            let session: SessionView = try signedIn.json()
            #expect(session.user.mustChangePassword && session.permissions.isEmpty)
            let nadia = ["authorization": "Bearer \(try #require(session.token))"]
            for path in ["/users", "/roles", "/sessions", "/bills"] {
                let refused = try await client.call(.get, path, nil, nadia)
                #expect(refused.status == .forbidden)
                #expect(try refused.code() == "access.mustChangePassword")
            }
            #expect(try await client.call(.get, "/session", nil, nadia).status == .ok)
            let changed = try await client.call(
                .put, "/session/password", #"{"current": "\#(user.oneTimePassword)", "new": "quiet harbour lantern"}"#,
                nadia)
            #expect(changed.status == .ok)
            let after: SessionView = try changed.json()
            #expect(try await client.call(.get, "/users", nil, nadia).status == .unauthorized)
            let token = try #require(after.token)
            #expect(try await client.call(.get, "/users", nil, ["authorization": "Bearer \(token)"]).status == .ok)
        }
    }

    @Test func anIdleBrowserUnlocksWithoutKnowingItsToken() async throws {
        let fixture = try await AccessFixture()
        try await fixture.routed { client in
            let answer = try await client.call(.post, "/session", Self.credentials)
            let cookie = ["cookie": try #require(answer.cookie)]
            fixture.clock.advance(seconds: 1800)
            let locked = try await client.call(.get, "/session", nil, cookie)
            #expect(locked.status == .unauthorized)
            #expect(try locked.code() == "access.locked")
            let body = #"{"password": "\#(AccessFixture.password)"}"#
            #expect(try await client.call(.post, "/session/unlock", body, cookie).status == .noContent)
            #expect(try await client.call(.get, "/session", nil, cookie).status == .ok)
            #expect(try await client.call(.post, "/session/unlock", body).status == .unauthorized)
        }
    }

    @Test func accountsAreManagedOverTheAPI() async throws {
        let fixture = try await AccessFixture()
        let nadia = try await fixture.person("nadia")
        try await fixture.routed { client in
            let admin = try await bearer(client)
            let clerk = try await bearer(client, "nadia")
            #expect(try await client.call(.get, "/bills", nil, clerk).status == .ok)
            #expect(try await client.call(.get, "/users", nil, clerk).status == .forbidden)
            #expect(
                try await client.call(.put, "/users/\(nadia)/roles", #"{"roles": ["auditor"]}"#, admin).status == .ok)
            #expect(try await client.call(.get, "/bills", nil, clerk).status == .forbidden)
            let user: UserView = try await client.call(.get, "/users/\(nadia)", nil, admin).json()
            let stale = admin.merging(["if-match": "\"\(user.version - 1)\""]) { $1 }
            #expect(try await client.call(.patch, "/users/\(nadia)", #"{"fullName": "N"}"#, stale).status == .conflict)
            let reset: UserWithPassword = try await client.call(.post, "/users/\(nadia)/reset-password", nil, admin)
                .json()
            #expect(reset.user.mustChangePassword)
            #expect(try await client.call(.get, "/session", nil, clerk).status == .unauthorized)
            #expect(
                try await client.call(.post, "/users/\(nadia)/disable", #"{"reason": "left"}"#, admin).status == .ok)
            #expect(try await client.call(.post, "/users/\(nadia)/enable", "{}", admin).status == .ok)
            #expect(try await client.call(.get, "/users/999", nil, admin).status == .notFound)
            #expect(
                try await client.call(.get, "/users?q=nad&limit=5", nil, admin).json(Page<UserView>.self).items.count
                    == 1)
        }
    }

    @Test func rolesAndTokensAreManagedOverTheAPI() async throws {
        let fixture = try await AccessFixture()
        try await fixture.routed { client in
            let admin = try await bearer(client)
            let made = try await client.call(
                .post, "/roles", #"{"name": "Night desk", "permissions": ["billing.collect"]}"#, admin)
            #expect(made.status == .created)
            let role: RoleView = try made.json()
            let changed = try await client.call(.patch, "/roles/\(role.id)", #"{"permissions": []}"#, admin)
            #expect(try changed.json(RoleView.self).permissions.isEmpty)
            #expect(try await client.call(.delete, "/roles/\(role.id)", nil, admin).status == .noContent)
            #expect(try await client.call(.get, "/roles", nil, admin).json(Page<RoleView>.self).items.count == 6)
            #expect(try await client.call(.get, "/permissions", nil, admin).status == .ok)
            let token: ProgramTokenWithSecret = try await client.call(
                .post, "/tokens", #"{"name": "analyser", "permissions": ["billing.collect"], "days": 90}"#, admin
            ).json()
            let program = ["authorization": "Bearer \(token.token)"]
            #expect(try await client.call(.get, "/bills", nil, program).status == .ok)
            let own: SessionView = try await client.call(.get, "/session", nil, program).json()
            #expect(
                own.user.username == "analyser" && own.expiresAt == nil && own.permissions == [AccessFixture.collect])
            #expect(try await client.call(.post, "/session/lock", "{}", program).status == .conflict)
            #expect(
                try await client.call(.get, "/tokens", nil, admin).json(Page<ProgramTokenView>.self).items.count == 1)
            #expect(try await client.call(.delete, "/tokens/\(token.details.id)", nil, admin).status == .noContent)
            #expect(try await client.call(.get, "/bills", nil, program).status == .unauthorized)
        }
    }

    @Test func sessionsAreListedAndEndedOverTheAPI() async throws {
        let fixture = try await AccessFixture()
        try await fixture.routed { client in
            let one = try await bearer(client)
            let two = try await bearer(client)
            let list: Page<SessionSummary> = try await client.call(.get, "/sessions?everybody=true", nil, one).json()
            #expect(list.items.count == 2)
            let other = try #require(list.items.first { !$0.isCurrent })
            #expect(try await client.call(.delete, "/sessions/\(other.id)", nil, one).status == .noContent)
            #expect(try await client.call(.get, "/sessions", nil, two).status == .unauthorized)
            #expect(try await client.call(.post, "/session/lock", "{}", one).status == .noContent)
            #expect(try await client.call(.get, "/sessions", nil, one).code() == "access.locked")
            #expect(try await client.call(.patch, "/session", #"{"language": "ur"}"#, one).status == .unauthorized)
            #expect(try await client.call(.delete, "/session", nil, one).status == .noContent)
        }
    }

    @Test func everyCommandStandsInTheLog() async throws {
        let fixture = try await AccessFixture()
        let length = try await fixture.length()
        try await fixture.routed { client in
            let admin = try await bearer(client)
            let made: UserWithPassword = try await client.call(
                .post, "/users", #"{"username": "nadia", "fullName": "N"}"#, admin
            ).json()
            _ = try await client.call(.patch, "/users/\(made.user.id)", #"{"fullName": "M"}"#, admin)
            _ = try await client.call(.put, "/users/\(made.user.id)/roles", #"{"roles": ["cashier"]}"#, admin)
            _ = try await client.call(.post, "/users/\(made.user.id)/reset-password", nil, admin)
            _ = try await client.call(.post, "/users/\(made.user.id)/disable", "{}", admin)
            _ = try await client.call(.post, "/users/\(made.user.id)/enable", "{}", admin)
            _ = try await client.call(.patch, "/session", #"{"language": "ur"}"#, admin)
            _ = try await client.call(.put, "/session-policy", #"{"idleMinutes": 20, "absoluteHours": 8}"#, admin)
            _ = try await client.call(.put, "/session/station", #"{"stationID": "5"}"#, admin)
            _ = try await client.call(.post, "/session/lock", "{}", admin)
            _ = try await client.call(.delete, "/session", nil, admin)
        }
        #expect(
            try await fixture.actions(after: length) == [
                "access.signIn", "access.user.added", "access.user.changed", "access.user.roles",
                "access.user.passwordReset", "access.user.disabled", "access.user.enabled", "access.user.changed",
                "access.policy.changed", "access.session.station", "access.session.locked", "access.signOut",
            ])
    }
}
