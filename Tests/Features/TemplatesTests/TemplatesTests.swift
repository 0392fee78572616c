import Documents
import Foundation
import HTTPTypes
import HummingbirdTesting
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing
import Typesetting

@testable import Templates

private let shippedReceipt = ShippedTemplates.named("receipt")?.text ?? ""
private let thanks = #"{"$t": "keepReceipt"}"#

@Suite struct TemplatesTests {
    private static let administrator = Principal.user("ayesha", .templatesRead, .templatesManage)

    private func routed(
        as principal: Principal = administrator,
        _ body: @Sendable (TestStore, any TestClientProtocol) async throws -> Void
    ) async throws {
        let modules = [PrintQueueModule.module(), TemplatesModule.module()]
        let test = try TestStore.make(modules)
        defer { test.remove() }
        try await test.routed(modules, as: principal) { client in try await body(test, client) }
    }

    private func changed(_ words: String) -> String { shippedReceipt.replacing(thanks, with: "\"\(words)\"") }

    private func json(_ fields: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    }

    private func publish(_ text: String, base: Int, _ client: any TestClientProtocol) async throws -> TestResponse {
        try await client.send(.post, "/api/templates/receipt/publish", try json(["text": text, "base": base]))
    }

    private func receipt(_ test: TestStore) async throws -> (made: PaperTemplates.Made, text: String) {
        let made = try await test.store.read(as: .system()) { tx in
            try PaperTemplates.make(
                "receipt", .init(language: .en, grouping: .thousands, paper: .thermal58), in: tx
            ) { number in
                BillPaperData(
                    letterhead: .letterhead(Letterhead(name: .name("Rahmat"))), number: "R-1", billNumber: "B-1",
                    when: .time(hour: 9, minute: 5), patient: [], lines: [], sums: [],
                    amount: Money(amount: 100, currency: .PKR), footer: [[.number(number)]])
            }
        }
        return (made, "\(made.document)")
    }

