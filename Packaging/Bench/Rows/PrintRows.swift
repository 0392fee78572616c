import Foundation
import TestKit

/// From asking for a settlement until the receipt's bytes, having gone through a real CUPS server, are at the printer.
enum PrintRows {
    private struct Peer: Decodable {
        var server: String
        var thermal: String
        var sink: String
    }

    static func run(_ setting: Setting) async throws {
        let directory = URL(filePath: "/tmp/sehat-bench-cups-\(getpid())")
        let started = try await Binary.run(
            ["start", directory.path, "--until", "\(getpid())"], executable: URL(filePath: "Packaging/cups-peer"))
        let peer = try JSONDecoder().decode(Peer.self, from: Data(started.output.utf8))
        let data = setting.scratch.appending(path: "print")
        let server = try await DemoServer.start(setting, data: data, options: ["--cups-server", peer.server])
        let added = try await Binary.run(
            ["printer", "add", "Counter 1", "--kind", "thermal", "--target", peer.thermal, "--paper", "receipt", "--data", data.path],
            executable: setting.binary)
        guard added.status == 0 else { throw NotAdded(words: added.errors) }
        var times: [Double] = []
        try await server.signedIn { caller in
            let desk = try await BillDesk.open(caller)
            var known = files(peer.sink).count
            for _ in 0..<setting.rounds(200, quick: 5) {
                let served = try await desk.serve(caller)
                let arrived = try await arrival(after: known, in: peer.sink)
                times.append(arrived.timeIntervalSince(served.settledAt) * 1000)
                known += 1
            }
        }
        await server.stop()
        _ = try await Binary.run(["stop", directory.path], executable: URL(filePath: "Packaging/cups-peer"))
        try? FileManager.default.removeItem(at: directory)
        setting.print(Row(name: "print.settleToPrinter.p50", value: Figures.median(times), unit: "ms"))
        setting.print(
            Row(
                name: "print.settleToPrinter.p99", value: Figures.percentile(times, 0.99), unit: "ms",
                goal: .valueAtMost(60)))
    }

    private struct NotAdded: Error { let words: String }
    private struct NeverCame: Error {}

    private static func files(_ folder: String) -> [URL] {
        (try? FileManager.default.contentsOfDirectory(
            at: URL(filePath: folder), includingPropertiesForKeys: [.contentModificationDateKey])
            .filter { $0.pathExtension == "bin" }) ?? []
    }

    /// When the last byte of the newest of more than `known` documents came.
    private static func arrival(after known: Int, in folder: String) async throws -> Date {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let found = files(folder)
            if found.count > known {
                let dates = try found.compactMap {
                    try $0.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
                }
                if let newest = dates.max() { return newest }
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw NeverCame()
    }
}
