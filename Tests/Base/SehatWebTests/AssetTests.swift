import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import SehatWeb

@Suite struct AssetTests {
    private static let script = Array(String(repeating: "export const word = 'counter';\n", count: 200).utf8)

    private func catalogue(_ script: [UInt8] = script) -> AssetCatalogue {
        AssetCatalogue(files: [
            AssetFile(
                path: "index.html", contentType: AssetFile.contentType(of: "index.html"),
                bytes: Array("<script type=module src=\"__BASE__app/main.js\"></script>".utf8)),
            AssetFile(path: "app/main.js", contentType: AssetFile.contentType(of: "main.js"), bytes: script),
        ])
    }

    private func get(_ uri: String, _ fields: [String: String] = [:], isTLS: Bool = false) async throws -> TestResponse
    {
        let assets = catalogue()
        try assets.compress()
        let fixture = try WebFixture(assets: assets)
        return try await fixture.routed { client in
            try await client.execute(
                uri: uri.replacingOccurrences(of: "HASH", with: assets.treeHash), method: .get, headers: .named(fields))
        }
    }

    @Test(arguments: ["/", "/counter", "/patients/12", "/a", "/apiary"])
    func everyOtherPathIsTheStartPage(_ path: String) async throws {
        let page = try await get(path)
        #expect(page.status == .ok)
        #expect(page.text.contains("src=\"/a/\(catalogue().treeHash)/app/main.js\""))
        #expect(page.headers[.cacheControl] == "no-cache")
        let policy = try #require(page.headers[.contentSecurityPolicy])
        for part in [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
            "connect-src 'self'", "frame-ancestors 'self'", "base-uri 'none'", "form-action 'none'",
        ] {
            #expect(policy.contains(part))
        }
        #expect(page.headers[.xContentTypeOptions] == "nosniff")
        #expect(page.headers[.referrerPolicy] == "no-referrer")
        #expect(page.headers[.strictTransportSecurity] == nil)
    }

    @Test func filesAreKeptForEverAndCompressed() async throws {
        let plain = try await get("/a/HASH/app/main.js")
        #expect(plain.headers[.contentType] == "text/javascript; charset=utf-8")
        #expect(plain.headers[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(plain.body.readableBytes == Self.script.count)
        let packed = try await get("/a/HASH/app/main.js", ["accept-encoding": "br, gzip"])
        #expect(packed.headers[.contentEncoding] == "gzip")
        #expect(packed.headers[.vary] == "accept-encoding")
        #expect(Array(packed.body.readableBytesView.prefix(2)) == [0x1F, 0x8B])
        #expect(packed.body.readableBytes < Self.script.count / 5)
    }

    @Test func whatTheBrowserHasIsNotSentAgain() async throws {
        let first = try await get("/")
        let tag = try #require(first.headers[.eTag])
        let second = try await get("/", ["if-none-match": tag])
        #expect(second.status == .notModified)
        #expect(second.body.readableBytes == 0)
    }

    @Test(arguments: [
        "/a/0000000000000000/app/main.js", "/a/HASH/none.js", "/a/HASH/", "/favicon.ico", "/api", "/api/",
    ])
    func whatIsNotThereIsNotThePage(_ path: String) async throws {
        #expect(try await get(path).status == .notFound)
    }

    @Test func theHashFollowsTheTree() {
        #expect(catalogue().treeHash == catalogue().treeHash)
        #expect(catalogue().treeHash != catalogue([1]).treeHash)
        #expect(catalogue().treeHash.count == 16)
    }

    @Test func aDirectoryIsServedAsItStands() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("sehat-web-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data("__BASE__".utf8).write(to: directory.appendingPathComponent("index.html"))
        try Data("x".utf8).write(to: directory.appendingPathComponent(".secret"))
        let font = AssetFile(path: "fonts/a.woff2", contentType: "font/woff2", bytes: [1, 2])
        let assets = AssetCatalogue(directory: directory.path, files: [font])
        #expect(assets.asset("fonts/a.woff2").map { Array($0.plain.readableBytesView) } == [1, 2])
        #expect(assets.asset("fonts/b.woff2") == nil)
        #expect(assets.index.map { String(buffer: $0.plain) } == "/a/dev/")
        #expect(assets.asset("../\(directory.lastPathComponent)/index.html") == nil)
        #expect(assets.asset(".secret") == nil)
        try Data("new".utf8).write(to: directory.appendingPathComponent("index.html"))
        #expect(assets.index.map { String(buffer: $0.plain) } == "new")
    }
}
