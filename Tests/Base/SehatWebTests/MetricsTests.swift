import HTTPTypes
import HummingbirdTesting
import SehatCore
import Testing

@testable import SehatWeb

@Suite struct MetricsTests {
    @Test func requestsAreCountedByRouteAndStatus() async throws {
        let fixture = try WebFixture()
        fixture.site.metrics.register(.init("sehat_jobs_waiting", help: "Jobs.", labels: [("kind", "a\"b")]) { 3 })
        try await fixture.server(sessions: .always(.system("cli"))).test(.router) { client in
            for _ in 0..<3 { _ = try await client.execute(uri: "/api/notes", method: .get) }
            _ = try await client.execute(uri: "/api/notes/7", method: .get)
            let text = try await client.execute(uri: "/metrics", method: .get)
            #expect(text.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            let lines = Set(text.text.split(separator: "\n").map(String.init))
            #expect(lines.contains(#"sehat_http_requests_total{route="notes.note.list",method="GET",status="200"} 3"#))
            #expect(lines.contains(#"sehat_http_requests_total{route="notes.note.get",method="GET",status="404"} 1"#))
            #expect(
                lines.contains(#"sehat_http_request_duration_seconds_count{route="notes.note.list",method="GET"} 3"#))
            #expect(lines.contains(#"sehat_jobs_waiting{kind="a\"b"} 3"#))
            #expect(lines.contains("sehat_store_queue_length 0"))
            #expect(lines.contains(#"sehat_store_commands_total{outcome="failed"} 0"#))
            #expect(lines.contains("sehat_store_up 1"))
            #expect(lines.contains(#"sehat_jobs{state="queued"} 0"#))
            #expect(lines.contains { $0.hasPrefix("process_resident_memory_bytes ") && !$0.hasSuffix(" 0") })
        }
        fixture.remove()
    }

    @Test func strangersDoNotReadThem() async throws {
        try await WebFixture().routed { client in
            let anonymous = try await client.execute(uri: "/metrics", method: .get)
            #expect(anonymous.status == .unauthorized)
            let signedIn = try await client.execute(uri: "/metrics", method: .get, headers: .bearer("writer"))
            #expect(signedIn.status == .forbidden)
        }
    }

    @Test func healthSaysLittle() async throws {
        try await WebFixture().routed { client in
            let answer = try await client.execute(uri: "/api/health", method: .get)
            #expect(answer.status == .ok)
            #expect(answer.text.hasPrefix(#"{"status":"ok","time":"20"#))
            #expect(!answer.text.contains("1.0.0"))
        }
    }
}
