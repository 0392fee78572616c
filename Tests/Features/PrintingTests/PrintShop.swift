import Directory
import Documents
import Foundation
import Logging
import PrintQueue
import PrinterDevices
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Printing

/// The outbox of a hospital with its dispatcher and its monitor, before a real CUPS.
struct PrintShop: Sendable {
    let test: TestStore
    let runner: JobRunner
    let monitor: PrintMonitor
    var store: Store { test.store }

    /// Printers of tests are near and quick, or dead.
    static let patience = DevicePatience(connect: 1000, answer: 200, stall: 300, confirm: 500)
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init(server: String) throws {
        let monitor = PrintMonitor(server: server, logger: Self.logger)
        let modules = [
            DirectoryModule.module(), PrintQueueModule.module(),
            PrintingModule.module(server: server, monitor: monitor, patience: Self.patience),
        ]
        test = try TestStore.make(modules)
        self.monitor = monitor
        runner = JobRunner(store: test.store, handlers: modules.flatMap(\.jobs), logger: Self.logger) { 0 }
    }

    @discardableResult
    func printer(
        _ name: String, _ kind: PrinterKind, _ target: String, fallback: ID<Printer>? = nil,
        language: PrinterLanguage? = nil, width: Int? = nil
    ) async throws -> ID<Printer> {
        var input = Printers.Input(name: name, kind: kind, target: target)
        (input.fallbackID, input.failoverSeconds, input.language) = (fallback, fallback.map { _ in 60 }, language)
        input.printableWidth = width
        let wanted = input
        return try await store.write(as: .system("test")) { tx in try Printers.add(wanted, in: tx).id }
    }

    func submit(
        _ kind: DocumentKind = .receipt, paper: Paper = .thermal80, printer: ID<Printer>? = nil
    ) async throws -> ID<PrintJob> {
        let document = PrintDocument(
            kind: kind, language: .ur, paper: paper, title: "R-2026-000001",
            blocks: [.paragraph([.name("محمد عثمان چوہدری")]), .qrCode(QRCodeBlock("R-2026-000001"))])
        let request = PrintRequest(document: document, subject: PrintSubject(type: "test", id: UUID().uuidString))
        return try await store.write(as: .user()) { tx in
            try PrintQueue.submit(request, printer: printer, in: tx).jobID
        }
    }

    func job(_ id: ID<PrintJob>) async throws -> PrintJob {
        try await store.read(as: .system("test")) { tx in try PrintQueue.job(id, in: tx) }
    }

    /// Works and looks until the job is in that state; the test's time limit ends a wait that never does.
    @discardableResult
    func work(_ id: ID<PrintJob>, until state: PrintJobState) async throws -> PrintJob {
        while true {
            try await runner.runDue()
            await monitor.lookAtDevices(store, patience: Self.patience)
            await monitor.look(store)
            let job = try await job(id)
            if job.state == state { return job }
            await Task.yield()
        }
    }

    @discardableResult
    func change(_ body: @escaping @Sendable (Tx) throws -> PrintJob) async throws -> PrintJob {
        try await store.write(as: .user()) { tx in try body(tx) }
    }

    /// Lets time pass, as much as any back-off of a background job.
    func wait(seconds: Int64 = 3600) {
        test.clock.advance(seconds: seconds)
    }
}

extension PrintShop {
    /// As a process has it that was started anew: it knows what the database knows.
    func newMonitor(_ server: String) -> PrintMonitor { PrintMonitor(server: server, logger: Self.logger) }

    func reasons(_ ids: [ID<PrintJob>]) async throws -> [String?] {
        try await store.read(as: .system("test")) { tx in try ids.map { try PrintQueue.job($0, in: tx).reason } }
    }

    func states(_ ids: [ID<PrintJob>]) async throws -> [PrintJobState] {
        try await store.read(as: .system("test")) { tx in try ids.map { try PrintQueue.job($0, in: tx).state } }
    }

    /// One round of work and looking.
    func turn() async throws {
        try await runner.runDue()
        await monitor.lookAtDevices(store, patience: Self.patience)
        await monitor.look(store)
        await Task.yield()
    }

    func pause(_ printer: ID<Printer>, _ isPaused: Bool) async throws {
        try await store.write(as: .user()) { tx in _ = try Printers.pause(printer, isPaused, why: "new roll", in: tx) }
    }

    func move(_ id: ID<PrintJob>, to printer: ID<Printer>) async throws {
        try await store.write(as: .user()) { tx in
            _ = try Moving.redirect(id, to: printer, why: "the printer is off", version: nil, in: tx)
        }
    }
}
