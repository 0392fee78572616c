import Documents
import Foundation
import PrintQueue
import PrinterDevices
import SehatCore
import SehatStore
import Spooler
import TestKit
import Testing

@testable import Printing

/// Connections that break on the way from CUPS to a printer: a real cupsd with its socket backend, and a printer that
/// cuts, stalls, or never answers.
@Suite(.serialized) struct BrokenTransferTests {
    /// A printer behind a queue of CUPS. It says nothing to CUPS's backend, so that what it got of each connection lies
    /// among its pieces.
    private func shop(
        _ policy: String, _ body: (PrintShop, PrintPeer, SimulatedDevice, ID<Printer>) async throws -> Void
    ) async throws {
        try await PrintPeer.with { peer in
            let device = try SimulatedDevice(.escpos, isTight: true)
            try Spooler(server: peer.server).addQueue("cut", device: device.uri, driver: .raw, info: "Cut")
            let words = ["CUPS_SERVER=\(peer.server)", "lpadmin", "-p", "cut", "-o", "printer-error-policy=\(policy)"]
            #expect(try await Binary.run(words, executable: URL(filePath: "/usr/bin/env")).status == 0)
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            let printer = try await shop.printer("Counter", .thermal, "cut")
            try await body(shop, peer, device, printer)
        }
    }

    /// `SEHAT_CRASH_ROUNDS` breaks it after the first byte too.
    private static func places(_ places: [Int]) -> [Int] {
        ProcessInfo.processInfo.environment["SEHAT_CRASH_ROUNDS"] == nil ? places : [1] + places
    }

    /// Bytes of a large paper, without its last lines: far more than can be under way when the printer has read little.
    private static let large = 630_000

    private static func submitLarge(_ shop: PrintShop, _ kind: DocumentKind = .receipt) async throws -> ID<PrintJob> {
        // White is drawn much faster than black and as long.
        let bands = (0..<7).flatMap { _ in [Block.space(.mm(199)), .rule(Rule(thickness: .mm(1)))] }
        let document = PrintDocument(
            kind: kind, language: .en, paper: .thermal80, title: "R-2026-000009",
            blocks: bands + [.qrCode(QRCodeBlock("R-2026-000009"))])
        let request = PrintRequest(document: document, subject: PrintSubject(type: "test", id: UUID().uuidString))
        return try await shop.store.write(as: .user()) { tx in try PrintQueue.submit(request, in: tx).jobID }
    }

