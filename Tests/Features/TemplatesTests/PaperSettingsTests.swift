import Documents
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing
import Typesetting

@testable import Templates

@Suite struct PaperSettingsTests {
    private func routed(_ body: @Sendable (TestStore, any TestClientProtocol) async throws -> Void) async throws {
        let modules = [PrintQueueModule.module(), TemplatesModule.module()]
        let test = try TestStore.make(modules)
        defer { test.remove() }
        try await test.routed(modules, as: .user("ayesha", .templatesRead, .templatesManage)) { client in
            try await body(test, client)
        }
    }

    /// A square of one shade with a white edge.
    private func picture(_ shade: UInt8, side: Int = 60) throws -> Data {
        var ink = [UInt8](repeating: 0, count: side * side)
        for row in 10..<side - 10 { for column in 10..<side - 10 { ink[row * side + column] = shade } }
        return Data(try PNGWriter().write(GreyPage(width: side, height: side, ink: ink)))
    }

    private func upload(_ png: Data, as name: String = "logo", _ client: any TestClientProtocol) async throws
        -> TestResponse
    {
        try await client.send(.put, "/api/pictures/\(name)", #"{"png": "\#(png.base64EncodedString())"}"#)
    }

    private static func receipt(_ tx: ReadTx, _ language: Language = .ur, _ paper: Paper = .thermal80) throws
        -> PaperTemplates.Made
    {
        let day = try #require(CalendarDay(year: 2025, month: 6, day: 26))
        return try PaperTemplates.make("receipt", .init(language: language, grouping: .thousands, paper: paper), in: tx)
        { _ in
            BillPaperData(
                letterhead: .letterhead(Letterhead(name: .name("رحمت"))), number: "R-1", billNumber: "B-1",
                when: .date(day), patient: [], lines: [], sums: [], amount: Money(amount: 100, currency: .PKR),
                footer: [])
        }
    }

    /// Queues a receipt as a counter does.
    private func print(_ test: TestStore) async throws -> ID<PrintJob> {
        try await test.store.write(as: .system()) { tx in
            let made = try Self.receipt(tx)
            let subject = PrintSubject(type: "payment", id: tx.newID(StoredDocument.self).description)
            return try PrintQueue.submit(
                PrintRequest(document: made.document, subject: subject, templateNumber: made.number), in: tx
            ).jobID
        }
    }

    private func printed(_ job: ID<PrintJob>, _ test: TestStore) async throws -> PrintDocument {
        try await test.store.read(as: .system()) { tx in try PrintQueue.printable(job, in: tx).document }
    }

    private func logo(of document: PrintDocument) -> ImageBlock? {
        document.blocks.lazy.compactMap { if case .letterhead(let head) = $0 { head.image } else { nil } }.first
    }

    @Test func oldPapersKeepTheLogoThatTheyWerePrintedWith() async throws {
        try await routed { test, client in
            let bare = try await print(test)
            #expect(try await upload(try picture(255), client).status == .ok)
            let first = try await print(test)
            #expect(try await upload(try picture(120), client).status == .ok)
            let second = try await print(test)
            #expect(try await client.send(.delete, "/api/pictures/logo").status == .ok)
            let third = try await print(test)
            let (old, new) = (logo(of: try await printed(first, test)), logo(of: try await printed(second, test)))
            #expect(old?.png.isEmpty == false && new?.png.isEmpty == false && old?.png != new?.png)
            let (before, after) = (logo(of: try await printed(bare, test)), logo(of: try await printed(third, test)))
            #expect(before == nil && after == nil)
            #expect(try await client.send(.delete, "/api/pictures/logo").status == .notFound)
            // It takes room on paper, and a second drawing of the old paper is the same.
            let renderer = DocumentRenderer()
            let (plain, headed) = (try await printed(bare, test), try await printed(first, test))
            #expect(try renderer.layout(headed).pages[0].height > renderer.layout(plain).pages[0].height + 20)
            let again = try await printed(first, test)
            #expect(try renderer.escpos(headed) == renderer.escpos(again))
        }
    }

    @Test func nothingOfAnUploadIsKeptButItsShades() async throws {
        try await routed { test, client in
            let file = try picture(255, side: 900)
            let settings = try await upload(file, client).json(PaperSettings.self)
            let known = try #require(settings.pictures["logo"])
            // The white edge is gone and the longest side is what a letterhead needs.
            #expect(known.width == 800 && known.height == 800)
            let stored = try await client.send(.get, "/api/pictures/logo")
            #expect(stored.status == .ok && Array(stored.body.readableBytesView) != [UInt8](file))
            for wrong in [Data("no picture".utf8), file.prefix(200), try picture(0)] {
                #expect(try await upload(wrong, client).status.code == 422)
            }
            #expect(try await upload(file, as: "Logo%20x", client).status.code == 422)
            let actions = try await test.store.read(as: .system()) { tx in
                try AuditLog.newest(AuditFilter(), limit: 1, in: tx).map(\.action)
            }
            #expect(actions == ["printQueue.picture.set"])
        }
    }

    @Test func digitsAndCalendarAreTheHospitalsAndIdentifiersStayWestern() async throws {
        try await routed { test, client in
            let body = #"{"localDigits": ["ur"], "hijriShift": -1, "version": 1}"#
            let settings = try await client.send(.put, "/api/paper-settings", body).json(PaperSettings.self)
            #expect(settings.localDigits == [.ur] && settings.hijriShift == -1 && settings.version == 2)
            #expect(try await client.send(.put, "/api/paper-settings", body).status == .conflict)
            let wide = try await client.send(.put, "/api/paper-settings", #"{"localDigits": [], "hijriShift": 3}"#)
            #expect(wide.status.code == 422)
            let made = try await test.store.read(as: .system()) { tx in
                (urdu: try Self.receipt(tx).document, hindi: try Self.receipt(tx, .hi).document)
            }
            #expect(made.urdu.digits == .local && made.hindi.digits == .western)
            #expect(made.urdu.hijriShift == -1 && made.hindi.hijriShift == -1)
            let stored = try JSONDecoder().decode(PrintDocument.self, from: try JSONEncoder().encode(made.urdu))
            #expect(stored == made.urdu)
        }
    }

    @Test func aVersionThatFailsIsAuditedAndStandsOnThePage() async throws {
        try await routed { test, client in
            let shipped = ShippedTemplates.named("receipt")?.text ?? ""
            let body = try JSONSerialization.data(withJSONObject: ["text": shipped, "base": 1])
            #expect(
                try await client.send(.post, "/api/templates/receipt/publish", String(decoding: body, as: UTF8.self))
                    .status == .ok)
            // What no check can know beforehand: data of another build lack what the template shows.
            let made = try await test.store.write(as: .system()) { tx in
                try PaperTemplates.make(
                    "receipt", .init(language: .ur, grouping: .thousands, paper: .thermal80), in: tx
                ) { number in
                    number > 1 ? Faulty(number: nil) : Faulty(number: "R-1")
                }
            }
            #expect(made.number == 1)
            let view = try await client.send(.get, "/api/templates/receipt").json(TemplateView.self)
            #expect(
                view.failure?.count == 1 && view.failure?.stage == .filling
                    && view.failure?.words.contains("number") == true)
            #expect((view.failure?.line ?? 0) > 0)
            let list = try await client.send(.get, "/api/templates").json(TemplateList.self)
            #expect(list.items.filter(\.hasFailed).map(\.name) == ["receipt"])
            let actions = try await test.store.read(as: .system()) { tx in
                try AuditLog.newest(AuditFilter(), limit: 1, in: tx).map(\.action)
            }
            #expect(actions == ["printQueue.template.failed"])
            let back = try await client.send(.post, "/api/templates/receipt/rollback", #"{"number": 1, "base": 2}"#)
            #expect(try back.json(TemplateView.self).failure == nil)
        }
    }

    /// The data of a receipt, without its number where that is nil.
    private struct Faulty: Encodable, Sendable {
        var number: String?
        var letterhead = Block.letterhead(Letterhead(name: .name("رحمت")))
        var billNumber = "B-1"
        var when = Inline.time(hour: 9, minute: 5)
        var patient: [Block] = []
        var lines: [Int] = []
        var sums: [Table.Row] = []
        var amount = Money(amount: 100, currency: .PKR)
        var footer: [[Inline]] = []
    }
}
