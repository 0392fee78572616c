import Documents
import Foundation
import PrintQueue
import SehatCore
import SehatStore
import Spooler
import TestKit
import Testing

@testable import Printing

/// Our process or cupsd ended between two states; a new dispatcher on the same rows accounts for the sheet.
@Suite(.serialized) struct CrashedPrintingTests {
    private func shop(_ body: (PrintShop, PrintPeer, ID<Printer>) async throws -> Void) async throws {
        try await PrintPeer.with { peer in
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            let printer = try await shop.printer("Counter", .thermal, peer.thermal)
            try await body(shop, peer, printer)
        }
    }

    @Test(.timeLimit(.minutes(2))) func anAttemptThatNeverReachedTheSpoolerIsPrintedWithAMark() async throws {
        try await shop { shop, peer, printer in
            let plain = try await shop.submit()
            try await shop.work(plain, until: .printed)
            let id = try await shop.submit()
            try await shop.change { try PrintQueue.markSubmitted(id, uuid: "lost-1", printer: printer, in: $0) }
            await shop.monitor.look(shop.store)
            #expect(try await shop.job(id).state == .submitted)
            shop.wait(seconds: PrintMonitor.patienceSeconds)
            let done = try await shop.work(id, until: .printed)
            #expect(done.isRepeat && done.attempt == 2)
            let sheets = try peer.thermalJobs()
            #expect(sheets.count == 2)
            // The mark stands on the second sheet, which is taller for it.
            #expect(sheets[1].count > sheets[0].count)
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: [DocumentKind.wristband, .specimenLabel])
    func aTwinLabelIsNeverMadeWithoutAPerson(_ kind: DocumentKind) async throws {
        try await shop { shop, peer, printer in
            let id = try await shop.submit(kind)
            try await shop.change { try PrintQueue.markSubmitted(id, uuid: "lost-2", printer: printer, in: $0) }
            shop.wait(seconds: PrintMonitor.patienceSeconds)
            #expect(try await shop.work(id, until: .held).reason == "twin")
            shop.wait()
            try await shop.runner.runDue()
            #expect(try peer.thermalJobs().isEmpty)
            try await shop.change { try PrintQueue.release(id, in: $0) }
            try await shop.work(id, until: .printed)
            #expect(try peer.thermalJobs().count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func anAttemptThatTheSpoolerTookIsFoundAndNotSentAgain() async throws {
        try await shop { shop, peer, printer in
            let id = try await shop.submit()
            let attempt = SpoolerDocument(
                name: PrintMonitor.name(of: "taken-1"), format: .raw, bytes: [0x1B, 0x40, 0x0A])
            try await shop.change { try PrintQueue.markSubmitted(id, uuid: "taken-1", printer: printer, in: $0) }
            _ = try Spooler(server: peer.server).submit(attempt, to: peer.thermal)
            shop.wait()
            let done = try await shop.work(id, until: .printed)
            #expect(done.attempt == 1 && !done.isRepeat)
            #expect(try peer.thermalJobs() == [Data(attempt.bytes)])
        }
    }

    @Test(.timeLimit(.minutes(2))) func aKilledSpoolerIsAskedForItsJobsWhenItIsBack() async throws {
        try await shop { shop, peer, _ in
            try await peer.turnThermal(isOn: false)
            let id = try await shop.submit()
            try await shop.work(id, until: .submitted)
            try await peer.killServer()
            shop.wait()
            await shop.monitor.look(shop.store)
            #expect(try await shop.job(id).state == .submitted, "nobody can say while the spooler is away")
            try await peer.startServer()
            try await peer.turnThermal(isOn: true)
            while try await shop.job(id).state != .printed {
                try await shop.turn()
                // What is printed again waits a while.
                shop.wait(seconds: 1)
            }
            let done = try await shop.job(id)
            let sheets = try peer.thermalJobs()
            #expect(sheets.count == 1 || done.isRepeat, "\(sheets.count) sheets, attempt \(done.attempt)")
        }
    }

    /// What waits behind a printer that is off was not begun; a killed cupsd costs none of it a mark, nor a person's time.
    @Test(.timeLimit(.minutes(2))) func whatWasNotBegunIsPrintedOnceAndUnmarkedAfterAKilledSpooler() async throws {
        try await shop { shop, peer, _ in
            try await peer.turnThermal(isOn: false)
            var ids: [ID<PrintJob>] = []
            for kind in [DocumentKind.receipt, .receipt, .wristband, .receipt] {
                ids.append(try await shop.submit(kind))
            }
            while try await shop.states(ids) != ids.map({ _ in .submitted }) { try await shop.turn() }
            shop.wait(seconds: 3)
            // Each of them by the time that the queue says it, which is when the first is tried.
            while try await !shop.reasons(ids).contains("printerOff") { try await shop.turn() }
            try await peer.killServer()
            try await peer.startServer()
            try await peer.turnThermal(isOn: true)
            for id in ids { #expect(try await !shop.work(id, until: .printed).isRepeat) }
            #expect(try peer.thermalJobs().count == ids.count)
        }
    }

    /// What was out before cupsd was killed is out once.
    @Test(.timeLimit(.minutes(2))) func whatWasOutBeforeTheSpoolerWasKilledIsPrinted() async throws {
        try await shop { shop, peer, _ in
            let id = try await shop.submit(.wristband)
            while try await shop.job(id).state != .submitted { try await shop.runner.runDue() }
            let spooler = Spooler(server: peer.server)
            while try spooler.jobs(in: peer.thermal).first?.isEnded != true { await Task.yield() }
            // CUPS says in whole seconds when it ended and when it started.
            let second = Int(Date().timeIntervalSince1970)
            while Int(Date().timeIntervalSince1970) <= second + 1 { await Task.yield() }
            try await peer.killServer()
            try await peer.startServer()
            await shop.newMonitor(peer.server).look(shop.store)
            #expect(try await shop.job(id).state == .printed)
            #expect(try peer.thermalJobs().count == 1)
        }
    }
}
