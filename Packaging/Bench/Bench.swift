import ArgumentParser
import Foundation

/// Measures the release executable and its libraries beside plain references, in one run on one machine.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Print figures as tab-separated lines: \(Row.heading.replacing("\t", with: ", ")).",
        discussion: """
            Groups: \(groups.map(\.name).joined(separator: ", ")). Without a name all of them run.

            Times that a disk or other work on the machine would change are told as ratios to a plain loop that runs \
            in between, or as processor time of the thread that does the work.
            """)

    @Argument(help: "The groups to run.")
    var wanted: [String] = []

    @Option(help: "The release executable.")
    var binary: String

    @Option(help: "How many patients there are to search among: 10000, in the group patients 1000000, without.")
    var patients: Int?

    @Option(help: "A directory for the patients of the group patients; filled once and left there.")
    var keep: String?

    @Option(help: "Where the lists of names are.")
    var names = "Packaging/names/data"

    @Flag(help: "Fewer rounds: shows that it works, not how fast.")
    var quick = false

    /// Every group of rows, in the order in which they run.
    private static let groups: [(name: String, run: @Sendable (Setting) async throws -> Void)] = [
        ("size", SizeRows.run), ("paper", PaperRows.run), ("documents", DocumentRows.run), ("audit", AuditRows.run),
        ("start", StartRows.run),
        ("registration", RegistrationRows.run), ("bill", BillRows.run), ("query", QueryRows.run),
        ("chart", ChartRows.run),
        ("patients", PatientRows.run), ("import", ImportRows.run), ("print", PrintRows.run), ("backup", BackupRows.run),
        ("copies", WholeCopyRows.copies), ("starts", WholeCopyRows.starts),
    ]

    func validate() throws {
        for name in wanted where !Self.groups.contains(where: { $0.name == name }) {
            throw ValidationError("There is no group \(name).")
        }
    }

    func run() async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "sehat-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let setting = Setting(
            binary: URL(filePath: binary), scratch: scratch, patients: patients ?? 10_000,
            manyPatients: patients ?? PatientRows.usualCount, kept: keep.map { URL(filePath: $0) },
            names: URL(filePath: names), isQuick: quick)
        Setting.say(Row.heading)
        for group in Self.groups where wanted.isEmpty || wanted.contains(group.name) {
            try await group.run(setting)
        }
    }
}

/// What every group needs.
struct Setting: Sendable {
    let binary: URL
    /// A directory that goes when the run ends.
    let scratch: URL
    /// How many patients there are to search among.
    let patients: Int
    /// How many there are in the group that is about many.
    let manyPatients: Int
    /// Where those stay for the next run; nil for nowhere.
    let kept: URL?
    /// Where the lists of names are, of which people are made.
    let names: URL
    let isQuick: Bool

    /// `full`, or a few where the run is quick.
    func rounds(_ full: Int, quick: Int) -> Int { isQuick ? quick : full }

    func print(_ row: Row) {
        Self.say(row.line)
    }

    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
