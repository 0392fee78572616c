import Documents
import Foundation
import PrintQueue
import PrinterDevices
import SehatCore
import Spooler
import TestKit
import Testing

@testable import Printing

/// The real server, ended between any two states of a paper and started again: every sheet at the printers is one that
/// the outbox knows, printed once, or again with a mark; wristbands are never printed again without a person.
///
/// `SEHAT_CRASH_ROUNDS` repeats every place so often, with both kinds of paper.
@Suite(.serialized) struct CrashedSheetTests {
    private typealias Way = CrashedOutbox.Way

    private static let rounds = ProcessInfo.processInfo.environment["SEHAT_CRASH_ROUNDS"].flatMap { Int($0) } ?? 0

    /// Every place on the way of a paper at which the process can end, from the person's word to the last state.
    private static let places: [(place: String, way: Way)] = [
        ("dispatch.rendered", .cups), ("dispatch.marked", .cups), ("dispatch.created", .cups),
        ("dispatch.begun", .cups),
        ("dispatch.taken", .cups), ("dispatch.sent", .cups), ("monitor.seen", .cups), ("device.asked", .device),
        ("device.marked", .device), ("device.begun", .device), ("device.sent", .device), ("device.printed", .device),
        ("folder.written", .folder),
    ]
    /// Where a twin would be made of a label that is out, or one that never was.
    private static let perilous: Set = [
        "dispatch.created", "dispatch.sent", "device.marked", "device.begun", "device.sent", "device.printed",
    ]

    private static func wanted() -> [(name: String, kind: DocumentKind, way: Way, place: String)] {
        var result: [(name: String, kind: DocumentKind, way: Way, place: String)] = []
        for round in 0...rounds {
            for (place, way) in places {
                result.append(("\(place)-\(round)", .receipt, way, place))
                guard way != .folder, rounds > 0 || perilous.contains(place) else { continue }
                result.append(("\(place)-band-\(round)", .wristband, way, place))
            }
        }
        return result
    }

    @Test(.timeLimit(.minutes(20))) func everySheetIsAccountedFor() async throws {
        try await PrintPeer.with { peer in
            let device = try SimulatedDevice(.escpos)
            let folder = TestStore.newDirectory()
            defer { try? FileManager.default.removeItem(at: folder) }
            let wanted = Self.wanted()
            let others: [(name: String, kind: DocumentKind, way: Way)] = [
                ("moved", .receipt, .cups), ("movedBand", .wristband, .cups), ("withdrawn", .receipt, .cups),
            ]
            let outbox = try await CrashedOutbox.make(
                wanted.map { ($0.name, $0.kind, $0.way) } + others, cups: peer.thermal, device: device.uri,
                folder: folder.path)
            defer { outbox.hospital.remove() }
            for paper in wanted {
                try await outbox.round(peer.server, at: paper.place) { try await outbox.release(paper.name, $0) }
            }
            try await peer.turnThermal(isOn: false)
            for name in ["moved", "movedBand"] {
                try await Self.move(name, outbox, peer)
                // Started again, it goes on with the move, which ends at the same place.
                let server = try await outbox.start(peer.server)
                try await Caller.with(server.url) { caller in
                    _ = try await outbox.job(name, until: ["queued", "printed"], caller.with(token: outbox.token))
                }
                await server.crash()
            }
            try await outbox.round(peer.server, at: "withdraw.begun") { caller in
                try await outbox.release("withdrawn", caller)
                let job = try await outbox.job("withdrawn", until: ["submitted"], caller)
                try await caller.json("POST", "/api/print-jobs/\(job["id"].text ?? "")/cancel", "{}")
            }
            let server = try await outbox.start(peer.server)
            try await Caller.with(server.url) { caller in
                let caller = caller.with(token: outbox.token)
                try await Self.finish(outbox, peer, caller)
                try await Self.expect(
                    outbox, try peer.thermalJobs() + device.documents.map { Data($0) }, folder, caller)
            }
            #expect(await server.stop() == 0)
        }
    }

