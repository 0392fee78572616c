import Documents
import Foundation
import PrintQueue
import PrinterDevices
import SehatCore
import Spooler
import TestKit
import Testing

@testable import Printing

/// What a printer out of order hands to its stand-in, and what it must not.
@Suite(.serialized) struct FailoverTests {
    @Test(.timeLimit(.minutes(1)), arguments: [DocumentKind.receipt, .wristband])
    func whatWasNeverSentGoesToTheStandInUnmarked(_ kind: DocumentKind) async throws {
        let (dead, other) = (try SimulatedDevice(.escpos), try SimulatedDevice(.escpos))
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer { shop.test.remove() }
        let second = try await shop.printer("Second", .thermal, other.uri)
        let first = try await shop.printer("First", .thermal, dead.uri, fallback: second)
        dead.turn(isOn: false)
        let id = try await shop.submit(kind, printer: first)
        while try await shop.job(id).reason?.hasPrefix("printerOff") != true { try await shop.turn() }
        shop.wait(seconds: 59)
        for _ in 0..<3 { try await shop.turn() }
        #expect(try await shop.job(id).printerID == first)
        shop.wait(seconds: 2)
        let done = try await shop.work(id, until: .printed)
        #expect(done.printerID == second && !done.isRepeat && other.documents.count == 1)
    }

    @Test(.timeLimit(.minutes(1))) func nothingGoesToAStandInThatIsOutOfOrderToo() async throws {
        let (dead, other) = (try SimulatedDevice(.escpos), try SimulatedDevice(.escpos))
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer { shop.test.remove() }
        let second = try await shop.printer("Second", .thermal, other.uri)
        let first = try await shop.printer("First", .thermal, dead.uri, fallback: second)
        dead.turn(isOn: false)
        other.change { $0.paperOut = true }
        let id = try await shop.submit(printer: first)
        while try await shop.job(id).reason?.hasPrefix("printerOff") != true { try await shop.turn() }
        shop.wait()
        for _ in 0..<3 { try await shop.turn() }
        #expect(try await shop.job(id).printerID == first)
    }

    /// A stand-in that a new job would not go to either: paused, of a queue that takes no jobs, too narrow for the paper.
    @Test(.timeLimit(.minutes(2)), arguments: ["paused", "rejecting", "narrow"])
    func whatCUPSHasBegunIsNotMovedToAStandInThatCannotPrintIt(_ fault: String) async throws {
        try await PrintPeer.with { peer in
            let other = try SimulatedDevice(.escpos)
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            try Spooler(server: peer.server).addQueue("spare", device: other.uri, driver: .raw, info: "Spare")
            let second = try await shop.printer("Second", .thermal, "spare", width: fault == "narrow" ? 48 : 72)
            let first = try await shop.printer("First", .thermal, peer.thermal, fallback: second)
            let words = ["CUPS_SERVER=\(peer.server)", fault == "rejecting" ? "cupsreject" : "cupsaccept", "spare"]
            #expect(try await Binary.run(words, executable: URL(filePath: "/usr/bin/env")).status == 0)
            if fault == "paused" { try await shop.pause(second, true) }
            try await peer.turnThermal(isOn: false)
            let id = try await shop.submit(printer: first)
            try await shop.work(id, until: .submitted)
            shop.wait(seconds: 3)
            while try await shop.job(id).reason == nil { try await shop.turn() }
            shop.wait(seconds: 60)
            for _ in 0..<5 { try await shop.turn() }
            #expect(try await shop.job(id).reason == "printerOff")
            try await peer.turnThermal(isOn: true)
            let done = try await shop.work(id, until: .printed)
            #expect(done.printerID == first && !done.isRepeat && other.documents.isEmpty && other.pieces.isEmpty)
        }
    }

    /// CUPS has begun with the job at a printer that is off: a receipt goes on with a mark, a wristband stays.
    @Test(.timeLimit(.minutes(2)), arguments: [DocumentKind.receipt, .wristband])
    func whatCUPSHasBegunIsMovedWithAMarkAndLabelsStay(_ kind: DocumentKind) async throws {
        try await PrintPeer.with { peer in
            let other = try SimulatedDevice(.escpos)
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            let second = try await shop.printer("Second", .thermal, other.uri)
            let first = try await shop.printer("First", .thermal, peer.thermal, fallback: second)
            try await peer.turnThermal(isOn: false)
            let id = try await shop.submit(kind, printer: first)
            try await shop.work(id, until: .submitted)
            shop.wait(seconds: 3)
            while try await shop.job(id).reason == nil { try await shop.turn() }
            #expect(try await shop.job(id).reason == "printerOff")
            shop.wait(seconds: 60)
            if kind == .wristband {
                while try await shop.job(id).reason != "twinMove" { try await shop.turn() }
                #expect(try await shop.job(id).state == .submitted && other.documents.isEmpty)
                try await shop.move(id, to: second)
            }
            let done = try await shop.work(id, until: .printed)
            #expect(done.printerID == second && done.isRepeat && other.documents.count == 1)
            try await peer.turnThermal(isOn: true)
            let next = try await shop.submit(printer: first)
            try await shop.work(next, until: .printed)
            #expect(try peer.thermalJobs().count == 1, "what was moved never comes out at the first printer")
        }
    }

    /// A job that CUPS has not begun is taken back whole: a wristband may go elsewhere without a mark.
    @Test(.timeLimit(.minutes(2))) func whatCUPSHasNotBegunGoesElsewhereUnmarked() async throws {
        try await PrintPeer.with { peer in
            let other = try SimulatedDevice(.escpos)
            let shop = try PrintShop(server: peer.server)
            defer { shop.test.remove() }
            let second = try await shop.printer("Second", .thermal, other.uri)
            let first = try await shop.printer("First", .thermal, peer.thermal)
            try Spooler(server: peer.server).pauseQueue(peer.thermal)
            let id = try await shop.submit(.wristband, printer: first)
            try await shop.work(id, until: .submitted)
            shop.wait(seconds: 3)
            while try await shop.job(id).reason != "stopped" { try await shop.turn() }
            try await shop.move(id, to: second)
            let done = try await shop.work(id, until: .printed)
            #expect(done.printerID == second && !done.isRepeat && other.documents.count == 1)
            try Spooler(server: peer.server).resumeQueue(peer.thermal)
            let next = try await shop.submit(printer: first)
            try await shop.work(next, until: .printed)
            #expect(try peer.thermalJobs().count == 1)
        }
    }
}
