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
            let made = try run(copy, "BloodBank", "--date", "2199-12-31")
            #expect(made.status == 0, "\(made.output)")
            let entered = [
                ("Package.swift", #"feature("BloodBank")"#), ("Package.swift", #""BloodBank", "Backup""#),
                ("Sources/SehatApp/Composition.swift", "import Billing\nimport BloodBank\n"),
                ("Sources/SehatApp/Composition.swift", "BloodBankModule.module(),\n"),
                ("Sources/SehatApp/Composition.swift", #""bloodBank", "printing""#),
                ("Sources/WebInterface/modules/auditTrail/actions.js", "'bloodBank.', "),
                ("Sources/WebInterface/i18n/ur/access.json", #""access.module.bloodBank": "Blood bank","#),
                ("Sources/Features/BloodBank/BloodBankSchema.swift", #""2199-12-31.1-bloodBank-entry""#),
                ("Sources/Features/BloodBank/BloodBankEndpoints.swift", #""/blood-bank/{id}""#),
                ("Sources/WebInterface/modules/bloodBank/entries.js", "fromApi('/api/blood-bank')"),
                ("Sources/WebInterface/i18n/hi/bloodBank.json", #""bloodBank.title": "Blood bank""#),
                ("Tests/Features/BloodBankTests/BloodBankEntryTests.swift", "@testable import BloodBank\n"),
            ]
            for (path, part) in entered { #expect(try text(copy, path).contains(part), "\(path) lacks \(part)") }
            let walk = try #require(FileManager.default.enumerator(at: copy, includingPropertiesForKeys: nil))
            for case let file as URL in walk where file.path.lowercased().contains("bloodbank") && !file.hasDirectoryPath {
                let written = try String(contentsOf: file, encoding: .utf8)
                #expect(!written.lowercased().contains("example"), "\(file.path)")
            }
            let again = try run(copy, "BloodBank", "--date", "2199-12-31")
            #expect(again.status == 1 && again.output.contains("already"))
        }
    }

    @Test(arguments: [
        ["bloodBank"], ["Blood Bank"], ["Patients"], ["Logging"], ["Feedback", "--date", "2026-01-01"],
        ["Feedback", "--date", "soon"],
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
            let made = try run(copy, "Feedback", "--date", "2199-12-31")
            #expect(made.status == 1)
            #expect(made.output.contains("Sources/SehatApp/Composition.swift: FeedbackModule.module(),"))
        }
    }
}
