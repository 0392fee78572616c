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

/// More papers than CUPS or a printer will hold.
@Suite(.serialized) struct FullQueueTests {
    /// CUPS refuses what is above its `MaxJobs`; so it is given a few at a time, and the rest wait their turn here.
    @Test(.timeLimit(.minutes(3))) func cupsIsGivenAFewAtATimeAndAllComeOutInTheirOrder() async throws {
        try await PrintPeer.with { peer in
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            let printer = try await shop.printer("Counter", .thermal, peer.thermal)
            try await peer.turnThermal(isOn: false)
            var ids: [ID<PrintJob>] = []
            for _ in 0..<50 { ids.append(try await shop.submit()) }
            let expected = (0..<50).map { $0 < PrintMonitor.mostAtOnce ? PrintJobState.submitted : .queued }
            while try await shop.states(ids) != expected { try await shop.turn() }
            while try await shop.reasons(ids).filter({ $0 == "turn" }).count != 30 { try await shop.turn() }
            let spooler = Spooler(server: peer.server)
            #expect(try spooler.jobs(in: peer.thermal).filter { !$0.isEnded }.count == PrintMonitor.mostAtOnce)
            // A band passes those that wait.
            let band = try await shop.submit(.wristband, printer: printer)
            while try await shop.job(band).reason != "turn" { try await shop.turn() }
            try await peer.turnThermal(isOn: true)
            for id in ids + [band] { #expect(try await !shop.work(id, until: .printed).isRepeat) }
            #expect(try peer.thermalJobs().count == 51)
            // The band was given to CUPS before the receipts that waited with it.
            let (bandName, lastName) = (try await shop.job(band).jobUUID, try await shop.job(ids[49]).jobUUID)
            let all = try spooler.jobs(in: peer.thermal)
            let bandJob = all.first { $0.name == PrintMonitor.name(of: bandName ?? "") }?.job
            let lastJob = all.first { $0.name == PrintMonitor.name(of: lastName ?? "") }?.job
            #expect(bandJob ?? 0 > 0 && bandJob ?? 0 < lastJob ?? 0)
        }
    }

    /// One printer is cut while the other works; neither takes anything of the other's or waits for it.
    @Test(.timeLimit(.minutes(2))) func twoPrintersOfWhichOneIsCut() async throws {
        let (first, second) = (try SimulatedDevice(.escpos), try SimulatedDevice(.escpos))
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer { shop.test.remove() }
        let (one, two) = (
            try await shop.printer("One", .thermal, first.uri), try await shop.printer("Two", .thermal, second.uri)
        )
        first.change { $0.cutsAfter = 500 }
        var (ids, others): ([ID<PrintJob>], [ID<PrintJob>]) = ([], [])
        for _ in 0..<20 {
            ids.append(try await shop.submit(printer: one))
            others.append(try await shop.submit(printer: two))
        }
        func isDone() async throws -> Bool { try await shop.states(ids + others).allSatisfy { $0 == .printed } }
        while try await !isDone() {
            try await shop.turn()
            shop.wait(seconds: 5)
        }
        #expect(first.documents.count == 20 && first.pieces.count == 1 && second.documents.count == 20)
        var repeats: [Bool] = []
        for id in ids + others { repeats.append(try await shop.job(id).isRepeat) }
        #expect(repeats.filter { $0 }.count == 1)
    }

    /// The clock of the machine is set back while papers are under way and while others wait for a printer.
    @Test(.timeLimit(.minutes(2))) func aClockThatIsSetBackLosesNothing() async throws {
        let device = try SimulatedDevice(.escpos)
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer { shop.test.remove() }
        let printer = try await shop.printer("Counter", .thermal, device.uri)
        device.change { $0.cutsAfter = 500 }
        let cut = try await shop.submit(printer: printer)
        while try await shop.job(cut).attempt == 0 { try await shop.turn() }
        shop.wait(seconds: -86_400)
        let next = try await shop.submit(printer: printer)
        let lost = try await shop.submit(printer: printer)
        for _ in 0..<5 { try await shop.turn() }
        for id in [cut, next, lost] { try await shop.work(id, until: .printed) }
        #expect(device.documents.count == 3 && device.pieces.count == 1)
    }
}
