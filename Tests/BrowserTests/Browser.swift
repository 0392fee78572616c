import Foundation
import TestKit
import Testing

/// A real headless Chromium of its own, with a profile of its own.
///
/// A missing Chromium is a failure, never a skipped test: Packaging/test installs it and sets `SEHAT_CHROMIUM`.
enum Browser {
    static var chromium: String { ProcessInfo.processInfo.environment["SEHAT_CHROMIUM"] ?? "/usr/bin/chromium" }

    /// What every start of it has in common.
    static func arguments(profile: URL) -> [String] {
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile.path)",
            "--window-size=1366,763",
        ]
    }

    /// Fails with words when there is no Chromium.
    static func requireChromium() throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: chromium),
            "Chromium is wanted at \(chromium); Packaging/test installs it and sets SEHAT_CHROMIUM")
    }

    /// Opens one page while `body` runs, then closes the browser.
    ///
    /// - Parameter trusting: the SHA-256 of the public key of the hospital's authority, base64; no other is trusted.
    static func page<Value: Sendable>(
        trusting key: String, _ body: @escaping @Sendable (Page) async throws -> Value
    ) async throws -> Value {
        try await tools(trusting: key) { try await body(try await Page.open($0)) }
    }

    /// Starts a browser while `body` runs, which opens its pages itself.
    static func tools<Value: Sendable>(
        trusting key: String, _ body: @escaping @Sendable (DevTools) async throws -> Value
    ) async throws -> Value {
        try requireChromium()
        let profile = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: profile) }
        let process = Process()
        process.executableURL = URL(filePath: chromium)
        process.arguments =
            arguments(profile: profile) + [
                "--remote-debugging-port=0", "--ignore-certificate-errors-spki-list=\(key)", "about:blank",
            ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        let (ended, teller) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in teller.finish() }
        let lines = errors.lines
        try process.run()
        let pid = process.processIdentifier
        do {
            let address = try await address(lines)
            let value = try await DevTools.with(address) { tools in
                let value = try await body(tools)
                #expect(await tools.complaints == [])
                return value
            }
            kill(pid, SIGTERM)
            for await _ in ended {}
            return value
        } catch {
            kill(pid, SIGTERM)
            for await _ in ended {}
            throw error
        }
    }

    private static func address(_ lines: AsyncStream<String>) async throws -> String {
        for await line in lines {
            if let found = line.firstMatch(of: /DevTools listening on (ws:\S+)/) { return String(found.1) }
        }
        throw DevTools.Failure(description: "Chromium did not start")
    }
}
