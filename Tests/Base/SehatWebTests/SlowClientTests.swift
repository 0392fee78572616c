import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import SehatWeb

@Suite struct SlowClientTests {
    private func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = ConnectionLimits()
        change(&limits)
        return limits
    }

    /// A busy machine may be so late with the first line that the connection is gone already: that shows nothing, and
    /// the next one is given more time.
    @Test func aHeadThatNeverEndsIsCutOff() async throws {
        for milliseconds in [300, 3000, 20_000] {
            let limits = limits { $0.firstRequest = .milliseconds(milliseconds) }
            let wasHeard = try await WebFixture().live(limits: limits) { bound, _ in
                try await LiveConnection.open(bound.port) { connection in
                    do {
                        try await connection.send("GET /api/health HTTP/1.1\r\nHost: x\r\nX-Drip: ")
                    } catch ChannelError.ioOnClosedChannel {
                        return false
                    }
                    #expect(try await connection.read(until: "\r\n\r\n") == nil)
                    return true
                }
            }
            if wasHeard { return }
        }
        Issue.record("no connection stayed open for its first line")
    }

    @Test func aBodyThatNeverEndsIsCutOff() async throws {
        let limits = limits { $0.body = .milliseconds(300) }
        try await WebFixture().live(limits: limits) { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                try await connection.send(
                    "POST /api/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nContent-Length: 99\r\n\r\n{"
                )
                let answer = try await connection.read(until: "HTTP/1.1 201")
                #expect(answer == nil)
            }
        }
    }

    @Test func whoseBodyIsTooSlowIsTold() async throws {
        let limits = limits { $0.body = .milliseconds(300) }
        try await WebFixture().live(limits: limits) { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                try await connection.send(
                    "POST /api/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nContent-Length: 99\r\n\r\n{"
                )
                let answer = try await connection.read(until: "app.tooSlow")
                #expect(answer?.hasPrefix("HTTP/1.1 408") == true)
            }
        }
    }

    /// Many clients send all of a body before they look for an answer, on a connection that is to be closed.
    @Test func whoSendsABodyThatIsTooLargeToItsEndHearsWhy() async throws {
        try await WebFixture().live { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                let body = String(repeating: " ", count: 16 << 20)
                try await connection.send(
                    "POST /api/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nConnection: close\r\n"
                        + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
                let answer = try await connection.read(until: "\r\n")
                #expect(answer?.hasPrefix("HTTP/1.1 413") == true)
            }
        }
    }

    @Test func anIdleConnectionIsClosedAfterAWhile() async throws {
        let limits = limits { $0.keepAlive = .milliseconds(300) }
        try await WebFixture().live(limits: limits) { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                let answer = try await connection.request("GET /api/health")
                #expect(answer?.hasPrefix("HTTP/1.1 200") == true)
                #expect(try await connection.read(until: "never") == nil)
            }
        }
    }

    @Test func headersAboveTheLimitAndNonsenseAreRefused() async throws {
        try await WebFixture().live { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                let answer = try await connection.request(
                    "GET /api/health", ["X-Long: " + String(repeating: "x", count: 70_000)])
                #expect(answer?.hasPrefix("HTTP/1.1 4") ?? true)
            }
            try await LiveConnection.open(bound.port) { connection in
                try await connection.send("THIS IS NOT HTTP\r\n\r\n")
                let answer = try await connection.read(until: "\r\n")
                #expect(answer?.hasPrefix("HTTP/1.1 400") ?? true)
            }
        }
    }

    @Test func whoGoesOnSendingAfterARefusalIsCutOff() async throws {
        let limits = limits { $0.linger = .milliseconds(300) }
        try await WebFixture().live(limits: limits) { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                try await connection.send("POST /api/notes HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n{")
                let answer = try await connection.read(until: "\r\n")
                #expect(answer?.hasPrefix("HTTP/1.1 401") == true)
                #expect(try await connection.read(until: "never") == nil)
            }
        }
    }

    @Test func aBodyThatGrowsBeyondTheLimitIsRefusedWhileItComes() async throws {
        try await WebFixture().live { bound, _ in
            try await LiveConnection.open(bound.port) { connection in
                try await connection.send(
                    "POST /api/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nTransfer-Encoding: chunked\r\n\r\n"
                )
                let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
                for _ in 0..<17 { try await connection.send(chunk) }
                let answer = try await connection.read(until: "\r\n")
                #expect(answer?.hasPrefix("HTTP/1.1 413") == true)
            }
        }
    }
}

/// The deadlines to the millisecond, on a loop whose time the test moves.
@Suite struct ConnectionTimeoutsTests {
    private static let limits = {
        var limits = ConnectionLimits()
        limits.firstRequest = .milliseconds(300)
        limits.keepAlive = .milliseconds(500)
        limits.body = .milliseconds(200)
        limits.linger = .milliseconds(100)
        return limits
    }()

    private static let head = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/api/notes"))
    private static let answer: [HTTPResponsePart] = [.head(HTTPResponse(status: .ok)), .end(nil)]

    private func channel() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: ConnectionTimeouts(limits: Self.limits))
        try channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    /// Expects the channel to be open for `milliseconds` less one, and closed then.
    private func expectClosed(_ channel: EmbeddedChannel, after milliseconds: Int64) {
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(milliseconds - 1))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
    }

    @Test func theFirstHeadHasItsTime() throws {
        expectClosed(try channel(), after: 300)
    }

    @Test func aBodyHasItsTimeFromTheHeadOn() throws {
        let channel = try channel()
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(299))
        try channel.writeInbound(Self.head)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(150))
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "drip")))
        expectClosed(channel, after: 50)
    }

    @Test func everyStepOfABodyGivesItMoreTime() throws {
        let channel = try channel()
        try channel.writeInbound(Self.head)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(199))
        let step = ByteBuffer(repeating: 0x20, count: ConnectionTimeouts.bodyStep)
        try channel.writeInbound(HTTPRequestPart.body(step))
        expectClosed(channel, after: 200)
    }

    @Test func nothingIsTimedWhileAnAnswerIsMade() throws {
        let channel = try channel()
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        for part in Self.answer { try channel.writeOutbound(part) }
        expectClosed(channel, after: 500)
    }

    @Test func theRestOfARefusedBodyHasItsOwnTime() throws {
        let channel = try channel()
        try channel.writeInbound(Self.head)
        for part in Self.answer { try channel.writeOutbound(part) }
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(50))
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 0x20, count: ConnectionTimeouts.bodyStep)))
        expectClosed(channel, after: 50)
    }
}
