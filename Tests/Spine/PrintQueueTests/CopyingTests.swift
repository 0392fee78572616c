import Documents
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

/// Printing a paper once more from the queue, and which paper comes first.
@Suite struct CopyingTests {
    private func printed(_ outbox: Outbox, _ kind: DocumentKind = .receipt) async throws -> ID<PrintJob> {
        let id = try await outbox.submit(Outbox.request(kind)).jobID
        try await outbox.change { try Outbox.hand(id, $0) }
        try await outbox.change { try PrintQueue.markPrinted(id, in: $0) }
        return id
    }

    private func copy(_ outbox: Outbox, _ id: ID<PrintJob>, why: String? = nil) async throws -> PrintTicket {
        try await outbox.store.write(as: Outbox.cashier) { tx in try PrintQueue.copy(of: id, why: why, in: tx) }
    }

    @Test func aReceiptIsCopiedWordForWordWithItsMark() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await printed(outbox)
        let ticket = try await copy(outbox, id)
        #expect(ticket.copy == 2)
        let (job, document) = try await outbox.store.read(as: .system()) { tx in
            try PrintQueue.printable(ticket.jobID, in: tx)
        }
        #expect(document.copyMark?.reason == .copy && document.blocks == Outbox.request().document.blocks)
        #expect(job.printerID == (try await outbox.job(id)).printerID)
        await #expect(throws: (any Error).self, "the second copy wants a reason") { _ = try await copy(outbox, id) }
        #expect(try await copy(outbox, id, why: "lost by the patient").copy == 3)
        #expect(try await outbox.actions().contains("printQueue.document.reprinted"))
    }

    @Test(arguments: [DocumentKind.wristband, .specimenLabel, DocumentKind(rawValue: "wristbandInfant")])
    func aLabelIsCopiedOnlyWithAReason(_ kind: DocumentKind) async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await printed(outbox, kind)
        await #expect(throws: (any Error).self) { _ = try await copy(outbox, id, why: "  ") }
        #expect(try await copy(outbox, id, why: "torn").copy == 2)
    }

    @Test func whatIsStillToComeIsNotCopied() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.job(in: .held)
        await #expect(throws: Problem(.conflict, "printQueue.job.held")) { _ = try await copy(outbox, id) }
    }

    @Test func wristbandsComeBeforeReceiptsAndReportsLast() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let kinds: [DocumentKind] = [.dayClose, .labReport, .receipt, .tokenSlip, .wristband]
        for kind in kinds { _ = try await outbox.submit(Outbox.request(kind, of: kind.rawValue)) }
        let order = try await outbox.store.read(as: .system()) { tx in
            try PrintQueue.waiting(.queued, in: tx).map(\.documentKind)
        }
        #expect(order == [.wristband, .tokenSlip, .receipt, .labReport, .dayClose])
    }

    /// What a template looks like later has no say: the stored document is what comes out.
    @Test func aDocumentThatWasTamperedWithIsNotPrinted() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let ticket = try await outbox.submit()
        try await outbox.store.write(as: .system()) { tx in
            try tx.db.execute(sql: "DROP TRIGGER printQueueDocumentNoUpdate")
            try tx.db.execute(sql: "UPDATE printQueueDocument SET body = replace(body, '125000', '925000')")
            tx.audit("test.tampered")
        }
        await #expect(throws: Problem(.conflict, "printQueue.document.damaged")) {
            _ = try await outbox.store.read(as: .system()) { tx in try PrintQueue.printable(ticket.jobID, in: tx) }
        }
    }
}
