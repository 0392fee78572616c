import Documents
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import Spooler
import Typesetting

/// The routes of printers, jobs and documents.
struct PrintingEndpoints: Sendable {
    let monitor: PrintMonitor
    let spooler: Spooler
    let renderer: DocumentRenderer

    struct RouteList: Codable, Sendable { var items: [PrintRoute] }
    struct JobFilter: Codable, Sendable {
        /// One state, or several with commas between.
        var state: String?
        var limit: Int?
        var after: ID<PrintJob>?
    }
    struct JobStep: Codable, Sendable {
        var reason: String?
        var version: Int64?
    }
    struct Redirection: Codable, Sendable {
        var printerID: ID<Printer>
        var version: Int64?
    }
    struct TestInput: Codable, Sendable { var language: Language? }
    struct Preview: Codable, Sendable {
        /// Dots per inch of the picture, 72 to 300; by default 110.
        var dpi: Int?
    }
    struct Counts: Codable, Sendable { var counts: [String: Int] }

    var all: [Endpoint] { printers + routes + jobs + documents }

    private var printers: [Endpoint] {
        [
            .query("/printers", "printing.printer.list", .requires(.printingView), "The printers and how they are.") {
                (_: Call<NoInput>, tx) in PrinterList(items: try Printers.all(in: tx).map(view))
            },
            .command("/printers", "printing.printer.add", .requires(.printingManage), "Add a printer.", status: 201) {
                (call: Call<Printers.Input>, tx) in view(try Printers.add(call.input, in: tx))
            },
            .command(.patch, "/printers/{id}", "printing.printer.change", .requires(.printingManage), "Change a printer.") {
                (call: Call<Printers.Input>, tx) in
                view(try Printers.change(call.id(), call.input, version: call.ifMatch, in: tx))
            },
            .command("/printers/{id}/test", "printing.printer.test", .requires(.printingManage), "Print a test page.", status: 201) {
                (call: Call<TestInput>, tx) in try testPage(call, in: tx)
            },
            .raw(
                .get, "/print-queues", "printing.queue.list", .requires(.printingManage),
                "The queues that CUPS has, to choose from when a printer is added.",
                shape: .json(NoInput.self, PrintQueueList.self)
            ) { call in
                do {
                    let queues = try await call.offload { try spooler.queues() }
                    let views = queues.map { PrintQueueView(name: $0.name, info: $0.info, isRaw: $0.isRaw) }
                    return try .json(PrintQueueList(items: views))
                } catch let error as SpoolerError {
                    return try .json(PrintQueueList(items: [], unreachable: error.words))
                }
            },
        ]
    }

    private var routes: [Endpoint] {
        [
            .query("/print-routes", "printing.route.list", .requires(.printingView), "Which paper goes to which printer.") {
                (_: Call<NoInput>, tx) in RouteList(items: try Routing.all(in: tx))
            },
            .command(.put, "/print-routes", "printing.route.set", .requires(.printingManage), "Set the printer of a paper.") {
                (call: Call<Routing.Input>, tx) in try Routing.set(call.input, in: tx)
            },
            .command(.delete, "/print-routes/{id}", "printing.route.remove", .requires(.printingManage), "Remove a route.") {
                (call: Call<NoInput>, tx) in
                try Routing.remove(call.id(), in: tx)
                return NoOutput()
            },
        ]
    }

