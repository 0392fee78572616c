import Directory
import Documents
import Foundation
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Printing

/// Which printer a paper goes to: by its kind, the counter, and the counter's department.
@Suite struct RoutingTests {
    private struct Ground {
        let shop: PrintShop
        let folder: URL
        /// Counters of the laboratory (1 and 2) and of the pharmacy (3).
        let stations: [ID<Station>]
        let departments: [ID<Department>]

        init() async throws {
            shop = try PrintShop(server: "127.0.0.1:9")
            folder = TestStore.newDirectory()
            (departments, stations) = try await shop.store.write(as: .system("test")) { tx in
                let laboratory = try Departments.create(
                    NewDepartment(code: "LAB", name: LocalizedText(en: "Laboratory")), in: tx
                ).id
                let pharmacy = try Departments.create(
                    NewDepartment(code: "PHA", name: LocalizedText(en: "Pharmacy")), in: tx
                ).id
                let stations = try [laboratory, laboratory, pharmacy].enumerated().map { index, department in
                    try Stations.create(
                        NewStation(number: index + 1, name: LocalizedText(en: "Counter"), departmentID: department),
                        in: tx
                    ).id
                }
                tx.audit("test.ground")
                return ([laboratory, pharmacy], stations)
            }
        }

        func printer(_ name: String) async throws -> ID<Printer> {
            try await shop.printer(name, .folder, folder.appending(path: name).path)
        }

        func route(_ input: Routing.Input) async throws {
            try await shop.store.write(as: .user()) { tx in _ = try Routing.set(input, in: tx) }
        }

        /// The name of the printer that a paper of this kind, wanted at this counter, came out of.
        func printed(_ kind: DocumentKind, at station: ID<Station>?) async throws -> String? {
            let document = PrintDocument(
                kind: kind, language: .en, paper: .thermal80, title: "R-2026-000001", blocks: [.paragraph([.text("x")])]
            )
            let request = PrintRequest(document: document, subject: PrintSubject(type: "test", id: UUID().uuidString))
            let id = try await shop.store.write(as: .user()) { tx in
                try PrintQueue.submit(request, station: station, in: tx).jobID
            }
            let job = try await shop.work(id, until: .printed)
            return try await shop.store.read(as: .system("test")) { tx in
                try job.printerID.map { try Printers.printer($0, in: tx).name }
            }
        }
    }

    /// A new printer, whatever its name, takes nothing that no route sends to it.
    @Test func withoutARouteThePrinterThatHasBeenThereLongestIsTaken() async throws {
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer { shop.test.remove() }
        try await shop.printer("Folder", .folder, "/tmp/nowhere")
        let old = try await shop.printer("Zafar", .thermal, "socket://127.0.0.1:9")
        try await shop.printer("Annex", .thermal, "socket://127.0.0.1:9")
        let office = try await shop.printer("Office", .office, "office")
        try await shop.printer("Block A", .office, "a")
        let (receipt, bill) = (try await shop.submit(), try await shop.submit(.bill, paper: .a5))
        let chosen = try await shop.store.read(as: .system("test")) { tx in
            try [receipt, bill].map { id in
                let (job, document) = try PrintQueue.printable(id, in: tx)
                return try Routing.printer(for: job, paper: document.paper, in: tx)?.id
            }
        }
        #expect(chosen == [old, office])
    }

    @Test func aRouteForAPaperThatIsNoneIsRefusedWithThoseThatAre() async throws {
        let shop = try PrintShop(server: "127.0.0.1:9")
        defer { shop.test.remove() }
        let printer = try await shop.printer("Office", .office, "office")
        func set(_ kind: String) async throws {
            try await shop.store.write(as: .system("test")) { tx in
                _ = try Routing.set(.init(documentKind: kind, printerID: printer), in: tx)
            }
        }
        for kind in ["receipt", "wristband", "consentForm", "testPage"] { try await set(kind) }
        for kind in ["receipts", "Receipt", ""] {
            let problem = await #expect(throws: Problem.self) { try await set(kind) }
            let field = problem?.fields.first
            #expect(field?.field == "documentKind" && field?.params["papers"]?.contains("receipt, ") == true)
        }
    }

    @Test(.timeLimit(.minutes(1))) func theMostSpecialRouteIsTaken() async throws {
        let ground = try await Ground()
        defer {
            ground.shop.test.remove()
            try? FileManager.default.removeItem(at: ground.folder)
        }
        try await ground.route(.init(printerID: try await ground.printer("everything")))
        try await ground.route(
            .init(departmentID: ground.departments[0], printerID: try await ground.printer("laboratory")))
        try await ground.route(
            .init(
                documentKind: "receipt", departmentID: ground.departments[0],
                printerID: try await ground.printer("receipts")))
        try await ground.route(
            .init(
                documentKind: "receipt", stationID: ground.stations[1], printerID: try await ground.printer("counter")))
        #expect(try await ground.printed(.receipt, at: ground.stations[0]) == "receipts")
        #expect(try await ground.printed(.receipt, at: ground.stations[1]) == "counter")
        #expect(try await ground.printed(.receipt, at: ground.stations[2]) == "everything")
        #expect(try await ground.printed(.tokenSlip, at: ground.stations[0]) == "laboratory")
        #expect(try await ground.printed(.tokenSlip, at: ground.stations[2]) == "everything")
        #expect(try await ground.printed(.receipt, at: nil) == "everything")
    }
}
