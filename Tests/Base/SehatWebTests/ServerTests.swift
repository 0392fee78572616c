import Certificates
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import SehatCore
import TestKit
import Testing

@testable import SehatWeb

@Suite struct ServerTests {
    @Test func answersComeOverTLS13WithTheLocalAuthorityTrusted() async throws {
        let certificates = try TestCertificates()
        let fixture = try WebFixture()
        let credentials = try certificates.credentials("sehat.lan", "127.0.0.1")
        let answer = try await fixture.live(credentials: credentials) { bound, _ in
            #expect(bound.url == "https://127.0.0.1:\(bound.port ?? 0)")
            return try await LiveConnection.open(bound.port, trust: certificates.authority.chain) { connection in
                try await connection.request("GET /api/notes", ["Authorization: Bearer reader"])
            }
        }
        let text = try #require(answer)
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(text.lowercased().contains("strict-transport-security: max-age="))
        #expect(text.lowercased().contains("date: "))
        #expect(text.hasSuffix(#"{"items":[]}"#))
    }

    @Test func theTrustEndsAtTheAuthority() async throws {
        let certificates = try TestCertificates()
        let stranger = try TestCertificates()
        let fixture = try WebFixture()
        let credentials = try certificates.credentials("sehat.lan")
        try await fixture.live(credentials: credentials) { bound, _ in
            await #expect(throws: (any Error).self) {
                try await LiveConnection.open(bound.port, trust: stranger.authority.chain) { connection in
                    _ = try await connection.request("GET /api/health")
                }
            }
            await #expect(throws: (any Error).self) {
                try await LiveConnection.open(bound.port, trust: certificates.authority.chain, name: "other.lan") {
                    _ = try await $0.request("GET /api/health")
                }
            }
        }
    }

    @Test(arguments: [false, true])
    func tls12IsForThoseWhoConfigureIt(_ isAllowed: Bool) async throws {
        let certificates = try TestCertificates()
        let fixture = try WebFixture()
        let credentials = try certificates.credentials("sehat.lan", allowsTLS12: isAllowed)
        let answer = try await fixture.live(credentials: credentials) { bound, _ in
            try? await LiveConnection.open(bound.port, trust: certificates.authority.chain, maximum: .tlsv12) {
                try await $0.request("GET /api/health")
            }
        }
        #expect((answer?.hasPrefix("HTTP/1.1 200") == true) == isAllowed)
    }

    @Test func aNewCertificateIsShownToNewConnectionsAndDropsNone() async throws {
        let certificates = try TestCertificates()
        let fixture = try WebFixture()
        let credentials = try certificates.credentials("sehat.lan")
        let next = try certificates.server("sehat.lan", "second.lan")
        try await fixture.live(credentials: credentials) { bound, _ in
            let trust = certificates.authority.chain
            try await LiveConnection.open(bound.port, trust: trust) { old in
                #expect(try await old.request("GET /api/health")?.hasPrefix("HTTP/1.1 200") == true)
                let before = try await old.serverNames()
                try credentials.replace(chain: next.chain, key: next.key)
                #expect(throws: (any Error).self) { try credentials.replace(chain: "nonsense", key: next.key) }
                #expect(try await old.request("GET /api/health")?.hasPrefix("HTTP/1.1 200") == true)
                #expect(try await old.serverNames() == before)
                try await LiveConnection.open(bound.port, trust: trust, name: "second.lan") { new in
                    let answer = try await new.request("GET /api/health")
                    #expect(answer?.hasPrefix("HTTP/1.1 200") == true)
                    #expect(try await new.serverNames() != before)
                }
            }
        }
    }

    @Test func whoTypesHTTPIsSentToHTTPS() async throws {
        let fixture = try WebFixture()
        let credentials = try TestCertificates().credentials("sehat.lan")
        let answer = try await fixture.live(credentials: credentials) { bound, _ in
            try await LiveConnection.open(bound.port) { try await $0.request("GET /counter?day=today") }
        }
        #expect(answer?.contains("301 Moved Permanently") == true)
        #expect(answer?.contains("Location: https://sehat.lan/counter?day=today\r\n") == true)
        #expect(PlainRedirect.answer(to: "GET / HTTP/1.1\r\nHost: a\nb\r\n\r\n").hasPrefix("HTTP/1.1 400"))
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.1", "example.lan"])
    func plainHTTPStaysOnTheMachine(_ host: String) throws {
        let fixture = try WebFixture()
        defer { fixture.remove() }
        #expect(throws: WebServerError.plainOutsideLoopback(host: host)) {
            try fixture.server(.tcp(host: host, port: 0))
        }
    }

    @Test func aBusyPortIsSaidInWords() async throws {
        let first = try WebFixture()
        try await first.live { bound, _ in
            let second = try WebFixture()
            let port = bound.port ?? 0
            await #expect(throws: WebServerError.busy("127.0.0.1:\(port)")) {
                try await second.live(address: .tcp(host: "127.0.0.1", port: port)) { _, _ in }
            }
        }
        #expect(
            WebServerError.busy("127.0.0.1:8443").description == "another program already listens on 127.0.0.1:8443")
    }

    @Test func theSocketFileIsForItsOwnerAlone() async throws {
        let fixture = try WebFixture()
        let path = fixture.test.directory.appendingPathComponent("s.sock").path
        try await fixture.live(address: .unix(path: path), sessions: .always(.system("cli"))) { bound, _ in
            #expect(bound.url == path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            let answer = try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: "GET /api/notes HTTP/1.1\r\nHost: x\r\n\r\n"))
                for try await part in inbound { return String(buffer: part) }
                return ""
            }
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }
}
