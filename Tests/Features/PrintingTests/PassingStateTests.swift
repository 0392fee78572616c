import Documents
import Foundation
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import Spooler
import TestKit
import Testing

@testable import Printing

/// Papers that somebody was about to take further, and who died before: none of them stands still for ever, and none is
/// printed twice without a mark.
@Suite(.serialized) struct PassingStateTests {
    private func shop(_ body: (PrintShop, PrintPeer, ID<Printer>) async throws -> Void) async throws {
        try await PrintPeer.with { peer in
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            try await body(shop, peer, try await shop.printer("Counter", .thermal, peer.thermal))
        }
    }

    private func sql(_ shop: PrintShop, _ sql: String) async throws {
        try await shop.store.write(as: .system("test")) { tx in
            tx.audit("test.fault")
            try tx.db.execute(sql: sql)
        }
    }

    /// Off, and with a paper that is being taken elsewhere.
    private func moving(_ shop: PrintShop, _ peer: PrintPeer, _ kind: DocumentKind = .receipt) async throws -> ID<
        PrintJob
    > {
        try await peer.turnThermal(isOn: false)
        let id = try await shop.submit(kind)
        try await shop.work(id, until: .submitted)
        let other = try await shop.printer("Office", .office, peer.office)
        try await shop.move(id, to: other)
        #expect(try await shop.job(id).reason == "moving")
        return id
    }

    /// Whoever took it elsewhere has died, as after many failures: it is called again.
    @Test(.timeLimit(.minutes(2))) func aMoveThatDiedIsTakenUpAgain() async throws {
        try await shop { shop, peer, _ in
            let id = try await moving(shop, peer)
            try await sql(shop, "UPDATE storeJob SET state = 'dead', attempt = 20 WHERE kind = 'printing.move'")
            await shop.monitor.look(shop.store)
            shop.wait(seconds: PrintMonitor.leaseSeconds)
            let done = try await shop.work(id, until: .printed)
            #expect(try peer.officeJobs().count == 1 && done.attempt == 2)
            try await peer.turnThermal(isOn: true)
            #expect(try peer.thermalJobs().isEmpty)
        }
    }

    /// Nobody is left who would take it elsewhere: it is where it was, and comes out there.
    @Test(.timeLimit(.minutes(2))) func aMoveThatIsForgottenLeavesThePaperWhereItWas() async throws {
        try await shop { shop, peer, _ in
            let id = try await moving(shop, peer)
            try await sql(shop, "DELETE FROM storeJob WHERE kind = 'printing.move'")
            shop.wait(seconds: PrintMonitor.leaseSeconds)
            while try await shop.job(id).reason == "moving" { try await shop.turn() }
            try await peer.turnThermal(isOn: true)
            #expect(try await shop.work(id, until: .printed).attempt == 1)
            #expect(try peer.officeJobs().isEmpty)
        }
    }

    /// The spooler was away for so long that the next attempt is an hour off; when it is back, the move goes on.
    @Test(.timeLimit(.minutes(2))) func aMoveDoesNotWaitForItsNextAttemptWhenTheSpoolerIsBack() async throws {
        try await shop { shop, peer, _ in
            let id = try await moving(shop, peer)
            try await peer.killServer()
            await shop.monitor.look(shop.store)
            try await shop.runner.runDue()
            let later = shop.store.clock.now.adding(seconds: 3600).milliseconds
            try await sql(shop, "UPDATE storeJob SET notBefore = \(later) WHERE kind = 'printing.move'")
            try await peer.startServer()
            shop.wait(seconds: PrintMonitor.leaseSeconds)
            try await shop.work(id, until: .printed)
            #expect(try peer.officeJobs().count == 1)
        }
    }

    /// Whoever was to bring it to its printer is gone.
    @Test(.timeLimit(.minutes(2))) func aPaperThatNobodyBringsToItsPrinterIsBroughtThere() async throws {
        try await shop { shop, peer, _ in
            let id = try await shop.submit()
            try await sql(shop, "DELETE FROM storeJob")
            for _ in 0..<3 { try await shop.turn() }
            #expect(try await shop.job(id).state == .queued)
            shop.wait(seconds: PrintMonitor.leaseSeconds)
            let done = try await shop.work(id, until: .printed)
            #expect(done.attempt == 1 && !done.isRepeat)
        }
    }

    /// Nobody decided about it: the rule for its kind does.
    @Test(.timeLimit(.minutes(2)), arguments: [DocumentKind.receipt, .wristband])
    func aPaperOfUnknownFateIsDecidedAtTheStart(_ kind: DocumentKind) async throws {
        try await shop { shop, peer, printer in
            try await peer.turnThermal(isOn: false)
            let id = try await shop.submit(kind, printer: printer)
            try await shop.work(id, until: .submitted)
            try await sql(shop, "UPDATE printQueueJob SET state = 'unknown', reason = 'interrupted'")
            let monitor = shop.newMonitor(peer.server)
            await monitor.look(shop.store)
            let done = try await shop.job(id)
            #expect(
                kind == .wristband
                    ? done.state == .held && done.reason == "twin" : done.state == .queued && done.isRepeat)
        }
    }

    /// Handed over, and the printer is no more known: it does not stay under way.
    @Test(.timeLimit(.minutes(2))) func aPaperAtNoPrinterIsHeldForAPerson() async throws {
        try await shop { shop, peer, printer in
            try await peer.turnThermal(isOn: false)
            let id = try await shop.submit(.wristband, printer: printer)
            try await shop.work(id, until: .submitted)
            try await sql(shop, "UPDATE printQueueJob SET printerID = NULL")
            shop.wait(seconds: PrintMonitor.leaseSeconds)
            #expect(try await shop.work(id, until: .held).reason == "twin")
        }
    }
}
