import Foundation
import SehatApp
import TestKit
import Testing

/// The tests that run inside the pages, in a real headless Chromium on the real server: keys under four layouts,
/// scanner, money and dates, isolation of values, mirroring, clipped text, drafts, the counter and the cashier.
@Suite struct InPageTests {
    @Test func everyTestOfThePagesPasses() async throws {
        try Browser.requireChromium()
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        // Chromium's virtual time now and then runs past an answer of the real server: what fails is run once more, said
        // aloud, and only what fails again is a failure.
        let page = try await hospital.serving { caller in
            let first = String(decoding: try await caller.call("GET", "/").bytes, as: UTF8.self)
            let match = try #require(first.firstMatch(of: /\/a\/[0-9a-f]+\//), "the first page names no tree")
            let address = "\(caller.url)\(match.output)test/index.html"
            let page = try await Self.dump(address)
            guard page.contains(/<pre id="result">PASS \d+ FAIL [1-9]/) else { return page }
            print("in-page tests that failed once: \(Self.failures(in: page))")
            return try await Self.dump(address)
        }
        let result = try #require(
            page.firstMatch(of: /<pre id="result">PASS (\d+) FAIL (\d+)/), "no result in the page")
        #expect((Int(result.1) ?? 0) > 300)
        #expect(Int(result.2) == 0, "\(Self.failures(in: page))")
    }

    /// The page as it stands when its scripts have come to rest.
    private static func dump(_ address: String) async throws -> String {
        let profile = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: profile) }
        let arguments = Browser.arguments(profile: profile) + ["--virtual-time-budget=180000", "--dump-dom", address]
        return try await Binary.run(arguments, executable: URL(filePath: Browser.chromium)).output
    }

    private static func failures(in page: String) -> String {
        let reported = page.matches(of: /"name": "([^"]*)",\s*"pass": false/).map { String($0.1) }
        return reported.joined(separator: "; ")
    }
}
