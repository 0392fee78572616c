import GRDB
import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Example

@Suite struct ExampleEntryTests {
    private static let clerk = Principal.user("ayesha", .exampleRead, .exampleWrite)

    private func routed(
        as principal: Principal = clerk, _ body: @Sendable (TestStore, any TestClientProtocol) async throws -> Void
    ) async throws {
        let test = try TestStore.make([ExampleModule.module()])
        defer { test.remove() }
        try await test.routed([ExampleModule.module()], as: principal) { client in try await body(test, client) }
    }

    @Test func anEntryIsMadeAuditedAndListed() async throws {
        try await routed { test, client in
            let made = try await client.send(.post, "/api/example", #"{"text": "  شکریہ  "}"#)
            #expect(made.status == .created)
            let entry = try made.json(ExampleEntry.self)
            #expect(entry.text == "شکریہ" && entry.madeByName == "ayesha" && entry.day.description == "2026-11-21")
            let action = try await test.store.read(as: .system()) { tx in
                try AuditLog.newest(AuditFilter(), limit: 1, in: tx).first?.action
            }
            #expect(action == "example.entry.made")
            let opened = try await client.send(.get, "/api/example/\(entry.id)")
            #expect(try opened.json(ExampleEntry.self) == entry)
            #expect(try await client.send(.get, "/api/example/7").status == .notFound)
        }
    }

    @Test func theListGoesOnWhereThePageEnds() async throws {
        try await routed { _, client in
            for text in ["one", "two", "three"] {
                _ = try await client.send(.post, "/api/example", #"{"text": "\#(text)"}"#)
            }
            let first = try await client.send(.get, "/api/example?limit=2").json(Page<ExampleEntry>.self)
            #expect(first.items.map(\.text) == ["three", "two"])
            let next = try #require(first.next)
            let second = try await client.send(.get, "/api/example?after=\(next)").json(Page<ExampleEntry>.self)
            #expect(second.items.map(\.text) == ["one"] && second.next == nil)
        }
    }

    @Test func theSameTwiceADayAndNothingAtAllAreRefused() async throws {
        try await routed { test, client in
            for status in [201, 409] {
                #expect(try await client.send(.post, "/api/example", #"{"text": "one"}"#).status.code == status)
            }
            let empty = try await client.send(.post, "/api/example", #"{"text": " "}"#).object()
            #expect((empty["fields"] as? [[String: Any]])?.first?["field"] as? String == "text")
            test.clock.advance(seconds: 86_400)
            #expect(try await client.send(.post, "/api/example", #"{"text": "one"}"#).status == .created)
        }
    }

    @Test func whoMayOnlyReadMakesNothing() async throws {
        try await routed(as: .user("bilal", .exampleRead)) { _, client async throws in
            #expect(try await client.send(.get, "/api/example").status == .ok)
            #expect(try await client.send(.post, "/api/example", #"{"text": "one"}"#).status == .forbidden)
        }
    }
}
