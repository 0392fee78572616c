import Documents
import Foundation
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing
import Typesetting

@testable import Printing

/// A paper of the hospital's own template that cannot be set at print time.
@Suite(.serialized) struct PaperFallbackTests {
    private func shop(_ body: (PrintShop, URL) async throws -> Void) async throws {
        let folder = TestStore.newDirectory()
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer {
            shop.test.remove()
            try? FileManager.default.removeItem(at: folder)
        }
        try await shop.printer("Folder", .folder, folder.path)
        try await body(shop, folder)
    }

    /// A bar code that no roll has room for.
    private static let tooWide = PrintDocument(
        kind: .tokenSlip, language: .ur, paper: .thermal80, title: "A-017",
        blocks: [.code128(Code128Block(String(repeating: "LHR-2024-001234", count: 5)))])

    private static func source() throws -> PaperSource {
        let data = TokenSlipData(
            letterhead: .letterhead(Letterhead(name: .name("Shalimar Hospital"), secondName: nil)), token: "A-017",
            department: .name("Medicine"), practitioner: nil, room: nil, priority: nil,
            patient: [.paragraph([.name("محمد عثمان چوہدری")])], visit: [], code: nil, footer: [])
        return PaperSource(template: "tokenSlip", data: String(decoding: try TemplateData.bytes(data), as: UTF8.self))
    }

    private static func submit(_ source: PaperSource?, _ shop: PrintShop) async throws -> ID<PrintJob> {
        let request = PrintRequest(
            document: tooWide, subject: PrintSubject(type: "visit", id: UUID().uuidString), templateNumber: 2,
            source: source)
        return try await shop.store.write(as: .user()) { tx in try PrintQueue.submit(request, in: tx).jobID }
    }

    private static func actions(_ shop: PrintShop) async throws -> [String] {
        try await shop.store.read(as: .system("test")) { tx in
            try String.fetchAll(
                tx.db,
                sql: "SELECT action FROM storeAudit AS entry JOIN storeAuditEvent AS event ON event.id = entry.event")
        }
    }

    @Test(.timeLimit(.minutes(1))) func itIsPrintedByTheShippedTemplateAndSaysSo() async throws {
        try await shop { shop, folder in
            let id = try await Self.submit(try Self.source(), shop)
            let done = try await shop.work(id, until: .printed)
            #expect(done.attempt == 1 && !done.isRepeat)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
            let (paper, words, fault) = try await shop.store.read(as: .system("test")) { tx in
                (
                    try PaperFallback.document(id, in: tx),
                    DocumentText(tx.catalogue, .ur).string("printQueue.substituted"),
                    try TemplateFault.fetchAll(tx.db, sql: "SELECT * FROM printQueueTemplateFault")
                )
            }
            #expect(paper?.footer?.lines.last == [.text(words)] && paper?.title == "A-017")
            #expect(
                fault.map(\.name) == ["tokenSlip"] && fault.map(\.number) == [2] && fault.map(\.stage) == [.setting])
            let actions = try await Self.actions(shop)
            #expect(actions.contains("printQueue.document.substituted"))
            #expect(actions.contains("printQueue.template.failed"))
        }
    }

    /// Whoever looks at a stored paper sees what came out of the printer.
    @Test(.timeLimit(.minutes(1))) func itIsShownAsItWasPrinted() async throws {
        try await shop { shop, folder in
            let id = try await Self.submit(try Self.source(), shop)
            try await shop.work(id, until: .printed)
            let papers = try await shop.store.read(as: .system("test")) { tx in
                try PreviewPapers(try PrintQueue.job(id, in: tx).documentID, in: tx)
            }
            let shown = try papers.shown { try DocumentRenderer().pdf($0, created: papers.created) }
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
            #expect(shown == [UInt8](try Data(contentsOf: folder.appending(path: name))))
            // Without the data there is nothing to show, and that is said.
            let other = try await Self.submit(nil, shop)
            let none = try await shop.store.read(as: .system("test")) { tx in
                try PreviewPapers(try PrintQueue.job(other, in: tx).documentID, in: tx)
            }
            #expect(throws: Problem.documentUnprintable) {
                try none.shown { try DocumentRenderer().pdf($0, created: none.created) }
            }
        }
    }

    /// A copy bears its mark and the line that says who printed it again.
    @Test(.timeLimit(.minutes(1))) func aCopyOfItIsMarkedAsOne() async throws {
        try await shop { shop, _ in
            let id = try await Self.submit(try Self.source(), shop)
            try await shop.work(id, until: .printed)
            let copy = try await shop.store.write(as: .user()) { tx in
                try PrintQueue.copy(of: id, why: "lost", in: tx).jobID
            }
            try await shop.work(copy, until: .printed)
            let paper = try await shop.store.read(as: .system("test")) { tx in try PaperFallback.document(copy, in: tx)
            }
            #expect(paper?.copyMark?.number == 2 && paper?.copyMark?.reason == .copy)
            #expect(paper?.footer?.lines.count == 2)
        }
    }

    @Test(.timeLimit(.minutes(1))) func whatNobodyCanMakeFailsInWords() async throws {
        try await shop { shop, folder in
            let id = try await Self.submit(nil, shop)
            #expect(try await shop.work(id, until: .failed).reason == "unprintable")
            let broken = try await Self.submit(PaperSource(template: "tokenSlip", data: "{}"), shop)
            #expect(try await shop.work(broken, until: .failed).reason == "unprintable")
            #expect(!FileManager.default.fileExists(atPath: folder.path))
        }
    }
}
