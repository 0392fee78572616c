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

/// Queues that the hospital's IT takes out of CUPS, makes again, or replaces, while papers wait or are on their way.
@Suite(.serialized) struct RemovedQueueTests {
    private func shop(_ body: (PrintShop, PrintPeer, Spooler) async throws -> Void) async throws {
        try await PrintPeer.with { peer in
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            try await body(shop, peer, Spooler(server: peer.server))
        }
    }

    private func state(of printer: ID<Printer>, _ shop: PrintShop) async throws -> PrinterStatus {
        let record = try await shop.store.read(as: .system("test")) { tx in try Printers.printer(printer, in: tx) }
        return shop.monitor.state(of: record).0
    }

    private func point(_ printer: ID<Printer>, to target: String, _ shop: PrintShop) async throws {
        try await shop.store.write(as: .user()) { tx in
            _ = try Printers.change(printer, Printers.Input(target: target), version: nil, in: tx)
        }
    }

    /// A queue is deleted and made again: what waits says so and comes out as the first print of it.
    @Test(.timeLimit(.minutes(2))) func whatWaitsForAQueueThatIsGoneComesOutWhenItIsBack() async throws {
        try await shop { shop, peer, spooler in
            let device = try SimulatedDevice(.escpos)
            try spooler.addQueue("desk", device: device.uri, driver: .raw, info: "Desk")
            let printer = try await shop.printer("Desk", .thermal, "desk")
            await shop.monitor.look(shop.store)
            #expect(try await state(of: printer, shop) == .ready)
            try spooler.removeQueue("desk")
            let ids = [try await shop.submit(), try await shop.submit(.wristband, printer: printer)]
            while try await shop.reasons(ids) != ["noQueue: desk", "noQueue: desk"] { try await shop.turn() }
            #expect(try await state(of: printer, shop) == .missing)
            shop.wait()
            for _ in 0..<5 { try await shop.turn() }
            #expect(try await shop.states(ids) == [.queued, .queued])
            try spooler.addQueue("desk", device: device.uri, driver: .raw, info: "Desk")
            for id in ids {
                let done = try await shop.work(id, until: .printed)
                #expect(!done.isRepeat && done.attempt == 1)
            }
            while device.pieces.count < 2 { await Task.yield() }
            #expect(device.pieces.count == 2)
        }
    }

    /// What CUPS had of ours went with its queue; nobody can say whether it was out, so it comes marked.
    @Test(.timeLimit(.minutes(2))) func aPaperThatWentWithItsQueueIsNotForgotten() async throws {
        try await shop { shop, peer, spooler in
            try spooler.addQueue("desk", device: "socket://127.0.0.1:9", driver: .raw, info: "Desk")
            let printer = try await shop.printer("Desk", .thermal, "desk")
            let id = try await shop.submit()
            let band = try await shop.submit(.wristband, printer: printer)
            for job in [id, band] { try await shop.work(job, until: .submitted) }
            try spooler.removeQueue("desk")
            shop.wait(seconds: PrintMonitor.patienceSeconds)
            while try await shop.job(id).reason != "noQueue: desk" { try await shop.turn() }
            #expect(try await shop.job(id).isRepeat)
            #expect(try await shop.work(band, until: .held).reason == "twin")
            // Renamed: the printer stands for a queue of another name from now on.
            try await point(printer, to: peer.thermal, shop)
            shop.wait()
            #expect(try await shop.work(id, until: .printed).isRepeat)
            while try peer.thermalJobs().isEmpty { await Task.yield() }
            #expect(try peer.thermalJobs().count == 1)
        }
    }

    /// The printer is pointed at another queue while CUPS holds papers in the old one: they leave it and come out once.
    @Test(.timeLimit(.minutes(2))) func whatTheOldQueueHoldsFollowsThePrinter() async throws {
        try await shop { shop, peer, spooler in
            try await peer.turnThermal(isOn: false)
            let printer = try await shop.printer("Counter", .thermal, peer.thermal)
            let ids = [try await shop.submit(), try await shop.submit(.wristband, printer: printer)]
            for id in ids { try await shop.work(id, until: .submitted) }
            let device = try SimulatedDevice(.escpos)
            try await point(printer, to: device.uri, shop)
            #expect(try await shop.reasons(ids) == ["moving", "moving"])
            shop.wait(seconds: PrintMonitor.patienceSeconds)
            await shop.monitor.look(shop.store)
            // The first one was begun as far as CUPS knows; the other was not.
            try await shop.work(ids[0], until: .printed)
            let band = try await shop.work(ids[1], until: .printed)
            #expect(!band.isRepeat && band.attempt == 2)
            #expect(device.documents.count == 2)
            try await peer.turnThermal(isOn: true)
            #expect(try spooler.jobs(in: peer.thermal).allSatisfy { $0.isEnded })
            #expect(try peer.thermalJobs().isEmpty)
        }
    }

    /// A printer on USB that is unplugged: CUPS's own backend waits for it, which is said; the paper goes elsewhere whole.
    @Test(.timeLimit(.minutes(2))) func aPrinterOnUSBThatIsNotPluggedInIsSaidToBeOff() async throws {
        try await shop { shop, peer, spooler in
            let device = "usb://EPSON/TM-T88V?serial=4D513746"
            let order = try QueueOrder(NewPrintQueue(name: "till", device: device, info: "Till"))
            #expect(order.driver == .raw)
            try spooler.addQueue(order.name, device: order.device, driver: order.driver, info: order.info)
            let till = try await shop.printer("Till", .thermal, "till")
            let band = try await shop.submit(.wristband, printer: till)
            while try await shop.job(band).reason != "printerOff" {
                try await shop.turn()
                shop.wait(seconds: 1)
            }
            #expect(try await shop.job(band).state == .submitted)
            #expect(try await state(of: till, shop) == .stopped)
            let counter = try await shop.printer("Counter", .thermal, peer.thermal)
            try await shop.move(band, to: counter)
            try await shop.work(band, until: .printed)
            while try peer.thermalJobs().isEmpty { await Task.yield() }
            #expect(try peer.thermalJobs().count == 1)
        }
    }

    /// A paper for a queue that never was; it follows the printer to one that is.
    @Test(.timeLimit(.minutes(2))) func aMistypedQueueIsSaidAndCorrected() async throws {
        try await shop { shop, peer, _ in
            let printer = try await shop.printer("Counter", .thermal, "nowhere")
            let id = try await shop.submit()
            while try await shop.job(id).reason != "noQueue: nowhere" { try await shop.turn() }
            try await point(printer, to: peer.thermal, shop)
            let done = try await shop.work(id, until: .printed)
            #expect(!done.isRepeat && done.attempt == 1)
        }
    }
}
