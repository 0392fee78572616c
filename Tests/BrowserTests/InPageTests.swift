import Foundation
import SehatApp
import TestKit
import Testing

/// The tests that run inside the pages, in a real headless Chromium on the real server: keys under four layouts,
/// scanner, money and dates, isolation of values, mirroring, clipped text, drafts, the counter and the cashier.
/// Run on its own, since the virtual time of Chromium and a machine under full load do not go together:
/// `SEHAT_BROWSER=1 Packaging/test InPageTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SEHAT_BROWSER"] == "1")) struct InPageTests {
    @Test func everyTestOfThePagesPasses() async throws {
        let chromium = ProcessInfo.processInfo.environment["SEHAT_CHROMIUM"] ?? "/usr/bin/chromium"
        try #require(
            FileManager.default.isExecutableFile(atPath: chromium),
            "Chromium is wanted at \(chromium); Packaging/test installs it and sets SEHAT_CHROMIUM")
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let page = try await hospital.serving { caller in
            let first = String(decoding: try await caller.call("GET", "/").bytes, as: UTF8.self)
            let match = try #require(first.firstMatch(of: /\/a\/[0-9a-f]+\//), "the first page names no tree")
            return try await Self.dump(chromium, "\(caller.url)\(match.output)test/index.html")
        }
        let result = try #require(page.firstMatch(of: /<pre id="result">PASS (\d+) FAIL (\d+)/), "no result in the page")
        #expect((Int(result.1) ?? 0) > 300)
        #expect(Int(result.2) == 0, "\(Self.failures(in: page))")
    }

    /// The page as it stands when its scripts have come to rest.
    private static func dump(_ chromium: String, _ address: String) async throws -> String {
        let profile = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: profile) }
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile.path)",
            "--window-size=1366,763", "--virtual-time-budget=180000", "--dump-dom", address,
        ]
        return try await Binary.run(arguments, executable: URL(filePath: chromium)).output
    }

    private static func failures(in page: String) -> String {
        let reported = page.matches(of: /"name":"([^"]*)","pass":false/).map { String($0.1) }
        return reported.joined(separator: "; ")
    }
}