    private var jobs: [Endpoint] {
        [
            .query("/print-jobs", "printing.job.list", .requires(.printingView), "Print jobs, newest first.") {
                (call: Call<JobFilter>, tx) in
                let states = (call.input.state ?? "").split(separator: ",").compactMap { PrintJobState(rawValue: String($0)) }
                return try PrintQueue.jobs(states: Set(states), limit: call.input.limit, after: call.input.after, in: tx)
            },
            .query("/print-jobs/{id}", "printing.job.read", .requires(.printingView), "One print job.") {
                (call: Call<NoInput>, tx) in try PrintQueue.job(call.id(), in: tx)
            },
            .query("/print-counts", "printing.job.counts", .requires(.printingView), "How many jobs are in each state.") {
                (_: Call<NoInput>, tx) in
                Counts(counts: try PrintQueue.counts(in: tx).reduce(into: [:]) { $0[$1.key.rawValue] = $1.value })
            },
            .command("/print-jobs/{id}/retry", "printing.job.retry", .requires(.printingOperate), "Print a failed job again.") {
                (call: Call<JobStep>, tx) in try PrintQueue.retry(call.id(), version: call.input.version, in: tx)
            },
            .command("/print-jobs/{id}/release", "printing.job.release", .requires(.printingOperate), "Let a held job go on.") {
                (call: Call<JobStep>, tx) in try PrintQueue.release(call.id(), version: call.input.version, in: tx)
            },
            .command("/print-jobs/{id}/cancel", "printing.job.cancel", .requires(.printingOperate), "Give a job up.") {
                (call: Call<JobStep>, tx) in
                try Withdrawing.cancel(call.id(), reason: call.input.reason, version: call.input.version, in: tx)
            },
            .command("/print-jobs/{id}/redirect", "printing.job.redirect", .requires(.printingOperate), "Send a job to another printer.") {
                (call: Call<Redirection>, tx) in
                _ = try Printers.printer(call.input.printerID, in: tx)
                return try PrintQueue.redirect(call.id(), to: call.input.printerID, version: call.input.version, in: tx)
            },
        ]
    }

    private var documents: [Endpoint] {
        [
            .file(
                "/documents/{id}.pdf", "printing.document.pdf", .requires(.printingPreview),
                "A stored document as PDF, exactly as it was printed.", contentType: "application/pdf"
            ) { (call: Call<NoInput>, tx) in
                let (document, created) = try stored(call.id(), in: tx)
                return { try renderer.pdf(document, created: created) }
            },
            .file(
                "/documents/{id}.png", "printing.document.png", .requires(.printingPreview),
                "The first page of a stored document as a picture.", contentType: "image/png"
            ) { (call: Call<Preview>, tx) in
                let (document, _) = try stored(call.id(), in: tx)
                let dpi = min(max(call.input.dpi ?? 110, 72), 300)
                return { try renderer.png(document, dpi: Double(dpi)) ?? [] }
            },
        ]
    }

    private func stored(_ id: ID<StoredDocument>, in tx: ReadTx) throws -> (document: PrintDocument, created: Instant) {
        let stored = try PrintQueue.document(id, in: tx)
        do {
            return (try stored.document(), stored.createdAt)
        } catch is DecodingError {
            throw Problem.documentUnprintable
        }
    }

    private func testPage(_ call: Call<TestInput>, in tx: Tx) throws -> PrintTicket {
        let printer = try Printers.printer(call.id(), in: tx)
        let document = TestPage.document(
            call.input.language ?? call.language, paper: printer.kind == .thermal ? .thermal80 : .a4)
        let request = PrintRequest(
            document: document, subject: PrintSubject(type: "printer", id: tx.newID(Printer.self).description))
        return try PrintQueue.submit(request, printer: printer.id, priority: 1, in: tx)
    }

    private func view(_ printer: PrinterRecord) -> PrinterView {
        let queue = printer.kind == .folder ? nil : monitor.queue(printer.target)
        return PrinterView(
            id: printer.id, name: printer.name, kind: printer.kind, target: printer.target, dpi: printer.dpi,
            hasCutter: printer.hasCutter, hasDrawer: printer.hasDrawer, isActive: printer.isActive,
            status: status(printer, queue), reasons: queue?.reasons ?? [], message: queue?.message ?? "",
            version: printer.version)
    }

    private func status(_ printer: PrinterRecord, _ queue: SpoolerQueue?) -> PrinterStatus {
        if printer.kind == .folder { return .ready }
        guard monitor.canReachSpooler else { return .unreachable }
        guard let queue else { return .missing }
        switch queue.state {
        case .idle: return .ready
        case .processing: return .printing
        case .stopped: return .stopped
        }
    }
}
