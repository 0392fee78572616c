import ArgumentParser
import Downtime
import DowntimePack
import Foundation
import SehatCore
import SehatStore

struct DowntimeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "downtime", abstract: "Packs with which a ward works while the server is away.",
        discussion: """
            A pack is one encrypted HTML file that a browser opens with the ward's passphrase, without the server: today's queues, \
            the patients of the day, prices, open bills, and blank forms with reserved numbers to be printed. The schedule makes \
            them every 15 minutes (task downtime.make). What is written on the forms is entered later on the page Downtime.

            Example: sehat downtime add "Ward 3" --directory /media/ward3 --passphrase-file /etc/sehat/ward3
            """, subcommands: [List.self, Add.self, Make.self, Open.self, Used.self, Numbers.self])

    private struct Place: Codable, Sendable {
        var id: String
        var name: String
        var directory: String
        var file: String
        var forms: Int
        var isActive: Bool
        var madeAt: Instant?
        var isOld: Bool
        var fault: String?
        var bytes: Int64?
    }

    private struct Places: Codable, Sendable { var items: [Place] }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The places that get packs, and how old the newest is.",
            discussion: "Exit code 1 when a pack is too old.\n\nExample: sehat downtime list --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let places = try await Control.perform(data) { try await DowntimeCommand.places($0) }
                if json { try Terminal.json(places) } else { DowntimeCommand.table(places) }
                if places.contains(where: \.isOld) { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a place that gets packs.",
            discussion: """
                The directory must be there, and writable for the account of the server: a share of the ward's computer, a disk. \
                Where the package's server runs, its unit and its AppArmor profile are told that it may write there. The \
                passphrase is kept nowhere.

                Example: sehat downtime add "Ward 3" --directory /media/ward3 --passphrase-file /etc/sehat/ward3
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The name of the place.") var name: String
        @Option(help: "Where its packs are written.") var directory: String
        @Option(help: "A file whose first line is the passphrase; else it is asked for.") var passphraseFile: String?
        @Option(help: "How many blank forms of each sort, 0 to 100.") var forms = 10
        @Option(help: "Minutes after which people are told that there is no new pack.") var limitMinutes = 45
        @Option(help: "en, ur, hi or ar; the hospital's where absent.") var language: String?
        @Flag(help: "Print JSON.") var json = false

        private struct Input: Codable, Sendable {
            var name: String
            var directory: String
            var passphrase: String
            var forms: Int
            var limitMinutes: Int
            var language: String?
        }

        func run() async throws {
            try await running {
                let input = Input(
                    name: name, directory: directory,
                    passphrase: try DowntimeCommand.passphrase(passphraseFile), forms: forms,
                    limitMinutes: limitMinutes, language: language)
                let place = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/downtime/places", input).decode(Place.self)
                }
                let server = DataDirectory(try data.loaded().dataDirectory)
                let isNew = try SystemUnit.serves(server) && SystemUnit.allowPacks(in: place.directory)
                if json { return try Terminal.json(place) }
                Terminal.line("\(place.name): \(place.directory)/\(place.file)")
                if isNew { Terminal.line("Next: systemctl restart sehat, so that its unit lets it write there") }
            }
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Make the packs now.",
            discussion: "Exit code 77 when one cannot be made.\n\nExample: sehat downtime make")

        @OptionGroup var data: DataOptions
        @Argument(help: "The name of a place; all where absent.") var name: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let name = name
                let made = try await Control.perform(data) { client in
                    var made: [Place] = []
                    for place in try await DowntimeCommand.chosen(name, client) {
                        made.append(try await client.send(.post, "/api/downtime/places/\(place.id)/make").decode())
                    }
                    return made
                }
                if json { try Terminal.json(made) } else { DowntimeCommand.table(made) }
            }
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open", abstract: "Open a pack without a browser: its lists as text, its sheets as PDF files.",
            discussion:
                "Needs no server and no data directory.\n\nExample: sehat downtime open 'sehat-Ward 3.html' --to /tmp/ward3"
        )

        @Argument(help: "The pack.") var file: String
        @Option(help: "A directory for lists.pdf and forms.pdf; without it the lists are printed.") var to: String?
        @Option(help: "A file whose first line is the passphrase; else it is asked for.") var passphraseFile: String?
        @Flag(help: "Print the lists as JSON.") var json = false

        func run() async throws {
            try await running {
                guard let page = FileManager.default.contents(atPath: file) else {
                    throw CommandFailure("\(file) cannot be read.", exitCode: .cannotOpen)
                }
                let contents: PackContents
                do {
                    contents = try PackSealing.open(
                        page: page, passphrase: try DowntimeCommand.passphrase(passphraseFile))
                } catch let error as DowntimeOpeningError {
                    throw CommandFailure(error.description, exitCode: .data)
                }
                if json { return try Terminal.json(contents.lists) }
                guard let to else { return DowntimeCommand.show(contents) }
                try write(contents, to: URL(filePath: to))
            }
        }

        private func write(_ contents: PackContents, to folder: URL) throws {
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                for (name, pdf) in [("lists.pdf", contents.listsPDF), ("forms.pdf", contents.formsPDF)] {
                    guard let pdf else { continue }
                    let url = folder.appending(path: name)
                    try DurableFile.write(pdf, to: url)
                    Terminal.line(url.path)
                }
            } catch {
                throw CommandFailure("\(folder.path) cannot be written: \(error)", exitCode: .cannotOpen)
            }
        }
    }

    struct Used: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "used", abstract: "Say that a place has taken its forms into use.",
            discussion: """
                Packs made from now on have other numbers, and those of the forms wait to be entered or given up.

                Example: sehat downtime used "Ward 3"
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The name of the place.") var name: String

        private struct Answer: Codable, Sendable { var count: Int }

        func run() async throws {
            try await running {
                let name = name
                let count = try await Control.perform(data) { client in
                    var count = 0
                    for place in try await DowntimeCommand.chosen(name, client) {
                        count += try await client.send(
                            .post, "/api/downtime/places/\(place.id)/used", json: Data("{}".utf8)
                        )
                        .decode(Answer.self).count
                    }
                    return count
                }
                Terminal.line("\(count) numbers wait to be entered or given up.")
            }
        }
    }

    struct Numbers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "numbers", abstract: "The account of every reserved number.",
            discussion: "Exit code 1 while forms that were used wait to be entered.\n\nExample: sehat downtime numbers")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        private struct Counts: Codable, Sendable { var items: [ReservedCount] }

        func run() async throws {
            try await running {
                let (counts, places) = try await Control.perform(data) { client in
                    (
                        try await client.send(.get, "/api/downtime/counts").decode(Counts.self).items,
                        try await DowntimeCommand.places(client)
                    )
                }
                let names = Dictionary(places.map { ($0.id, $0.name) }) { first, _ in first }
                if json {
                    try Terminal.json(counts)
                } else {
                    Terminal.table(
                        ["place", "number of", "on blank forms", "to be entered", "entered", "void"],
                        counts.map {
                            [
                                names[$0.placeID.description] ?? "\($0.placeID)", $0.kind.rawValue,
                                "\($0.open - $0.waiting)", "\($0.waiting)", "\($0.used)", "\($0.void)",
                            ]
                        })
                }
                if counts.contains(where: { $0.waiting > 0 }) { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }

    private static func places(_ client: ControlClient) async throws -> [Place] {
        try await client.send(.get, "/api/downtime/places").decode(Places.self).items
    }

    private static func chosen(_ name: String?, _ client: ControlClient) async throws -> [Place] {
        let places = try await places(client)
        guard let name else { return places.filter(\.isActive) }
        guard let place = places.first(where: { $0.name == name }) else {
            throw CommandFailure("There is no place \"\(name)\".", exitCode: .refused)
        }
        return [place]
    }

    private static func table(_ places: [Place]) {
        Terminal.table(
            ["place", "newest pack", "state", "bytes", "file"],
            places.map { place in
                let state = place.isActive ? place.fault ?? (place.isOld ? "TOO OLD" : "good") : "rests"
                return [
                    place.name, place.madeAt?.description ?? "never", state, place.bytes.map(String.init) ?? "-",
                    "\(place.directory)/\(place.file)",
                ]
            })
    }

    private static func show(_ contents: PackContents) {
        for list in contents.lists {
            Terminal.line(list.title)
            Terminal.table(list.head, list.rows.map { row in list.head.indices.map { $0 < row.count ? row[$0] : "" } })
            Terminal.line()
        }
    }

    /// From a file or asked for: never from the arguments, which every user of the machine can see.
    private static func passphrase(_ file: String?) throws -> String {
        guard let file else {
            guard let typed = Terminal.secret("Passphrase: "), !typed.isEmpty else {
                throw CommandFailure("No passphrase was given.", exitCode: .usage)
            }
            return typed
        }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8),
            let line = text.split(whereSeparator: \.isNewline).first
        else { throw CommandFailure("\(file) cannot be read or is empty.", exitCode: .cannotOpen) }
        return String(line)
    }
}
