import Documents
import Foundation
import PrinterDevices
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Typesetting

@testable import PrintQueue
@testable import Printing

/// A hospital whose papers lie in the outbox, each with the bytes that its sheets must have, so that every sheet that
/// comes to a printer can be told by its paper and its mark.
struct CrashedOutbox: Sendable {
    /// How a paper comes to its printer.
    enum Way: Sendable { case cups, device, folder }

    struct Paper: Sendable {
        let name: String
        let id: ID<PrintJob>
        let kind: DocumentKind
        let way: Way
        /// The first print without a mark, then those of the second attempt and so on.
        let sheets: [Data]
    }

    let hospital: Hospital
    let token: String
    let papers: [String: Paper]
    let spare: ID<Printer>

    /// Makes the papers, which wait for a person until they are wanted.
    static func make(
        _ wanted: [(name: String, kind: DocumentKind, way: Way)], cups: String, device: String, folder: String
    ) async throws -> CrashedOutbox {
        let hospital = try await Hospital.open()
        let printers = try await hospital.store.write(as: .system("test")) { tx in
            [
                Way.cups: try Printers.add(.init(name: "Counter", kind: .thermal, target: cups), in: tx),
                .device: try Printers.add(.init(name: "Straight", kind: .thermal, target: device), in: tx),
                .folder: try Printers.add(.init(name: "Folder", kind: .folder, target: folder), in: tx),
            ]
        }
        guard let spare = printers[.device]?.id else { throw NoPrinter() }
        var papers: [String: Paper] = [:]
        for (name, kind, way) in wanted {
            guard let printer = printers[way] else { throw NoPrinter() }
            papers[name] = try await paper(name, kind, way, printer, hospital.store)
        }
        let token = try await hospital.token(roles: ["administrator"])
        hospital.close()
        return CrashedOutbox(hospital: hospital, token: token, papers: papers, spare: spare)
    }

    struct NoPrinter: Error {}

    private static func paper(
        _ name: String, _ kind: DocumentKind, _ way: Way, _ printer: PrinterRecord, _ store: Store
    ) async throws -> Paper {
        let document = PrintDocument(
            kind: kind, language: .ur, paper: .thermal80, title: name,
            blocks: [
                .paragraph([.name("محمد عثمان چوہدری"), .text(" \(name)")]), .qrCode(QRCodeBlock(name)),
                // Longer than what is written to CUPS in one piece.
                .space(.mm(80)), .rule(Rule(thickness: .mm(1))),
            ])
        let id = try await store.write(as: .system("test")) { tx in
            let request = PrintRequest(document: document, subject: PrintSubject(type: "test", id: name))
            let id = try PrintQueue.submit(request, printer: printer.id, in: tx).jobID
            return try PrintQueue.hold(id, reason: "noPrinter", in: tx).id
        }
        let (job, words) = try await store.read(as: .system("test")) { tx in
            (try PrintQueue.job(id, in: tx), DocumentText(tx.catalogue, .ur).string("printQueue.duplicate"))
        }
        let form = PrintForm(renderer: DocumentRenderer())
        let marks = [nil] + (2...4).map { CopyMark(reason: .duplicate, number: $0, words: words) }
        let sheets = try marks.map { mark in
            Data(try form.bytes(.init(job: job, document: document.marked(mark), printer: printer)))
        }
        return Paper(name: name, id: id, kind: kind, way: way, sheets: sheets)
    }

    /// Starts the real server, lets `body` ask it for something, and waits until the place named has ended it.
    ///
    /// An earlier paper may reach the place before the server listens: that is one end more, and it is started again.
    func round(_ cups: String, at place: String, _ body: @escaping @Sendable (Caller) async throws -> Void) async throws
    {
        var server: ServerProcess?
        for _ in 0..<3 where server == nil {
            server = try? await start(cups, environment: ["SEHAT_FAIL_POINT": place])
        }
        guard let server else { return }
        try await Caller.with(server.url) { caller in
            // An answer may be lost with the server.
            try? await body(caller.with(token: token))
        }
        await server.ended()
    }

    func start(_ cups: String, environment: [String: String] = [:]) async throws -> ServerProcess {
        try await ServerProcess.start(
            data: hospital.directory.url, options: ["--plain-http", "--cups-server", cups], environment: environment)
    }

    /// A person lets a paper go.
    func release(_ name: String, _ caller: Caller) async throws {
        guard let paper = papers[name] else { throw NoPrinter() }
        try await caller.json("POST", "/api/print-jobs/\(paper.id)/release", "{}")
    }

    /// Asks until the job is in one of the states; the test's time limit ends a wait that never does.
    @discardableResult
    func job(_ name: String, until states: Set<String>, _ caller: Caller) async throws -> JSONValue {
        guard let paper = papers[name] else { throw NoPrinter() }
        while true {
            let job = try await caller.json("GET", "/api/print-jobs/\(paper.id)")
            if let state = job["state"].text, states.contains(state) { return job }
            await Task.yield()
        }
    }

    /// Which paper a sheet shows, and whether it bears a mark; nil for what is no whole sheet of ours.
    ///
    /// Where the paper before is not known to have gone out whole, what ends a cut picture stands before the sheet.
    func reading(_ sheet: Data) -> (name: String, attempt: Int)? {
        let leads = [Data()] + [DeviceLanguage.escpos, .zpl, .tspl].map { Data($0.remedy) }
        for paper in papers.values {
            for (index, whole) in paper.sheets.enumerated() where leads.contains(where: { $0 + whole == sheet }) {
                return (paper.name, index + 1)
            }
        }
        return nil
    }
}
