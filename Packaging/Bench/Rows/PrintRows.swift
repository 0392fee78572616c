import Foundation
import TestKit

/// From asking for a settlement, or for a wristband, until the paper's bytes, having gone through a real CUPS server, are at
/// the printer.
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
            [
                "printer", "add", "Counter 1", "--kind", "thermal", "--target", peer.thermal, "--paper", "receipt",
                "--data", data.path,
            ],
            executable: setting.binary)
        guard added.status == 0 else { throw NotAdded(words: added.errors) }
        let (times, bands) = try await server.signedIn { caller in
            let desk = try await BillDesk.open(caller)
            let receipts = try await measured(setting, peer) { try await desk.serve(caller).settledAt }
            let bands = try await WristbandDesk.open(caller, queue: peer.thermal)
            return (receipts, try await measured(setting, peer) { try await bands.print(caller) })
        }
        await server.stop()
        _ = try await Binary.run(["stop", directory.path], executable: URL(filePath: "Packaging/cups-peer"))
        try? FileManager.default.removeItem(at: directory)
        setting.print(Row(name: "print.settleToPrinter.p50", value: Figures.median(times), unit: "ms"))
        setting.print(
            Row(
                name: "print.settleToPrinter.p99", value: Figures.percentile(times, 0.99), unit: "ms",
                goal: .valueAtMost(60)))
        setting.print(Row(name: "print.wristbandToPrinter.p50", value: Figures.median(bands), unit: "ms"))
        setting.print(
            Row(
                name: "print.wristbandToPrinter.p99", value: Figures.percentile(bands, 0.99), unit: "ms",
                goal: .valueAtMost(60)))
    }

    /// The milliseconds from each asking until its paper is at the printer, one after the other.
    private static func measured(
        _ setting: Setting, _ peer: Peer, _ ask: () async throws -> Date
    ) async throws -> [Double] {
        var times: [Double] = []
        var known = files(peer.sink).count
        for _ in 0..<setting.rounds(200, quick: 5) {
            let asked = try await ask()
            times.append(try await arrival(after: known, in: peer.sink).timeIntervalSince(asked) * 1000)
            known += 1
        }
        return times
    }

    private struct NotAdded: Error { let words: String }
    private struct NeverCame: Error {}

    private static func files(_ folder: String) -> [URL] {
        (try? FileManager.default.contentsOfDirectory(
            at: URL(filePath: folder), includingPropertiesForKeys: [.contentModificationDateKey]
        )
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

/// Who prints the shipped wristband with its sample data at a label printer behind a raw queue.
private struct WristbandDesk {
    private let body: String

    private struct Test: Encodable {
        let text: String
        let language: String
        let printerID: String
    }

    static func open(_ caller: Caller, queue: String) async throws -> WristbandDesk {
        let printer = try await caller.json(
            "POST", "/api/printers",
            #"{"name":"Bands","kind":"label","target":"\#(queue)","labelWidth":100,"labelHeight":25}"#)
        let template = try await caller.json("GET", "/api/templates/wristband")
        let test = Test(text: template["text"].text ?? "", language: "ur", printerID: printer["id"].text ?? "")
        return WristbandDesk(body: String(decoding: try JSONEncoder().encode(test), as: UTF8.self))
    }

    /// - Returns: when it was asked for.
    func print(_ caller: Caller) async throws -> Date {
        let asked = Date()
        try await caller.json("POST", "/api/templates/wristband/test", body, key: UUID().uuidString)
        return asked
    }
}
