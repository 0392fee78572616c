import Documents
import Foundation
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct SubmittingTests {
    @Test func theDocumentIsKeptWordForWord() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let request = Outbox.request()
        let ticket = try await outbox.submit(request)
        #expect(ticket.copy == 1)
        let stored = try await outbox.store.read(as: Outbox.cashier) { tx in
            try PrintQueue.document(ticket.documentID, in: tx)
        }
        #expect(try stored.document() == request.document)
        #expect(stored.isIntact && stored.sha256.count == 64)
        #expect(stored.patientID == Outbox.patient && stored.createdByName == "shazia")
        let job = try await outbox.job(ticket.jobID)
        #expect(job.state == .queued && job.attempt == 0 && job.version == 1)
        #expect(job.documentID == ticket.documentID && job.documentKind == .receipt)
        #expect(try await outbox.actions().contains("printQueue.document.printed"))
    }

    @Test func lookingAtADocumentGoesToTheAccessLog() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let ticket = try await outbox.submit()
        _ = try await outbox.store.read(as: Outbox.cashier) { tx in try PrintQueue.document(ticket.documentID, in: tx) }
        #expect(try await outbox.actions().last == "printQueue.document.read")
    }

    @Test(arguments: [(Language.en, "COPY"), (.ur, "نقل"), (.hi, "प्रतिलिपि"), (.ar, "نسخة")])
    func aSecondPrintIsAMarkedCopy(_ language: Language, _ word: String) async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let request = Outbox.request(language: language)
        _ = try await outbox.submit(request)
        let second = try await outbox.submit(request)
        let third = try await outbox.submit(request)
        #expect(second.copy == 2 && third.copy == 3)
        let document = try await outbox.store.read(as: Outbox.cashier) { tx in
            try PrintQueue.document(third.documentID, in: tx).document()
        }
        #expect(document.copyMark == CopyMark(reason: .copy, number: 3, words: word))
        #expect(document.blocks == request.document.blocks)
        let footer = try #require(document.footer)
        #expect(footer.lines.count == 2 && footer.lines.last?.contains(.name("shazia")) == true)
        #expect(try await outbox.actions().filter { $0 == "printQueue.document.reprinted" }.count == 2)
    }

    @Test func kindsAndSubjectsCountTheirCopiesApart() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        for request in [Outbox.request(), Outbox.request(.bill), Outbox.request(of: "2")] {
            #expect(try await outbox.submit(request).copy == 1)
        }
        #expect(try await outbox.submit(Outbox.request(.bill)).copy == 2)
    }

    @Test func theEarliestPrintComesBackWithoutItsMark() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let urdu = Outbox.request()
        let english = Outbox.request(language: .en)
        for request in [urdu, english, english] { _ = try await outbox.submit(request) }
        let wanted: [(Language, Paper)] = [(.ur, .thermal80), (.en, .thermal80), (.hi, .thermal80), (.ur, .a5)]
        let found = try await outbox.store.read(as: Outbox.cashier) { tx in
            try wanted.map { language, paper in
                try PrintQueue.earliest(
                    of: urdu.subject, kind: .receipt, language: language, paper: paper, in: tx)
            }
        }
        #expect(found == [urdu.document, english.document, nil, nil])
    }

    @Test func documentsCannotBeChangedOrRemoved() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        _ = try await outbox.submit()
        for sql in ["UPDATE printQueueDocument SET title = 'x'", "DELETE FROM printQueueDocument"] {
            await #expect(throws: Problem.self) {
                try await outbox.store.write(as: Outbox.cashier) { tx in
                    try tx.db.execute(sql: sql)
                    tx.audit("test.tried")
                }
            }
        }
    }

    @Test func nothingIsLeftOfAPrintWhoseTransactionFails() async throws {
        struct Refused: Error {}
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        await #expect(throws: Refused.self) {
            try await outbox.store.write(as: Outbox.cashier) { tx in
                try PrintQueue.submit(Outbox.request(), in: tx)
                throw Refused()
            }
        }
        let counts = try await outbox.store.read(as: Outbox.cashier) { tx in
            try ["printQueueDocument", "printQueueJob", "storeJob"].map {
                try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM \($0)") ?? -1
            }
        }
        #expect(counts == [0, 0, 0])
    }

    @Test func everyPrintWakesTheDispatcher() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let ticket = try await outbox.submit()
        let kinds = try await outbox.store.read(as: Outbox.cashier) { tx in
            try String.fetchAll(tx.db, sql: "SELECT kind FROM storeJob")
        }
        #expect(kinds == [PrintDispatch.jobKind])
        #expect(PrintDispatch(jobID: ticket.jobID).jobID == ticket.jobID)
    }
}
