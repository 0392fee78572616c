public import ArgumentParser
import Foundation
import PrintQueue
public import Printing
import SehatCore

struct PrinterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printer", abstract: "Printers: find, list, add, change, pause, test; preview a document.",
        discussion: "Example: sehat printer list",
        subcommands: [
            List.self, Queues.self, Devices.self, Add.self, Change.self, Remove.self, Pause.self, Resume.self,
            Test.self,
            Preview.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the printers and how they are.",
            discussion: "Example: sehat printer list --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/printers").decode(PrinterList.self)
                }
                if json { return try Terminal.json(list.items) }
                Terminal.table(
                    ["id", "name", "kind", "target", "status", "why", "jobs"],
                    list.items.map { printer in
                        [
                            printer.id.description, printer.name, printer.kind.rawValue, printer.target,
                            printer.status.rawValue, printer.reasons.joined(separator: ","), String(printer.openJobs),
                        ]
                    })
            }
        }
    }

    struct Queues: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "queues", abstract: "List the queues that CUPS has.",
            discussion: "Example: sehat printer queues")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/print-queues").decode(PrintQueueList.self)
                }
                if let words = list.unreachable {
                    throw CommandFailure(
                        "CUPS does not answer: \(words). See cups_server in sehat.toml.", exitCode: .unavailable)
                }
                if json { return try Terminal.json(list.items) }
                Terminal.table(["queue", "about"], list.items.map { [$0.name, $0.info] })
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Print a test page with rulers and every script.",
            discussion: "Example: sehat printer test \"Counter 3\" --language ur")

        @OptionGroup var data: DataOptions
        @Argument(help: "The printer's name or id.") var printer: String
        @Option(help: "en, ur, hi or ar.") var language: Language = .en

        func run() async throws {
            let (printer, language) = (printer, language)
            try await running {
                let ticket = try await Control.perform(data) { client in
                    let found = try await PrinterCommand.find(printer, client)
                    return try await client.send(
                        .post, "/api/printers/\(found.id)/test", ["language": language.rawValue]
                    ).decode(PrintTicket.self)
                }
                Terminal.line(
                    "Queued as print job \(ticket.jobID). Look at it with: sehat printer preview \(ticket.documentID)")
            }
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview", abstract: "Write a stored document as a PDF or PNG file.",
            discussion: "Example: sehat printer preview 7288319837274112 --out receipt.png")

        @OptionGroup var data: DataOptions
        @Argument(help: "The document's id.") var document: String
        @Option(help: "The file; its ending .pdf or .png decides the form.") var out: String

        func run() async throws {
            let (document, out) = (document, out)
            try await running {
                guard let id = ID<StoredDocument>(document) else {
                    throw CommandFailure("\"\(document)\" is no document id.", exitCode: .usage)
                }
                let ending = out.hasSuffix(".png") ? "png?dpi=203" : "pdf"
                let bytes = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/documents/\(id).\(ending)").body
                }
                do {
                    try bytes.write(to: URL(filePath: out), options: .atomic)
                } catch {
                    throw CommandFailure(
                        "\(out) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
                }
                Terminal.line(out)
            }
        }
    }
}

extension PrinterCommand {
    /// A printer by its name or id.
    static func find(_ printer: String, _ client: ControlClient) async throws -> PrinterView {
        let list = try await client.send(.get, "/api/printers").decode(PrinterList.self)
        guard let found = list.items.first(where: { $0.name == printer || $0.id.description == printer })
        else { throw CommandFailure("There is no printer \(printer).", exitCode: .refused) }
        return found
    }
}

extension PrinterCommand {
    /// - Throws: `CommandFailure` when a route for the whole hospital sends one of these papers to a printer already.
    static func expectFree(_ papers: [String], _ client: ControlClient) async throws {
        guard !papers.isEmpty else { return }
        let routes = try await client.send(.get, "/api/print-routes").decode(RouteList.self).items
        let printers = try await client.send(.get, "/api/printers").decode(PrinterList.self).items
        for route in routes where route.stationID == nil && route.departmentID == nil {
            guard let paper = route.documentKind, papers.contains(paper) else { continue }
            let taker = printers.first { $0.id == route.printerID }?.name ?? route.printerID.description
            throw CommandFailure(
                "\(paper) goes to \(taker); add --take-over to send it to this printer.", exitCode: .refused)
        }
    }

    private struct RouteList: Decodable { let items: [PrintRoute] }
}

extension PrinterKind: ExpressibleByArgument {}
extension PrinterLanguage: ExpressibleByArgument {}
extension PrintDriver: ExpressibleByArgument {}
