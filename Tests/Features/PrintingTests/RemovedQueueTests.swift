import PrintQueue
import TestKit
import Testing

@testable import Printing

/// A queue that somebody took out of CUPS while a paper was on its way to it.
@Suite(.serialized) struct RemovedQueueTests {
    @Test(.timeLimit(.minutes(2))) func aPaperInAQueueThatIsGoneIsNotForgotten() async throws {
        try await PrintPeer.with { peer in
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            let gone = try await shop.printer("Gone", .thermal, "nowhere")
            let id = try await shop.submit()
            try await shop.change { try PrintQueue.markSubmitted(id, uuid: "lost-3", printer: gone, in: $0) }
            await shop.monitor.look(shop.store)
            #expect(try await shop.job(id).state == .submitted)
            shop.wait(seconds: PrintMonitor.patienceSeconds)
            let failed = try await shop.work(id, until: .failed)
            #expect(failed.isRepeat && failed.reason == "noQueue: nowhere")
            let counter = try await shop.printer("Counter", .thermal, peer.thermal)
            try await shop.change { try PrintQueue.redirect(id, to: counter, in: $0) }
            #expect(try await shop.work(id, until: .printed).isRepeat)
            #expect(try peer.thermalJobs().count == 1)
        }
    }
}
