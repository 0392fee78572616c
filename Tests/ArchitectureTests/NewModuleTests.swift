import Foundation
import Testing

/// `Packaging/new-module` on a copy of the tree. What it writes is the target `Example` under another name, which is
/// built and tested with everything else.
@Suite struct NewModuleTests {
    /// What the script reads and changes.
    private static let parts = [
        "Package.swift", "Packaging/new-module", "Packaging/templates", "Sources/SehatApp/Composition.swift",
        "Sources/WebInterface/i18n", "Sources/WebInterface/modules/auditTrail",
        "Tests/ArchitectureTests/Snapshots/migrations.lock",
    ]

    private func inACopy(_ body: (URL) throws -> Void) throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "sehat-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        for part in Self.parts {
            let target = copy.appending(path: part)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: Repository.root.appending(path: part), to: target)
        }
        try body(copy)
    }

    private func run(_ copy: URL, _ arguments: String...) throws -> (status: Int32, output: String) {
        try Repository.run("Packaging/new-module", ["--root", copy.path] + arguments)
    }

    private func text(_ copy: URL, _ path: String) throws -> String {
        try String(contentsOf: copy.appending(path: path), encoding: .utf8)
    }

    @Test func aModuleIsWrittenAndEnteredEverywhere() throws {
        try inACopy { copy in
            let made = try run(copy, "GardenParty", "--date", "2199-12-31")
            #expect(made.status == 0, "\(made.output)")
            let entered = [
                ("Package.swift", #"feature("GardenParty")"#), ("Package.swift", #""GardenParty", "Backup""#),
                ("Sources/SehatApp/Composition.swift", "import GardenParty\n"),
                ("Sources/SehatApp/Composition.swift", "GardenPartyModule.module(),\n"),
                ("Sources/SehatApp/Composition.swift", #""gardenParty", "printing""#),
                ("Sources/WebInterface/modules/auditTrail/actions.js", "'gardenParty.', "),
                ("Sources/WebInterface/i18n/ur/access.json", #""access.module.gardenParty": "Garden party","#),
                ("Sources/Features/GardenParty/GardenPartySchema.swift", #""2199-12-31.1-gardenParty-entry""#),
                ("Sources/Features/GardenParty/GardenPartyEndpoints.swift", #""/garden-party/{id}""#),
                ("Sources/WebInterface/modules/gardenParty/entries.js", "fromApi('/api/garden-party')"),
                ("Sources/WebInterface/i18n/hi/gardenParty.json", #""gardenParty.title": "Garden party""#),
                ("Tests/Features/GardenPartyTests/GardenPartyEntryTests.swift", "@testable import GardenParty\n"),
            ]
            for (path, part) in entered { #expect(try text(copy, path).contains(part), "\(path) lacks \(part)") }
            let walk = try #require(FileManager.default.enumerator(at: copy, includingPropertiesForKeys: nil))
            for case let file as URL in walk
            where file.path.lowercased().contains("gardenparty") && !file.hasDirectoryPath {
                let written = try String(contentsOf: file, encoding: .utf8)
                #expect(!written.lowercased().contains("example"), "\(file.path)")
            }
            let again = try run(copy, "GardenParty", "--date", "2199-12-31")
            #expect(again.status == 1 && again.output.contains("already"))
        }
    }

    @Test(arguments: [
        ["gardenParty"], ["Garden Party"], ["Patients"], ["Logging"], ["GardenParty", "--date", "2026-01-01"],
        ["GardenParty", "--date", "soon"],
    ])
    func whatCannotBeAModuleIsRefusedAndNothingIsWritten(arguments: [String]) throws {
        try inACopy { copy in
            let before = try Repository.run("find", [copy.path, "-type", "f"]).output
            // The names of the targets are the folders of the real tree.
            try FileManager.default.createDirectory(
                at: copy.appending(path: "Sources/Spine/Patients"), withIntermediateDirectories: true)
            let refused = try Repository.run("Packaging/new-module", ["--root", copy.path] + arguments)
            #expect(refused.status == 1 && refused.output.hasPrefix("new-module: "), "\(refused.output)")
            #expect(try Repository.run("find", [copy.path, "-type", "f"]).output == before)
        }
    }

    @Test func aPlaceThatHasChangedIsTold() throws {
        try inACopy { copy in
            try Data("// Another composition.\n".utf8).write(
                to: copy.appending(path: "Sources/SehatApp/Composition.swift"))
            let made = try run(copy, "GardenParty", "--date", "2199-12-31")
            #expect(made.status == 1)
            #expect(made.output.contains("Sources/SehatApp/Composition.swift: GardenPartyModule.module(),"))
        }
    }
}
