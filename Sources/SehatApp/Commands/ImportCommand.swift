public import ArgumentParser
import Foundation
import Patients
import SehatCore

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take patients in from a file of an earlier system.",
        discussion: """
            The first line of the file holds headings; which of them is what is found out, or said by a profile that was \
            saved on the page. The server must be running: it works on after the command has ended.

            Example: sehat import patients old.csv --check --report faults.csv

            Example: sehat import patients old.csv --profile "Old system"
            """,
        subcommands: [Patients.self, Undo.self])

    struct Patients: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "patients", abstract: "Register the patients of a CSV file.",
            discussion: "Example: sehat import patients old.csv --duplicates unchecked --json")

        @OptionGroup var data: DataOptions
        @Argument(help: "The file: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1256.") var file: String
        @Option(help: "A saved choice of columns, by its name.") var profile: String?
        @Option(help: "What becomes of patients who are likely there: skip, register or unchecked.") var duplicates:
            String?
        @Option(help: "utf8, utf16LittleEndian, utf16BigEndian or windows1256, where it is not found out.")
        var encoding: String?
        @Option(help: "Write what was wrong with which row into this CSV file.") var report: String?
        @Flag(help: "Check every row and register nobody.") var check = false
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let wish = self
            try await running { try await ImportCommand.served(data) { client in try await wish.run(client) } }
        }

        private func run(_ client: ControlClient) async throws {
            // Nothing is sent before the wish is understood: a file once sent stays until somebody discards it.
            let saved = try await savedMapping(client)
            let wanted = try wantedDuplicates()
            let url = URL(filePath: file)
            var query = "name=" + ImportCommand.escaped(url.lastPathComponent)
            if let encoding { query += "&encoding=" + ImportCommand.escaped(encoding) }
            let view = try await client.upload("/api/patients/imports?\(query)", file: url).decode(ImportView.self)
            var mapping = saved ?? view.mapping
            if let wanted { mapping.duplicates = wanted }
            let body = Begin(mapping: mapping, version: view.version)
            let path = "/api/patients/imports/\(view.id)"
            _ = try await client.send(.post, path + (check ? "/check" : "/run"), body)
            let done = try await ImportCommand.followed(path, client)
            if let report {
                let bytes = try await client.send(.get, path + "/faults").body
                do {
                    try bytes.write(to: URL(filePath: report), options: .atomic)
                } catch {
                    throw CommandFailure(
                        "\(report) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
                }
            }
            if json { return try Terminal.json(done) }
            let taken = Set(mapping.columns.map(\.heading))
            let left = done.headings.filter { !taken.contains($0) }
            if !left.isEmpty { Terminal.line("columns not taken: \(left.joined(separator: ", "))") }
            Terminal.line(
                "import \(done.id) \(done.state.rawValue): \(done.rows) rows, \(done.registered) \(check ? "would be registered" : "registered"), "
                    + "\(done.duplicates) likely there already, \(done.faulty) with faults")
        }

        private func savedMapping(_ client: ControlClient) async throws -> ImportMapping? {
            guard let profile else { return nil }
            let saved = try await client.send(.get, "/api/patients/import-profiles").decode(Page<ImportProfile>.self)
                .items
            guard let found = saved.first(where: { $0.name == profile }) else {
                let known = saved.isEmpty ? "none is saved" : "known: " + saved.map(\.name).joined(separator: ", ")
                throw CommandFailure("there is no profile \(profile); \(known)", exitCode: .usage)
            }
            return found.mapping
        }

        private func wantedDuplicates() throws -> ImportDuplicates? {
            guard let duplicates else { return nil }
            guard let known = ImportDuplicates(rawValue: duplicates) else {
                throw CommandFailure("--duplicates is skip, register or unchecked", exitCode: .usage)
            }
            return known
        }

        private struct Begin: Encodable, Sendable {
            let mapping: ImportMapping
            let version: Int64
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo", abstract: "Take back the patients of an import to whom nothing has happened since.",
            discussion: "Example: sehat import undo 7288319837274112 --reason \"wrong file\"")

        @OptionGroup var data: DataOptions
        @Argument(help: "The import, as it was printed.") var id: String
        @Option(help: "Why; it stands in the audit chain.") var reason: String

        func run() async throws {
            let (path, body) = ("/api/patients/imports/\(ImportCommand.escaped(id))", ["reason": reason])
            try await running {
                try await ImportCommand.served(data) { client in
                    _ = try await client.send(.post, path + "/undo", body)
                    let done = try await ImportCommand.followed(path, client)
                    Terminal.line(
                        "import \(done.id): \(done.removed) taken back, \(done.kept) kept, since they were used")
                }
            }
        }
    }

    fileprivate static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// Work in the background needs a server that goes on working.
    fileprivate static func served(
        _ data: DataOptions, _ body: @escaping @Sendable (ControlClient) async throws -> Void
    ) async throws {
        let directory = DataDirectory(try data.loaded().dataDirectory)
        guard Control.isServed(directory) else {
            throw CommandFailure("The server is not running; start it with sehat serve.", exitCode: .unavailable)
        }
        try await body(ControlClient(socketPath: directory.socket))
    }

    /// Waits until the work on an import is over and shows how far it is.
    fileprivate static func followed(_ path: String, _ client: ControlClient) async throws -> ImportView {
        while true {
            let view = try await client.send(.get, path).decode(ImportView.self)
            guard [.checking, .running, .undoing].contains(view.state) else {
                Terminal.endProgress()
                return view
            }
            Terminal.progress("\(view.rows) rows, \(view.bytes == 0 ? 0 : view.nextOffset * 100 / view.bytes) %")
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Take all patients out as a CSV file.",
        discussion: "Example: sehat export --out patients.csv")

    @OptionGroup var data: DataOptions
    @Option(help: "The file to write.") var out: String

    func run() async throws {
        let out = out
        try await running {
            let bytes = try await Control.perform(data) { client in
                try await client.send(.get, "/api/patients/export").body
            }
            do {
                try bytes.write(to: URL(filePath: out), options: .atomic)
            } catch {
                throw CommandFailure("\(out) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
            }
            Terminal.line("\(out)  \(bytes.count) bytes")
        }
    }
}
