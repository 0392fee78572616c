public import Foundation
import Glibc

/// A private CUPS with an IPP printer and a raw port 9100 printer, started by Packaging/cups-peer.
public struct PrintPeer: Sendable {
    /// `127.0.0.1:41773`.
    public let server: String
    /// The queue of the IPP printer.
    public let office: String
    /// The queue of the raw printer.
    public let thermal: String
    /// How CUPS reaches the IPP printer.
    public let officeDevice: String
    private let folder: String
    private let printed: URL
    private let sink: URL

    /// Runs it while `body` runs.
    ///
    /// - Throws: what `body` throws, or `DidNotWork` with the script's words.
    public static func with<Value: Sendable>(_ body: (PrintPeer) async throws -> Value) async throws -> Value {
        let folder = "/tmp/sehat-peer-\(UUID().uuidString)"
        let said = try await script(["start", folder, "--until", "\(getpid())"])
        let facts = try JSONDecoder().decode(JSONValue.self, from: Data(said.utf8))
        func fact(_ name: String) throws -> String {
            guard let text = facts[name].text else { throw DidNotWork(words: said) }
            return text
        }
        let peer = PrintPeer(
            server: try fact("server"), office: try fact("office"), thermal: try fact("thermal"),
            officeDevice: try fact("officeDevice"), folder: folder,
            printed: URL(filePath: try fact("printed")), sink: URL(filePath: try fact("sink")))
        do {
            let value = try await body(peer)
            try await peer.remove()
            return value
        } catch {
            try? await peer.remove()
            throw error
        }
    }

    /// Switches the raw printer on or off; its port stays the same.
    public func turnThermal(isOn: Bool) async throws {
        _ = try await Self.script(["sink", folder, isOn ? "on" : "off"])
    }

    /// `kill -9` to cupsd and its backends, as systemd does to the whole service: an orphaned backend would print its
    /// job beside the one that the next cupsd starts, which nobody can prevent from outside.
    public func killServer() async throws {
        _ = try await Self.script(["cupsd", folder, "kill"])
    }

    /// Starts cupsd again on its old spool.
    public func startServer() async throws {
        _ = try await Self.script(["cupsd", folder, "start"])
    }

    /// What the raw printer has received, the oldest first; a job that is still coming is not among it.
    public func thermalJobs() throws -> [Data] { try jobs(sink, ending: "bin") }

    /// What the IPP printer has received.
    public func officeJobs() throws -> [Data] { try jobs(printed, ending: "pdf") }

    public struct DidNotWork: Error, CustomStringConvertible {
        public let words: String
        public var description: String { "the private CUPS did not work: \(words)" }
    }

    private func remove() async throws {
        _ = try await Self.script(["stop", folder])
        try FileManager.default.removeItem(atPath: folder)
    }

    private func jobs(_ folder: URL, ending: String) throws -> [Data] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }.sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { try Data(contentsOf: $0) }
    }

    private static func script(_ arguments: [String]) async throws -> String {
        let program = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Packaging/cups-peer")
        let result = try await Binary.run(arguments, executable: program)
        guard result.status == 0 else { throw DidNotWork(words: result.errors) }
        return result.output
    }
}
