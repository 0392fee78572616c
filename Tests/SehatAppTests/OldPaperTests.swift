import Documents
import Foundation
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing
import Typesetting

@testable import PrintQueue
@testable import Printing

/// A receipt through a real CUPS, its template changed, and the receipt once more.
@Suite struct OldPaperTests {
    private static func paid(_ ground: HospitalGround, _ caller: Caller) async throws -> String {
        let bill = try await caller.json(
            "POST", "/api/bills",
            "{\"patientID\":\"\(ground.patients[0])\",\"lines\":[{\"serviceID\":\"\(ground.services[0])\",\"quantity\":1}]}",
            key: UUID().uuidString)
        let payment = try await caller.json(
            "POST", "/api/bills/\(try #require(bill["id"].text))/payments",
            "{\"tenders\":[{\"method\":\"cash\",\"amount\":50000}]}",
            key: UUID().uuidString)
        return try #require(payment["printJobID"].text)
    }

    private static func printed(_ job: String, _ caller: Caller) async throws {
        while try await caller.json("GET", "/api/print-jobs/\(job)")["state"].text != "printed" { await Task.yield() }
    }

    @Test(.timeLimit(.minutes(3))) func anOldReceiptHasTheSameBytesAfterItsTemplateHasChanged() async throws {
        try await PrintPeer.with { peer in
            let hospital = try await Hospital.open()
            defer { hospital.remove() }
            let ground = try await hospital.ground(patients: 1)
            let printer = try await hospital.store.write(as: .system("test")) { tx in
                try Printers.add(.init(name: "Counter", kind: .thermal, target: peer.thermal), in: tx)
            }
            let token = try await hospital.token(roles: ["administrator", "cashier", "supervisor"])
            hospital.close()
            let text = try #require(ShippedTemplates.named("receipt")?.text).replacing(
                #"{"$t": "keepReceipt"}"#, with: "\"Another line\"")
            let server = try await ServerProcess.start(
                data: hospital.directory.url, options: ["--plain-http", "--cups-server", peer.server])
            let (first, copy) = try await Caller.with(server.url) { caller in
                let caller = caller.with(token: token)
                let first = try await Self.paid(ground, caller)
                try await Self.printed(first, caller)
                let body = try JSONEncoder().encode(["text": JSONText.text(text), "base": JSONText.number(1)])
                try await caller.json("POST", "/api/templates/receipt/publish", String(decoding: body, as: UTF8.self))
                let copy = try #require(
                    try await caller.json("POST", "/api/print-jobs/\(first)/reprint", "{}")["jobID"].text)
                try await Self.printed(copy, caller)
                // The new template is in force: the same purchase makes another paper now.
                try await Self.printed(try await Self.paid(ground, caller), caller)
                return (first, copy)
            }
            #expect(await server.stop() == 0)
            let again = try await Hospital.open(at: hospital.directory.url, key: hospital.key)
            defer { again.close() }
            let form = PrintForm(renderer: DocumentRenderer())
            let bytes = try await again.store.read(as: .system("test")) { tx in
                let papers = try [first, copy].map { try PrintQueue.printable(try #require(ID<PrintJob>($0)), in: tx) }
                let (original, marked) = (papers[0], papers[1])
                return try [
                    form.bytes(.init(job: original.job, document: original.document, printer: printer)),
                    form.bytes(.init(job: marked.job, document: marked.document, printer: printer)),
                    form.bytes(
                        .init(job: original.job, document: PrintQueue.unmarked(marked.document), printer: printer)),
                ].map { Data($0) }
            }
            var sheets = try peer.thermalJobs()
            while sheets.count < 3 { sheets = try peer.thermalJobs() }
            #expect(bytes[0] == sheets[0] && bytes[1] == sheets[1], "what is stored makes the paper that was printed")
            #expect(bytes[2] == sheets[0], "the copy is the old receipt but for its mark")
            #expect(!sheets[2...].contains(sheets[0]))
        }
    }

    /// A number or a text, for a body.
    private enum JSONText: Encodable {
        case text(String)
        case number(Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            }
        }
    }
}