    /// CUPS would send it again from its beginning and unmarked; the outbox takes it from CUPS and marks it.
    @Test(.timeLimit(.minutes(3)), arguments: ["abort-job", "retry-job"], places([0, 100_000]))
    func aLargePaperThatWasCutComesAgainWithAMark(_ policy: String, _ place: Int) async throws {
        try await shop(policy) { shop, peer, device, _ in
            device.change { $0.cutsAfter = place }
            let id = try await Self.submitLarge(shop)
            var done = try await shop.job(id)
            while done.state != .printed {
                try await shop.turn()
                shop.wait(seconds: 3)
                done = try await shop.job(id)
            }
            while device.pieces.last.map({ $0.count < Self.large }) ?? true { await Task.yield() }
            if place == 0, done.attempt == 1 {
                // The cut came before CUPS wrote: it has connected anew, and the only sheet bears no mark.
                return #expect(!done.isRepeat && device.pieces.count == 1)
            }
            // One whole sheet, and what the printer had of the first.
            #expect(done.isRepeat && done.attempt == 2)
            #expect(device.pieces.count <= 2 && device.pieces.dropLast().allSatisfy { $0.count <= place + 8 })
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: ["abort-job", "retry-job"])
    func aLargeLabelThatWasCutWaitsForAPerson(_ policy: String) async throws {
        try await shop(policy) { shop, peer, device, _ in
            device.change { $0.cutsAfter = 100_000 }
            let id = try await Self.submitLarge(shop, .wristband)
            #expect(try await shop.work(id, until: .held).reason == "twin")
            shop.wait()
            for _ in 0..<20 { try await shop.turn() }
            #expect(device.pieces.count == 1)
        }
    }

    /// `kill -9` to cupsd when the printer has a part of a large paper: it comes whole once, or more often with words.
    @Test(.timeLimit(.minutes(3)), arguments: [DocumentKind.receipt, .wristband], places([100_000, 500_000]))
    func cupsdIsKilledInMidTransfer(_ kind: DocumentKind, _ place: Int) async throws {
        try await shop("retry-job") { shop, peer, device, _ in
            device.change { $0.stallsAfter = place }
            let id = try await Self.submitLarge(shop, kind)
            try await shop.work(id, until: .submitted)
            while device.received < place { try await shop.turn() }
            await shop.monitor.look(shop.store)
            // CUPS says in whole seconds when it began.
            let second = Int(Date().timeIntervalSince1970)
            while Int(Date().timeIntervalSince1970) == second { try await shop.turn() }
            try await peer.killServer()
            await shop.monitor.look(shop.store)
            #expect(try await shop.job(id).state == .submitted)
            device.change { $0.stallsAfter = nil }
            try await peer.startServer()
            func isOver() async throws -> Bool { [.printed, .held].contains(try await shop.job(id).state) }
            while try await !isOver() {
                try await shop.turn()
                shop.wait(seconds: 1)
            }
            let done = try await shop.job(id)
            if kind == .wristband {
                #expect(done.state == .held && done.reason == "twin", "\(done)")
            } else {
                #expect(done.isRepeat && (done.attempt > 1 || done.reason == "twin"), "\(done)")
            }
        }
    }

    /// `kill -9` to cupsd when the printer has a part of a large paper, and its next run is there before anybody of us has
    /// looked: CUPS has begun anew and says so nowhere. The same when our process was ended too, and with a paper that the
    /// second run has printed by the time that we look.
    @Test(
        .timeLimit(.minutes(3)), arguments: [DocumentKind.receipt, .wristband],
        [(isOursNew: false, isOut: false), (true, false), (false, true), (true, true)])
    func cupsdIsKilledAndBackBeforeOurFirstLook(
        _ kind: DocumentKind, _ way: (isOursNew: Bool, isOut: Bool)
    ) async throws {
        try await shop("retry-job") { shop, peer, device, _ in
            device.change { $0.stallsAfter = 100_000 }
            let id = try await Self.submitLarge(shop, kind)
            while try await shop.job(id).state != .submitted { try await shop.runner.runDue() }
            while device.received < 100_000 { await Task.yield() }
            try await peer.killServer()
            if way.isOut { device.change { $0.stallsAfter = nil } }
            try await peer.startServer()
            let spooler = Spooler(server: peer.server)
            while way.isOut, try spooler.jobs(in: "cut").first?.isEnded != true { await Task.yield() }
            let monitor = way.isOursNew ? shop.newMonitor(peer.server) : shop.monitor
            await monitor.look(shop.store)
            device.change { $0.stallsAfter = nil }
            func isOver() async throws -> Bool { [.printed, .held].contains(try await shop.job(id).state) }
            while try await !isOver() {
                try await shop.runner.runDue()
                await monitor.look(shop.store)
                shop.wait(seconds: 1)
            }
            let done = try await shop.job(id)
            if kind == .wristband {
                #expect(done.state == .held && done.reason == "twin", "\(done)")
            } else if way.isOut {
                // CUPS was quicker; it is said.
                #expect(done.isRepeat && done.reason == "twin" && done.attempt == 1, "\(done)")
            } else {
                #expect(done.isRepeat && done.attempt == 2 && done.reason == nil, "\(done)")
            }
        }
    }

    @Test(.timeLimit(.minutes(2))) func aPrinterThatTakesEverythingAndNeverAnswersIsSaidToBeSlow() async throws {
        try await shop("abort-job") { shop, peer, device, _ in
            device.change { $0.stallsAfter = 0 }
            let id = try await Self.submitLarge(shop)
            try await shop.work(id, until: .submitted)
            shop.wait(seconds: PrintMonitor.longSeconds)
            while try await shop.job(id).reason != "long" { try await shop.turn() }
            #expect(try await shop.job(id).state == .submitted)
            device.change { $0.stallsAfter = nil }
            #expect(try await !shop.work(id, until: .printed).isRepeat)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aQueueThatTakesNoPapersKeepsThemWaiting() async throws {
        try await shop("abort-job") { shop, peer, device, _ in
            func say(_ command: String) async throws {
                #expect(
                    try await Binary.run(
                        ["CUPS_SERVER=\(peer.server)", command, "cut"], executable: URL(filePath: "/usr/bin/env")
                    ).status == 0)
            }
            try await say("cupsreject")
            let id = try await shop.submit()
            while try await shop.job(id).reason != "notAccepting" { try await shop.turn() }
            #expect(try await shop.job(id).attempt == 0)
            try await say("cupsaccept")
            #expect(try await !shop.work(id, until: .printed).isRepeat)
        }
    }

    /// A printer that goes on with a picture where the connection broke off would take the beginning of the next paper for the
    /// rest of it. What was cut is a band, so that the next paper is another patient's.
    @Test(.timeLimit(.minutes(3)), arguments: [20_000, 100_003])
    func whatFollowsAPaperThatWasCutInsideAPictureIsWhole(_ place: Int) async throws {
        try await shop("abort-job") { shop, peer, device, _ in
            try await shop.work(try await shop.submit(), until: .printed)
            while device.pieces.isEmpty { await Task.yield() }
            device.change { ($0.cutsAfter, $0.keepsUnfinished) = (place, true) }
            try await shop.work(try await Self.submitLarge(shop, .wristband), until: .held)
            while device.pieces.count < 2 { await Task.yield() }
            for count in 3...4 {
                try await shop.work(try await shop.submit(), until: .printed)
                while device.pieces.count < count { await Task.yield() }
                #expect(device.pieces[count - 1] == device.pieces[0])
            }
            // The second one after it follows a whole one, and wants no remedy.
            #expect(device.received == device.pieces[0].count)
        }
    }
}
