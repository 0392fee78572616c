import Foundation
import SehatApp
import TestKit
import Testing

/// Every command of the real executable, run beside a server as an administrator does.
@Suite(.serialized) struct CommandTests {
    /// A command, how it ends, and a piece of what it says.
    private struct Try {
        let line: [String]
        /// Nil for a command that judges the machine it runs on.
        var status: Int32? = 0
        let says: String
        var isOfHospital = true
    }

    /// Commands that have a suite of their own, and where it is: its text runs them.
    private static let elsewhere = [
        "setup": "SetupTests", "init": "FailingCallTests", "serve": "StandbyTests", "demo": "DemoTests",
        "restore": "SetupTests", "render": "RenderCommandTests", "key check": "SetupTests",
        "key rotate": "KeyRotationTests", "key split": "KeySharingTests", "key join": "KeySharingTests",
        "standby": "StandbyTests", "promote": "StandbyTests",
    ].merging(patients) { first, _ in first }

    private static let patients = Dictionary(
        uniqueKeysWithValues: [
            "find", "show", "history", "register", "change", "unknown", "identify", "newborn", "identifiers", "pairs",
            "merge", "unmerge", "relations", "contacts", "consent list", "consent give", "consent withdraw", "deceased",
            "restrict", "unrestrict", "photo",
        ].map { ("patient \($0)", "PatientCommandTests") })