    /// A person takes a paper from a printer that is off to another, and the server ends when it is out of CUPS.
    private static func move(_ name: String, _ outbox: CrashedOutbox, _ peer: PrintPeer) async throws {
        try await outbox.round(peer.server, at: "move.takenOut") { caller in
            try await outbox.release(name, caller)
            let job = try await outbox.job(name, until: ["submitted"], caller)
            // Not before CUPS has all of it: what it never got is sent anew and not moved.
            let uuid = job["jobUUID"].text ?? ""
            let spooler = Spooler(server: peer.server)
            while try spooler.jobs(namedLike: PrintMonitor.name(of: uuid), in: peer.thermal).first?.isEmpty != false {
                await Task.yield()
            }
            try await caller.json(
                "POST", "/api/print-jobs/\(job["id"].text ?? "")/redirect", "{\"printerID\":\"\(outbox.spare)\"}")
        }
    }

    /// Waits until nothing is under way any more.
    private static func finish(_ outbox: CrashedOutbox, _ peer: PrintPeer, _ caller: Caller) async throws {
        let gone = try await outbox.job("withdrawn", until: ["cancelled"], caller)
        let name = PrintMonitor.name(of: gone["jobUUID"].text ?? "")
        while try Spooler(server: peer.server).jobs(namedLike: name, in: peer.thermal).contains(where: { !$0.isEnded })
        {
            await Task.yield()
        }
        try await peer.turnThermal(isOn: true)
        for paper in outbox.papers.values where paper.name != "withdrawn" {
            while true {
                let job = try await outbox.job(paper.name, until: ["printed", "held", "failed"], caller)
                // A person lets go what the server was ended before it heard.
                guard job["reason"].text == "noPrinter" else { break }
                try await outbox.release(paper.name, caller)
            }
        }
    }

    /// Each sheet is a whole one of a paper that we know; each paper came out as its job says.
    private static func expect(_ outbox: CrashedOutbox, _ sheets: [Data], _ folder: URL, _ caller: Caller) async throws
    {
        var attempts: [String: [Int]] = [:]
        for sheet in sheets {
            guard let (name, attempt) = outbox.reading(sheet) else {
                Issue.record("a sheet of \(sheet.count) bytes that is none of ours")
                continue
            }
            attempts[name, default: []].append(attempt)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pdf") }
        for paper in outbox.papers.values {
            let job = try await caller.json("GET", "/api/print-jobs/\(paper.id)")
            let (state, reason) = (job["state"].text, job["reason"].text)
            let out = (attempts[paper.name] ?? []).sorted()
            let words: Comment =
                "\(paper.name): \(state ?? "") \(reason ?? ""), attempt \(job["attempt"].number ?? -1), sheets \(out)"
            #expect(Set(out).count == out.count, words)
            if paper.name == "withdrawn" {
                #expect(state == "cancelled" && out.isEmpty, words)
            } else if paper.way == .folder {
                #expect(state == "printed" && files.contains { $0.contains(paper.id.description) }, words)
            } else if paper.kind.waitsForPerson && paper.name != "movedBand" {
                // Once, or it waits for a person, who is told why.
                #expect(out == [1] || out.isEmpty && state == "held", words)
                #expect(state == "printed" && out == [1] || state == "held" && reason == "twin", words)
            } else if paper.name == "movedBand" && state == "held" {
                // A person let it go once; rather than come out a second time it asks again.
                #expect(reason == "twin" && out.count <= 1, words)
            } else {
                #expect(state == "printed" && reason == nil, words)
                // The sheet of the last attempt is out; whatever came out before it bears another mark or none.
                let last = job["isRepeat"].flag == true ? Int(job["attempt"].number ?? 0) : 1
                #expect(out.last == last, words)
            }
        }
    }
}