    @Test func everyPaperIsListedWithTheProductsOwnTemplate() async throws {
        try await routed { _, client in
            let list = try await client.send(.get, "/api/templates").json(TemplateList.self)
            #expect(
                list.items.map(\.name) == ShippedTemplates.all.map(\.name) && list.items.allSatisfy { $0.number == 1 })
            let one = try await client.send(.get, "/api/templates/receipt").json(TemplateView.self)
            #expect(one.text == shippedReceipt && one.history.isEmpty && one.draft == nil)
            #expect(try await client.send(.get, "/api/templates/nothing").status == .notFound)
            #expect(try await client.send(.get, "/api/templates/receipt/versions/2").status == .notFound)
        }
    }

    @Test func whatIsPublishedIsPrintedAndCanBeTakenBack() async throws {
        try await routed { test, client in
            #expect(try await publish(changed("Get well soon"), base: 1, client).status == .ok)
            let made = try await receipt(test)
            #expect(made.made.number == 2 && made.text.contains("Get well soon"))
            #expect(made.made.document.paper == .thermal58 && made.made.document.footer?.lines == [[.number(2)]])
            let back = try await client.send(.post, "/api/templates/receipt/rollback", #"{"number": 1, "base": 2}"#)
            let view = try back.json(TemplateView.self)
            #expect(view.number == 3 && view.text == shippedReceipt)
            #expect(view.history.map(\.number) == [3, 2] && view.history.map(\.origin) == [1, nil])
            let again = try await receipt(test)
            #expect(again.made.number == 3 && !again.text.contains("Get well soon"))
            let actions = try await test.store.read(as: .system()) { tx in
                try AuditLog.newest(AuditFilter(), limit: 2, in: tx).map(\.action)
            }
            #expect(actions == ["printQueue.template.rolledBack", "printQueue.template.published"])
        }
    }

    @Test func nobodyPublishesOverAnother() async throws {
        try await routed { _, client in
            #expect(try await publish(changed("one"), base: 1, client).status == .ok)
            #expect(try await publish(changed("two"), base: 1, client).status == .conflict)
            let late = try await client.send(.post, "/api/templates/receipt/rollback", #"{"number": 1, "base": 1}"#)
            #expect(late.status == .conflict)
        }
    }

    @Test(arguments: [
        ("{", "line"), (#"{"template": 1, "document": {"kind": "bill", "blocks": []}}"#, "receipt"),
        (shippedReceipt.replacing(thanks, with: #"{"$t": "nothing"}"#), "nothing"),
        (shippedReceipt.replacing(thanks, with: #"{"$": "note"}"#), "note"),
    ])
    func whatIsWrongIsNeverPublished(text: String, says: String) async throws {
        try await routed { test, client in
            let answer = try await publish(text, base: 1, client)
            #expect(try answer.status.code == 422 && "\(answer.object())".contains(says))
            #expect(try await receipt(test).made.number == 1)
        }
    }

    @Test func aTemplateTooWideForItsPaperIsRefused() async throws {
        let wide = shippedReceipt.replacing(
            #"{"space": "2mm"}"#, with: #"{"qrCode": {"payload": "x", "moduleSize": "9mm"}}"#)
        try await routed { _, client in
            let answer = try await publish(wide, base: 1, client)
            #expect(try answer.status.code == 422 && "\(answer.object())".contains("templates.doesNotFit.code"))
        }
    }

    @Test func aDraftIsKeptAndPrintsNothing() async throws {
        try await routed { test, client in
            let half = "{ \"template\": 1, "
            let saved = try await client.send(.put, "/api/templates/receipt/draft", try json(["text": half]))
            #expect(try saved.json(TemplateView.self).draft?.text == half)
            #expect(try await receipt(test).made.number == 1)
            let other = try await client.send(.put, "/api/templates/receipt/draft", try json(["text": "other"]))
            #expect(other.status == .conflict)
            let next = try await client.send(
                .put, "/api/templates/receipt/draft", try json(["text": "next", "version": 1]))
            #expect(try next.json(TemplateView.self).draft?.version == 2)
            #expect(try await client.send(.delete, "/api/templates/receipt/draft").status == .noContent)
            #expect(try await client.send(.delete, "/api/templates/receipt/draft").status == .notFound)
        }
    }

    @Test func anothersDraftOutlivesPublishingAndGoingBack() async throws {
        try await routed { test, client in
            try await test.store.write(as: .user("bilal", .templatesManage)) { tx in
                _ = try PaperTemplates.save("receipt", "bilal's", version: nil, in: tx)
            }
            let published = try await publish(changed("one"), base: 1, client).json(TemplateView.self)
            #expect(published.draft?.changedByName == "bilal" && published.draft?.text == "bilal's")
            let back = try await client.send(.post, "/api/templates/receipt/rollback", #"{"number": 1, "base": 2}"#)
            #expect(try back.json(TemplateView.self).draft?.text == "bilal's")
            let details = try await test.store.read(as: .system()) { tx in
                try AuditLog.newest(AuditFilter(), limit: 2, in: tx).map { "\($0.detail)" }
            }
            #expect(details.count == 2 && details.allSatisfy { $0.contains("draftKept") })
            // Once it is gone, one's own draft is what is published.
            #expect(try await client.send(.delete, "/api/templates/receipt/draft").status == .noContent)
            _ = try await client.send(.put, "/api/templates/receipt/draft", try json(["text": changed("mine")]))
            #expect(try await publish(changed("mine"), base: 3, client).json(TemplateView.self).draft == nil)
        }
    }

    @Test func whatFitsTheSampleAndNotTheNarrowPaperIsRefusedWithItsLine() async throws {
        // 60 mm wide: fits the roll of 72 mm, not the one of 48 mm that a receipt may be printed on as well.
        let png = Data(try PNGWriter().write(GreyPage(width: 2, height: 1, ink: [255, 255]))).base64EncodedString()
        let wide = shippedReceipt.replacing(
            #"{"space": "2mm"}"#, with: "\n" + #"{"image": {"width": "60mm", "png": "\#(png)"}}"#)
        try await routed { _, client in
            let answer = try await publish(wide, base: 1, client)
            let fault = try answer.object()
            #expect(answer.status.code == 422 && "\(fault)".contains("templates.doesNotFit.picture"))
            let line =
                wide.prefix(upTo: wide.range(of: #"{"image""#)?.lowerBound ?? wide.startIndex).count { $0 == "\n" } + 1
            #expect("\(fault)".contains(String(line)), "\(fault)")
            let seen = try await client.send(
                .post, "/api/templates/receipt/preview",
                try json(["text": wide.replacing("60mm", with: "90mm"), "language": "ur"])
            ).json(PreviewView.self)
            #expect(seen.fault?.line == line && seen.fault?.problem == "templates.doesNotFit.picture")
            #expect(seen.fault?.words.isEmpty == true && seen.fault?.params?["needed"] == "90")
        }
    }

    @Test(arguments: ["en", "ur", "hi", "ar"]) func thePreviewIsThePaper(language: String) async throws {
        try await routed { _, client in
            for name in ShippedTemplates.all.map(\.name) {
                let text = ShippedTemplates.named(name)?.text ?? ""
                let body = try json(["text": text, "language": language, "isSparse": true])
                let view = try await client.send(.post, "/api/templates/\(name)/preview", body).json(PreviewView.self)
                let sheet = try #require(view.sheets.first, "\(name)")
                let png = try #require(Data(base64Encoded: sheet.png))
                #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && sheet.width > 20 && sheet.height > 10)
            }
        }
    }

    @Test func thePreviewPointsAtTheLine() async throws {
        try await routed { _, client in
            let text =
                "{\"template\": 1,\n\"document\": {\"kind\": \"receipt\", \"blocks\": [\n  {\"paragraf\": \"x\"}]}}"
            let body = try json(["text": text, "language": "ur"])
            let view = try await client.send(.post, "/api/templates/receipt/preview", body).json(PreviewView.self)
            #expect(view.sheets.isEmpty && view.fault?.line == 3 && view.fault?.path == "blocks[0]")
        }
    }

    @Test func aTestPrintGoesToItsPrinterAndIsNoCopy() async throws {
        try await routed { test, client in
            let body = try json(["text": changed("Test"), "language": "ur", "printerID": "7"])
            for _ in 1...2 {
                let ticket = try await client.send(.post, "/api/templates/receipt/test", body).json(PrintTicket.self)
                let job = try await test.store.read(as: .system()) { try PrintQueue.job(ticket.jobID, in: $0) }
                #expect(ticket.copy == 1 && job.printerID == ID(rawValue: 7) && job.documentKind == .receipt)
            }
        }
    }

    @Test func whoMayOnlyReadChangesNothing() async throws {
        try await routed(as: .user("bilal", .templatesRead)) { _, client async throws in
            #expect(try await client.send(.get, "/api/templates/receipt").status == .ok)
            #expect(try await publish(shippedReceipt, base: 1, client).status == .forbidden)
            #expect(try await client.send(.put, "/api/templates/receipt/draft", #"{"text": "x"}"#).status == .forbidden)
        }
    }
}
