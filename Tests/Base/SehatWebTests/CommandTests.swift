import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import TestKit
import Testing

@testable import SehatWeb

@Suite struct CommandTests {
    private func body(_ text: String) -> ByteBuffer { ByteBuffer(string: #"{"text":"\#(text)"}"#) }

    @Test func whatIsWrittenCanBeReadAndFetchedAndRemoved() async throws {
        try await WebFixture().routed { client in
            let made = try await client.execute(
                uri: "/api/notes", method: .post, headers: .bearer("writer"), body: body("سلام"))
            #expect(made.status == .created)
            #expect(made.headers[.cacheControl] == "no-store")
            let note = try made.json(Notes.View.self)
            let read = try await client.execute(uri: "/api/notes/\(note.id)", method: .get, headers: .bearer("reader"))
            #expect(try read.json(Notes.View.self).text == "سلام")
            let file = try await client.execute(
                uri: "/api/notes/\(note.id).txt", method: .get, headers: .bearer("reader"))
            #expect(file.text == "سلام")
            #expect(file.headers[.contentType] == "text/plain; charset=utf-8")
            let picture = try await client.execute(
                uri: "/api/notes/\(note.id).png", method: .get, headers: .bearer("reader"))
            #expect(picture.headers[.contentType] == "image/png")
            let stale = try await client.execute(
                uri: "/api/notes/\(note.id)", method: .delete, headers: .bearer("writer", ["if-match": "\"9\""]))
            #expect(stale.status == .conflict)
            let removed = try await client.execute(
                uri: "/api/notes/\(note.id)", method: .delete, headers: .bearer("writer", ["if-match": "\"1\""]))
            #expect(removed.status == .noContent)
            #expect(removed.body.readableBytes == 0)
        }
    }

    @Test(arguments: [
        "/api/notes/0", "/api/notes/abc", "/api/notes/99999999999999999999", "/api/notes/1%2F2", "/api/notes/7",
    ])
    func whatIsNotThereIsNotFound(_ path: String) async throws {
        try await WebFixture().routed { client in
            let answer = try await client.execute(uri: path, method: .get, headers: .bearer("reader"))
            #expect(answer.status == .notFound)
        }
    }

    @Test func theSameKeyIsCarriedOutOnce() async throws {
        try await WebFixture().routed { client in
            let headers = HTTPFields.bearer("writer", ["idempotency-key": "k-1"])
            let uri = "/api/notes/5/payments"
            let first = try await client.execute(uri: uri, method: .post, headers: headers, body: body("a"))
            let second = try await client.execute(uri: uri, method: .post, headers: headers, body: body("a"))
            #expect(first.status == .ok)
            #expect(second.text == first.text)
            #expect(second.headers[.idempotencyReplayed] == "true")
            #expect(first.headers[.idempotencyReplayed] == nil)
            let other = try await client.execute(uri: uri, method: .post, headers: headers, body: body("b"))
            #expect(other.status == .conflict)
            #expect(try other.problem().code == "app.idempotency.reused")
            let elsewhere = try await client.execute(
                uri: "/api/notes/6/payments", method: .post, headers: headers, body: body("a"))
            #expect(elsewhere.status == .conflict)
            let list = try await client.execute(uri: "/api/notes", method: .get, headers: .bearer("reader"))
            #expect(try list.json(Page<Notes.View>.self).items.count == 1)
        }
    }

    @Test func moneyNeedsAKey() async throws {
        try await WebFixture().routed { client in
            let answer = try await client.execute(
                uri: "/api/notes/5/payments", method: .post, headers: .bearer("writer"), body: body("a"))
            #expect(answer.status == .badRequest)
            #expect(try answer.problem().code == "app.idempotency.required")
        }
    }

    @Test func aRefusedCommandMayBeTriedAgainWithItsKey() async throws {
        try await WebFixture().routed { client in
            let headers = HTTPFields.bearer("writer", ["idempotency-key": "k-2"])
            let refused = try await client.execute(
                uri: "/api/notes/5/payments", method: .post, headers: headers, body: body(" "))
            #expect(refused.status == .unprocessableContent)
            let again = try await client.execute(
                uri: "/api/notes/5/payments", method: .post, headers: headers, body: body("now"))
            #expect(again.status == .ok)
        }
    }

    @Test func whatNobodyForesawIsAnIncidentAndItsDetailsStayInTheLog() async throws {
        let fixture = try WebFixture()
        try await fixture.routed { client in
            let answer = try await client.execute(
                uri: "/api/notes", method: .post, headers: .bearer("writer"), body: body("explode"))
            #expect(answer.status == .internalServerError)
            let problem = try answer.problem()
            #expect(problem.code == "app.internal")
            #expect(!answer.text.contains("secret"))
            let incident = try #require(problem.incident)
            #expect(fixture.logs.text.contains(incident))
            #expect(fixture.logs.text.contains("the secret inside"))
        }
    }

    @Test func theLogHoldsNeitherBodiesNorQueries() async throws {
        let fixture = try WebFixture()
        try await fixture.routed { client in
            _ = try await client.execute(
                uri: "/api/notes", method: .post, headers: .bearer("writer"), body: body("Zubaida"))
            _ = try await client.execute(uri: "/api/notes?q=Zubaida", method: .get, headers: .bearer("reader"))
        }
        #expect(fixture.logs.text.contains("notes.note.add"))
        #expect(fixture.logs.text.contains("notes.note.list"))
        #expect(!fixture.logs.text.contains("Zubaida"))
    }

    @Test func wrongMethodsAndAddressesAreSaid() async throws {
        try await WebFixture().routed { client in
            let method = try await client.execute(uri: "/api/notes/5", method: .put, headers: .bearer("writer"))
            #expect(method.status == .methodNotAllowed)
            #expect(method.headers[.allow] == "DELETE, GET")
            let nowhere = try await client.execute(uri: "/api/nothing", method: .get)
            #expect(nowhere.status == .notFound)
            #expect(try nowhere.problem().code == "app.route")
            let head = try await client.execute(uri: "/api/health", method: .head)
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
        }
    }

    @Test func requestIDsDiffer() async throws {
        try await WebFixture().routed { client in
            let one = try await client.execute(uri: "/api/health", method: .get)
            let two = try await client.execute(uri: "/api/health", method: .get)
            #expect(one.headers[.requestID] != nil)
            #expect(one.headers[.requestID] != two.headers[.requestID])
        }
    }
}
