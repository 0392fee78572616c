import ArgumentParser
import Documents
import Foundation
import PrintQueue
import Printing
import SehatCore

/// What is known of a printer, as options of `add` and `change`.
struct PrinterProfileOptions: ParsableArguments {
    @Option(help: "pdf, pwg, escpos, zpl or tspl; by default what is usual for the kind.") var language:
        PrinterLanguage?
    @Option(help: "Dots per inch of the head: 180, 203, 300 or 600.") var dpi: Int?
    @Option(help: "Millimetres that the head can print on.") var width: Int?
    @Option(help: "The label in millimetres, such as 50x25.") var label: String?
    @Option(help: "How dark it prints, 1 to 15; 0 as the printer is set.") var density: Int?
    @Option(help: "The printer, by name or id, that takes its jobs when it is out of order.") var fallback: String?
    @Option(help: "After how many seconds; 0 for never.") var failover: Int?

    /// - Throws: `CommandFailure` for a label that is no size or a fallback that is not there.
    func fill(_ input: Printers.Input, _ client: ControlClient) async throws -> Printers.Input {
        var result = input
        (result.language, result.dpi, result.printableWidth, result.density) = (language, dpi, width, density)
        if let label {
            let sides = label.split(separator: "x").map { Int($0) }
            guard sides.count == 2, let width = sides[0], let height = sides[1] else {
                throw CommandFailure("\"\(label)\" is no size of a label; write it like 50x25.", exitCode: .usage)
            }
            (result.labelWidth, result.labelHeight) = (width, height)
        }
        if let fallback {
            result.fallbackID = try await PrinterCommand.find(fallback, client).id
            result.failoverSeconds = failover ?? 60
        } else {
            result.failoverSeconds = failover
        }
        return result
    }
}