    /// Whether the suite that is said to run a command holds its words as the beginning of a command line.
    private static func isRun(_ command: String, in suite: String) throws -> Bool {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "\(suite).swift")
        let words = command.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.components(separatedBy: words).dropLast().contains {
            $0.last { !$0.isWhitespace } == "["
        }
    }

    private static func tries(_ folder: URL) -> [Try] {
        func file(_ name: String) -> String { folder.appending(path: name).path }
        return people + watching(folder) + printers(file("paper.png"))
            + templates(file("receipt.json"), file("logo.png")) + identifiers + wristbands
            + duplicates
            + [
                Try(line: ["names", "explain", "Mst. Nasreen"], says: "nasreen", isOfHospital: false),
                Try(
                    line: ["names", "compare", "Abdul Rehman", "Abd ur Rahman"], says: "same", isOfHospital: false),
                Try(
                    line: ["names", "rank", "--query", "Mohd Usman", "--among", file("names.txt")], says: "Usman Ali",
                    isOfHospital: false),
                Try(line: ["status"], says: "version"), Try(line: ["doctor"], status: nil, says: "encryption"),
                Try(line: ["routes"], says: "/api/bills", isOfHospital: false),
                Try(line: ["openapi"], says: "\"openapi\"", isOfHospital: false),
                Try(line: ["version"], says: "sehat ", isOfHospital: false),
                Try(line: ["backup", "now"], says: "verified"), Try(line: ["backup", "list"], says: "bytes"),
                Try(line: ["backup", "verify", "none"], status: 77, says: "There is no backup none"),
                Try(line: ["backup", "targets"], says: "target"),
                Try(
                    line: ["backup", "accept-target", "/none"], status: 77, says: "There is no target /none"),
                Try(
                    line: ["backup", "add-target", file("disk"), "--config", file("sehat.toml")],
                    says: "is written into"),
                Try(
                    line: ["backup", "add-target", file("none/disk"), "--config", file("sehat.toml")], status: 73,
                    says: "Is the disk mounted?"),
                Try(line: ["drill", "now"], says: "good"), Try(line: ["drill", "list"], says: "Last good drill: 2"),
                Try(line: ["schedule", "run", "appliance.certificate"], says: "appliance.certificate: done"),
                Try(line: ["schedule", "history", "appliance.certificate"], says: "done"),
                Try(line: ["schedule", "set", "backup.drill", "30 3 * * 0"], says: "backup.drill: 30 3 * * 0"),
                Try(line: ["schedule", "list"], says: "30 3 * * 0"),
                Try(line: ["key", "sheet", "--out", file("sheet.pdf")], status: 65, says: "holds no wrapped key"),
                Try(line: ["key", "seal"], status: 64, says: "Only root can seal"),
                Try(line: ["audit", "export", "--out", file("audit.jsonl")], says: "bytes"),
                Try(line: ["audit", "verify", file("audit.jsonl")], says: "good:", isOfHospital: false),
                // First of its kind here: a server without TLS has made no certificate.
                Try(line: ["tls", "renew"], says: "good until"), Try(line: ["tls", "show"], says: "fingerprint"),
                Try(line: ["tls", "renew", "--authority"], says: "good until"),
                Try(line: ["tls", "export", "--out", file("ca.pem")], says: "ca.pem"),
                Try(
                    line: ["tls", "replace", "--chain", file("ca.pem"), "--key", file("ca.pem")], status: 77,
                    says: "refused"),
            ]
    }

    private static func watching(_ folder: URL) -> [Try] {
        let phrase = folder.appending(path: "phrase").path
        let pack = folder.appending(path: "sehat-Ward 3.html").path
        let add = [
            "downtime", "add", "Ward 3", "--directory", folder.path, "--passphrase-file", phrase, "--forms", "1",
        ]
        return [
            Try(line: add, says: "sehat-Ward 3.html"), Try(line: ["downtime", "make"], says: "good"),
            Try(line: ["downtime", "list"], says: "Ward 3"), Try(line: ["downtime", "numbers"], says: "receipt"),
            Try(
                line: ["downtime", "open", pack, "--passphrase-file", phrase], says: "نرخ نامہ", isOfHospital: false),
            Try(line: ["downtime", "used", "Ward 3"], says: "4 numbers wait"),
            Try(line: ["alarms", "list"], status: nil, says: "what was found"),
            Try(line: ["alarms", "messages"], says: "attempts"),
            Try(line: ["alarms", "test"], status: 77, says: "Neither a mail server"),
            Try(line: ["alarms", "acknowledge", "1"], status: 77, says: "There is no such alarm"),
            Try(line: ["residency"], says: "database"),
            Try(line: ["support", "bundle", "--out", folder.appending(path: "support.tar").path], says: "bytes"),
        ]
    }

    private static let duplicates = [
        Try(line: ["duplicates", "settings", "--pairs", "70"], says: "pairs from a score of 70"),
        Try(line: ["duplicates", "search"], says: "are being looked through"),
    ]

    private static let people = [
        // Without an administrator no other account may lose a right.
        Try(
            line: ["user", "add", "zainab", "--name", "Zainab Ali", "--role", "administrator"],
            says: "one-time password"),
        Try(line: ["user", "add", "amina", "--name", "Amina Bibi", "--role", "cashier"], says: "one-time password"),
        Try(line: ["user", "list"], says: "amina"), Try(line: ["user", "roles"], says: "administrator"),
        Try(line: ["user", "roles", "amina", "cashier", "supervisor"], says: "cashier, supervisor"),
        Try(line: ["user", "disable", "amina", "--reason", "left"], says: "disabled"),
        Try(line: ["user", "enable", "amina"], says: "enabled"),
        Try(line: ["user", "reset-password", "amina"], says: "one-time password"),
    ]

    private static func printers(_ picture: String) -> [Try] {
        [
            Try(line: ["printer", "add", "One", "--kind", "thermal", "--target", "socket://127.0.0.1:9"], says: "One"),
            Try(line: ["printer", "list"], says: "socket://127.0.0.1:9"),
            Try(line: ["printer", "queues"], status: 69, says: "CUPS does not answer"),
            Try(line: ["printer", "devices"], says: "device"),
            Try(line: ["printer", "change", "One", "--name", "Two"], says: "Two"),
            Try(line: ["printer", "pause", "Two", "--why", "roll"], says: "Two"),
            Try(line: ["printer", "resume", "Two"], says: "Two"),
            Try(line: ["printer", "test", "Two"], says: "Queued as print job"),
            Try(line: ["printer", "preview", "1", "--out", picture], status: 77, says: "does not exist"),
            Try(line: ["printer", "remove", "Two"], status: 77, says: "Papers are under way"),
            Try(
                line: ["printer", "add", "Three", "--kind", "thermal", "--target", "socket://127.0.0.1:9"],
                says: "Three"),
            Try(line: ["printer", "remove", "Three"], says: "Three"),
        ]
    }

    /// Without a patient they say whom they did not find; `WristbandTests` prints.
    private static let wristbands = [
        Try(line: ["patient", "prefix", "8961234"], says: "GS1 company prefix: 8961234"),
        Try(line: ["patient", "prefix"], says: "GS1 company prefix: 8961234"),
        Try(line: ["patient", "prefix", "--remove"], says: "GS1 company prefix: none"),
        Try(line: ["patient", "wristband", "10000016"], status: 65, says: "no patient with the record number"),
        Try(line: ["patient", "card", "10000016", "--roll"], status: 65, says: "no patient with the record number"),
    ]

    private static let identifiers = [
        Try(
            line: [
                "identifier", "add", "welfare", "--name", "Welfare card", "--mask", "AA-9999", "--example", "ZK-0007",
            ],
            says: "Welfare card, such as ZK-0007"),
        Try(line: ["identifier", "list"], says: "Welfare card"),
        Try(line: ["identifier", "close", "welfare"], says: "welfare: closed"),
        Try(line: ["identifier", "open", "welfare"], says: "welfare: in use"),
    ]

    private static func templates(_ file: String, _ picture: String) -> [Try] {
        [
            Try(line: ["template", "list"], says: "receipt"),
            Try(line: ["template", "show", "receipt"], says: "\"template\""),
            Try(line: ["template", "fields", "receipt"], says: "patient", isOfHospital: false),
            Try(line: ["template", "check", "receipt", file], says: "is a template for receipt", isOfHospital: false),
            Try(line: ["template", "publish", "receipt", file], says: "published as version 2"),
            Try(line: ["template", "rollback", "receipt", "--to", "1"], says: "published as version 3"),
            Try(line: ["template", "papers", "--digits", "ur,hi"], says: "digits of their own: ur,hi"),
            Try(line: ["template", "picture", "logo", picture], says: "by 32 pixels on every new paper"),
        ]
    }

    @Test(.timeLimit(.minutes(5))) func everyCommandDoesWhatItSays() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let data = ["--data", hospital.directory.path]
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("Usman Ali\n".utf8).write(to: folder.appending(path: "names.txt"))
        try Data("seven blue horses\n".utf8).write(to: folder.appending(path: "phrase"))
        try StripedPicture.png(128, 32).write(to: folder.appending(path: "logo.png"))
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let receipt = try await Binary.run(["template", "show", "receipt"] + data)
        try Data(receipt.output.utf8).write(to: folder.appending(path: "receipt.json"))
        let tries = Self.tries(folder)
        for one in tries {
            let result = try await Binary.run(one.line + (one.isOfHospital ? data : []))
            let said = result.output + result.errors
            #expect(one.status.map { $0 == result.status } ?? (result.status < 2), "\(one.line): \(said.prefix(400))")
            #expect(said.contains(one.says), "\(one.line): \(said.prefix(400))")
        }
        let taken = try await Self.importAndUndo(folder, data)
        #expect(await server.stop() == 0)
        let help = try await Binary.run(["--experimental-dump-help"])
        let dump = try JSONDecoder().decode(Help.self, from: Data(help.output.utf8))
        let untried = dump.command.paths.filter { path in
            Self.elsewhere[path] == nil && !taken.contains(path)
                && !tries.contains { $0.line.joined(separator: " ").hasPrefix(path) }
        }
        #expect(dump.command.paths.count > 40 && untried == [], "commands that no test runs: \(untried)")
        for (command, suite) in Self.elsewhere {
            #expect(dump.command.paths.contains(command), "there is no command \(command) any more")
            #expect(try Self.isRun(command, in: suite), "\(suite) does not run \(command)")
        }
    }

    /// Patients come in from a file, go out into another, and are taken back.
    ///
    /// - Returns: the commands that were run.
    private static func importAndUndo(_ folder: URL, _ data: [String]) async throws -> Set<String> {
        let (old, new) = (folder.appending(path: "old.csv"), folder.appending(path: "new.csv"))
        try Data("Name,Sex,Age\nBushra Rashid,female,31\n".utf8).write(to: old)
        let imported = try await Binary.run(["import", "patients", old.path] + data)
        #expect(imported.status == 0 && imported.output.contains("done: 1 rows, 1 registered"), "\(imported)")
        let exported = try await Binary.run(["export", "--out", new.path] + data)
        #expect(exported.status == 0, "\(exported)")
        #expect(try String(contentsOf: new, encoding: .utf8).contains("Bushra Rashid"))
        let words = imported.output.split { $0 == " " || $0 == "\n" }
        let id = try #require(words.firstIndex(of: "import").map { String(words[$0 + 1]) })
        let undone = try await Binary.run(["import", "undo", id, "--reason", "wrong file"] + data)
        #expect(undone.status == 0 && undone.output.contains("1 taken back"), "\(undone)")
        return ["import patients", "import undo", "export"]
    }

    /// What the executable says of its commands.
    private struct Help: Decodable {
        struct Command: Decodable {
            let commandName: String
            let subcommands: [Command]?

            /// The commands that do something, without the executable's name: `key rotate`.
            var paths: [String] {
                let children = (subcommands ?? []).filter { $0.commandName != "help" }
                return children.flatMap { child in
                    let below = child.paths
                    return below.isEmpty ? [child.commandName] : below.map { "\(child.commandName) \($0)" }
                }
            }
        }

        let command: Command
    }
}
