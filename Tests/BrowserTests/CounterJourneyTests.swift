import Foundation
import SehatApp
import SehatCore
import TestKit
import Testing

/// From signing in to the paper: the real binary over TLS, a real Chromium with real key events, a real CUPS with two
/// printers, and the bytes that came out read back by other people's programs.
@Suite(.serialized) struct CounterJourneyTests {
    @Test(.timeLimit(.minutes(5)), arguments: [Language.ur, .en])
    func aPatientIsRegisteredBilledAndPaysAndTheReceiptIsOnPaper(_ language: Language) async throws {
        try await PrintPeer.with { peer in
            let ground = try await CounterGround.make(peer, language)
            defer { ground.hospital.remove() }
            let server = try await ServerProcess.start(
                data: ground.hospital.directory.url, options: ["--cups-server", peer.server])
            #expect(server.url.hasPrefix("https://"))
            let outcome = try await Browser.page(trusting: try await CounterGround.trust(server.url)) { page in
                let journey = CounterJourney(page: page, language: language)
                try await journey.signIn(server.url, ground.username)
                try await journey.chooseStation()
                try await journey.register()
                try await journey.bill()
                let outcome = try await journey.pay()
                try await journey.printBill()
                return outcome
            }
            #expect(outcome.change.contains("1,850"))
            #expect(await server.stop() == 0)
            try await expectBooks(ground, outcome)
            try await expectPapers(peer, outcome)
        }
    }

    /// What the database holds is what was typed.
    private func expectBooks(_ ground: CounterGround, _ outcome: CounterJourney.Outcome) async throws {
        let hospital = try await Hospital.open(at: ground.hospital.directory.url, key: ground.hospital.key)
        defer { hospital.close() }
        let wanted = """
            SELECT count(*) FROM billingBill b JOIN billingPayment p ON p.billID = b.id
            WHERE b.number = '\(outcome.bill)' AND p.receiptNumber = '\(outcome.receipt)' AND b.status = 'settled'
            AND b.patientName = '\(CounterGround.patient)' AND b.total = \(CounterGround.total * 100)
            AND p.amount = b.total AND p.change = 185000 AND b.stationID IS NOT NULL
            """
        #expect(try await hospital.count(wanted) == 1)
        #expect(try await hospital.count("SELECT count(*) FROM billingBillLine") == 5)
        let tenders = """
            SELECT count(*) FROM billingTender WHERE (method, tendered, amount) IN
            (VALUES ('card', 100000, 100000), ('cash', 500000, 315000))
            """
        #expect(try await hospital.count(tenders) == 2)
        #expect(try await hospital.count("SELECT count(*) FROM printQueueJob WHERE state = 'printed'") == 3)
        #expect(try await hospital.count("SELECT count(*) FROM printQueueJob") == 3)
    }

    /// Papers of this hospital are in Urdu, whatever the language of the pages.
    private func expectPapers(_ peer: PrintPeer, _ outcome: CounterJourney.Outcome) async throws {
        let name = PaperReading.Line(text: CounterGround.patient, isBold: true)
        let services = CounterGround.services.map { PaperReading.Line(text: $0.ur, isBold: false) }
        let thermal = try peer.thermalJobs()
        try #require(thermal.count == 2, "a token slip and a receipt")
        let receipt = try await PaperReading.thermal(thermal[1], [name] + services)
        #expect(receipt.width == 576)
        #expect(receipt.codes == [outcome.bill])
        #expect(receipt.overlaps.count == 6 && receipt.overlaps.allSatisfy { $0 >= 0.85 }, "\(receipt.overlaps)")
        let office = try peer.officeJobs()
        try #require(office.count == 1, "the bill")
        let bill = try await PaperReading.pdf(office[0], [name] + services)
        #expect(bill.codes == [outcome.bill])
        #expect(bill.overlaps.count == 6 && bill.overlaps.allSatisfy { $0 >= 0.85 }, "\(bill.overlaps)")
    }
}
