import Foundation
import SehatApp
import TestKit
import Testing

/// The Debian package says what the executable does.
@Suite struct PackageTests {
    /// What a shown line of the configuration file would set, were its `#` taken away.
    private static func shown() throws -> (keys: [String], text: String) {
        let lines = try Repository.text("Packaging/debian/sehat.toml").split(separator: "\n")
        let settings = lines.filter { $0.hasPrefix("#") && !$0.hasPrefix("# ") && $0.contains(" = ") }.map {
            $0.dropFirst()
        }
        return (
            settings.compactMap { $0.split(separator: " ").first.map(String.init) }, settings.joined(separator: "\n")
        )
    }

    @Test func theConfigurationFileShowsEverySettingWithItsDefault() throws {
        let (keys, text) = try Self.shown()
        #expect(keys.sorted() == Configuration.keys.sorted())
        var read = try Configuration.parse(text, file: "sehat.toml")
        let directory = DataDirectory(read.dataDirectory)
        #expect(read.keyFile == directory.keyFile.path)
        #expect(read.backupDirectory == directory.backups.path)
        #expect(read.drillDirectory == directory.url.appending(path: "drill").path)
        (read.keyFile, read.backupDirectory, read.drillDirectory) = (nil, nil, nil)
        #expect(read == Configuration())
        #expect(
            try Configuration.parse(Repository.text("Packaging/debian/sehat.toml"), file: "sehat.toml")
                == Configuration())
    }

    @Test func theManualExplainsEverySetting() throws {
        let page = try Repository.text("Packaging/debian/man/sehat.toml.5")
        for key in Configuration.keys { #expect(page.contains("\\fB\(key)\\fR"), "\(key)") }
    }

    @Test func everyCommandHasAManualPage() async throws {
        let help = try await Binary.run(["--experimental-dump-help"])
        #expect(help.status == 0)
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let dump = folder.appending(path: "help.json")
        try Data(help.output.utf8).write(to: dump)
        let script = "\(Repository.root.path)/Packaging/debian/manpages 1.0.0 2026-01-01 \(folder.path) < \(dump.path)"
        let made = try Repository.run("sh", ["-c", script])
        #expect(made.status == 0, "\(made.output)")
        let commands = try #require(JSONSerialization.jsonObject(with: Data(help.output.utf8)) as? [String: Any])
        let names = try Self.names(#require(commands["command"] as? [String: Any]), after: "")
        #expect(names.contains("sehat-backup-now") && names.contains("sehat-setup"))
        for name in names {
            let page = try String(contentsOf: folder.appending(path: "\(name).1"), encoding: .utf8)
            #expect(page.contains(".SH SYNOPSIS") && page.contains(".SH DESCRIPTION"), "\(name)")
            #expect(page.contains(".SH EXAMPLES"), "\(name) has no example")
        }
    }

    private static func names(_ command: [String: Any], after path: String) throws -> [String] {
        let name = try #require(command["commandName"] as? String)
        if name == "help" { return [] }
        let own = path.isEmpty ? name : "\(path)-\(name)"
        let children = command["subcommands"] as? [[String: Any]] ?? []
        return try [own] + children.flatMap { try names($0, after: own) }
    }

    @Test func theUnitsExposeAsLittleAsTheyMay() throws {
        let check = try Repository.run("Packaging/deb", ["--check"])
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.contains("sehat.service:") && check.output.contains("sehat-backup.service:"))
    }
}
