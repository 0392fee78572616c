import NIOCore
import SehatCore
import SehatStore
import ServiceLifecycle
import Synchronization
import Testing

@testable import SehatWeb

@Suite struct EventTests {
    private static let open = ["Authorization: Bearer reader"]

    @Test func changesArriveAfterTheCommitAndTheStreamShowsSignsOfLife() async throws {
        let fixture = try WebFixture { $0.heartbeat = .milliseconds(50) }
        try await fixture.live { bound, _ in
            try await LiveConnection.open(bound.port) { listener in
                try await listener.send(
                    "GET /api/events?topics=notes. HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer reader\r\n\r\n")
                let head = try #require(try await listener.read(until: "\r\n\r\n")).lowercased()
                #expect(head.contains("content-type: text/event-stream"))
                #expect(head.contains("cache-control: no-store"))
                #expect(try await listener.read(until: "event: hello\ndata: {}\n\n") != nil)
                #expect(try await listener.read(until: ": alive\n\n") != nil)
                let made = try await LiveConnection.open(bound.port) { writer in
                    try await writer.request(
                        "POST /api/notes", ["Authorization: Bearer writer"], body: #"{"text":"a"}"#)
                }
                #expect(made?.hasPrefix("HTTP/1.1 201") == true)
                let event = try await listener.read(until: "\"}\n\n")
                #expect(event?.contains("event: change\ndata: {\"topic\":\"notes.note\",\"id\":\"") == true)
                #expect(fixture.site.hub.count == 1)
            }
        }
    }

    @Test func strangersHearNothing() async throws {
        try await WebFixture().live { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                let answer = try await connection.request("GET /api/events")
                #expect(answer?.hasPrefix("HTTP/1.1 401") == true)
            }
        }
    }

    @Test func theStreamEndsWithTheSession() async throws {
        let isLive = Atomic(true)
        let sessions = SessionPort(
            isLive: { _ in isLive.load(ordering: .relaxed) },
            authenticate: { token, address in try await WebFixture.sessions.authenticate(token, address) })
        let fixture = try WebFixture { $0.heartbeat = .milliseconds(20) }
        try await fixture.live(sessions: sessions) { bound, _ in
            try await LiveConnection.open(bound.port) { listener in
                try await listener.send("GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer reader\r\n\r\n")
                #expect(try await listener.read(until: ": alive\n\n") != nil)
                isLive.store(false, ordering: .relaxed)
                // The end of a chunked answer.
                #expect(try await listener.read(until: "0\r\n\r\n") != nil)
            }
        }
    }

    @Test func shuttingDownEndsTheStreams() async throws {
        let fixture = try WebFixture()
        try await fixture.live { bound, group in
            try await LiveConnection.open(bound.port) { listener in
                try await listener.send("GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer reader\r\n\r\n")
                #expect(try await listener.read(until: "event: hello") != nil)
                await group.triggerGracefulShutdown()
                #expect(try await listener.read(until: "0\r\n\r\n") != nil)
            }
        }
        #expect(fixture.site.hub.count == 0)
    }

    @Test func aClientThatDoesNotKeepUpIsToldToReadAnew() async throws {
        let client = EventClient(prefixes: [])
        for number in 0..<(EventHub.bufferSize + 10) { client.offer(Announcement(topic: "a.b", id: "\(number)")) }
        var iterator = client.news.makeAsyncIterator()
        for number in 0..<EventHub.bufferSize {
            #expect(await iterator.next() == .event(Announcement(topic: "a.b", id: "\(number)")))
        }
        client.beat()
        #expect(await iterator.next() == .lost)
        client.beat()
        #expect(await iterator.next() == .heartbeat)
    }

    @Test func topicsAreChosenByPrefix() async throws {
        let client = EventClient(prefixes: ["printing."])
        client.offer(Announcement(topic: "encounters.queue"))
        client.offer(Announcement(topic: "printing.job", id: "4"))
        client.finish()
        var heard: [EventNews] = []
        for await news in client.news { heard.append(news) }
        #expect(heard == [.event(Announcement(topic: "printing.job", id: "4"))])
    }
}