extension PrinterCommand {
    struct Devices: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "devices", abstract: "List the printers that CUPS finds on USB and in the network.",
            discussion: "Takes some seconds.\n\nExample: sehat printer devices")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/print-devices").decode(FoundDeviceList.self)
                }
                if json { return try Terminal.json(list.items) }
                Terminal.table(
                    ["device", "about", "driverless"],
                    list.items.map { [$0.uri, $0.info, $0.isDriverless ? "yes" : "no"] })
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a printer.",
            discussion: """
                Kinds: office (PDF through a CUPS queue), thermal (ESC/POS), label (ZPL or TSPL), folder (PDF files). Thermal \
                and label printers go through a raw CUPS queue, or straight to socket://host:port. With --device the CUPS \
                queue is made as well.

                A new printer takes nothing from another: papers that no route sends anywhere keep going to the printer \
                that suits them and has been there longest, and a --paper that has a route for the whole hospital is moved \
                with --take-over only. Routes of counters and departments stay.

                Example: sehat printer add "Counter 3" --kind thermal --target socket://10.0.0.7:9100 --paper receipt
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "What people call it.") var name: String
        @Option(help: "office, thermal, label or folder.") var kind: PrinterKind
        @Option(help: "The CUPS queue, socket://host:port, or the full path of the folder.") var target: String
        @Option(help: "Make the CUPS queue for this device: ipp://…, usb://…, socket://….") var device: String?
        @Option(help: "everywhere or raw, for --device; by default what suits the device.") var driver: PrintDriver?
        @OptionGroup var profile: PrinterProfileOptions
        @Flag(inversion: .prefixedNo, help: "Whether it cuts the paper.") var cutter: Bool?
        @Flag(help: "A cash drawer hangs on it and opens with a receipt.") var drawer = false
        @Option(
            help:
                "Send this kind of paper there, such as receipt, tokenSlip, bill; may be repeated. A word that is none is answered with the list."
        ) var paper: [String] = []
        @Flag(help: "Also where another printer takes that kind of paper now.") var takeOver = false
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            let kinds = ShippedTemplates.kinds.map(\.rawValue)
            for word in paper where !kinds.contains(word) {
                throw ValidationError("\"\(word)\" is no kind of paper. Choose from: \(kinds.joined(separator: ", ")).")
            }
        }

        func run() async throws {
            let input = Printers.Input(name: name, kind: kind, target: target, hasCutter: cutter, hasDrawer: drawer)
            let (papers, profile, takeOver) = (paper, profile, takeOver)
            let queue = device.map { NewPrintQueue(name: target, device: $0, driver: driver, info: name) }
            try await running {
                let (made, rest) = try await Control.perform(data) { client in
                    if !takeOver { try await PrinterCommand.expectFree(papers, client) }
                    let others = try await client.send(.get, "/api/printers").decode(PrinterList.self).items
                    if let queue { _ = try await client.send(.post, "/api/print-queues", queue) }
                    let input = try await profile.fill(input, client)
                    let made = try await client.send(.post, "/api/printers", input).decode(PrinterView.self)
                    for paper in papers {
                        let route = Routing.Input(documentKind: paper, printerID: made.id)
                        _ = try await client.send(.put, "/api/print-routes", route)
                    }
                    return (made, others.first { $0.isActive && $0.kind == made.kind && $0.kind != .folder }?.name)
                }
                if json { return try Terminal.json(made) }
                Terminal.line("Added \(made.name) (\(made.id)).")
                if made.status == .missing {
                    Terminal.line("CUPS has no queue \(made.target) yet; --device makes one.")
                }
                guard papers.isEmpty else { return }
                Terminal.line(
                    rest.map { "Papers without a route keep going to \($0); send some here with --paper." }
                        ?? "It takes papers of its sort that no route sends elsewhere.")
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "change", abstract: "Change a printer; what is not named stays.",
            discussion: "Example: sehat printer change \"Counter 3\" --fallback \"Counter 4\" --failover 60")

        @OptionGroup var data: DataOptions
        @Argument(help: "The printer's name or id.") var printer: String
        @Option(help: "A new name.") var name: String?
        @Option(help: "The CUPS queue, socket://host:port, or the folder.") var target: String?
        @OptionGroup var profile: PrinterProfileOptions
        @Flag(inversion: .prefixedNo, help: "Whether it cuts the paper.") var cutter: Bool?
        @Flag(inversion: .prefixedNo, help: "Whether a cash drawer hangs on it.") var drawer: Bool?
        @Flag(inversion: .prefixedNo, help: "Whether it is in use.") var active: Bool?

        func run() async throws {
            let input = Printers.Input(
                name: name, target: target, hasCutter: cutter, hasDrawer: drawer, isActive: active)
            let (printer, profile) = (printer, profile)
            try await running {
                let changed = try await Control.perform(data) { client in
                    let found = try await PrinterCommand.find(printer, client)
                    let input = try await profile.fill(input, client)
                    return try await client.send(.patch, "/api/printers/\(found.id)", input).decode(PrinterView.self)
                }
                Terminal.line("Changed \(changed.name) (\(changed.id)).")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take a printer out of the list, with the routes to it.",
            discussion: "Refused while jobs are under way at it.\n\nExample: sehat printer remove \"Counter 3\"")

        @OptionGroup var data: DataOptions
        @Argument(help: "The printer's name or id.") var printer: String

        func run() async throws {
            let printer = printer
            try await running {
                try await Control.perform(data) { client in
                    let found = try await PrinterCommand.find(printer, client)
                    _ = try await client.send(.delete, "/api/printers/\(found.id)")
                }
                Terminal.line("Removed \(printer).")
            }
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pause", abstract: "Pause a printer; its jobs wait until it goes on.",
            discussion: "Example: sehat printer pause \"Counter 3\" --why \"new roll\"")

        @OptionGroup var data: DataOptions
        @Argument(help: "The printer's name or id.") var printer: String
        @Option(help: "Why, for the record.") var why: String?

        func run() async throws { try await step(printer, "pause", why, data) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Let a printer go on, also one that CUPS has stopped.",
            discussion: "Example: sehat printer resume \"Counter 3\"")

        @OptionGroup var data: DataOptions
        @Argument(help: "The printer's name or id.") var printer: String

        func run() async throws { try await step(printer, "resume", nil, data) }
    }
}

private func step(_ printer: String, _ verb: String, _ why: String?, _ data: DataOptions) async throws {
    try await running {
        let view = try await Control.perform(data) { client in
            let found = try await PrinterCommand.find(printer, client)
            return try await client.send(
                .post, "/api/printers/\(found.id)/\(verb)", why.map { ["reason": $0] } ?? [:]
            ).decode(PrinterView.self)
        }
        Terminal.line("\(view.name): \(view.status.rawValue)")
    }
}
