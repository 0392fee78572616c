import HTTPTypes
import HummingbirdTesting
import SehatCore
import Synchronization
import Testing

@testable import SehatWeb

@Suite struct RateLimitTests {
    /// A clock that the test moves.
    private final class Hands: Sendable {
        let nanoseconds = Mutex<UInt64>(1_000_000_000)
        func advance(_ seconds: Double) { nanoseconds.withLock { $0 += UInt64(seconds * 1_000_000_000) } }
        var now: UInt64 { nanoseconds.withLock { $0 } }
    }

    @Test func theBurstPassesThenTheRate() throws {
        var limits = RateLimits()
        limits.address = .init(perSecond: 2, burst: 3)
        let hands = Hands()
        let limiter = RateLimiter(limits: limits, now: { hands.now })
        for _ in 0..<3 { try limiter.take(.address("a")) }
        #expect(throws: Problem.tooMany(seconds: 1)) { try limiter.take(.address("a")) }
        try limiter.take(.address("b"))
        hands.advance(0.5)
        try limiter.take(.address("a"))
        #expect(throws: Problem.self) { try limiter.take(.address("a")) }
        hands.advance(100)
        for _ in 0..<3 { try limiter.take(.address("a")) }
        #expect(throws: Problem.self) { try limiter.take(.address("a")) }
    }

    @Test func itForgetsWhoHasNotComeForLong() throws {
        var limits = RateLimits()
        limits.address = .init(perSecond: 1, burst: 1)
        let hands = Hands()
        let limiter = RateLimiter(limits: limits, now: { hands.now })
        for number in 0..<100_000 {
            if number.isMultiple(of: 1000) { hands.advance(2) }
            try limiter.take(.address("address \(number)"))
        }
        #expect(limiter.count < 40_000)
    }

    @Test func guessingPasswordsIsCountedEvenOnTheMachineItself() async throws {
        let sign = Endpoint.command(
            "/session", "more.session.open", .anonymous, "Signs in."
        ) { (_: Call<NoInput>, _) in NoOutput() }.rated(.signIn)
        let hands = Hands()
        let fixture = try WebFixture(more: [sign]) {
            $0.limits.signIn = .init(perSecond: 0.01, burst: 3)
            $0.uptime = { hands.now }
        }
        try await fixture.routed { client in
            for _ in 0..<3 {
                #expect(try await client.execute(uri: "/api/session", method: .post).status == .noContent)
            }
            hands.advance(10)
            let refused = try await client.execute(uri: "/api/session", method: .post)
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "90")
            #expect(try refused.problem().title == "Wait 90 s.")
            hands.advance(90)
            #expect(try await client.execute(uri: "/api/session", method: .post).status == .noContent)
            #expect(try await client.execute(uri: "/api/session", method: .post).status == .tooManyRequests)
        }
    }

    @Test func aProxyOnThisMachineIsNoExcuse() async throws {
        let hands = Hands()
        let fixture = try WebFixture {
            $0.limits.address = .init(perSecond: 0.01, burst: 2)
            $0.uptime = { hands.now }
        }
        try await fixture.routed { client in
            for _ in 0..<5 { #expect(try await client.execute(uri: "/api/health", method: .get).status == .ok) }
            let proxied = HTTPFields.named(["x-forwarded-for": "203.0.113.7"])
            for _ in 0..<2 {
                #expect(try await client.execute(uri: "/api/health", method: .get, headers: proxied).status == .ok)
            }
            let refused = try await client.execute(uri: "/api/health", method: .get, headers: proxied)
            #expect(refused.status == .tooManyRequests)
        }
    }
}
