import Foundation
import TestKit
import Testing

/// A private CUPS with an IPP printer and a raw port 9100 printer, started by Packaging/cups-peer.
struct PrintPeer: Sendable {
    /// `127.0.0.1:41773`.
    let server: String
    /// The queue of the IPP printer.
    let office: String
    /// The queue of the raw printer.
    let thermal: String
    private let printed: URL
    private let sink: URL

    /// Runs it while `body` runs.
    static func with<Value: Sendable>(_ body: (PrintPeer) async throws -> Value) async throws -> Value {
        let program = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Packaging/cups-peer")
        let folder = "/tmp/sehat-peer-\(UUID().uuidString)"
        let said = try await start(program, folder)
        let peer = PrintPeer(
            server: try #require(said["server"].text), office: try #require(said["office"].text),
            thermal: try #require(said["thermal"].text), printed: URL(filePath: try #require(said["printed"].text)),
            sink: URL(filePath: try #require(said["sink"].text)))
        do {
            let value = try await body(peer)
            _ = try await Binary.run(["stop", folder], executable: program)
            try FileManager.default.removeItem(atPath: folder)
            return value
        } catch {
            _ = try await Binary.run(["stop", folder], executable: program)
            throw error
        }
    }

    /// Waits for the line that says where it serves, not for the end of the process: what it has started goes on.
    private static func start(_ program: URL, _ folder: String) async throws -> JSONValue {
        let process = Process()
        process.executableURL = program
        process.arguments = ["start", folder, "--until", String(ProcessInfo.processInfo.processIdentifier)]
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        let lines = pipe.lines
        try process.run()
        for await line in lines { return try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)) }
        throw DevTools.Failure(description: "the print server did not start; it has said why")
    }

    /// What the raw printer has received, the oldest first; a job that is still coming is not among it.
    func thermalJobs() throws -> [Data] { try jobs(sink, ending: "bin") }

    /// What the IPP printer has received.
    func officeJobs() throws -> [Data] { try jobs(printed, ending: "pdf") }

    private func jobs(_ folder: URL, ending: String) throws -> [Data] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }.sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { try Data(contentsOf: $0) }
    }
}
