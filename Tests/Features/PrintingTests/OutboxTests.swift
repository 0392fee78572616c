import Documents
import Foundation
import PrintQueue
import SehatCore
import SehatStore
import Spooler
import TestKit
import Testing

@testable import Printing

/// Every sheet is accounted for, whatever happens to the printer, to CUPS or to us.
@Suite(.serialized) struct OutboxTests {
    private func shop(_ body: (PrintShop, PrintPeer) async throws -> Void) async throws {
        try await PrintPeer.with { peer in
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            try await body(shop, peer)
        }
    }

    @Test(.timeLimit(.minutes(2))) func receiptsGoToTheRollAndSheetsToTheOffice() async throws {
        try await shop { shop, peer in
            try await shop.printer("Counter", .thermal, peer.thermal)
            try await shop.printer("Office", .office, peer.office)
            let receipt = try await shop.submit()
            let sheet = try await shop.submit(.bill, paper: .a5)
            try await shop.work(receipt, until: .printed)
            try await shop.work(sheet, until: .printed)
            #expect(try peer.thermalJobs().map { $0.starts(with: [0x1B, 0x40]) } == [true])
            #expect(try peer.officeJobs().map { $0.starts(with: Data("%PDF".utf8)) } == [true])
            #expect(try await shop.job(receipt).attempt == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aPrinterThatIsOffHoldsItsJobAndPrintsItOnce() async throws {
        try await shop { shop, peer in
            try await shop.printer("Counter", .thermal, peer.thermal)
            try await peer.turnThermal(isOn: false)
            let id = try await shop.submit()
            try await shop.work(id, until: .submitted)
            while shop.monitor.queue(peer.thermal)?.message.isEmpty != false { await shop.monitor.look(shop.store) }
            shop.wait()
            await shop.monitor.look(shop.store)
            #expect(try await shop.job(id).state == .submitted)
            try await peer.turnThermal(isOn: true)
            try await shop.work(id, until: .printed)
            #expect(try peer.thermalJobs().count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func whatIsGivenUpWhileThePrinterIsOffNeverComesOut() async throws {
        try await shop { shop, peer in
            try await shop.printer("Counter", .thermal, peer.thermal)
            try await peer.turnThermal(isOn: false)
            let id = try await shop.submit()
            let uuid = try #require(try await shop.work(id, until: .submitted).jobUUID)
            try await shop.change { try Withdrawing.cancel(id, reason: "wrong bill", version: nil, in: $0) }
            try await shop.work(id, until: .cancelled)
            let left = try Spooler(server: peer.server).jobs(namedLike: PrintMonitor.name(of: uuid), in: peer.thermal)
            #expect(left.map(\.state) == [.cancelled])
            try await peer.turnThermal(isOn: true)
            let next = try await shop.submit()
            try await shop.work(next, until: .printed)
            #expect(try peer.thermalJobs().count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aSpoolerThatIsAwayKeepsEverythingQueued() async throws {
        try await shop { shop, peer in
            try await shop.printer("Counter", .thermal, peer.thermal)
            try await peer.killServer()
            let id = try await shop.submit()
            try await shop.runner.runDue()
            await shop.monitor.look(shop.store)
            #expect(try await shop.job(id).state == .queued)
            #expect(!shop.monitor.canReachSpooler)
            try await peer.startServer()
            shop.wait()
            try await shop.work(id, until: .printed)
            #expect(shop.monitor.canReachSpooler)
            #expect(try peer.thermalJobs().count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aJobWithoutAPrinterWaitsForOne() async throws {
        try await shop { shop, peer in
            let id = try await shop.submit()
            #expect(try await shop.work(id, until: .held).reason == "noPrinter")
            let gone = try await shop.printer("Gone", .thermal, "nowhere")
            try await shop.change { try PrintQueue.redirect(id, to: gone, in: $0) }
            while try await shop.job(id).reason != "noQueue: nowhere" { try await shop.turn() }
            #expect(try await shop.job(id).state == .queued)
            let counter = try await shop.printer("Counter", .thermal, peer.thermal)
            try await shop.change { try PrintQueue.redirect(id, to: counter, in: $0) }
            try await shop.work(id, until: .printed)
            // CUPS is done when the last byte has left; the printer names the file a moment later.
            while try peer.thermalJobs().isEmpty { await Task.yield() }
            #expect(try peer.thermalJobs().count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aPaperThatIsWiderThanItsPrinterSaysSoAndGoesElsewhere() async throws {
        try await shop { shop, peer in
            let counter = try await shop.printer("Counter", .thermal, peer.thermal)
            let band = Paper(width: .mm(100), height: .mm(25), dotsPerMillimetre: 8)
            let id = try await shop.submit(.wristband, paper: band, printer: counter)
            #expect(try await shop.work(id, until: .failed).reason == "tooWide")
            let office = try await shop.printer("Office", .office, peer.office)
            try await shop.move(id, to: office)
            #expect(try await !shop.work(id, until: .printed).isRepeat)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aFolderCollectsWhatIsPrinted() async throws {
        try await shop { shop, _ in
            let folder = TestStore.newDirectory()
            defer { try? FileManager.default.removeItem(at: folder) }
            try await shop.printer("Folder", .folder, folder.path)
            let id = try await shop.submit()
            try await shop.work(id, until: .printed)
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            #expect(try files.map { try Data(contentsOf: $0).starts(with: Data("%PDF".utf8)) } == [true])
        }
    }
}
