import Documents
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import Spooler

/// The routes of printers, of what goes where, and of the queues of CUPS.
struct PrinterEndpoints: Sendable {
    let monitor: PrintMonitor
    let spooler: Spooler

    struct RouteList: Codable, Sendable { var items: [PrintRoute] }
    struct TestInput: Codable, Sendable { var language: Language? }
    struct PauseInput: Codable, Sendable { var reason: String? }

    var all: [Endpoint] { printers + steps + routes + queues }

    private var printers: [Endpoint] {
        [
            .query("/printers", "printing.printer.list", .requires(.printingView), "The printers and how they are.") {
                (_: Call<NoInput>, tx) in
                let open = try PrintQueue.openCounts(in: tx)
                return PrinterList(items: try Printers.all(in: tx).map { view($0, open) })
            },
            .command("/printers", "printing.printer.add", .requires(.printingManage), "Add a printer.", status: 201) {
                (call: Call<Printers.Input>, tx) in view(try Printers.add(call.input, in: tx), [:])
            },
            .command(
                .patch, "/printers/{id}", "printing.printer.change", .requires(.printingManage), "Change a printer."
            ) {
                (call: Call<Printers.Input>, tx) in
                view(
                    try Printers.change(call.id(), call.input, version: call.ifMatch, in: tx),
                    try PrintQueue.openCounts(in: tx))
            },
            .command(
                .delete, "/printers/{id}", "printing.printer.remove", .requires(.printingManage),
                "Take a printer out of the list."
            ) {
                (call: Call<NoInput>, tx) in
                try Printers.remove(call.id(), version: call.ifMatch, in: tx)
                return NoOutput()
            },
        ]
    }

    private var steps: [Endpoint] {
        [
            .command(
                "/printers/{id}/test", "printing.printer.test", .requires(.printingManage), "Print a test page.",
                status: 201
            ) {
                (call: Call<TestInput>, tx) in try testPage(call, in: tx)
            },
            .command(
                "/printers/{id}/pause", "printing.printer.pause", .requires(.printingOperate),
                "Pause a printer; its jobs wait until it goes on."
            ) {
                (call: Call<PauseInput>, tx) in
                view(
                    try Printers.pause(call.id(), true, why: call.input.reason, in: tx),
                    try PrintQueue.openCounts(in: tx))
            },
            .command(
                "/printers/{id}/resume", "printing.printer.resume", .requires(.printingOperate),
                "Let a printer go on, also in CUPS."
            ) {
                (call: Call<PauseInput>, tx) in
                let printer = try Printers.pause(call.id(), false, why: call.input.reason, in: tx)
                if case .queue(let queue) = printer.destination, monitor.queue(queue)?.state == .stopped {
                    try tx.enqueue(Job(Resuming.jobKind, payload: Resuming.Order(queue: queue)))
                    tx.audit("printing.queue.resumed", printer.id, ["queue": .text(queue)])
                }
                return view(printer, try PrintQueue.openCounts(in: tx))
            },
        ]
    }

    private var routes: [Endpoint] {
        [
            .query(
                "/print-routes", "printing.route.list", .requires(.printingView), "Which paper goes to which printer."
            ) {
                (_: Call<NoInput>, tx) in RouteList(items: try Routing.all(in: tx))
            },
            .command(
                .put, "/print-routes", "printing.route.set", .requires(.printingManage), "Set the printer of a paper."
            ) {
                (call: Call<Routing.Input>, tx) in try Routing.set(call.input, in: tx)
            },
            .command(
                .delete, "/print-routes/{id}", "printing.route.remove", .requires(.printingManage), "Remove a route."
            ) {
                (call: Call<NoInput>, tx) in
                try Routing.remove(call.id(), in: tx)
                return NoOutput()
            },
        ]
    }

    private var queues: [Endpoint] {
        [
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
            .raw(
                .get, "/print-devices", "printing.device.list", .requires(.printingManage),
                "The printers that CUPS finds on USB and in the network; takes some seconds.",
                shape: .json(NoInput.self, FoundDeviceList.self)
            ) { call in
                let list = try await asked {
                    do {
                        let found = try await call.offload { try spooler.devices() }
                        return FoundDeviceList(
                            items: found.map {
                                FoundDevice(uri: $0.uri, info: $0.info, model: $0.model, isDriverless: $0.isDriverless)
                            })
                    } catch SpoolerError.unreachable {
                        return FoundDeviceList(items: [], unreachable: true)
                    }
                }
                return try .json(list)
            },
            .raw(
                .post, "/print-queues", "printing.queue.add", .requires(.printingManage),
                "Make a queue of CUPS for a device, or change the one of that name.",
                shape: .json(NewPrintQueue.self, PrintQueueView.self, status: 201)
            ) { call in
                let order = try QueueOrder(try await call.json())
                let queue = try await asked {
                    try await call.offload {
                        try spooler.addQueue(order.name, device: order.device, driver: order.driver, info: order.info)
                        return try spooler.queue(order.name)
                    }
                }
                try await call.store.write(as: call.principal) { tx in
                    tx.audit("printing.queue.added", ["name": .text(order.name), "device": .text(order.device)])
                    tx.announce("printing.printer")
                }
                return try .json(PrintQueueView(name: queue.name, info: queue.info, isRaw: queue.isRaw), status: 201)
            },
        ]
    }

    /// What CUPS refuses, as a problem that the pages know.
    private func asked<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch SpoolerError.forbidden {
            throw Problem.spoolerForbidden
        } catch SpoolerError.unreachable {
            throw Problem.spoolerUnreachable
        } catch is SpoolerError {
            throw Problem.spoolerRefused
        }
    }

    private func testPage(_ call: Call<TestInput>, in tx: Tx) throws -> PrintTicket {
        let printer = try Printers.printer(call.id(), in: tx)
        // With the hospital's digits and dates, as its papers are.
        let document = try PaperSettings.inUse(in: tx).applied(
            to: PrinterTest.document(for: printer, call.input.language ?? call.language, tx.hospital))
        let request = PrintRequest(
            document: document, subject: PrintSubject(type: "printer", id: tx.newID(Printer.self).description))
        return try PrintQueue.submit(request, printer: printer.id, in: tx)
    }

    private func view(_ printer: PrinterRecord, _ open: [ID<Printer>: Int]) -> PrinterView {
        PrinterView(printer, openJobs: open[printer.id] ?? 0, monitor: monitor)
    }
}
