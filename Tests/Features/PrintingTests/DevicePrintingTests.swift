import Documents
import Foundation
import PrintQueue
import PrinterDevices
import SehatCore
import TestKit
import Testing

@testable import Printing

/// Printers that are spoken to straight, on real sockets: every sheet is accounted for.
@Suite(.serialized) struct DevicePrintingTests {
    /// Nobody answers at port 9: whatever is printed here does without CUPS.
    private func shop(
        _ language: DeviceLanguage = .escpos, _ body: (PrintShop, SimulatedDevice, ID<Printer>) async throws -> Void
    ) async throws {
        let device = try SimulatedDevice(language)
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer { shop.test.remove() }
        let kind: PrinterKind = language == .escpos ? .thermal : .label
        let printer = try await shop.printer(
            "Counter", kind, device.uri, language: PrinterLanguage(rawValue: language.rawValue))
        try await body(shop, device, printer)
    }

    @Test(.timeLimit(.minutes(3)), arguments: DeviceLanguage.allCases)
    func aPaperIsPrintedWhenThePrinterSaysSo(_ language: DeviceLanguage) async throws {
        try await shop(language) { shop, device, printer in
            let paper: Paper = language == .escpos ? .thermal80 : .label(width: .mm(50), height: .mm(25))
            let id = try await shop.submit(
                language == .escpos ? .receipt : .specimenLabel, paper: paper, printer: printer)
            let done = try await shop.work(id, until: .printed)
            #expect(done.attempt == 1 && !done.isRepeat)
            #expect(device.documents.count == 1 && device.pieces.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(1))) func whatThePrinterLacksIsSaidInAWordAndThePaperWaits() async throws {
        try await shop { shop, device, printer in
            device.change { $0.paperOut = true }
            let ids = [try await shop.submit(printer: printer), try await shop.submit(printer: printer)]
            func reasons() async throws -> [String?] {
                [try await shop.job(ids[0]).reason, try await shop.job(ids[1]).reason]
            }
            while try await reasons() != ["paperOut", "paperOut"] { try await shop.turn() }
            device.change { ($0.paperOut, $0.coverOpen) = (false, true) }
            while try await reasons() != ["coverOpen", "coverOpen"] { try await shop.turn() }
            device.change { $0.coverOpen = false }
            device.turn(isOn: false)
            while try await shop.job(ids[0]).reason?.hasPrefix("printerOff") != true { try await shop.turn() }
            #expect(try await shop.job(ids[0]).attempt == 0)
            device.turn(isOn: true)
            for id in ids { #expect(try await !shop.work(id, until: .printed).isRepeat) }
            #expect(device.documents.count == 2)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aPrinterThatNeverAnswersGetsNothing() async throws {
        try await shop { shop, device, printer in
            device.change { $0.isSilent = true }
            let id = try await shop.submit(printer: printer)
            while try await shop.job(id).reason != "silent" { try await shop.turn() }
            let other = try SimulatedDevice(.escpos)
            let second = try await shop.printer("Counter 2", .thermal, other.uri)
            try await shop.change { try PrintQueue.redirect(id, to: second, in: $0) }
            #expect(try await !shop.work(id, until: .printed).isRepeat)
            #expect(other.documents.count == 1 && device.documents.isEmpty && device.pieces.isEmpty)
        }
    }

    /// The connection breaks at many places of a whole receipt: it comes out once more with the mark, and the piece lies
    /// in the printer.
    @Test(.timeLimit(.minutes(2)), arguments: [1, 2, 3, 10, 100, 1_000, 5_000])
    func aReceiptThatWasCutIsPrintedAgainWithAMark(_ place: Int) async throws {
        try await shop { shop, device, printer in
            device.change { $0.cutsAfter = place }
            let id = try await shop.submit(printer: printer)
            while try await shop.job(id).attempt == 0 { try await shop.turn() }
            shop.wait()
            let done = try await shop.work(id, until: .printed)
            #expect(done.isRepeat && done.attempt == 2)
            #expect(device.documents.count == 1 && device.pieces.count == 1)
        }
    }

    /// The printer goes on with the picture where it was cut: the next paper is whole all the same, also when our process
    /// was started anew meanwhile and knows of no cut.
    @Test(.timeLimit(.minutes(2)), arguments: [1_000, 5_000])
    func whatFollowsAPaperThatWasCutInsideItsPictureIsWhole(_ place: Int) async throws {
        try await shop { shop, device, printer in
            let whole = try await shop.submit(printer: printer)
            try await shop.work(whole, until: .printed)
            device.change { ($0.cutsAfter, $0.keepsUnfinished) = (place, true) }
            let id = try await shop.submit(printer: printer)
            while try await shop.job(id).attempt == 0 { try await shop.turn() }
            try await shop.change { try PrintQueue.cancel(id, in: $0) }
            let next = try await shop.submit(printer: printer)
            shop.wait()
            try await shop.work(next, until: .printed)
            #expect(device.documents.count == 2 && device.documents.allSatisfy { $0 == device.documents[0] })
        }
    }

    /// Many papers wait for a printer that is out of order: all of them say why, and all come out, a few at a time, when it
    /// is in order again.
    @Test(.timeLimit(.minutes(4))) func manyPapersWaitForAPrinterThatIsOff() async throws {
        try await shop { shop, device, printer in
            device.change { $0.coverOpen = true }
            var ids: [ID<PrintJob>] = []
            for _ in 0..<100 { ids.append(try await shop.submit(printer: printer)) }
            while try await shop.reasons(ids).contains(where: { $0 != "coverOpen" }) { try await shop.turn() }
            // What one look wakes is bounded.
            device.change { $0.coverOpen = false }
            await shop.monitor.lookAtDevices(shop.store, patience: PrintShop.patience)
            await shop.monitor.look(shop.store)
            #expect(try await shop.reasons(ids).filter { $0 == nil }.count == PrintMonitor.mostAtOnce)
            while try await shop.states(ids).contains(where: { $0 != .printed }) { try await shop.turn() }
            #expect(device.documents.count == 100 && device.pieces.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [DocumentKind.wristband, .specimenLabel])
    func aLabelThatWasCutWaitsForAPerson(_ kind: DocumentKind) async throws {
        try await shop(.zpl) { shop, device, printer in
            device.change { $0.cutsAfter = 200 }
            // High enough for the mark of a second print.
            let id = try await shop.submit(kind, paper: .label(width: .mm(50), height: .mm(60)), printer: printer)
            #expect(try await shop.work(id, until: .held).reason == "twin")
            shop.wait()
            for _ in 0..<5 { try await shop.turn() }
            #expect(device.documents.isEmpty)
            try await shop.change { try PrintQueue.release(id, why: "the band is torn", in: $0) }
            #expect(try await shop.work(id, until: .printed).isRepeat)
            #expect(device.documents.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func aPrinterThatNeverConfirmsIsGivenUpAfterThreeMarkedSheets() async throws {
        try await shop { shop, device, printer in
            device.change { $0.neverConfirms = true }
            let id = try await shop.submit(printer: printer)
            while try await shop.job(id).state != .held {
                try await shop.turn()
                shop.wait(seconds: 61)
            }
            let held = try await shop.job(id)
            #expect(held.reason == "unsure" && held.attempt == 3)
            #expect(device.documents.count == 3)
        }
    }

    @Test(.timeLimit(.minutes(1))) func wristbandsPassReceiptsThatWait() async throws {
        try await shop(.zpl) { shop, device, printer in
            device.change { $0.coverOpen = true }
            let small = Paper.label(width: .mm(50), height: .mm(25))
            let drug = try await shop.submit(DocumentKind(rawValue: "drugLabel"), paper: small, printer: printer)
            while try await shop.job(drug).reason != "coverOpen" { try await shop.turn() }
            let band = try await shop.submit(
                .wristband, paper: .label(width: .mm(50), height: .mm(30)), printer: printer)
            while try await shop.job(band).reason != "coverOpen" { try await shop.turn() }
            device.change { $0.coverOpen = false }
            for id in [band, drug] { try await shop.work(id, until: .printed) }
            let heights = device.documents.map { String(decoding: $0, as: UTF8.self).contains("^LL240") }
            #expect(heights == [true, false])
        }
    }

    @Test(.timeLimit(.minutes(1))) func aPausedPrinterKeepsItsPapersUntilItGoesOn() async throws {
        try await shop { shop, device, printer in
            try await shop.pause(printer, true)
            let id = try await shop.submit(printer: printer)
            while try await shop.job(id).reason != "paused" { try await shop.turn() }
            shop.wait()
            for _ in 0..<5 { try await shop.turn() }
            #expect(try await shop.job(id).state == .queued && device.documents.isEmpty)
            try await shop.pause(printer, false)
            try await shop.work(id, until: .printed)
            #expect(device.documents.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func oneDeadPrinterKeepsNoOtherWaiting() async throws {
        try await shop { shop, device, printer in
            device.change { $0.isSilent = true }
            let other = try SimulatedDevice(.escpos)
            let second = try await shop.printer("Counter 2", .thermal, other.uri)
            let stuck = try await shop.submit(printer: printer)
            let free = try await shop.submit(printer: second)
            try await shop.work(free, until: .printed)
            #expect(try await shop.job(stuck).state == .queued)
        }
    }
}
